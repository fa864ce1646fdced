"""Move a closed store to another folder: copied, compared byte for byte, opened, then taken away.

Source: SAFETY.md, section 3 (folder policy).
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from npo_desktop.errors import StoreError, UserError, on_failure
from npo_desktop.i18n import _
from npo_desktop.safe_file import cannot_write, write_bytes
from npo_desktop.store.keys import key_files


def store_files(store: Path) -> tuple[Path, ...]:
    """What belongs to a closed store and is there: keys first, the database last."""
    wal = store.with_name(store.name + "-wal")  # after an unclean end it holds the newest answers
    return tuple(path for path in (*key_files(store), wal, store) if path.exists())


def move_store(source: Path, target: Path, *, opens: Callable[[Path], object]) -> None:
    """Copy, compare, let ``opens`` try the copy; only then the old files go.

    ``opens`` opens the store at the new place and closes it again, or raises. Whatever fails,
    the old store is as it was and nothing is left at the new place. Both must be closed.
    """
    if not source.exists():
        raise UserError(
            _("There is no data file at {file}.").format(file=source),
            _("Make one with: npo init. Or choose another file."),
        )
    if taken := [path for path in _copies(source, target) if path.exists()]:
        raise UserError(
            _("There is already a data file at {file}.").format(file=taken[0]),
            _("Open it, or choose another place for the new one."),
        )
    before = _prints(store_files(source))
    made: list[Path] = []

    def give_up() -> None:
        for path in (*made, target.with_name(target.name + "-wal")):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    with on_failure(give_up):
        _copy(source, target, made)
        if _prints(made) != before:
            raise _not_the_same()
        opens(target)
        if _prints(store_files(source)) != before:
            raise _not_the_same()  # somebody had the old one open
    _take_away(source)


def _copies(source: Path, target: Path) -> list[Path]:
    """Where each file of the store goes."""
    files = store_files(source)
    return [target.with_name(target.name + path.name[len(source.name) :]) for path in files]


def _copy(source: Path, target: Path, made: list[Path]) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise cannot_write(target.parent, error) from error
    for old, new in zip(store_files(source), _copies(source, target), strict=True):
        made.append(new)
        try:
            data = old.read_bytes()
        except OSError as error:
            raise StoreError(
                _("The data file {file} cannot be read or written.").format(file=old),
                _("Check that the folder is on this computer and that you may write in it."),
            ) from error
        write_bytes(new, data)


def _prints(paths: tuple[Path, ...] | list[Path]) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def _take_away(source: Path) -> None:
    """The database first: what is left of a broken-off removal opens nothing."""
    for path in reversed(store_files(source)):
        try:
            path.unlink()
        except OSError as error:
            raise UserError(
                _("The data is at its new place, but {file} could not be removed.").format(
                    file=path
                ),
                _("Close the other program that holds it, and delete it yourself."),
            ) from error


def _not_the_same() -> StoreError:
    return StoreError(
        _("The copy is not the same as the original. Nothing was moved."),
        _("Close the program on every other computer and try again."),
    )
