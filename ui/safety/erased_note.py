"""Backups and old copies that still hold pupils who were erased, and the button against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.queries.privacy.erasure import ledger
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note

if TYPE_CHECKING:
    from npo_desktop.queries.privacy.erased_backups import RewrittenBackups
    from npo_desktop.queries.privacy.still_held import StillHeld
    from npo_desktop.store.engine import Store
    from ui.app import App


@dataclass(frozen=True, slots=True)
class _Found:
    backups: int  # that can be made anew without them
    others: tuple[StillHeld, ...]


class ErasedNote(Note):
    """Hidden as long as no erased pupil is held anywhere."""

    def __init__(self, app: App) -> None:
        super().__init__("warn")
        self._app = app
        self._removable: tuple[StillHeld, ...] = ()
        self.rewrite = KeyButton(_("Take them out of the backups"), size="row")
        self.remove = KeyButton(_("Remove the old copies..."), size="row")
        for button in (self.rewrite, self.remove):
            self.add_action(button)
        self.rewrite.clicked.connect(self._rewrite)
        self.remove.clicked.connect(self._ask_remove)
        self.hide()

    def refresh(self) -> None:
        """Look again, on the worker: old copies are opened to see whom they hold."""
        with self._app.reading() as session:
            anybody = bool(ledger(session))
        if anybody and self._app.may("erase"):
            self._app.start_with_store(_look, self._show, brief=True)

    def _show(self, found: _Found) -> None:
        n = found.backups + len(found.others)
        self._removable = tuple(one for one in found.others if one.may_remove)
        self.set_text(
            ngettext(
                "{n} file still holds pupils who were erased.",
                "{n} files still hold pupils who were erased.",
                n,
            ).format(n=n),
            "\n".join(dict.fromkeys(one.text for one in found.others)),
        )
        self.rewrite.setVisible(found.backups > 0)
        self.remove.setVisible(bool(self._removable))
        self.setVisible(n > 0)

    def _rewrite(self) -> None:
        label = _("Taking erased pupils out of the backups")
        self._app.start_with_store(_rewrite, self._rewritten, topic=Topic.SAFETY, label=label)

    def _rewritten(self, told: RewrittenBackups) -> None:
        self._app.say(rewritten_text(told))
        self.refresh()

    def _ask_remove(self) -> None:
        n = len(self._removable)
        words = ngettext("Remove {n} old copy?", "Remove {n} old copies?", n).format(n=n)
        names = "\n".join(one.path.name for one in self._removable)
        gone = _("They cannot be put back. Your data and the good backups stay.")
        ConfirmDialog(words, f"{gone}\n\n{names}", _("Remove"), self._remove, self).open()

    def _remove(self) -> None:
        paths = [one.path for one in self._removable]

        def work(store: Store, _progress: Progress) -> _Found:
            from npo_desktop.queries.privacy.erased_backups import remove_kept

            for path in paths:
                remove_kept(store, path)
            return _look(store, _progress)

        label = _("Removing old copies")
        self._app.start_with_store(work, self._show, topic=Topic.SAFETY, label=label)


def rewritten_text(told: RewrittenBackups) -> str:
    """What was done, in one sentence."""
    return ngettext(
        "{n} backup was made anew without them.",
        "{n} backups were made anew without them.",
        told.rewritten,
    ).format(n=told.rewritten)


def _look(store: Store, _progress: Progress) -> _Found:
    from npo_desktop.queries.privacy.erased_backups import holding_erased, still_held

    return _Found(holding_erased(store), still_held(store))


def _rewrite(store: Store, progress: Progress) -> RewrittenBackups:
    from npo_desktop.queries.privacy.erased_backups import rewrite_backups

    return rewrite_backups(store, progress)
