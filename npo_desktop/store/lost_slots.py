"""When both copies of the slots are lost or damaged: those that the newest backup carries.

What was changed since then is as it was on that day, except that nobody comes back who was
removed: the store itself knows.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.store import keys
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.backups.backup_file import read_header

Secret = Callable[[Sequence[keys.KeyFile]], keys.Unlocked]


def unlocked_from_backup(path: Path, secret: Secret) -> keys.Unlocked | None:
    """What the secret opens in the newest backup's slots; ``None`` when there are none.

    Raises ``WrongSecret`` that says which day's passphrase is wanted.
    """
    for facts in list_backups(backup_folder(path)):
        copies = _slots(facts.path)
        if copies:
            try:
                return replace(secret(copies), from_backup=True)
            except keys.WrongSecret as error:
                raise _of_that_day(facts.made_at) from error
    return None


def _slots(backup: Path) -> tuple[keys.KeyFile, ...]:
    found: list[keys.KeyFile] = []
    with suppress(UserError):
        for document in read_header(backup).slots:
            with suppress(ValueError):
                held = keys.from_document(json.dumps(document).encode())
                if not held.damaged:
                    found.append(held)
    return tuple(sorted(found, key=lambda held: held.revision, reverse=True)[:1])


def _of_that_day(made_at: datetime) -> keys.WrongSecret:
    said = _("The keys of this data file are damaged; those of the backup of {day} were tried.")
    return keys.WrongSecret(
        said.format(day=date_text(made_at.astimezone().date())),
        _("Use the passphrase of that day, or the recovery key."),
    )
