"""What the answers of one list say so far: which questions are asked, and what is worked out."""

from collections.abc import Mapping

from npo_desktop.content.forms.expression_functions import (
    FUNCTIONS,
    NotUnderstood,
    Value,
    as_number,
    as_truth,
    compared,
    worked_out,
)
from npo_desktop.content.forms.expressions import (
    Call,
    Chain,
    Constant,
    Minus,
    Name,
    Node,
    Self,
    parse,
)
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire

DEEPEST = 30  # calculations and conditions that rest on one another


class Given:
    """The answers to one questionnaire, looked at by name; what was worked out is remembered.

    ``answers``: places of options by item; ``words``: the answers that are no choice of one.
    Make a new one when an answer changes.
    """

    def __init__(
        self,
        questionnaire: Questionnaire,
        answers: Mapping[str, int | None],
        words: Mapping[str, str] | None = None,
    ) -> None:
        self._questionnaire = questionnaire
        self._items = {item.id: item for item in questionnaire.items}
        self._answers, self._words = answers, words or {}
        self._known: dict[str, Value] = {}
        self._open: set[str] = set()  # calculations being worked out just now

    def is_asked(self, item: Item) -> bool:
        """Whether its condition holds; one that is not understood hides nothing."""
        mark = f"?{item.id}"  # conditions may run in a circle
        if not item.relevant or mark in self._open:
            return True
        self._open.add(mark)
        try:
            return as_truth(self._worked(parse(item.relevant), ""))
        except NotUnderstood:
            return True
        finally:
            self._open.discard(mark)

    def accepts(self, item: Item, answer: str) -> bool:
        """Whether an answer, as a code or as words, is within the limits and the constraint."""
        if item.kind is Kind.NUMBER:
            number = as_number(answer)
            if number != number or (item.form == "integer" and not number.is_integer()):
                return False
            if item.limits and not item.limits[0] <= number <= item.limits[1]:
                return False
        if item.kind is Kind.SEVERAL:
            chosen = answer.split()
            if not set(chosen) <= set(item.codes):
                return False
            if item.limits and not item.limits[0] <= len(chosen) <= item.limits[1]:
                return False
        if not item.constraint or answer == "":
            return True
        try:
            return as_truth(self._worked(parse(item.constraint), answer))
        except NotUnderstood:
            return True

    def value(self, name: str) -> Value:
        """The answer to a question as its code or words, or what a calculation gives.

        Empty: not answered, "don't know", or hidden. Raises ``NotUnderstood``.
        """
        if name in self._known:
            return self._known[name]
        if item := self._items.get(name):
            found: Value = self._answer(item) if self.is_asked(item) else ""
        elif name in self._questionnaire.calculations:
            found = self._calculated(name)
        else:
            raise NotUnderstood(f"${{{name}}}")
        self._known[name] = found
        return found

    def _answer(self, item: Item) -> str:
        if item.kind is not Kind.CHOICE:
            return self._words.get(item.id, "")
        value = self._answers.get(item.id)
        if value is None:
            return ""
        return item.codes[value] if value < len(item.codes) else str(value)

    def _calculated(self, name: str) -> Value:
        if name in self._open or len(self._open) >= DEEPEST:
            raise NotUnderstood(f"${{{name}}}")
        self._open.add(name)
        try:
            return self._worked(parse(self._questionnaire.calculations[name]), "")
        finally:
            self._open.discard(name)

    def _worked(self, node: Node, own: str) -> Value:
        """The value of a tree; ``own`` is the answer being checked."""
        match node:
            case Constant(value):
                return value
            case Name(name):
                return self.value(name)
            case Self():
                return own
            case Minus(of):
                return -as_number(self._worked(of, own))
            case Call(function, arguments):
                return FUNCTIONS[function].gives([self._worked(part, own) for part in arguments])
            case Chain(first, rest):
                return self._chained(self._worked(first, own), rest, own)

    def _chained(self, value: Value, rest: tuple[tuple[str, Node], ...], own: str) -> Value:
        for operator, part in rest:
            if operator == "or":
                value = as_truth(value) or as_truth(self._worked(part, own))
            elif operator == "and":
                value = as_truth(value) and as_truth(self._worked(part, own))
            elif operator in ("=", "!=", "<", "<=", ">", ">="):
                value = compared(operator, value, self._worked(part, own))
            else:
                value = worked_out(operator, value, self._worked(part, own))
        return value
