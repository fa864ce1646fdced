"""The middle of the page on which one list is filled in for one pupil."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.questionnaire import Informant, Item, Questionnaire
from npo_desktop.dossiers.asked_wording import why_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.answering.scan_entry import ScanEntry
from ui.scan.answer_words import given_text
from ui.scan.scan_end_card import ScanEndCard
from ui.scan.scan_item_card import ScanItemCard
from ui.scan.statement_rows import StatementRow, StatementRows
from ui.widgets.key_button import KeyButton
from ui.widgets.progress_line import ProgressLine
from ui.widgets.tag import HEIGHT as TAG_HEIGHT
from ui.widgets.tag import Tag
from ui.widgets.text import text

BEFORE, AFTER = 2, 20  # statements in sight around the present one, at most


class ScanSheet(QWidget):
    """How far it is, the statements around, the present one, and the buttons."""

    answered = Signal(object)  # the answer; ``None`` for "don't know"
    wrote = Signal(str)  # the answer to a question that is no choice of one
    went_to = Signal(int)  # the place of a statement; behind the last is the end
    asked_next_pupil = Signal()
    went_on = Signal()  # the button of the end
    asked_to_see = Signal()  # the answer that asks for a talk

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0
        self.place = text("", "cardTitle")
        self.place.setMinimumHeight(TAG_HEIGHT)  # as high without the tag beside it
        self.subscale = Tag("")
        self.counts = text("", "help", "ink2")
        self.progress = ProgressLine(name=_("Answered"))
        self.before = StatementRows(fewest=BEFORE)
        self.item = ScanItemCard()
        self.end = ScanEndCard()
        self.after = StatementRows(fewest=1, grows=True)
        self.back = KeyButton(_("Previous"), icon="arrow-up")
        self.forward = KeyButton(_("Next"), icon="arrow-down")
        self.next_pupil = KeyButton(_("Next pupil"), "Ctrl+Enter", kind="primary")
        self._build()
        self._connect()

    def show_entry(
        self, questionnaire: Questionnaire, entry: ScanEntry, at: int, language: str, subscale: str
    ) -> None:
        """The list as it is now, with the statement at this place in front."""
        self._at, items = at, entry.items
        self._tell_progress(entry, at, subscale)
        self.before.set_rows(self._rows(questionnaire, entry, language, at - BEFORE, at))
        self.after.set_rows(self._rows(questionnaire, entry, language, at + 1, at + 1 + AFTER))
        self.back.setEnabled(at > 0)
        self.forward.setEnabled(at < len(items))
        self.item.setVisible(at < len(items))
        self.end.setVisible(at >= len(items))
        if at < len(items):
            item, name = items[at], entry.pupil.call_name or entry.pupil.full_name
            why = why_text(entry.asked[at].why)
            self.item.show_item(questionnaire, item, language, name, why)
            self.item.show_answer(
                answered=item.id in entry.answers,
                value=entry.answers.get(item.id),
                words=entry.words.get(item.id, ""),
            )

    def show_end(
        self,
        questionnaire: Questionnaire,
        entry: ScanEntry,
        following: str,
        pace: float | None = None,
    ) -> None:
        """What the end says: done, and who is next, or what is still open.

        ``pace``: seconds a statement, when that was too fast.
        """
        open_items = len(entry.required) - entry.answered
        if open_items:
            self.end.tell_open(open_items, entry.first_open + 1)
        else:
            name, unknown = entry.pupil.full_name, dont_knows(entry)
            self.end.tell_done(name, len(entry.required), unknown, following)
        talk = not open_items and first_critical(questionnaire, entry) is not None
        told = not open_items and questionnaire.informant != Informant.PUPIL
        self.end.tell_pace(pace if told else None)
        self.end.ask_to_talk(entry.pupil.call_name if talk else "")

    def _tell_progress(self, entry: ScanEntry, at: int, subscale: str) -> None:
        total = len(entry.items)
        if at < total:
            self.place.setText(_("Statement {n} of {total}").format(n=at + 1, total=total))
        else:
            self.place.setText(_("End of the list"))
        self.subscale.set(subscale)
        unknown = dont_knows(entry)
        said = _("{n} answered").format(n=entry.answered)
        if unknown:
            times = ngettext("{n} time don't know", "{n} times don't know", unknown)
            said = f"{said} · {times.format(n=unknown)}"
        self.counts.setText(said)
        self.progress.set_progress(entry.answered, len(entry.required))

    def _rows(
        self, questionnaire: Questionnaire, entry: ScanEntry, language: str, first: int, end: int
    ) -> Sequence[StatementRow]:
        places = range(max(0, first), min(end, len(entry.items)))
        return [_row(questionnaire, entry.items[place], place, entry, language) for place in places]

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.place, self.subscale):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self.counts)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addWidget(self.forward)
        foot.addStretch()
        foot.addWidget(self.next_pupil)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.before)
        column.addWidget(self.item)
        column.addWidget(self.end)
        column.addWidget(self.after, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.item.chosen.connect(self.answered)
        self.item.wrote.connect(self.wrote)
        self.before.chosen.connect(self.went_to)
        self.after.chosen.connect(self.went_to)
        self.back.clicked.connect(self._go_back)
        self.forward.clicked.connect(self._go_forward)
        self.next_pupil.clicked.connect(self.asked_next_pupil)
        self.end.go_on.connect(self.went_on)
        self.end.see_answer.connect(self.asked_to_see)

    def _go_back(self) -> None:
        self.went_to.emit(self._at - 1)

    def _go_forward(self) -> None:
        self.went_to.emit(self._at + 1)


def first_critical(questionnaire: Questionnaire, entry: ScanEntry) -> int | None:
    """Where the first answer stands that asks for a talk; never told while a pupil may look on."""
    if questionnaire.informant == Informant.PUPIL:
        return None
    for place, item in enumerate(entry.items):
        if entry.answers.get(item.id) in questionnaire.critical.get(item.id, ()):
            return place
    return None


def _row(
    questionnaire: Questionnaire, item: Item, place: int, entry: ScanEntry, language: str
) -> StatementRow:
    answer = given_text(questionnaire, item, entry, language)
    words = questionnaire.text_of(item.texts, language)
    return StatementRow(place, words, answer, item.id in entry.answers)


def dont_knows(entry: ScanEntry) -> int:
    """How many statements were answered with "don't know"."""
    return sum(
        entry.answers.get(item.id, 0) is None and item.id not in entry.words for item in entry.items
    )
