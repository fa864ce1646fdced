"""What is done now and then with a pupil's file, a round or a list: plans, inspection, the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.i18n import _, pick
from npo_desktop.queries.register.moves import left_on
from ui.export.access_file import AccessFileDialog
from ui.pupil.moves import LeftDialog, OtherGroupDialog, put_back
from ui.pupil.new_correction import NewCorrectionDialog
from ui.pupil.pupil_plans import PupilPlansDialog
from ui.rounds.edit_round import EditRoundDialog
from ui.rounds.entry_checks import EntryChecksDialog
from ui.rounds.plan_ahead import PlanAheadDialog
from ui.safety.bin_question import ask_bin
from ui.widgets.more_menu import MoreMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.app import App
    from ui.scan.scan_visit import ScanVisit


class PupilActions(MoreMenu):
    """The menu in the head of a pupil's page."""

    def __init__(self, app: App, page: QWidget) -> None:
        super().__init__(page)
        self._app, self._page = app, page
        self._pupil: PupilFacts | None = None
        self.plans = self.add(_("All plans..."), "list", self._show_plans)
        self.correct = self.add(_("Write down a correction..."), "note", self._correct)
        self.access = self.add(_("Access file for the parents..."), "file-text", self._access)
        self.refer = self.add(_("Referral slip..."), "external-link", self._refer)
        self.hand_over = self.add(_("Handover to the next school..."), "school", self._hand_over)
        self.entries.addSeparator()
        self.other_group = self.add(_("Other group..."), "users", self._move)
        self.left_school = self.add(_("Left the school..."), "logout", self._leave)
        self.came_back = self.add(_("Back at school"), "arrow-back-up", self._come_back)
        rule = self.entries.addSeparator()
        self.delete = self.add(_("Move to the bin..."), "trash", self._delete)
        for entry, act in (
            (self.plans, "session"),
            (self.correct, "correction"),
            (self.access, "access-file"),
            (self.refer, "export"),
            (self.hand_over, "export"),
            (self.other_group, "import"),
            (self.delete, "bin"),
        ):
            entry.setVisible(app.may(act))
        rule.setVisible(self.delete.isVisible())
        self._show_where()
        self.entries.aboutToShow.connect(self._show_where)

    def show_pupil(self, pupil: PupilFacts | None) -> None:
        """Whose file it is about; nobody's: the menu rests."""
        self._pupil = pupil
        self.setEnabled(pupil is not None)

    def _show_where(self) -> None:
        """Who left can come back; who is here can leave."""
        left, may = None, self._app.may("import")
        if self._pupil is not None and may and not self._app.is_lent:
            with self._app.reading() as session:
                left = left_on(session, self._pupil.id)
        self.left_school.setVisible(may and left is None)
        self.came_back.setVisible(may and left is not None)

    def _move(self) -> None:
        if self._pupil is not None:
            OtherGroupDialog(self._app, self._pupil, self._page).open()

    def _leave(self) -> None:
        if self._pupil is not None:
            LeftDialog(self._app, self._pupil, self._page).open()

    def _come_back(self) -> None:
        if self._pupil is not None:
            put_back(self._app, self._pupil)

    def _show_plans(self) -> None:
        if self._pupil is not None:
            PupilPlansDialog(self._app, self._pupil.id, self._pupil.full_name, self._page).open()

    def _correct(self) -> None:
        if self._pupil is not None:
            NewCorrectionDialog(self._app, self._pupil.id, self._pupil.full_name, self._page).open()

    def _access(self) -> None:
        if self._pupil is not None:
            AccessFileDialog(self._app, self._pupil.id, self._page).open()

    def _refer(self) -> None:
        from ui.export.referral import ReferralDialog  # the preview: not at the start

        if self._pupil is not None:
            ReferralDialog(self._app, self._pupil.id, self._pupil.full_name, self._page).open()

    def _hand_over(self) -> None:
        from ui.export.handover import HandoverDialog  # the preview: not at the start

        if self._pupil is not None:
            HandoverDialog(self._app, self._pupil.id, self._pupil.full_name, self._page).open()

    def _delete(self) -> None:
        if self._pupil is not None:
            ask_bin(
                self._app,
                "pupil",
                self._pupil.id,
                self._pupil.full_name,
                self._page,
                lambda: self._app.open("pupils"),
            )


class RoundActions(MoreMenu):
    """The menu in the head of the scans."""

    def __init__(self, app: App, page: QWidget) -> None:
        super().__init__(page)
        self._app, self._page = app, page
        self._round: RoundFacts | None = None
        self.edit = self.add(_("Change this round..."), "pencil", self._edit)
        self.ahead = self.add(_("Plan several years..."), "calendar", self._plan_ahead)
        self.year = self.add(_("To the next school year..."), "school", self._change_year)
        self.lists = self.add(_("Questionnaires..."), "list", self._open_lists)
        self.entries.addSeparator()
        self.check = self.add(_("Check the answers..."), "clipboard-list", self._check)
        self.record = self.add(_("Record reading aloud..."), "microphone", self._record)
        self.delete = self.add(_("Move this round to the bin..."), "trash", self._delete)

    def show_round(self, this: RoundFacts | None) -> None:
        """Which round it is about; without one only what needs none can be done."""
        self._round = this
        for entry in (self.edit, self.check, self.delete):
            entry.setEnabled(this is not None)
        self.setVisible(self._app.may("bin"))

    def _edit(self) -> None:
        if self._round is not None:
            EditRoundDialog(self._app, self._round, self._page).open()

    def _plan_ahead(self) -> None:
        PlanAheadDialog(self._app, self._page).open()

    def _change_year(self) -> None:
        self._app.open("year")

    def _open_lists(self) -> None:
        self._app.open("questionnaires")

    def _record(self) -> None:
        from ui.voices.record_voice import record_voice  # few ever do: not at the start

        record_voice(self._app, self._page)

    def _check(self) -> None:
        if self._round is not None:
            EntryChecksDialog(self._app, self._round, self._page).open()

    def _delete(self) -> None:
        if self._round is not None:
            ask_bin(self._app, "round", self._round.id, self._round.name, self._page)


class ScanActions(MoreMenu):
    """The menu in the head of one list."""

    def __init__(self, app: App, visit: ScanVisit, page: QWidget) -> None:
        super().__init__(page)
        self._app, self._visit, self._page = app, visit, page
        self.print = self.add(_("Print as it was filled in..."), "printer", self._print)
        self.delete = self.add(_("Move this list to the bin..."), "trash", self._delete)
        self.entries.aboutToShow.connect(self._look)

    def _look(self) -> None:
        """A list that was not begun cannot go anywhere."""
        entry = self._visit.entry
        for act in (self.print, self.delete):
            act.setEnabled(entry is not None and entry.scan_id is not None)

    def _print(self) -> None:
        from ui.export.filled_list import open_filled_list  # the preview: not at the start

        entry = self._visit.entry
        if entry is not None and entry.scan_id is not None:
            open_filled_list(self._app, self._page, entry.scan_id, entry.pupil.id)

    def _delete(self) -> None:
        entry = self._visit.entry
        if entry is None or entry.scan_id is None:
            return
        name = f"{entry.pupil.full_name}: {pick(self._visit.questionnaire.titles)}"
        ask_bin(self._app, "scan", entry.scan_id, name, self._page, lambda: self._app.open("scans"))
