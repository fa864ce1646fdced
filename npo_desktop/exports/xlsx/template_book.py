"""A school's own workbook: which cells have a name of ours, which sheet is which part, which style.

Read with a parser that expands nothing and opens nothing (``SAFETY.md``, section 6).
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from npo_desktop.exports.xlsx.looks import DUTCH_DATE, ENGLISH_DATE
from npo_desktop.exports.xlsx.template_fields import MARK
from npo_desktop.exports.xlsx.template_map import Area, NotReadable, area_of
from npo_desktop.i18n import current

tree: Any = import_module("defusedxml.ElementTree")  # defusedxml carries no type information
refused: Any = import_module("defusedxml.common")

WORKBOOK, STYLES, TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
MACROS = ("vbaproject", "macrosheets/", "activex/", "vbadata", "externallink", "dialogsheets/")
OWN_FORMATS = 164  # from here on a number of a format is of the workbook itself
_AREA = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,]+))!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")
_XFS = re.compile(rb"<((?:\w+:)?)cellXfs\b[^>]*>.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(
    rb"<(?:\w+:)?xf\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL
)
_WRAPS = re.compile(rb"wrapText=[\"'](?:1|true)")
_CALC = re.compile(rb"<(?:\w+:)?calcPr\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?/?>")
_AFTER_CALC = (
    *(b"oleSize", b"customWorkbookViews", b"pivotCaches", b"smartTagPr", b"smartTagTypes"),
    *(b"webPublishing", b"fileRecoveryPr", b"webPublishObjects", b"extLst"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name of ours, and the cells it is given to; none when it leads nowhere."""

    name: str
    sheet: str = ""
    part: str = ""
    area: Area | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Book:
    """A workbook, unpacked."""

    parts: Mapping[str, bytes]
    order: tuple[zipfile.ZipInfo, ...]
    names: tuple[Named, ...]  # in the order of sheet and place
    plain: tuple[str, ...]  # names of the school's own
    headings: Mapping[str, tuple[Area, ...]] = field(default_factory=dict)  # of tables, by sheet
    is_1904: bool = False


def has_macros(names: list[str]) -> bool:
    """Whether a zip with these parts holds more than tables: macros, controls, outside links."""
    return any(mark in name.casefold() for name in names for mark in MACROS)


def open_book(content: bytes) -> Book:
    """What is in it. Raises ``NotReadable``; sizes were looked at before."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        order = tuple(archive.infolist())
        parts = {one.filename: archive.read(one) for one in order}
    root = _parsed(parts, WORKBOOK)
    if root is None:
        raise NotReadable(WORKBOOK)
    sheets = _sheets(root, _links(parts, WORKBOOK))
    names, plain = [], []
    for one in _found(root, "definedName"):
        name = str(one.get("name", ""))
        if not name.casefold().startswith(MARK):
            plain.append(name)
            continue
        names += _places(name, one.text or "", sheets, parts)
    settings = next(iter(_found(root, "workbookPr")), None)
    return Book(
        parts=parts,
        order=order,
        names=tuple(sorted(names, key=lambda one: (one.part, one.area or (0, 0, 0, 0), one.name))),
        plain=tuple(plain),
        headings={part: tuple(_headings(parts, part)) for part in sheets.values()},
        is_1904=settings is not None and settings.get("date1904") in ("1", "true"),
    )


def packed(book: Book, changed: Mapping[str, bytes]) -> bytes:
    """The workbook as a file in memory, with these parts changed."""
    parts = {**book.parts, **changed}
    parts[WORKBOOK] = _computed_anew(parts[WORKBOOK])
    parts[TYPES] = parts[TYPES].replace(  # a template (.xltx) becomes a workbook
        b"spreadsheetml.template.main+xml", b"spreadsheetml.sheet.main+xml"
    )
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in book.order:
            archive.writestr(one.filename, parts[one.filename])
    return memory.getvalue()


class DatedStyles:
    """Formats of the workbook: is it a date, and the same format as a date."""

    def __init__(self, content: bytes | None) -> None:
        self._content = content or b""
        self._block = _XFS.search(self._content)
        inner = self._block[0] if self._block else b""
        self._formats = [one[0] for one in _XF.finditer(inner)]
        self._codes = dict(BUILTIN_FORMATS)
        if content:
            for one in _found(tree.fromstring(content), "numFmt"):
                self._codes[int(one.get("numFmtId", 0))] = one.get("formatCode", "")
        self._added: dict[int, bytes] = {}
        self._date_id = max((OWN_FORMATS - 1, *self._codes)) + 1
        self._date_code = ENGLISH_DATE if current() == "en" else DUTCH_DATE

    def dated(self, style: int) -> int | None:
        """The same look that shows a date; ``None`` when the workbook has no formats at all."""
        if not 0 <= style < len(self._formats):
            return None
        number = re.search(rb"numFmtId=[\"'](\d+)", self._formats[style])
        code = self._codes.get(int(number[1]) if number else 0) or ""
        if is_date_format(code):
            return style
        if style not in self._added:
            self._added[style] = self._as_date(self._formats[style])
        return len(self._formats) + list(self._added).index(style)

    def wraps(self, style: int) -> bool:
        """Whether a long text goes on below, in its own cell."""
        known = 0 <= style < len(self._formats)
        return known and _WRAPS.search(self._formats[style]) is not None

    def written(self) -> bytes | None:
        """The styles with what was added; ``None`` when nothing was."""
        if not self._added or self._block is None:
            return None
        count = len(self._formats) + len(self._added)
        closing = self._block[0].rindex(b"</")
        block = self._block[0][:closing] + b"".join(self._added.values())
        block += self._block[0][closing:]
        block = re.sub(rb"count=([\"'])\d+", b"count=\\g<1>%d" % count, block, count=1)
        start, end = self._block.span()
        return self._with_code(self._content[:start]) + block + self._content[end:]

    def _with_code(self, start: bytes) -> bytes:
        """What comes before the formats, with the date's own code in it."""
        prefix = self._block[1] if self._block else b""
        code = b'<%snumFmt numFmtId="%d" formatCode="%s"/>'
        made = code % (prefix, self._date_id, self._date_code.encode())
        if (there := start.rfind(b"</" + prefix + b"numFmts>")) >= 0:
            start = start[:there] + made + start[there:]
            return re.sub(rb"(numFmts\b[^>]*count=[\"'])(\d+)", _one_more, start, count=1)
        opening = b'<%snumFmts count="1">%s</%snumFmts>' % (prefix, made, prefix)
        if none := re.search(rb"<(?:\w+:)?numFmts\b[^>]*/>", start):
            return start[: none.start()] + opening + start[none.end() :]
        root = re.search(rb"<(?:\w+:)?styleSheet\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", start)
        at = root.end() if root else 0
        return start[:at] + opening + start[at:]

    def _as_date(self, found: bytes) -> bytes:
        tag_end = found.index(b">") + 1
        tag = re.sub(
            rb"\s(?:numFmtId|applyNumberFormat)=(\"[^\"]*\"|'[^']*')", b"", found[:tag_end]
        )
        place = re.match(rb"<(?:\w+:)?xf", tag)
        assert place is not None
        date = b' numFmtId="%d" applyNumberFormat="1"' % self._date_id
        return tag[: place.end()] + date + tag[place.end() :] + found[tag_end:]


