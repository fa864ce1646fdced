"""Rows of our own CSV files, read strictly: every fault is named with its file and line."""

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from npo_desktop.content.questionnaire import Texts
from npo_desktop.errors import UserError
from npo_desktop.i18n import LANGUAGES, _


def fault(file: str, line: int, what: str) -> UserError:
    """A fault in a file that came with the program."""
    return UserError(
        _("{file}, line {line}: {fault}").format(file=file, line=line, fault=what),
        _("Undo the last change to this file, or install the program again."),
    )


def read_text(path: Path) -> str:
    """The whole file; a missing or unreadable one is a ``UserError``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            _("{file} could not be read: {reason}.").format(
                file=path, reason=error.strerror or type(error).__name__
            ),
            _("Install the program again."),
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise fault(path.name, line, _("this is not UTF-8 text")) from error


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """A file as text, and what it says."""
    text = read_text(path)
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise fault(path.name, 1, _("this is not TOML: {reason}").format(reason=error)) from error


def toml_entries(path: Path, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Every ``[[name]]`` of a file that holds nothing else, and the line it begins on."""
    text, told = read_toml(path)
    heads = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == f"[[{name}]]"]
    entries = told.get(name)
    if set(told) != {name} or not isinstance(entries, list) or len(heads) != len(entries):
        raise fault(path.name, 1, _('"{column}" is missing').format(column=name))
    return zip(heads, entries, strict=True)


def same_placeholders(texts: Texts) -> bool:
    """Whether all languages carry the same ``{placeholders}``, each as often."""
    return len({tuple(sorted(re.findall(r"\{\w*\}", text))) for text in texts.values()}) <= 1


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file and where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def fault(self, what: str) -> UserError:
        """What is wrong with this row."""
        return fault(self.file, self.line, what)

    def text(self, column: str) -> str:
        """A cell that may be empty; its column must be there."""
        if column not in self.cells:
            raise fault(self.file, 1, _('the column "{column}" is missing').format(column=column))
        return self.cells[column]

    def filled(self, column: str) -> str:
        """A cell that may not be empty."""
        if not self.text(column):
            raise self.fault(_('"{column}" is empty').format(column=column))
        return self.text(column)

    def number(self, column: str, lowest: float, highest: float) -> float:
        """A number with a decimal point, within its limits."""
        text = self.filled(column)
        if re.fullmatch(r"-?\d+(\.\d+)?", text) and lowest <= float(text) <= highest:
            return float(text)
        raise self.fault(
            _('"{value}" in "{column}" is not a number from {lowest} to {highest}').format(
                value=text, column=column, lowest=f"{lowest:g}", highest=f"{highest:g}"
            )
        )

    def whole(self, column: str, lowest: int, highest: int) -> int:
        """A whole number within its limits."""
        value = self.number(column, lowest, highest)
        if not value.is_integer():
            raise self.fault(
                _('"{value}" in "{column}" is not a whole number').format(
                    value=self.text(column), column=column
                )
            )
        return int(value)

    def number_or_none(self, column: str, lowest: float, highest: float) -> float | None:
        """A number, or ``None`` when the cell is empty."""
        return self.number(column, lowest, highest) if self.text(column) else None

    def whole_or_none(self, column: str, lowest: int, highest: int) -> int | None:
        """A whole number, or ``None`` when the cell is empty."""
        return self.whole(column, lowest, highest) if self.text(column) else None

    def one_of(self, column: str, allowed: Collection[str], *, kind: str = "") -> str:
        """A cell that holds one of a few words."""
        value = self.filled(column)
        if value not in allowed:
            raise self.unknown(kind or column, value)
        return value

    def several(self, column: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """The words of a cell, separated by ``;``."""
        words = tuple(word.strip() for word in self.text(column).split(";") if word.strip())
        for word in words:
            if allowed is not None and word not in allowed:
                raise self.unknown(column, word)
        return words

    def unknown(self, kind: str, value: str) -> UserError:
        """A word that means nothing here."""
        return self.fault(_('unknown {kind} "{value}"').format(kind=kind, value=value))

    def texts(self, name: str, languages: Sequence[str] = LANGUAGES) -> dict[str, str]:
        """A text per language from the columns ``name`` with each language in place of ``*``."""
        columns = {language: name.replace("*", language) for language in languages}
        for column in columns.values():
            self.filled(column)
        found = {language: self.text(column) for language, column in columns.items()}
        if not same_placeholders(found):
            raise self.fault(
                _('the placeholders of "{column}" differ between the languages').format(column=name)
            )
        return found

    def drafts(self, **statuses: str) -> frozenset[str]:
        """The languages whose status column says "draft"."""
        return frozenset(
            language
            for language, column in statuses.items()
            if self.one_of(column, ("draft", "glossary", "verified")) == "draft"
        )


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a CSV file with a heading; one without rows is a fault."""
    text, file = read_text(path), path.name
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    heading: list[str] = []
    line, rows = 1, 0
    try:
        for cells in reader:
            if not heading:
                heading = _heading(cells, file)
            elif cells and len(cells) != len(heading):
                raise fault(
                    file,
                    line,
                    _("{n} cells where the heading has {total}").format(
                        n=len(cells), total=len(heading)
                    ),
                )
            elif cells:
                rows += 1
                yield Row(file, line, dict(zip(heading, map(str.strip, cells), strict=True)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise fault(file, line, _("this row cannot be read: a quote is not closed")) from error
    if not rows:
        raise fault(file, 1, _("the file is empty"))


def once(rows: Iterator[Row], *key: str) -> Iterator[Row]:
    """The rows, none of them with a key that came before."""
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        values = tuple(row.filled(column) for column in key)
        if values in seen:
            raise row.fault(_('"{id}" stands here twice').format(id=", ".join(values)))
        seen.add(values)
        yield row


def _heading(cells: list[str], file: str) -> list[str]:
    heading = [cell.strip() for cell in cells]
    for column in heading:
        if heading.count(column) > 1:
            raise fault(file, 1, _('"{id}" stands here twice').format(id=column))
    return heading
