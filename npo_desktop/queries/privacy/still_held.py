"""Where pupils who were erased may still be held, beside the store: backups and what was kept.

A backup says by its ledger whom it holds no more. What cannot be read, or opens with another key,
counts as holding everybody.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.backups.backup import ENDING, SPOILED, backup_folder
from npo_desktop.store.backups.backup_file import read_header
from npo_desktop.store.backups.json_lines import ENDING as LINES
from npo_desktop.store.backups.lines_file import read_lines_header
from npo_desktop.store.backups.places import database_of
from npo_desktop.store.backups.rewrite import erased_in
from npo_desktop.store.backups.schedule import second_place
from npo_desktop.store.condition import Condition, look
from npo_desktop.store.engine import Store
from npo_desktop.store.opening_checks import changes_aside
from npo_desktop.store.swap import PARTS, kept_stores
from npo_desktop.store.tables import School


@dataclass(frozen=True, slots=True)
class StillHeld:
    """A file, or a place, that may still hold somebody erased; why, in a sentence."""

    path: Path
    text: str
    may_remove: bool = False  # with ``remove_kept``, when a person says so


@dataclass(frozen=True, slots=True)
class Survey:
    """What can be made anew, and what cannot."""

    backups: tuple[Path, ...]
    lines: tuple[Path, ...]  # the second kind
    others: tuple[StillHeld, ...]


def survey(store: Store, ids: Collection[UUID]) -> Survey:
    """Every file beside this store, and in the second place, that may hold one of these pupils."""
    own = _own(store, frozenset(ids))
    backups: list[Path] = []
    lines: list[Path] = []
    others: list[StillHeld] = []
    for folder in reachable(store):
        for path in _files(folder):
            found = own.lines(path) if path.suffix == LINES else own.backup(path)
            if isinstance(found, StillHeld):
                others.append(found)
            elif found:
                (lines if path.suffix == LINES else backups).append(path)
    return Survey(tuple(backups), tuple(lines), tuple(others))


def reachable(store: Store) -> tuple[Path, ...]:
    """The folders with backups that are there now: of this computer, and the second place."""
    folders = (backup_folder(store.path), second_place(store))
    return tuple(folder for folder in folders if folder is not None and folder.is_dir())


def place_away(store: Store) -> tuple[StillHeld, ...]:
    """The second place, when it is not there to look in."""
    place = second_place(store)
    if place is None or place.is_dir():
        return ()
    text = _("{folder} is not connected. Its backups follow with the next backup made when it is.")
    return (StillHeld(place, text.format(folder=place)),)


def kept_beside(store: Store, ids: Collection[UUID]) -> tuple[StillHeld, ...]:
    """Earlier data files beside the live one, and journals moved aside, that may hold them."""
    text = _("The kept data file {file} may still hold the pupils. You may remove it.")
    beside = (*kept_stores(store.path), *changes_aside(store.path))
    return tuple(
        StillHeld(path, text.format(file=path.name), may_remove=True)
        for path in beside
        if not _is_without(path, store.data_key, frozenset(ids))
    )


@dataclass(frozen=True, slots=True)
class _Own:
    """Tells this store's files from those of others, and which of them hold somebody still."""

    ids: frozenset[UUID]
    data_key: bytes = field(repr=False)
    database: str
    school: str
    stem: str
    here: Path

    def backup(self, path: Path) -> bool | StillHeld:
        """Whether it holds one of them and can be made anew, or why it cannot."""
        try:
            header = read_header(path)
        except UserError as error:
            return self._unreadable(path, error)
        told = header.manifest
        if not self._may_be_ours(told.database, told.school):
            return False
        if self.ids <= erased_in(path, header, self.data_key):
            return False
        if told.database != self.database:
            return self._of_another_key(path)
        if path.suffix == ENDING:
            return True
        return self._held(path, _("{file} is damaged and may still hold the pupils."))

    def lines(self, path: Path) -> bool | StillHeld:
        """The same for the second kind."""
        try:
            header = read_lines_header(path)
        except UserError as error:
            return self._unreadable(path, error)
        if not self._may_be_ours(header.database, header.school):
            return False
        if self.ids <= set(map(UUID, header.erased)):
            return False
        return True if header.database == self.database else self._of_another_key(path)

    def _may_be_ours(self, database: str, school: str) -> bool:
        """By its id, or from before the key was renewed: that gave the store another id."""
        return database == self.database or school == self.school

    def _unreadable(self, path: Path, error: UserError) -> bool | StillHeld:
        """In a shared folder it may be anybody's."""
        if path.parent != self.here or not path.name.startswith(f"{self.stem}-"):
            return False
        return StillHeld(path, error.message, may_remove=True)

    def _of_another_key(self, path: Path) -> StillHeld:
        text = _("{file} was made under another key, and may still hold the pupils.")
        return self._held(path, text)

    def _held(self, path: Path, text: str) -> StillHeld:
        is_here = path.parent == self.here
        return StillHeld(path, text.format(file=path.name), may_remove=is_here)


def _own(store: Store, ids: frozenset[UUID]) -> _Own:
    with store.reading() as session:
        school = session.get_one(School, 1).name
    path = store.path
    return _Own(ids, store.data_key, database_of(path), school, path.stem, backup_folder(path))


def _files(folder: Path) -> Iterator[Path]:
    """Finished files of both kinds, and those that were set aside."""
    with suppress(OSError):  # a stick that was pulled out
        for path in sorted(folder.iterdir()):
            name = path.name.removesuffix(SPOILED)
            is_ours = name.endswith((ENDING, LINES)) and not name.startswith(".")
            if is_ours and path.is_file():
                yield path


def _is_without(path: Path, data_key: bytes, ids: frozenset[UUID]) -> bool:
    """Whether a kept data file is sound and knows all of these as erased."""
    if path.name.endswith(PARTS[1:]):
        return False
    with suppress(UserError, OSError):
        found = look(path, data_key)
        return found.condition is Condition.SOUND and ids <= set(map(UUID, found.erased))
    return False
