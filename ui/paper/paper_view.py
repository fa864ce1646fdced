"""What the page of paper lists shows: the code, the pupils, and the form in front."""

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.entry_keys import typed_text
from npo_desktop.content.questionnaire import Item, Kind
from npo_desktop.i18n import _
from ui.paper import paper_notes
from ui.paper.form_typing import FormTyping, Stage
from ui.paper.paper_desk import PaperDesk, PaperHead
from ui.paper.paper_visit import Mode, PaperVisit
from ui.scan.pupil_queue import PupilQueue
from ui.scan.scan_conditions import ScanConditions
from ui.widgets.empty_state import EmptyState

NOBODY = UUID(int=0)


class PaperView(QWidget):
    """Widgets, and how they are filled; the keys are the page's."""

    def __init__(self, visit: PaperVisit, typing: FormTyping) -> None:
        super().__init__()
        self._visit, self._typing = visit, typing
        self.head, self.queue, self.desk = PaperHead(), PupilQueue(), PaperDesk()
        self.conditions = ScanConditions()
        self.head_place = QWidget()  # in the head of the window, which shows what it is given
        place = QHBoxLayout(self.head_place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.conditions)
        self.start = EmptyState("keyboard", _("Type the code of a form"))
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.queue)
        body.addWidget(self.desk, 1)
        body.addWidget(self.start, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addLayout(body, 1)
        self.desk.hide()
        self.conditions.hide()

    def show_all(self) -> None:
        """Another form in front, or none."""
        visit, entry = self._visit, self._visit.entry
        has_form = entry is not None
        self.desk.setVisible(has_form)
        self.start.setVisible(not has_form)
        self.conditions.setVisible(has_form)
        self.head.sitting.setText(paper_notes.sitting(visit))
        if entry is None:
            self.head.say("info", "")
            self.head.keys.hide()
            self.start.set_text(*paper_notes.to_begin(visit))
        else:
            self.conditions.show_language(visit.language)
            self.conditions.show_staff(visit.staff, entry.staff_id)
        self.show_typed()

    def show_typed(self) -> None:
        """After a key."""
        visit = self._visit
        group = visit.lists[0].pupil.group if visit.lists and visit.group_id else _("All groups")
        self.queue.show_pupils(group, visit.lists, visit.owner.pupil_id if visit.owner else NOBODY)
        if visit.entry is not None:
            self._show_who()
            self._show_note()
            self._show_line(self._typing.item)
            self._show_rows()
            self._show_buttons()

    def fill_remark(self) -> None:
        """The remark of the form in front."""
        entry = self._visit.entry
        self.desk.remark.setText(entry.remark if entry else "")

    def _show_who(self) -> None:
        visit = self._visit
        pupil = visit.entry.pupil if visit.entry else None
        names = (pupil.full_name, pupil.group) if pupil else ()
        self.desk.who.setText(" · ".join(part for part in names if part))
        self.desk.count.setText(paper_notes.how_far(visit))
        is_draft = any(visit.language in item.drafts for item in visit.form)
        self.desk.draft.set(_("Draft translation") if is_draft else "", "warn")
        self.head.sitting.setText(paper_notes.sitting(visit))

    def _show_note(self) -> None:
        visit, stage, head = self._visit, self._typing.stage, self.head
        self.desk.ask_what(is_in=stage is Stage.ASKING)
        if stage is Stage.ASKING and visit.before is not None:
            head.say("warn", *paper_notes.already_in(visit.before, len(visit.asked)))
        elif stage is Stage.COMPARING:
            head.say("warn" if visit.differences else "ok", *paper_notes.compared(visit))
        elif stage is Stage.CONFIRMING:
            head.say("warn", *paper_notes.replacing(visit))
        elif self._typing.item is None:
            head.say("ok" if visit.answered else "info", *paper_notes.at_the_end(visit))
        elif visit.cleared:
            head.say("warn", *paper_notes.cleared(visit.cleared))
        else:
            head.say("info", "")

    def _show_line(self, item: Item | None) -> None:
        """A line to type in, where the answer is not one key."""
        visit = self._visit
        if item is None or not self._typing.takes_words:
            self.desk.ask_words(None)
            return
        hints = {
            Kind.NUMBER: _("A number, then Enter"),
            Kind.SEVERAL: _("The numbers of the options, then Enter"),
        }
        self.desk.ask_words(hints.get(item.kind, _("What is written, then Enter")))
        self.desk.line.setText(typed_text(visit.questionnaire, item, visit.shown.get(item.id)))
        self.desk.line.selectAll()

    def _show_rows(self) -> None:
        typing = self._typing
        rows = paper_notes.rows_of(self._visit, compare=typing.is_comparing)
        is_still = typing.stage in (Stage.ASKING, Stage.CONFIRMING)
        self.desk.rows.show_rows(rows, -1 if is_still else typing.at, typing.buffer)

    def _show_buttons(self) -> None:
        typing, visit = self._typing, self._visit
        self.desk.next.setText(self._what_enter_does())
        is_first = typing.stage is Stage.TYPING and visit.mode is Mode.TYPE
        self.desk.check.setVisible(is_first)
        self.desk.check.setEnabled(bool(visit.typed))

    def _what_enter_does(self) -> str:
        typing, visit = self._typing, self._visit
        if typing.item is not None or typing.stage is Stage.ASKING:
            return _("Keep the first") if typing.is_comparing else _("Leave empty")
        if typing.stage is Stage.TYPING and visit.mode is not Mode.TYPE:
            return _("See what differs")
        if typing.stage is Stage.CONFIRMING and visit.differences:
            return _("Replace")
        return _("Next form")
