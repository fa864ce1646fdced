"""Opens the pupil desk from the scans: for the group that is shown, or one pupil of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _
from npo_desktop.queries.answering.desk import fits_desk, may_sit_down
from npo_desktop.queries.answering.scan_progress import ListProgress
from npo_desktop.queries.questionnaires import asked_in
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App
    from ui.desk.sitting import DeskPlan


class DeskButton(KeyButton):
    """Only there for a list that children answer, while somebody has something left to answer."""

    def __init__(self, app: App) -> None:
        super().__init__(_("Pupil desk..."), icon="school")
        self._app = app
        self._code = ""
        self._asked: Mapping[str, Questionnaire] = app.content.questionnaires
        self._round: RoundFacts | None = None
        self._lists: Sequence[ListProgress] = ()
        self._chosen: ListProgress | None = None
        self.clicked.connect(self.ask)
        self.hide()

    def show_lists(
        self,
        code: str,
        this: RoundFacts | None,
        lists: Sequence[ListProgress],
        chosen: ListProgress | None,
    ) -> None:
        """What is looked at now; ``chosen``: the pupil in front."""
        self._code, self._round = code, this
        self._lists = [one for one in lists if this is not None and may_sit_down(one, this)]
        alone = self._lists[0] if len(self._lists) == 1 else None
        self._chosen = chosen if chosen in self._lists else alone
        asked = self._questionnaire() if self._lists and self._app.may("answer") else None
        self.setVisible(asked is not None and fits_desk(asked))

    def _questionnaire(self) -> Questionnaire | None:
        """The edition that this round asks; while a job has the store, as it was read before."""
        if self._round is None:
            return None
        if not self._app.is_lent:
            with self._app.reading() as session:
                self._asked = asked_in(session, self._app.content, self._round)
        return self._asked.get(self._code)

    def ask(self) -> None:
        """Who, in which languages, with whose help."""
        from ui.desk.start_dialog import StartDeskDialog

        asked = self._questionnaire()
        if asked is None or self._round is None:
            return
        dialog = StartDeskDialog(
            self._app, asked, self._round, self._lists, self._chosen, self.window()
        )
        dialog.ready.connect(self._open)
        dialog.open()

    def _open(self, plan: DeskPlan) -> None:
        from ui.desk.desk_window import DeskWindow
        from ui.main_window import MainWindow

        window = self.window()
        assert isinstance(window, MainWindow)
        DeskWindow(self._app, window, plan).begin()
