"""T26: nothing that a school typed becomes a formula, an error, a code or a file name."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_file_name, plan_workbook
from npo_desktop.exports.xlsx.scores_workbook import scores_workbook
from npo_desktop.exports.xlsx.workbook import clean
from npo_desktop.i18n import speaking

MakePlan = Callable[..., PlanWorkbook]
Filled = Callable[[Any, str], Any]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CODE = re.compile(r"(?<!&)(?:&&)*&(?!&)")  # an ampersand that Excel would act on


def wrong_cells(book: bytes) -> list[str]:
    """Formulas, errors, links and whatever else is not plain text or a number."""
    found = []
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if "external" in name.casefold() or "vba" in name.casefold():
                found.append(name)
            if not name.startswith("xl/worksheets/sheet"):
                continue
            root = ElementTree.fromstring(archive.read(name))
            found += [f"{name}: <f>" for _f in root.iter(f"{MAIN}f")]
            found += [f"{name}: link" for _link in root.iter(f"{MAIN}hyperlink")]
            for cell in root.iter(f"{MAIN}c"):
                if cell.get("t", "n") not in ("n", "s", "inlineStr", "d"):
                    found.append(f"{name}: {cell.get('r')} {cell.get('t')}")
    return found


def texts_of(book: bytes) -> set[str]:
    """Everything that stands in cells as text, line ends alike."""
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet") or name.endswith("sharedStrings.xml"):
                root = ElementTree.fromstring(archive.read(name))
                found |= {"".join(text.itertext()) for text in root.iter(f"{MAIN}t")}
    return {text.replace("\r\n", "\n").replace("\r", "\n") for text in found}


def header_codes(book: bytes) -> set[str]:
    """What the printed header holds beside text, over all sheets."""
    found = set()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                root = ElementTree.fromstring(archive.read(name))
                for header in root.iter(f"{MAIN}oddHeader"):
                    text = header.text or ""
                    found |= {text[at.end() - 1 : at.end() + 1] for at in CODE.finditer(text)}
    return found


def rules_of(book: bytes) -> set[str]:
    """Every formula that decides what may be typed or what is marked: none comes from a school."""
    found = set()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                root = ElementTree.fromstring(archive.read(name))
                for tag in ("formula", "formula1", "formula2"):
                    found |= {rule.text or "" for rule in root.iter(f"{MAIN}{tag}")}
    return found


def test_no_payload_in_any_field_becomes_more_than_text(
    make_plan: MakePlan, filled: Filled, payloads: tuple[str, ...]
) -> None:
    plain = make_plan(pupils=3, groups=1)
    assert len(payloads) >= 60
    with speaking("en"):
        unharmed = plan_workbook(plain)
        expected, rules = header_codes(unharmed), rules_of(unharmed)
        for payload in payloads:
            facts = filled(plain, payload)
            book = plan_workbook(facts)

            assert wrong_cells(book) == wrong_cells(scores_workbook(facts)) == [], payload
            assert rules_of(book) == rules, payload
            assert header_codes(book) <= expected, payload
            held = texts_of(book)
            if payload.strip("\r"):
                wanted = clean(payload).replace("\r\n", "\n").replace("\r", "\n")
                assert wanted in held, payload


def test_the_check_sees_what_openpyxl_makes_of_text_by_itself() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["=1+1", "#REF!"])
    memory = io.BytesIO()
    book.save(memory)

    assert len(wrong_cells(memory.getvalue())) == 2


@pytest.mark.parametrize("text", ["../../x", "C:\\x", "a/b", "=1+1", "a\x00b", "", "&L"])
def test_a_file_name_stays_in_its_folder(text: str, make_plan: MakePlan) -> None:
    facts = make_plan()
    name = plan_file_name(replace(facts.round, name=text).name, facts.made_on)
    assert re.fullmatch(r"[\w-]+\.xlsx", name)
