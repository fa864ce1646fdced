"""What the worker does about backups: with the store, and without it at the second place.

A stick or a share may be slow, or never answer; nobody who answers a question waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from npo_desktop.clock import today
from npo_desktop.store.backups.apart import any_left_behind
from npo_desktop.store.backups.schedule import (
    BackupState,
    GiveBack,
    backup_state,
    due_now,
    run_backup,
    set_second_place,
)

if TYPE_CHECKING:
    from pathlib import Path

    from npo_desktop.progress import Progress
    from npo_desktop.store.engine import Store
    from ui.app import App

T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """Something done with the store, which gives it back while it is not needed."""

    def __call__(self, store: Store, progress: Progress, *, give_back: GiveBack) -> T_co: ...


@contextmanager
def lent(app: App) -> Iterator[tuple[Store, GiveBack]]:
    """The store, for a job on the worker, and the means to give it back for a while."""
    with ExitStack() as held:

        @contextmanager
        def given_back() -> Iterator[None]:
            held.close()
            try:
                yield
            finally:
                held.enter_context(app.lend(brief=True))

        yield held.enter_context(app.lend(brief=True)), given_back


def look(store: Store, progress: Progress, *, give_back: GiveBack) -> BackupState:
    """How the backups stand; the bin is emptied by the way."""
    from npo_desktop.queries.privacy.bin import empty_old

    with store.writing() as session:
        empty_old(session, today())
    return backup_state(store, progress, give_back=give_back)


def make(store: Store, progress: Progress, *, give_back: GiveBack) -> BackupState:
    """A backup, here and in the second place."""
    from npo_desktop.queries.privacy.erased_backups import rewrite_asked

    run_backup(store, progress, give_back=give_back)
    if not any_left_behind():  # with the store it would be held there as well
        rewrite_asked(store, progress)  # what waited for the stick to be there
    return backup_state(store, progress, give_back=give_back)


def make_if_due(store: Store, progress: Progress, *, give_back: GiveBack) -> BackupState:
    """What closing asks for; the backup that was on its way may hold everything already."""
    if due_now(store, is_closing=True):
        return make(store, progress, give_back=give_back)
    return backup_state(store, progress, give_back=give_back)


def choose(
    folder: Path | None, store: Store, progress: Progress, *, give_back: GiveBack
) -> BackupState:
    """Another second place, and the first backup there at once."""
    set_second_place(store, folder, progress, give_back=give_back)
    return make(store, progress, give_back=give_back)
