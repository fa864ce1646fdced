"""Test results out of CSV or Excel: one row per result, or a block of columns per test.

Source: EXCHANGE.md, chapters 2 and 7.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Level as Weight
from npo_desktop.files.pupil_file import Message
from npo_desktop.files.record_file import ColumnUse
from npo_desktop.files.result_file import PUPIL_FIELDS, VALUE_FIELDS, ResultFile, ResultRow
from npo_desktop.i18n import _
from npo_desktop.importers.columns import field_of, other_table
from npo_desktop.importers.recognise import RESULTS, roster_table
from npo_desktop.importers.records.record_columns import Words, words_of
from npo_desktop.importers.records.record_table import (
    OpenTable,
    RecordChoices,
    names_pupils,
    open_table,
)
from npo_desktop.importers.records.result_cells import cell_moment, is_no_result, without_moment
from npo_desktop.importers.records.result_values import (
    NUMBERS,
    Columns,
    raw_fault,
    read_values,
)
from npo_desktop.importers.table_reading import Opened
from npo_desktop.importers.table_rows import RawRow

LONGEST_TEST = 120
EARLIEST = 1990

WORDS = Words(
    "results",
    words_of(
        {
            "test": "toets toetsnaam test testname testnaam instrument",
            "code": "toetscode testcode",
            "version": "versie toetsversie version",
            "supplier": "uitgever leverancier aanbieder supplier publisher provider",
            "moment": "moment afname afnamemoment toetsmoment",
            "held_on": "datum afnamedatum toetsdatum datumafname date testdate dateoftest",
            "raw_score": "score ruwescore rs aantalgoed rawscore correct",
            "raw_top": "aantalopgaven maximum max maxscore maximumscore outof",
            "score": "vaardigheidsscore vs ontwikkelscore vaardigheid abilityscore scaledscore",
            "score_scale": "vaardigheidsschaal schaal scale",
            "score_low": "intervallaag ondergrens lowerbound",
            "score_high": "intervalhoog bovengrens upperbound",
            "level": "niveau vaardigheidsniveau level",
            "level_iv": "niveauiv niveau(iv) leveliv",
            "level_ae": "niveauae niveau(ae) levelae",
            "percentile": "percentiel perc percentile",
            "functional_level": "functioneringsniveau fn functioninglevel",
            "dle": "dle",
            "avi": "avi aviniveau",
            "reference_level": "referentieniveau rn referencelevel",
            "language": "taal taaltoets taalvandetoets language testlanguage",
            "norm_group": "normgroep normering vergelijkingsgroep normgroup",
        }
    ),
    VALUE_FIELDS | {"held_on", "raw_top", "moment", "score_low", "score_high"},
)


@dataclass(frozen=True, slots=True)
class _Block:
    """The columns of one test, by what they hold; in a long list all of them, without a name."""

    test: str
    columns: Mapping[str, int]
    place: int


def read_result_table(
    opened: Opened, choices: RecordChoices, file_name: str, today: date
) -> ResultFile:
    """The results of one sheet; what is not clear yet stands in ``needs``."""
    table = open_table(opened, WORDS, RESULTS, choices, ("held_on", "birth_date"))
    if choices.columns is None:
        _refuse_other(table)
    needs = _needs(table.uses, choices)
    rows: list[ResultRow] = []
    if not needs:
        rows = _Reader(table, choices, today).rows()
    return table.file("results", rows, file_name, opened.sha256, needs)


def _refuse_other(table: OpenTable) -> None:
    """Lists of pupils, answers or attendance are another importer's."""
    other = other_table(table.table.header)
    if other == "roster":
        raise roster_table()
    if other == "answers":
        raise UserError(
            _("These are answers to a questionnaire, not test results."), RESULTS.again()
        )
    if other == "attendance":
        raise UserError(_("This is attendance, no test results."), RESULTS.again())
    is_pupils = sum(use.field in PUPIL_FIELDS for use in table.uses) >= 2
    filled = sum(bool(heading) for heading in table.table.header)
    others = [heading for heading in table.skipped() if not field_of(heading)]
    if is_pupils and not table.fields() - set(PUPIL_FIELDS) and len(others) <= filled // 4:
        raise UserError(_("This is a list of pupils, not test results."), RESULTS.again())


