"""Good files made bad: each by its number and the seed, so that any of them can be made again."""

import csv
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

FILES = Path(__file__).parents[1] / "files"
MADE = FILES / "exchange" / "made-here"
SAMPLES = FILES / "exchange" / "edexml"

RTL = "\u202eנעמי\u202c"
NASTY = (
    *("", "\x00", "😀👩‍👩‍👧", RTL, "=1+1", '=HYPERLINK("http://x","y")', "@SUM(A1)"),
    *("-1+cmd|' /C x'!A0", "../../../etc/passwd", "C:\\Windows\\x", "31-02-2015", "29/2/2015"),
    *("00-00-0000", "99999-01-01", "2015-03-09T00:00:00Z", "1e309", "-0", "NaN", "٣", "W" * 5000),
    *("a\u0301" * 300, "\ud7ff\ue000", "'; DROP TABLE pupil; --", "<b>", "&amp;", "]]>", '"'),
    *("\r", "\x85\u2028", "%s{0}{}", "groep 3/4"),
)
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "'
    + "a" * 1000
    + '">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY h SYSTEM "file:///etc/passwd">]>'


def made_workbook(*, header: tuple[str, ...] = ()) -> bytes:
    """Thirty pupils as a school keeps them: a title, merged cells, real dates, a formula."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Leerlingen 2026-2027"])
    sheet.merge_cells("A1:F1")
    names = ("Leerlingnummer", "Roepnaam", "Achternaam", "Geboortedatum", "Groep", "Geslacht")
    sheet.append(header or names)
    for number in range(30):
        day = f"{number % 28 + 1:02d}-0{number % 9 + 1}-2016"
        sheet.append([9000 + number, f"Kind{number}", "Proefma", day, "4 Test", "MV"[number % 2]])
    sheet["G3"] = "=SUM(A3:A9)"
    return saved(book)


def saved(book: Any) -> bytes:
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def good_files() -> dict[str, bytes]:
    """Nineteen files as schools have them."""
    on_disk = (
        *(SAMPLES / "EDEXML.Voorbeeld.2.0.xml", SAMPLES / "EDEXML.Voorbeeld.2.1-Vla.xml"),
        *(MADE / "edexml-1.03.xml", MADE / "edexml-2.1-bes-quirks-latin1.xml"),
        *(MADE / "edexml-2.1-bes-quirks-bom-crlf.xml", MADE / "uwlr-2.2-leerlinggegevens-soap.xml"),
        *(MADE / "leerlingen-puntkomma-cp1252.csv", MADE / "groepsoverzicht-breed.xlsx"),
        *(FILES / "saba" / "pupils.csv", FILES / "saba" / "answers.csv"),
    )
    found = {path.name: path.read_bytes() for path in on_disk}
    wide = found["leerlingen-puntkomma-cp1252.csv"].decode("cp1252").replace(";", "\t")
    found["leerlingen-utf16.csv"] = wide.encode("utf-16")
    found["klassenlijst.xlsx"] = made_workbook()
    lines = found["answers.csv"].splitlines(keepends=True)
    found["answers.csv"] = b"".join(lines[:300])  # enough to go wrong in
    return found | record_files() | form_files()


def form_files() -> dict[str, bytes]:
    """Three questionnaires as Excel forms."""
    forms = FILES / "exchange" / "xlsform"
    on_disk = {
        "form-ef.xlsx": MADE / "xlsform-ef-scan-nl-en-pap.xlsx",
        "form-test.xlsx": forms / "correlaid" / "testA.xlsx",
        "form-spec.xlsx": forms / "pyxform" / "duplicate_columns.xlsx",
    }
    return {name: path.read_bytes() for name, path in on_disk.items()}


def record_files() -> dict[str, bytes]:
    """Seven more: results and attendance of pupils of Saba, and pupils out of rosters."""
    with (FILES / "saba" / "pupils.csv").open(encoding="utf-8-sig", newline="") as file:
        pupils = list(csv.DictReader(file))[:20]
    numbers = [pupil["Student number"] for pupil in pupils]
    head = "llnr;naam;toets;afname;datum;score;vaardigheidsscore;niveau;functioneringsniveau;DLE"
    levels = ["I", "II", "III", "IV", "V", "A", "C", "E", "2", "-"]
    long = [head] + [
        f"{pupil['Student number']};{pupil['Last name']}, {pupil['First name']};Rekenen;M5;"
        f"20-01-2026;{n};{90 + n},5;{levels[n % 10]};<M{n % 8 + 1};<6{n}"
        for n, pupil in enumerate(pupils)
    ]
    away = ["Periode: 17-08-2026 t/m 13-10-2026", "llnr;aantal lessen;verzuim;te laat"]
    away += [f"{number};160;{n},5;{n % 3}" for n, number in enumerate(numbers)]
    uwlr = (MADE / "uwlr-2.2-leerresultaten.xml").read_bytes()
    for old, number in (("1001", numbers[0]), ("1002", numbers[1])):
        uwlr = uwlr.replace(f"<leerlingid>{old}<".encode(), f"<leerlingid>{number}<".encode())
    return {
        "results-lang.csv": "\n".join(long).encode("cp1252"),
        "results-breed.xlsx": _wide(numbers),
        "results-uwlr.xml": uwlr,
        "results-roster.zip": _roster_of(pupils[0]),
        "attendance.csv": "\n".join(away).encode(),
        "roster.zip": (MADE / "oneroster-1.1-bulk.zip").read_bytes(),
        "roster-sds.zip": _zipped(FILES / "exchange" / "sds-csv" / "v2.1"),
    }


def _roster_of(pupil: dict[str, str]) -> bytes:
    """The OneRoster sample, whose first pupil is one of Saba."""
    names = f"{pupil['First name']},{pupil['Last name']}".encode()
    number = f",{pupil['Student number']},".encode()

    def change(name: str, part: bytes) -> bytes:
        if name != "users.csv":
            return part
        return part.replace(b"Jahzara,Hassell", names).replace(b",1001,", number)

    return rezipped((MADE / "oneroster-1.1-bulk.zip").read_bytes(), change)


def _wide(numbers: list[str]) -> bytes:
    """A block of columns per test under two rows of headings."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Groepsoverzicht 2025-2026"])
    sheet.append(["Leerlingnummer", "", "Spelling M5", None, None, "DMT M5", None, None])
    sheet.append([None, None, "Datum", "VS", "Niveau", "Datum", "VS", "Niveau"])
    sheet.merge_cells("C2:E2")
    for n, number in enumerate(numbers):
        sheet.append([number, "", "20-1-2026", 80.5 + n, "IV", "21-01-2026", n, "B"])
    return saved(book)


