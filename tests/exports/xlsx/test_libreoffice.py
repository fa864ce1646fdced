"""A real spreadsheet program opens the workbook, calculates nothing, and prints it."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.exports.xlsx.forms.form_template import template_workbook
from npo_desktop.exports.xlsx.forms.xlsform import questionnaire_workbook
from npo_desktop.exports.xlsx.group_view import group_workbook
from npo_desktop.exports.xlsx.menukaart import menukaart_workbook
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.exports.xlsx.scores_workbook import scores_workbook
from npo_desktop.exports.xlsx.template_example import example_template
from npo_desktop.exports.xlsx.timetable import Timetable, timetable_workbook
from npo_desktop.i18n import LANGUAGES, speaking
from npo_desktop.jobs.workbook_jobs import load_group_workbook
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.support.blocks import block_list
from npo_desktop.queries.support.support_board import board_of
from npo_desktop.safe_file import write_bytes
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store

SOFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice Calc is not installed: apt-get install libreoffice-calc"
)


def convert(book: Path, kind: str, *more: Path, out: Path | None = None) -> Path:
    """Convert beside the workbook, with a profile of its own; a file that needs repair fails."""
    profile = book.parent / "profile"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(out or book.parent),
            *(str(one) for one in (book, *more)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return book.with_suffix("." + kind.partition(":")[0])


def test_libreoffice_opens_and_prints_it(
    make_plan: Callable[..., PlanWorkbook], tmp_path: Path
) -> None:
    book = tmp_path / "plan.xlsx"
    facts = make_plan(pupils=12, is_practice=True)
    with speaking("en"):
        write_bytes(book, plan_workbook(facts))

    # comma, quote, UTF-8, from the first line; as shown, no formulas; -1: every sheet, a file each
    convert(book, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
    tables = {
        path.stem.removeprefix("plan-"): list(
            csv.reader(path.read_text(encoding="utf-8").splitlines())
        )
        for path in tmp_path.glob("plan-*.csv")
    }
    assert {"Overview", "Plans", "Review calendar", "Scores", "Catalogue", "Notes"} < set(tables)
    heading, first = tables["Plans"][1:3]
    assert first[heading.index("Pupil")] == "Evertsz, Jeandro"
    assert first[heading.index("Number")] == "0000"
    assert not any("Err:" in cell for table in tables.values() for row in table for cell in row)

    pages = [page.extract_text() for page in PdfReader(convert(book, "pdf")).pages]
    plans = "".join(page for page in pages if "Evertsz, Jeandro" in page)
    assert "30 Nov 2026" in plans and "12 Feb 2027" in plans  # dates, so shown as such
    scores = [page for page in pages if "Filled in by" in " ".join(page.split())]
    assert len(scores) > 2  # the headings are repeated on every page of the scores
    assert not [page for page in scores if "Highest answer" in " ".join(page.split())]  # screen
    assert all("EXAMPLE SCHOOL: no real pupils" in page for page in pages)
    assert all("This file holds data of 12 pupils. Keep it safe." in page for page in pages)
    assert all("Made on 24 Nov 2026" in page for page in pages)
    landscape = PdfReader(tmp_path / "plan.pdf").pages[0].mediabox
    assert landscape.width > landscape.height


def rounded(value: Any) -> Any:
    """LibreOffice keeps fifteen digits of a number."""
    return round(value, 9) if isinstance(value, float) else value


def parts_of(file: Path) -> dict[str, dict[str, Any]]:
    """Of each sheet that people see: what its cells hold, and what guides who types in it."""
    book: Any = openpyxl.load_workbook(file)
    return {
        sheet.title: {
            "values": [[rounded(c.value) for c in row if c.value] for row in sheet.iter_rows()],
            "rules": sorted(rule.type for rule in sheet.data_validations.dataValidation),
            "charts": len(sheet._charts),
            "hidden": [k for k, v in sheet.column_dimensions.items() if v.hidden],
            "paper": (sheet.print_title_rows, sheet.page_setup.orientation),
        }
        for sheet in book
        if sheet.sheet_state == "visible"
    }


def test_libreoffice_saves_each_workbook_again_with_everything_in_it(
    make_plan: Callable[..., PlanWorkbook], tmp_path: Path
) -> None:
    facts = make_plan(pupils=8, groups=4)
    files = []
    for language in LANGUAGES:
        for name, make in (("plan", plan_workbook), ("scores", scores_workbook)):
            files.append(tmp_path / f"{name}-{language}.xlsx")
            with speaking(language):
                write_bytes(files[-1], make(facts))

    convert(files[0], "xlsx:Calc MS Excel 2007 XML", *files[1:], out=tmp_path / "again")

    for file in files:
        ours, theirs = parts_of(file), parts_of(tmp_path / "again" / file.name)
        assert list(ours) == list(theirs), file.name
        for name, parts in ours.items():
            assert parts == theirs[name], f"{file.name}: {name}"
    assert any(parts["charts"] and parts["values"] for parts in ours.values())


def other_books(store: Store, content: Content) -> dict[str, bytes]:
    """Every other workbook that we make, of the practice school; each in another language."""
    with store.reading() as session:
        mine = school_content(session, content)
        this = current_round(session, today())
        assert this is not None
        with speaking("pap"):
            group = load_group_workbook(session, content, this, "Groep 5")
        with speaking("es"):
            school = load_group_workbook(session, content, this)
        (block, *_more) = block_list(session)
        board = board_of(session, mine.catalogue, block.id, {})
    made = {}
    for language, facts in (("pap", group), ("es", school)):
        with speaking(language):
            made[f"group-{language}"] = group_workbook(facts.view, plans=facts.plans)
    with speaking("en"):
        made["timetable"] = timetable_workbook(Timetable("Kaya Korá", True, today(), board))
        made["menukaart-en"] = menukaart_workbook(mine.catalogue, mine.subscales)
    with speaking("nl"):
        made["menukaart-nl"] = menukaart_workbook(mine.catalogue, mine.subscales)
        made["example"] = example_template()
        made["form"] = template_workbook()
        for code in ("teacher", "pupil", "parent"):
            made[code] = questionnaire_workbook(content.questionnaires[code])
    return made


def test_libreoffice_saves_every_other_workbook_again_with_everything_in_it(
    practice_copy: Path, made_content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    store = open_store(practice_copy, PASSPHRASE)
    books = other_books(store, made_content)
    store.close()
    files = [tmp_path / f"{name}.xlsx" for name in books]
    for file, made in zip(files, books.values(), strict=True):
        write_bytes(file, made)

    convert(files[0], "xlsx:Calc MS Excel 2007 XML", *files[1:], out=tmp_path / "again")

    for file in files:
        ours, theirs = parts_of(file), parts_of(tmp_path / "again" / file.name)
        assert list(ours) == list(theirs), file.name
        for name, parts in ours.items():
            assert parts == theirs[name], f"{file.name}: {name}"