def _one_more(count: re.Match[bytes]) -> bytes:
    return count[1] + b"%d" % (int(count[2]) + 1)


def _places(
    name: str, text: str, sheets: Mapping[str, str], parts: Mapping[str, bytes]
) -> list[Named]:
    """The cells a name is given to; one entry without cells when that cannot be told."""
    found: list[Named] = []
    at = 0
    for one in _AREA.finditer(text):
        sheet = (one[1] or one[2] or "").replace("''", "'").lstrip("$")
        part = sheets.get(sheet, "")
        if text[at : one.start()].strip(", ") or part not in parts:
            return [Named(name)]
        found.append(Named(name, sheet, part, area_of(one[3])))
        at = one.end()
    return found if found and not text[at:].strip() else [Named(name)]


def _sheets(root: Any, links: Mapping[str, str]) -> dict[str, str]:
    """Name of a sheet -> its part."""
    found = {}
    for one in _found(root, "sheet"):
        key = next((value for name, value in one.items() if name.endswith("}id")), "")
        if "worksheets/" in (target := links.get(key, "")):
            found[str(one.get("name", ""))] = target
    return found


def _links(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """What a part refers to, by the key it uses."""
    folder, name = posixpath.split(part)
    root = _parsed(parts, f"{folder}/_rels/{name}.rels")
    found = {}
    for one in _found(root, "Relationship") if root is not None else ():
        target = str(one.get("Target", ""))
        whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        found[str(one.get("Id", ""))] = posixpath.normpath(whole)
    return found


def _headings(parts: Mapping[str, bytes], part: str) -> Iterator[Area]:
    """The heading rows of the tables of a sheet: Excel wants them as it knows them."""
    for target in _links(parts, part).values():
        root = _parsed(parts, target) if "/tables/" in target else None
        if root is not None and root.get("headerRowCount", "1") != "0" and root.get("ref"):
            top, left, _bottom, right = area_of(root.get("ref"))
            yield top, left, top, right


def _parsed(parts: Mapping[str, bytes], part: str) -> Any:
    if part not in parts:
        return None
    try:
        return tree.fromstring(parts[part])
    except (tree.ParseError, refused.DefusedXmlException, ValueError) as error:
        raise NotReadable(part) from error


def _found(root: Any, name: str) -> list[Any]:
    return [one for one in root.iter() if str(one.tag).rpartition("}")[2] == name]


def _computed_anew(workbook: bytes) -> bytes:
    """Excel computes every formula when it opens the file: the old results are of the template."""
    if found := _CALC.search(workbook):
        tag = re.sub(rb"\sfullCalcOnLoad=(\"[^\"]*\"|'[^']*')", b"", found[0])
        closing = 2 if tag.endswith(b"/>") else 1
        tag = tag[:-closing].rstrip() + b' fullCalcOnLoad="1"' + tag[-closing:]
        return workbook[: found.start()] + tag + workbook[found.end() :]
    last = workbook.rindex(b"</")
    prefix = workbook[last + 2 :].rpartition(b":")[0]
    name = prefix + b":" if prefix else b""
    places = [workbook.find(b"<" + name + one) for one in _AFTER_CALC]
    at = min((place for place in places if place >= 0), default=last)
    return workbook[:at] + b"<" + name + b'calcPr fullCalcOnLoad="1"/>' + workbook[at:]