def _needs(uses: Sequence[ColumnUse], choices: RecordChoices) -> str:
    values = [use for use in uses if use.field in VALUE_FIELDS]
    if not names_pupils(uses):
        return "pupil"
    if not values:
        return "value"
    named = {"test", "code"} & {use.field for use in uses}
    if not named and not choices.test and not all(use.test for use in values):
        return "test"
    return ""


class _Reader:
    def __init__(self, table: OpenTable, choices: RecordChoices, today: date) -> None:
        self.table, self.choices, self.today = table, choices, today
        self.columns = Columns.of(
            table.rows,
            {
                name: [c for c, use in enumerate(table.uses) if use.field == name]
                for name in (*NUMBERS, "level")
            },
            point=table.format == "XLSX",
            tests=self._test_of_row,
        )

    def rows(self) -> list[ResultRow]:
        blocks = self._blocks()
        found = []
        for row in self.table.rows:
            for block in blocks:
                if (result := self._result(row, block)) is not None:
                    found.append(result)
        if ambiguous := self.columns.ambiguous:
            text = _(
                "Levels such as {level} are digits: say whether the column holds I to V or A to E."
            )
            self.table.messages.insert(0, Message(0, text.format(level=ambiguous), field="level"))
        return found

    def _blocks(self) -> list[_Block]:
        """A long list is one block of its own columns; an overview has one for each test."""
        tests = dict.fromkeys(use.test for use in self.table.uses if use.test)
        if not tests:
            whole = {u.field: c for c, u in reversed(list(enumerate(self.table.uses))) if u.field}
            return [_Block("", whole, 0)]
        common = {
            use.field: column
            for column, use in enumerate(self.table.uses)
            if use.field and not use.test
        }
        blocks = []
        for test in tests:
            own = {u.field: c for c, u in enumerate(self.table.uses) if u.test == test}
            if set(own) & VALUE_FIELDS:
                blocks.append(_Block(test, common | own, min(own.values())))
        return blocks

    def _result(self, row: RawRow, block: _Block) -> ResultRow | None:
        """The result in this block of this row; nothing when the pupil has no cell in it."""
        said = {
            name: row.cells[column].strip()
            for name, column in block.columns.items()
            if column < len(row.cells) and row.cells[column].strip()
        }
        if block.test and not set(said) & VALUE_FIELDS:
            return None  # an empty block of an overview
        notes: list[str] = []
        test, at_end = without_moment(block.test or said.get("test", "") or self.choices.test)
        code = said.get("code", "")
        if not test:
            test, at_end = without_moment(code)
        key = block.test or said.get("test", "")
        values = read_values(said, block.columns, self.columns, key, notes)
        day, fault = self._day(said)
        fault = fault or raw_fault(values)
        if not test:
            fault = fault or _("This row names no test.")
        elif len(test) > LONGEST_TEST:
            fault = fault or _("The name of this test is too long.")
        pupil = self.table.pupil(row)
        fault = self.table.pupils[pupil].fault or fault
        moment = said.get("moment", "")
        result = ResultRow(
            line=row.line,
            pupil=pupil,
            test=test[:LONGEST_TEST],
            place=block.place,
            code=code[:120],
            version=said.get("version", "")[:40],
            supplier=said.get("supplier", "")[:120],
            moment=at_end if is_no_result(moment) else cell_moment(moment),
            held_on=day,
            norm_group=said.get("norm_group", "")[:120],
            score_scale=said.get("score_scale", "")[:40],
            **values,
        )
        if result.is_empty and not notes:
            return result
        for note in notes:
            self.table.messages.append(Message(row.line, note, pupil))
        if fault and not self.table.pupils[pupil].fault:
            self.table.messages.append(Message(row.line, fault, pupil, level=Weight.FAULT))
        if result.is_empty and not fault:
            fault = notes[0]  # something stands there, and nothing of it was understood
        return replace(result, fault=fault) if fault else result

    def _day(self, said: Mapping[str, str]) -> tuple[date | None, str]:
        text = said.get("held_on", "")
        if is_no_result(text):
            missing = "" if self.choices.day else _("The day of the test is missing.")
            return self.choices.day, missing
        day = self.table.day(text)
        if day is None:
            return None, _("The date {text} does not exist.").format(text=text[:30])
        if day > self.today or day.year < EARLIEST:
            return None, _("This cannot be the day of a test.")
        return day, ""

    def _test_of_row(self, row: RawRow, column: int) -> str:
        return self.table.uses[column].test or self.table.text(row, "test")