def _zipped(folder: Path) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*.csv")):
            archive.write(path, path.name)
    return memory.getvalue()


# --- for any file ---


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def without_a_piece(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 400) :]


def repeat_a_piece(data: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(data)), chance.randrange(1, 2000)
    return data[:start] + data[start : start + length] * chance.randrange(2, 60) + data[start:]


# --- for text ---


def text_of(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "latin-1"


def nasty_words(data: bytes, chance: random.Random) -> bytes:
    """A few fields hold something nobody expects."""
    text, encoding = text_of(data)
    parts = re.split(r"([;,\t\n<>])", text)
    for _ in range(chance.randrange(1, 12)):
        parts[chance.randrange(0, len(parts), 2)] = chance.choice(NASTY)
    return "".join(parts).encode(encoding, "replace")


def header_again(data: bytes, chance: random.Random) -> bytes:
    """The header twice, or two columns of one name."""
    text, encoding = text_of(data)
    head, _mark, rest = text.partition("\n")
    if chance.random() < 0.5:
        return f"{head}\n{head}\n{rest}".encode(encoding, "replace")
    words = re.split(r"([;,\t])", head)
    words[chance.randrange(0, len(words), 2)] = chance.choice(words[::2])
    return ("".join(words) + "\n" + rest).encode(encoding, "replace")


def other_encoding(data: bytes, chance: random.Random) -> bytes:
    text, _encoding = text_of(data)
    return text.encode(
        chance.choice(("utf-16", "utf-16-be", "utf-8-sig", "cp1252", "utf-32")), "replace"
    )


def rows_shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def with_entity(data: bytes, chance: random.Random) -> bytes:
    text, encoding = text_of(data)
    head, mark, rest = text.partition("?>")
    rest = re.sub(r"(<(?:roepnaam|achternaam)>)", r"\1&h;", rest)
    return (head + mark + chance.choice((BOMB, OUTSIDE)) + rest).encode(encoding, "replace")


# --- for workbooks ---


def rezipped(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, extra in more.items():
            new.writestr(name, extra)
    return memory.getvalue()


def one_part(change: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    """The same harm inside one part of the zip, which itself stays whole."""

    def harm(data: bytes, chance: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        weights = [8 if "sheet" in name or "Strings" in name else 1 for name in names]
        (hit,) = chance.choices(names, weights)
        return rezipped(data, lambda name, part: change(part, chance) if name == hit else part)

    return harm


def one_table(change: Callable[[bytes, random.Random], bytes]) -> Callable[..., bytes]:
    """The same harm inside one table of a roster."""

    def harm(data: bytes, chance: random.Random) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
        people = ("users.csv", "roles.csv", "enrollments.csv", "demographics.csv")
        (hit,) = chance.choices(names, [4 if name in people else 1 for name in names])
        return rezipped(data, lambda name, part: change(part, chance) if name == hit else part)

    return harm


def table_gone_or_twice(data: bytes, chance: random.Random) -> bytes:
    """A table is gone, there twice, or in a folder."""
    kind = chance.randrange(3)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    hit = chance.choice(sorted(parts))
    if kind == 0:
        del parts[hit]
    elif kind == 1:
        parts[hit.upper()] = parts[hit]
    else:
        parts = {f"x/{name}": part for name, part in parts.items()}
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return memory.getvalue()


def entity_in_a_part(data: bytes, chance: random.Random) -> bytes:
    def change(part: bytes, chance: random.Random) -> bytes:
        return chance.choice((BOMB, OUTSIDE)).encode() + re.sub(rb"^<\?xml[^>]*>", b"", part)

    return one_part(change)(data, chance)


def bad_entries(data: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(6)
    if kind == 0:
        names = ("../../x", "/etc/x", "..\\x", "C:/x", "xl/../../x")
        return rezipped(data, _as_it_is, **{chance.choice(names): b"x"})
    if kind == 1:
        return rezipped(data, _as_it_is, **{f"xl/p{n}": b"x" for n in range(400)})
    if kind == 2:
        return rezipped(data, lambda n, part: part + b" " * 30_000_000 if "sheet1" in n else part)
    if kind == 3:
        return rezipped(data, _as_it_is, **{"xl/vbaProject.bin": b"x"})
    at = data.rfind(b"PK\x01\x02")
    changed = bytearray(data)
    if kind == 4:
        changed[at + 8] |= 1  # says that it is encrypted
    else:  # says that it is small, or enormous
        struct.pack_into("<L", changed, at + 24, chance.choice((1, 0xFFFFFFF0, 199 << 20)))
    return bytes(changed)


def cells_changed(data: bytes, chance: random.Random) -> bytes:
    """What people do to a sheet: formulas, dates, merged cells, far cells, odd words."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet: Any = book.worksheets[0]
    for _ in range(chance.randrange(1, 10)):
        row, column = chance.randrange(1, 40), chance.randrange(1, 12)
        kind = chance.randrange(6)
        if kind == 0:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + 2, end_column=column + 2
            )
        elif kind == 1 and chance.random() < 0.2:
            sheet["XFD1048576"] = "far"
        else:
            cell = sheet.cell(row, column)
            if type(cell).__name__ == "Cell":
                value = chance.choice(NASTY)
                cell.value = re.sub("[\x00-\x08\x0b-\x1f]", "", value) if kind < 4 else row * 1e9
                if kind == 5:
                    cell.number_format = "dd-mm-yyyy"  # a number far beyond any date
    return saved(book)


ANY = (flip_bytes, cut, without_a_piece, repeat_a_piece)
TEXT = (*ANY, nasty_words, nasty_words, header_again, other_encoding, rows_shuffled)
XML = (*ANY, nasty_words, nasty_words, with_entity, other_encoding)
WORKBOOK = (
    *(*ANY, bad_entries, cells_changed, cells_changed, entity_in_a_part),
    *(one_part(flip_bytes), one_part(nasty_words), one_part(without_a_piece), one_part(cut)),
)


ROSTER = (
    *(*ANY, bad_entries, table_gone_or_twice, one_table(nasty_words), one_table(nasty_words)),
    *(one_table(flip_bytes), one_table(cut), one_table(header_again), one_table(rows_shuffled)),
)


def mutant(seed: int, number: int, good: dict[str, bytes]) -> tuple[str, bytes]:
    """The name and bytes of one bad file."""
    if special := special_files().get(number):
        return special()
    chance = random.Random(f"{seed}:{number}")
    name = sorted(good)[number % len(good)]
    kinds = {"xlsx": WORKBOOK, "xml": XML, "csv": TEXT, "zip": ROSTER}[name.rpartition(".")[2]]
    return name, chance.choice(kinds)(good[name], chance)


def special_files() -> dict[int, Callable[[], tuple[str, bytes]]]:
    """What no chance would make: each at its own number, in every run."""
    head = b"<?xml version='1.0'?><EDEX><leerlingen>"
    return {
        1: lambda: ("million.csv", b"nummer;naam\n" + b"1;Ana Croes\n" * 1_000_000),
        2: lambda: (
            "attributes.xml",
            head + b"<leerling " + b"".join(b"a%d='' " % n for n in range(1_500_000)),
        ),
        3: lambda: ("deep.xml", head + b"<a>" * 200_000),
        4: lambda: ("one-line.csv", b"naam" + b";x" * 5_000_000),
        5: lambda: ("row.xlsx", rezipped(made_workbook(), _one_long_row)),
        6: lambda: ("styles.xlsx", rezipped(made_workbook(), _many_styles)),
        7: lambda: ("directory.xlsx", _long_directory()),
        8: lambda: (
            "strings.xlsx",
            rezipped(made_workbook(), _as_it_is, **{"xl/sharedStrings.xml": b"<si/>" * 3_000_000}),
        ),
        9: lambda: ("quote.csv", b'nummer;naam\n1;"' + b"x" * 20_000_000),
        10: lambda: ("headers.xlsx", made_workbook(header=("Naam",) * 6)),
    }


def _attributes(count: int) -> bytes:
    return b"".join(b"a%d='' " % number for number in range(count))


def _one_long_row(name: str, part: bytes) -> bytes:
    if "sheet1" not in name:
        return part
    return part.replace(b"</row>", b"<c/>" * 1_200_000 + b"</row>", 1)


def _many_styles(name: str, part: bytes) -> bytes:
    if "styles" not in name:
        return part
    styles = b"".join(b'<xf numFmtId="%d"/>' % number for number in range(600_000))
    return part.replace(b"<cellXfs", b"<cellXfs>" + styles + b"</cellXfs><x", 1)


def _as_it_is(_name: str, part: bytes) -> bytes:
    return part


def _long_directory() -> bytes:
    """300,000 entries, of which the directory alone is 15 MB."""
    sizes = (20, 0, 20, *(0,) * 8, 1, *(0,) * 6)
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *sizes)
    directory = (entry + b"x") * 300_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    return b"PK\x03\x04" + directory + end
