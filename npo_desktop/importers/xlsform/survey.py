"""The sheet survey, row by row: questions, groups, calculations; and what is not used.

Source: EXCHANGE.md, chapter 5.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from npo_desktop.content.forms.expressions import LONGEST, names_in, trouble_of
from npo_desktop.content.questionnaire import Item, Kind, Texts
from npo_desktop.i18n import _
from npo_desktop.importers.xlsform.choices import Options
from npo_desktop.importers.xlsform.items import LONGEST_NAME, NAME, Place, items_of
from npo_desktop.importers.xlsform.sheets import Report, Row, Table
from npo_desktop.importers.xlsform.types import RowType, type_of

MOST_QUESTIONS = 2000


@dataclass(slots=True)
class _Group:
    """A group that is open."""

    what: str  # "group", "repeat", "score"...
    name: str
    relevant: str
    options: str = ""  # of a score group, the list of all its rows
    line: int = 0


@dataclass(slots=True)
class Survey:
    """What the sheet said, in asking order."""

    items: list[Item] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)  # by item
    calculations: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, Texts] = field(default_factory=dict)


def survey_of(table: Table, lists: Mapping[str, Options], default: str, report: Report) -> Survey:
    """Every question; each row that is not used, or not wholly, is reported."""
    return _Reader(table, lists, default, report).read()


class _Reader:
    """Goes through the rows once; conditions are judged at the end, when all names are known."""

    def __init__(
        self, table: Table, lists: Mapping[str, Options], default: str, report: Report
    ) -> None:
        self.table, self.lists, self.default, self.report = table, lists, default, report
        self.survey = Survey()
        self.open: list[_Group] = []
        self.used: dict[str, int] = {}  # names, and the line of each
        self.conditions: dict[str, list[tuple[int, str]]] = {}  # by item, outermost first
        self.groups = 0

    def read(self) -> Survey:
        """The whole sheet."""
        for row in self.table.rows:
            self._row(row)
        for group in self.open:
            self._say(
                group.line, group.name, _("this group is never closed: it ends with the sheet")
            )
        self._judge_calculations()
        self.survey.items = self._in_blocks([self._judged(item) for item in self.survey.items])
        return self.survey

    def _say(self, line: int, what: str, why: str) -> None:
        self.report.add(self.table.name, line, what, why)

    def _row(self, row: Row) -> None:
        text, name = row.get("type"), row.get("name")
        if not text:
            if name or row.text("label"):
                self._say(row.line, name, _("has no type: skipped"))
            return
        kind = type_of(text)
        if row.says_yes("disabled"):
            self._say(row.line, name, _("is switched off in the file: skipped"))
        elif kind.kind == "begin":
            self._begin(row, kind)
        elif kind.kind == "end":
            self._end(row)
        elif kind.kind == "metadata":
            self._say(row.line, f"{text} {name}", _("is about the device, not a question: skipped"))
        elif kind.kind == "media":
            self._say(row.line, f"{text} {name}", _("this type is not supported: skipped"))
        elif not kind.kind:
            self._say(row.line, f"type {text}", _("this type is not known: skipped"))
        elif self._has_name(row):
            self._question(row, kind)

    def _begin(self, row: Row, kind: RowType) -> None:
        self.groups += 1
        name = row.get("name")
        if not NAME.fullmatch(name):
            name = f"group_{self.groups}"
        if kind.form == "repeat":
            self._say(row.line, name, _("a repeated group is asked once"))
        elif kind.form not in ("group", "score", "lgroup", "looped"):
            self._say(row.line, f"begin_{kind.form} {name}", _("is not supported: read as a group"))
        # A block of a name that was there already is another block all the same.
        while name in self.survey.blocks:
            name = f"{name}_{self.groups}"
        self.survey.blocks[name] = row.text("label")
        group = _Group(kind.form, name, row.get("relevant"), row.get("score_choices"), row.line)
        self.open.append(group)

    def _end(self, row: Row) -> None:
        if self.open:
            self.open.pop()
        else:
            self._say(row.line, row.get("name"), _("closes a group that was not opened: skipped"))

    def _has_name(self, row: Row) -> bool:
        """Whether a question can be called by its name; if not, that is reported."""
        name = row.get("name")
        if not name:
            self._say(row.line, "name", _("is empty: the question is skipped"))
        elif not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            why = _("a name of letters, digits and _ is needed, of at most {n}: skipped")
            self._say(row.line, f"name {name}", why.format(n=LONGEST_NAME))
        elif name in self.used:
            why = _("this name stands in row {line} too: skipped").format(line=self.used[name])
            self._say(row.line, f"name {name}", why)
        elif len(self.survey.items) >= MOST_QUESTIONS:
            self._say(row.line, name, _("more questions than can be asked: skipped"))
        else:
            return True
        return False

    def _question(self, row: Row, kind: RowType) -> None:
        name = row.get("name")
        if kind.kind == "calculate":
            self._calculation(row, name)
            return
        if kind.kind == "score row":
            options = next((group.options for group in reversed(self.open) if group.options), "")
            kind = RowType("one", options=options)
        look = row.get("appearance").casefold().split()
        if "label" in look and kind.kind in ("one", "several"):
            self._table_head(row)
            return
        block = self.open[-1].name if self.open else ""
        place = Place(self.table.name, block, self.default, self.table.languages)
        for item in items_of(row, kind, self.lists, place, self.report):
            if item.id in self.used:
                continue  # "other" has a question of its own already
            self.used[item.id] = row.line
            self.survey.items.append(item)
            self.survey.rows[item.id] = row
            groups = [(group.line, group.relevant) for group in self.open if group.relevant]
            own = row.get("relevant") if item.id == name else item.relevant
            self.conditions[item.id] = [*groups, (row.line, own)]
        self._left_out(row)

    def _calculation(self, row: Row, name: str) -> None:
        if not row.get("calculation"):
            self._say(row.line, f"{name}, calculation", _("is empty: nothing to work out, skipped"))
            return
        self.used[name] = row.line
        self.survey.calculations[name] = row.get("calculation")

    def _table_head(self, row: Row) -> None:
        """The head of a table of answers is no question; its words may be the heading."""
        if self.open and not self.survey.blocks[self.open[-1].name]:
            self.survey.blocks[self.open[-1].name] = row.text("label")
        why = _("is the head of a table, not a question: not asked")
        self._say(row.line, row.get("name"), why)

    def _left_out(self, row: Row) -> None:
        """Cells of a question that are used that do nothing here."""
        reasons = {
            "choice_filter": _("is not supported: all options are shown"),
            "default": _("is not used: no answer is filled in beforehand"),
            "trigger": _("is not supported"),
        }
        for column, why in reasons.items():
            if row.get(column):
                self._say(row.line, f"{row.get('name')}, {column}", why)
        if row.says_yes("readonly"):
            self._say(row.line, row.get("name"), _("is read-only in the file; here it is asked"))

    def _judge_calculations(self) -> None:
        """Those that look at what is not there go; a function we do not know is kept as text."""
        found = self.survey.calculations
        for name, text in found.items():
            self._check(self.used[name], f"{name}, calculation", text, _("is not worked out"))
        while gone := [name for name, text in found.items() if not self._is_known(text)]:
            for name in gone:
                del found[name], self.used[name]

    def _is_known(self, text: str) -> bool:
        """Whether all that an expression or a text looks at is in the questionnaire."""
        return names_in(text) <= self.used.keys()

    def _judged(self, item: Item) -> Item:
        """The item with the conditions of its groups and its own; one not understood is reported.

        Its own is kept as text all the same, unless it looks at what is not there: the question is
        then always asked.
        """
        *groups, (line, own) = self.conditions[item.id]
        always = _("the question is always asked")
        kept = [
            text
            for at, text in groups
            if self._check(at, "relevant", text, _("the questions of this group are always asked"))
        ]
        if own:
            self._check(line, f"{item.id}, relevant", own, always)
            own = own if self._is_known(own) else ""
            kept += [own] if own else []
        relevant = kept[0] if len(kept) == 1 else " and ".join(f"({text})" for text in kept)
        if len(relevant) > LONGEST and own != relevant:
            self._say(line, f"{item.id}, relevant", _("all conditions together are too long"))
            relevant = own
        if item.constraint:
            nothing = _("every answer is taken")
            self._check(self.used[item.id], f"{item.id}, constraint", item.constraint, nothing)
        if item.kind is Kind.NOTE or not self._is_known(item.constraint):
            item = replace(item, constraint="", constraint_texts={})
        return replace(
            item,
            texts=self._without_gaps(item.texts),
            hints=self._without_gaps(item.hints),
            constraint_texts=self._without_gaps(item.constraint_texts),
            relevant=relevant,
        )

    def _without_gaps(self, texts: Texts) -> Texts:
        return _spelt_out(texts, self.used.keys())

    def _in_blocks(self, items: list[Item]) -> list[Item]:
        """Every block in one piece, under a name that no question has; empty ones are gone."""
        found: list[Item] = []
        headings: dict[str, Texts] = {}
        before, name = "", ""
        for item in items:
            if item.block and item.block != before:
                name = item.block
                while name in headings or name in self.used:
                    name += "_2"
                headings[name] = self._without_gaps(self.survey.blocks[item.block])
            before = item.block
            found.append(replace(item, block=name if item.block else ""))
        self.survey.blocks = headings
        return found

    def _check(self, line: int, what: str, text: str, so: str) -> bool:
        """Whether an expression is understood; if not, which part, and what follows from it."""
        known = self.used
        unknown = sorted(name for name in names_in(text) if name not in known)
        part = trouble_of(text) or (f"${{{unknown[0]}}}" if unknown else "")
        if part:
            why = _("{part} is not supported, skipped: {so}")
            self._say(line, what, why.format(part=part, so=so))
        return not part


def _spelt_out(texts: Texts, known: Collection[str]) -> Texts:
    """Texts in which what is not in the questionnaire stands as [name], not as ${name}."""

    def shown(found: re.Match[str]) -> str:
        return found[0] if found[1].strip() in known else f"[{found[1].strip()}]"

    if not any("${" in text for text in texts.values()):
        return texts
    pattern = r"\$\{([^{}]*)\}"
    return {language: re.sub(pattern, shown, text) for language, text in texts.items()}
