"""What may be typed in a column: Excel refuses the rest, in the words of the language spoken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LIST = 32, 255, 255  # characters, of Excel


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words; an empty cell is refused too."""

    choices: tuple[str, ...]
    hint: str

    def rule(self, _first: Mapping[str, str]) -> DataValidation:
        """As Excel keeps it. The words are ours and hold no comma."""
        listed = ",".join(self.choices).replace('"', '""')
        if len(listed) > LONGEST_LIST:
            raise ValueError("more words than Excel takes in one list")
        return DataValidation("list", f'"{listed}"', allow_blank=False)


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A count up to ``most``; empty is allowed."""

    most: int
    hint: str

    def rule(self, _first: Mapping[str, str]) -> DataValidation:
        """As Excel keeps it."""
        return DataValidation("whole", "0", str(self.most), allow_blank=True, operator="between")


@dataclass(frozen=True, slots=True)
class DayFrom:
    """A date that is not before the one in another column of its row."""

    column: str  # key of the other column
    hint: str

    def rule(self, first: Mapping[str, str]) -> DataValidation:
        """As Excel keeps it; ``first`` gives the first cell of each column by key."""
        start = first[self.column]
        return DataValidation("date", start, allow_blank=False, operator="greaterThanOrEqual")


TypedIn = OneOf | WholeNumber | DayFrom


def allow_only(
    sheet: Any, typed: TypedIn, title: str, first: Mapping[str, str], cells: str
) -> None:
    """Put a rule on the cells of one column, with what is told before and after typing."""
    rule = typed.rule(first)
    rule.promptTitle = rule.errorTitle = title[:LONGEST_TITLE]
    rule.prompt = rule.error = typed.hint[:LONGEST_TEXT]
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(cells)
    sheet.data_validations.append(rule)
