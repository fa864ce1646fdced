"""Beside the statement: the earlier answer, a friendly question, and the language of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.content.questionnaire import Item, Kind
from npo_desktop.dossiers.entry_quality import equal_answers
from npo_desktop.i18n import NAMES, _
from npo_desktop.queries.answering.scan_entry import ScanEntry
from ui.scan.answer_words import answer_text

if TYPE_CHECKING:
    from ui.scan.scan_side import ScanSide
    from ui.scan.scan_visit import ScanVisit


class ScanAsides:
    """Puts into words what stands at the side of one list."""

    def __init__(self, visit: ScanVisit, side: ScanSide) -> None:
        self._visit, self._side = visit, side
        self._confirmed: set[UUID] = set()  # pupils whose equal answers are right

    def confirm_line(self) -> None:
        """The many equal answers are right."""
        if self._visit.entry is not None:
            self._confirmed.add(self._visit.entry.pupil.id)
            self.show_question(self._visit.entry)

    def show_list(self, entry: ScanEntry) -> None:
        """What concerns the list as a whole."""
        self.show_question(entry)
        self._show_languages(entry)

    def show_question(self, entry: ScanEntry) -> None:
        """Twelve equal answers or more: a friendly question; nothing is held up."""
        line = equal_answers(entry.items, entry.answers)
        if line is None or entry.pupil.id in self._confirmed:
            self._side.ask_about_line("")
            return
        item, visit = entry.items[line[0]], self._visit
        answer = answer_text(visit.questionnaire, item, entry.answers[item.id], visit.language)
        self._side.ask_about_line(
            _("Statements {first} to {last} all have the answer {answer}.").format(
                first=line[0] + 1, last=line[-1] + 1, answer=answer
            )
        )

    def show_earlier(self, entry: ScanEntry, item: Item | None) -> None:
        """The answer of the round before, once it is asked for."""
        if entry.earlier_round is None or not entry.earlier:
            self._side.tell_earlier("", _("There are no earlier answers to this list."))
            return
        words = _("Not answered then.")
        if not self._side.show_earlier.isChecked():
            words = _("Off, so that you judge freely.")
        elif item is not None and item.id in entry.earlier and item.kind is Kind.CHOICE:
            answer = answer_text(
                self._visit.questionnaire, item, entry.earlier[item.id], self._visit.language
            )
            words = _("Then: {answer}").format(answer=answer)
        self._side.tell_earlier(entry.earlier_round.name, words)

    def _show_languages(self, entry: ScanEntry) -> None:
        """Scores of a list in two languages are compared with no school group, and it is said."""
        if not entry.answers or self._visit.language == entry.language:
            self._side.tell_languages("")
            return
        self._side.tell_languages(
            _("This list was begun in {language}.").format(language=NAMES[entry.language]),
            _("Answers keep their language. A mixed list is not compared with the school group."),
        )
