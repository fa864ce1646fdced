"""Which statement of a paper form is typed now, and what a key means. No widgets here."""

from __future__ import annotations

from enum import Enum, auto

from npo_desktop.content.entry_keys import TypedAnswer, is_circled, keys_of, read_typed
from npo_desktop.content.questionnaire import Item
from npo_desktop.queries.answering.paper_entry import PAPER, FormOwner
from ui.paper.paper_visit import Mode, PaperVisit


class Stage(Enum):
    """What is going on with the form in front."""

    ASKING = auto()  # this list is in already: what now?
    TYPING = auto()
    COMPARING = auto()  # after the second time
    CONFIRMING = auto()  # before answers are replaced


class FormTyping:
    """One form from its first statement to its end."""

    def __init__(self, visit: PaperVisit) -> None:
        self.visit = visit
        self.stage, self.at, self.buffer = Stage.TYPING, 0, ""

    @property
    def item(self) -> Item | None:
        """The statement in front; ``None`` behind the last, and while something is asked."""
        form = self.visit.form
        if self.stage in (Stage.ASKING, Stage.CONFIRMING) or self.at >= len(form):
            return None
        return form[self.at]

    @property
    def takes_words(self) -> bool:
        """Whether the answer in front is not one key."""
        item = self.item
        return item is not None and not is_circled(self.visit.questionnaire, item)

    @property
    def is_comparing(self) -> bool:
        """Whether what was stored is shown beside what was typed."""
        return self.stage in (Stage.COMPARING, Stage.CONFIRMING)

    def take(self, owner: FormOwner) -> None:
        """Another form. One that is in already is not opened without asking."""
        visit = self.visit
        visit.take(owner)
        before = visit.before
        is_known = before is not None and (before.entry != PAPER or not visit.missing)
        self.enter(Stage.ASKING if is_known else Stage.TYPING)

    def enter(self, stage: Stage) -> None:
        """Typing goes on at the first empty statement of a list that was begun."""
        self.stage, self.at = stage, 0
        if stage is Stage.TYPING:
            form, shown = self.visit.form, self.visit.shown
            empty = [n for n, item in enumerate(form) if item.id not in shown]
            wanted = [n for n in empty if self.visit.takes(n)]
            self.go(wanted[0] if wanted and len(wanted) < len(form) else 0)

    def begin_again(self, mode: Mode) -> None:
        """The whole form once more, to compare or to replace."""
        if self.visit.entry is not None:
            self.visit.begin_again(mode)
            self.enter(Stage.TYPING)

    def leave_second(self) -> bool:
        """Give up typing it again; ``False`` when it was the first time."""
        if self.visit.mode is Mode.TYPE and self.stage is not Stage.COMPARING:
            return False
        self.visit.mode = Mode.TYPE
        self.enter(Stage.TYPING)
        return True

    def digit(self, digit: str) -> None:
        """One key of the number pad; a mark of two digits is complete with the second."""
        item = self.item
        if item is None or self.takes_words:
            return
        typed = self.buffer + digit
        begun = [key for key in keys_of(self.visit.questionnaire, item) if key.startswith(typed)]
        self.buffer = typed if begun else ""
        if begun == [typed]:
            self._give(read_typed(self.visit.questionnaire, item, typed))

    def words(self, typed: str) -> None:
        """An answer that is not one key. What is no answer is a ``UserError``."""
        item = self.item
        if item is None:
            return
        answer = read_typed(self.visit.questionnaire, item, typed)
        self._give(answer)
        if answer is None and self.stage is Stage.TYPING:
            self.go(self.at + 1)

    def press_enter(self) -> bool:
        """Accepts what is begun, leaves empty what is not; ``True``: on to the next form."""
        item = self.item
        if self.stage is Stage.ASKING:
            self.enter(Stage.TYPING)
        elif self.stage is Stage.CONFIRMING:
            self.visit.replace_all()
            return True
        elif item is None:
            return self._finish()
        elif self.stage is Stage.COMPARING:
            self._give(self.visit.typed.get(item.id))
        elif self.buffer:
            self._give(read_typed(self.visit.questionnaire, item, self.buffer))
        else:
            self.go(self.at + 1)
        return False

    def take_away(self) -> None:
        """As if the statement in front had not been typed."""
        if self.item is not None:
            self._give(None)

    def step(self, step: int) -> None:
        """On, or back; while comparing only along the differences."""
        if self.stage is Stage.TYPING:
            self.go(self.at + step, step=step)

    def go(self, at: int, *, step: int = 1) -> None:
        """To a statement that takes an answer; behind the last is the end."""
        form, self.buffer = self.visit.form, ""
        while 0 <= at < len(form) and not self.visit.takes(at):
            at += step
        if at < 0:
            self.go(0)
        else:
            self.at = min(at, len(form))

    def undo(self) -> bool:
        """Put back what the newest change replaced, and go there."""
        item = self.visit.undo()
        if item is None:
            return False
        self.stage = Stage.TYPING
        places = [one.id for one in self.visit.form]
        self.go(places.index(item) if item in places else 0)
        return True

    def _give(self, answer: TypedAnswer | None) -> None:
        item = self.item
        if item is None:
            return
        self.buffer = ""
        if self.stage is Stage.COMPARING:
            self._settle(item.id, answer)
            return
        self.visit.give(item.id, answer)
        if answer is not None:
            self.go(self.at + 1)

    def _settle(self, item: str, answer: TypedAnswer | None) -> None:
        """One difference: what the form really says."""
        if self.visit.typed.get(item) != answer:
            self.visit.store({item: answer})
        if answer is None:
            self.visit.held.pop(item, None)
        else:
            self.visit.held[item] = answer
        self._to_difference()

    def _finish(self) -> bool:
        if self.visit.mode is Mode.TYPE or self.stage is Stage.COMPARING:
            return True
        if self.visit.mode is Mode.AGAIN:
            self.stage = Stage.COMPARING
            self._to_difference()
        else:
            self.stage = Stage.CONFIRMING
        return False

    def _to_difference(self) -> None:
        """To the first that is left; with none left, to the end."""
        left = self.visit.differences
        ids = [item.id for item in self.visit.form]
        self.at = ids.index(left[0]) if left else len(ids)
