"""All dossiers of the round that is looked at: scored on the worker, kept until they change.

The store is borrowed only for reading, a tenth of a second, and not while the scoring goes on.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from npo_desktop.clock import today
from npo_desktop.dossiers.round_scores import ScoredRound, score_round
from npo_desktop.progress import Progress
from npo_desktop.queries.dossiers import read_round
from npo_desktop.queries.rounds import chosen_round
from ui.app import App, Topic


class RoundDossiers(QObject):
    """``scored`` is what is known once ``is_ready``; it stays ``None`` when there is no round."""

    watches = Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS | Topic.ANSWERS | Topic.RESULTS
    loaded = Signal()

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self.scored: ScoredRound | None = None
        self.is_ready = False
        self._asked = 0  # which answer is awaited; an older one is thrown away
        self._loading = self._broken = False
        app.changed.connect(self._forget)

    def load(self) -> None:
        """Score the round on the worker, unless that is going on; ``loaded`` follows."""
        if self._loading or self._broken or self.is_ready:
            return
        self._loading, asked = True, self._asked
        content, round_id, day = self._app.content, self._app.round_id, today()

        def work(_progress: Progress) -> ScoredRound | None:
            with self._app.lend() as store, store.reading() as session:
                this = chosen_round(session, round_id, day)
                read = read_round(session, this) if this else None
            return score_round(content.questionnaires, read) if read else None

        def keep(scored: ScoredRound | None) -> None:
            if asked == self._asked:
                self.scored, self.is_ready = scored, True

        def end() -> None:
            self._loading = False
            # What failed would fail again at once: wait until something changes.
            self._broken = asked == self._asked and not self.is_ready
            self.loaded.emit()

        self._app.jobs.start(work, keep, after=end)

    def _forget(self, topic: Topic) -> None:
        if topic & self.watches:
            self.scored, self.is_ready, self._broken = None, False, False
            self._asked += 1


def round_dossiers(app: App) -> RoundDossiers:
    """The one of this app. Ask for it before listening to ``app.changed``: it must hear first."""
    found = app.findChild(RoundDossiers)
    return found if found is not None else RoundDossiers(app)
