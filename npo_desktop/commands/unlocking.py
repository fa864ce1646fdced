"""Whose passphrase a command uses, and the store that it opens."""

import getpass
import os
import warnings
from pathlib import Path
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store import keys
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.swap import finish_swap


def opened(path: Path) -> Store:
    """As the colleague of ``NPO_USER``; without one, whoever the passphrase belongs to."""
    store = open_store(path, passphrase(), slot_id=slot_of_user(path))
    if store.opener.role != "coordinator":
        store.close()
        raise UserError(
            _("Only a coordinator may use this command."),
            _("Open the window instead, or ask the coordinator."),
        )
    return store


def user() -> str:
    """The colleague of ``NPO_USER``; empty: nobody was named."""
    return os.environ.get("NPO_USER", "")


def slot_of_user(path: Path) -> UUID | None:
    """Whose passphrase it is, when ``NPO_USER`` says so."""
    if not user():
        return None
    finish_swap(path)  # halfway, the slots beside it may be the old ones
    try:
        return keys.slot_named(path, user())
    except keys.DamagedKeys:  # the names are lost with them; opening says what can be done
        return None


def passphrase() -> str:
    """From ``NPO_PASSPHRASE``, else typed."""
    given = os.environ.get("NPO_PASSPHRASE")
    if given is not None:
        return given
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(_("Passphrase: "))
    except (EOFError, getpass.GetPassWarning) as error:  # nobody there to type it
        raise UserError(
            _("There is no passphrase."),
            _("Set NPO_PASSPHRASE, or run npo in a window where you can type."),
        ) from error
