"""A list tried out: the same widgets as the page of a scan, about nobody, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.own_scores import score_own
from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_entry import ScanEntry, with_answers
from ui.questionnaires.own_score_columns import score_text
from ui.questionnaires.questionnaire_words import scale_name
from ui.scan.scan_keys import Wish, pressed
from ui.scan.scan_sheet import ScanSheet
from ui.widgets.note import Note

Answered = tuple[dict[str, int | None], dict[str, str]]  # as a scan has them: values, words


class QuestionnaireTrial(QWidget):
    """Asks what would be asked at this age, in this language, given the answers so far."""

    left = Signal()  # the end was reached and seen

    def __init__(
        self, questionnaire: Questionnaire, content: Content, language: str, age: int
    ) -> None:
        super().__init__()
        self._questionnaire, self._content, self._language = questionnaire, content, language
        self._at, self._earlier = 0, list[tuple[Answered, int]]()
        self.sheet, self.wrong = ScanSheet(), Note("err")
        self.sheet.next_pupil.hide()
        self.wrong.hide()
        self.scores = Note("info")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.wrong)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.scores)
        self.sheet.answered.connect(self.answer)
        self.sheet.wrote.connect(self.write)
        self.sheet.went_to.connect(self.go)
        self.sheet.went_on.connect(self._go_on)
        self.begin(age)

    @property
    def item(self) -> Item | None:
        """The question in front; ``None`` behind the last."""
        items = self.entry.items
        return items[self._at] if self._at < len(items) else None

    def begin(self, age: int) -> None:
        """From the start, about a pupil of this age."""
        self._at, self._earlier = 0, []
        self.entry = with_answers(self._questionnaire, _nobody(self._language, age), {}, {})
        self._show()

    def speak(self, language: str) -> None:
        """Go on in another language."""
        self._language = language
        self._show()

    def answer(self, value: int | None) -> None:
        """The question in front gets this answer; on to the next."""
        item = self.item
        if item is not None and item.kind is Kind.CHOICE:
            self._keep(item, {**self.entry.answers, item.id: value}, dict(self.entry.words))
            self._go_behind(item)

    def write(self, words: str) -> None:
        """The same for a question that is no choice of one; what is no answer is said."""
        item, words = self.item, words.strip()
        if item is None:
            return
        if item.kind is not Kind.NOTE and not self._take(item, words):
            return
        self._go_behind(item)

    def go(self, at: int) -> None:
        """To a question, or behind the last."""
        self.wrong.hide()
        self._at = min(max(at, 0), len(self.entry.items))
        self._show()
        self.entry_point().setFocus(Qt.FocusReason.OtherFocusReason)

    def entry_point(self) -> QWidget:
        """Where the keyboard goes."""
        return self.sheet.item.entry_point() if self.item else self.sheet.end

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.item
        is_choice = item is not None and item.kind is Kind.CHOICE
        answers = len(self._questionnaire.options_of(item)) if item and is_choice else -1
        meant = pressed(event, at_end=item is None, answers=answers)
        acts: dict[Wish, Callable[[], None]] = {
            Wish.UNDO: self._undo,
            Wish.GO_ON: self._go_on,
            Wish.FORWARD: lambda: self.go(self._at + 1),
            Wish.BACK: lambda: self.go(self._at - 1),
            Wish.CLEAR: self._clear,
            Wish.ANSWER: lambda: self.answer(meant.value if meant else None),
        }
        if meant is None or meant.wish not in acts:
            super().keyPressEvent(event)
        else:
            acts[meant.wish]()

    def _take(self, item: Item, words: str) -> bool:
        """Keep an answer in words, or say why it is none."""
        answers, kept = dict(self.entry.answers), dict(self.entry.words)
        if not words:
            answers.pop(item.id, None)
            kept.pop(item.id, None)
        elif Given(self._questionnaire, answers, kept).accepts(item, words):
            answers[item.id], kept[item.id] = None, words
        else:
            own = self._questionnaire.text_of(item.constraint_texts, self._language)
            told = _("{value} is not an answer to {item}.").format(value=words[:40], item=item.id)
            self.wrong.set_text(told, own or _("Give another answer."))
            self.wrong.show()
            return False
        self._keep(item, answers, kept)
        return True

    def _keep(self, item: Item, answers: dict[str, int | None], words: dict[str, str]) -> None:
        """What is not asked any more after this loses its answer, as in a real scan."""
        self._earlier.append(((dict(self.entry.answers), dict(self.entry.words)), self._at))
        before = {one.id for one in self.entry.items} - {item.id}
        entry = with_answers(self._questionnaire, self.entry, answers, words)
        hidden = before - {one.id for one in entry.items}
        if hidden & set(answers):
            answers = {key: value for key, value in answers.items() if key not in hidden}
            words = {key: value for key, value in words.items() if key not in hidden}
            entry = with_answers(self._questionnaire, self.entry, answers, words)
        self.entry = entry

    def _clear(self) -> None:
        item = self.item
        if item is not None and item.id in self.entry.answers:
            answers, words = dict(self.entry.answers), dict(self.entry.words)
            answers.pop(item.id)
            words.pop(item.id, None)
            self._keep(item, answers, words)
            self._show()

    def _undo(self) -> None:
        if self._earlier:
            (answers, words), at = self._earlier.pop()
            self.entry = with_answers(self._questionnaire, self.entry, answers, words)
            self.go(at)

    def _go_behind(self, item: Item) -> None:
        ids = [one.id for one in self.entry.items]
        self.go(ids.index(item.id) + 1 if item.id in ids else self._at)

    def _go_on(self) -> None:
        if self.entry.is_complete:
            self.left.emit()
        else:
            self.go(self.entry.first_open)

    def _show(self) -> None:
        questionnaire, item = self._questionnaire, self.item
        name = scale_name(questionnaire, item.scale, self._content) if item and item.scale else ""
        self.sheet.show_entry(questionnaire, self.entry, self._at, self._language, name)
        if item is None:
            self.sheet.show_end(questionnaire, self.entry, "")
            if self.entry.is_complete:
                self.sheet.end.button.setText(_("Close"))
        self._tell_scores()

    def _tell_scores(self) -> None:
        """At the end of an own list: what these answers come to."""
        questionnaire = self._questionnaire
        told = []
        if self.item is None and questionnaire.is_own:
            found = score_own(
                {_key(questionnaire): questionnaire}, self.entry.pupil, [self._scan()]
            )
            told = [score_text(questionnaire, scored) for scored in found]
        self.scores.set_text(_("What these answers come to"), "\n".join(told))
        self.scores.setVisible(bool(told))

    def _scan(self) -> ScanFacts:
        questionnaire, entry = self._questionnaire, self.entry
        return ScanFacts(
            id=uuid4(),
            pupil_id=entry.pupil.id,
            round_id=entry.round.id,
            questionnaire=questionnaire.code,
            edition=questionnaire.edition,
            informant=questionnaire.informant,
            language=entry.language,
            staff_id=None,
            held_on=entry.begun_on,
            asked_on=entry.begun_on,
            remark="",
            answers=entry.answers,
            words=entry.words,
        )


def _key(questionnaire: Questionnaire) -> tuple[str, str]:
    return questionnaire.code, questionnaire.edition


def _nobody(language: str, age: int) -> ScanEntry:
    """A list about nobody, in no round."""
    day = today()
    born = day.replace(year=day.year - age, day=1)
    pupil = PupilFacts(uuid4(), "", _("Example pupil"), "", "", born, None, "", None, None)
    return ScanEntry(
        pupil=pupil,
        group_id=None,
        round=RoundFacts(uuid4(), "", day, day),
        items=(),
        scan_id=None,
        language=language,
        staff_id=None,
        begun_on=day,
        remark="",
        answers={},
        earlier_round=None,
        earlier={},
    )
