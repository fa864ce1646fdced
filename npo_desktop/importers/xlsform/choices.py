"""The answers to choose from: lists of options, their codes, and what stands for "don't know".

Source: EXCHANGE.md, chapter 5 (choices; dialects).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from npo_desktop.content.forms.answer_codes import code_number, is_missing
from npo_desktop.content.questionnaire import Texts
from npo_desktop.i18n import _
from npo_desktop.importers.xlsform.sheets import Report, Row, Table, without_markup

MOST_PLACES = 11  # of a choice that may be scored: answers are stored as 0 to 10
LONGEST_CODE = 40
MOST_OPTIONS = 500  # in one list


@dataclass(frozen=True, slots=True)
class Options:
    """One list, "don't know" apart; in the order of the sheet, or of its numbers."""

    name: str
    codes: tuple[str, ...]
    labels: tuple[Texts, ...]
    missing: tuple[tuple[str, Texts], ...]  # negative codes: never in a sum

    @property
    def counts_from_zero(self) -> bool:
        """Whether the codes are the places of the options."""
        return self.codes == tuple(str(place) for place in range(len(self.codes)))


def options_by_list(table: Table, default: str, report: Report) -> dict[str, Options]:
    """Every list on the sheet choices, by name."""
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        name, code = row.get("list_name"), row.get("name")
        if not name:
            report.add(table.name, row.line, "list_name", _("is empty: the option is skipped"))
        elif not code:
            report.add(table.name, row.line, f"{name}, name", _("is empty: the option is skipped"))
        else:
            rows.setdefault(name, []).append(row)
    return {name: _options(table, name, mine, default, report) for name, mine in rows.items()}


def _options(table: Table, name: str, rows: Sequence[Row], default: str, report: Report) -> Options:
    if len(rows) > MOST_OPTIONS:
        why = _("a list of more than {n} options: the rest is skipped").format(n=MOST_OPTIONS)
        report.add(table.name, rows[MOST_OPTIONS].line, name, why)
        rows = rows[:MOST_OPTIONS]
    found: dict[str, Texts] = {}
    for row in rows:
        code = _plain_code(row.get("name"))
        what = f"{name} {code}"
        if re.search(r"\s", code) or len(code) > LONGEST_CODE:
            why = _("a code without spaces, of at most {n} letters, is needed: skipped")
            report.add(table.name, row.line, what, why.format(n=LONGEST_CODE))
        elif code in found:
            why = _("this code stands in the list twice: the second is skipped")
            report.add(table.name, row.line, what, why)
        else:
            found[code] = row.text("label") or {default: without_markup(code) or code}
            if not row.text("label"):
                report.add(table.name, row.line, what, _("has no label: its code is shown"))
    missing = {code: labels for code, labels in found.items() if is_missing(code, labels)}
    if len(missing) == len(found):
        missing = {}  # a question about not knowing itself
    for row in rows:
        if (code := _plain_code(row.get("name"))) in missing:
            why = _("counts as don't know and is never added up")
            report.add(table.name, row.line, f"{name} {code}", why)
    kept = [code for code in found if code not in missing]
    ordered = _low_to_high(kept)
    if ordered != kept:
        report.add(
            table.name, rows[0].line, name, _("the options are put in order of their numbers")
        )
    return Options(
        name, tuple(ordered), tuple(found[code] for code in ordered), tuple(missing.items())
    )


def _plain_code(code: str) -> str:
    """Excel's 1.0 is the code 1."""
    match = re.fullmatch(r"(-?\d+)\.0+", code)
    return match[1] if match else code


def _low_to_high(codes: list[str]) -> list[str]:
    """In the order of the numbers, where all are numbers."""
    numbers = {code: code_number(code) for code in codes}
    if any(number is None for number in numbers.values()):
        return codes
    return sorted(codes, key=lambda code: numbers[code] or 0.0)
