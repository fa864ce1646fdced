"""What is imported on the worker while something stands on the screen already."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from npo_desktop import i18n, paths
from npo_desktop.errors import UserError
from npo_desktop.progress import Progress
from ui import state

if TYPE_CHECKING:
    from npo_desktop.place import Place
    from npo_desktop.store.keys import ListedOpener


@dataclass(frozen=True, slots=True)
class Before:
    """What can be known of a store before it is opened."""

    exists: bool
    openers: tuple[ListedOpener, ...]
    place: Place | None  # when there is something to say about where it is


def import_form(store: Path, check_place: bool, _progress: Progress) -> Before:
    """All that the passphrase form needs: its widgets, and who may open the store."""
    from npo_desktop import logs
    from npo_desktop.drives import keep_private

    logs.set_up(paths.log_dir())
    with suppress(OSError):  # not there yet, or not ours to change
        keep_private(paths.data_dir())
    i18n.use(state.language())
    import ui.opening  # noqa: F401 - on the worker, so that the window stays awake
    from npo_desktop.place import Verdict, place_of
    from npo_desktop.store.keys import listed_openers
    from npo_desktop.store.swap import finish_swap

    place = place_of(store) if check_place else None
    try:
        finish_swap(store)  # halfway, the live file is away for a moment
        openers = listed_openers(store) if store.exists() else ()
    except UserError:
        openers = ()  # trying to open it will say what is the matter
    exists = store.exists()
    fine = place is None or place.verdict is Verdict.FINE
    return Before(exists, openers, None if fine else place)


def import_core(_progress: Progress) -> None:
    """The rest: every page, and what they show."""
    import ui.leaving
    import ui.school_window  # noqa: F401 - with every page behind it
    from npo_desktop.content.load import load_content

    load_content()
