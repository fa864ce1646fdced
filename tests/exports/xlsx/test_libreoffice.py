"""A real spreadsheet program opens the workbook, calculates nothing, and prints it."""

import csv
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.i18n import speaking
from npo_desktop.safe_file import write_bytes

SOFFICE = shutil.which("soffice")

pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice Calc is not installed: apt-get install libreoffice-calc"
)


def convert(book: Path, kind: str) -> Path:
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
            str(book.parent),
            str(book),
        ],
        check=True,
        capture_output=True,
        timeout=120,
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
    assert set(tables) == {"Overview", "Plans", "Scores", "Catalogue", "Notes"}
    heading, first = tables["Plans"][1:3]
    assert first[heading.index("Pupil")] == "Evertsz, Jeandro"
    assert first[heading.index("Number")] == "0000"
    assert not any("Err:" in cell for table in tables.values() for row in table for cell in row)

    pages = [page.extract_text() for page in PdfReader(convert(book, "pdf")).pages]
    assert "30 Nov 2026" in pages[1] and "12 Feb 2027" in pages[1]  # dates, so shown as such
    scores = [page for page in pages if "Questionnaire or test" in page]
    assert len(scores) > 2  # the headings are repeated on every page of the scores
    assert all("EXAMPLE SCHOOL: no real pupils" in page for page in pages)
    assert all("This file holds data of 12 pupils. Keep it safe." in page for page in pages)
    assert all("Made on 24 Nov 2026" in page for page in pages)
    landscape = PdfReader(tmp_path / "plan.pdf").pages[0].mediabox
    assert landscape.width > landscape.height
