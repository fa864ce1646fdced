"""What only a coordinator may do to the slots, and the slots she does it to."""

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store import keys
from npo_desktop.store.engine import Store
from npo_desktop.store.key_revision import refuse_older


def only_for_coordinators(store: Store) -> None:
    """Refuse everybody else."""
    if store.opener.role != "coordinator":
        raise not_a_coordinator()


def not_a_coordinator() -> UserError:
    """The one sentence about that."""
    return UserError(_("Only a coordinator may do this."), _("Ask the coordinator of your school."))


def held_slots(store: Store) -> keys.KeyFile:
    """The slots as they stand now, to be changed; nothing is written over damaged or older ones.

    Not inside a transaction: it reads the store.
    """
    held = sound_slots(store)
    with store.reading() as session:
        refuse_older(session, store.path)
    return held


def sound_slots(store: Store) -> keys.KeyFile:
    """The slots as they stand now, to be looked at."""
    held = keys.read_keys(store.path)[0]
    if held.damaged:
        raise keys.keys_damaged()
    return held


def notes_would_be_lost() -> UserError:
    """Whoever cannot open the restricted notes cannot pass their key on."""
    return UserError(
        _("You cannot open the restricted notes, so you cannot pass them on."),
        _("Let a coordinator do this who can open them."),
    )
