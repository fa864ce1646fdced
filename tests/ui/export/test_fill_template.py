"""A school's own workbook filled in from the window."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.exports.xlsx.template_example import example_template
from npo_desktop.exports.xlsx.template_fields import LIST_FIELDS, SINGLE_FIELDS
from npo_desktop.i18n import LANGUAGES
from npo_desktop.names import folded
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil
from ui.app import App
from ui.export.fill_template import FillTemplateDialog

TODAY = date(2026, 11, 24)


@pytest.fixture
def app(qapp: object, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("NPO_TODAY", TODAY.isoformat())
    made = App(store)
    with store.writing() as session:
        this = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4)).id
        group = Group(school_year="2026-2027", name="Groep 5", grade=5)
        session.add(group)
        for number, (call_name, last_name) in enumerate(
            (("Shurandy", "Winklaar"), ("Emely", "Pourier")), 1
        ):
            pupil = Pupil(
                number=f"P{number}", call_name=call_name, last_name=last_name,
                sort_name=folded(f"{last_name} {call_name}"), birth_date=date(2017, 3, number),
            )  # fmt: skip
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id))
            new = NewPlan(
                pupil.id, this, "peer-tutoring", date(2026, 10, 5), date(2026, 12, 18),
                state="agreed", sessions_per_week=2, minutes=20, weeks=6,
                goals=(GoalFacts("Reads 5 of 10", "COG-TEC", 20, 60, 59),),
            )  # fmt: skip
            add_plan(session, new)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def dialog(qtbot: QtBot, app: App) -> Iterator[FillTemplateDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    made = FillTemplateDialog(app, window)
    made.show()
    yield made


@pytest.fixture
def template(tmp_path: Path) -> Path:
    book: Any = openpyxl.Workbook()
    book.active.title = "Plan"
    for name, place in (
        ("npo_pupil", "Plan!$B$1"), ("npo_round", "Plan!$B$2"), ("npo_list_pupil", "Plan!$A$5"),
        ("npo_list_review", "Plan!$B$5"), ("npo_list_approach", "Plan!$C$5"),
    ):  # fmt: skip
        book.defined_names[name] = DefinedName(name, attr_text=place)
    path = tmp_path / "ours.xlsx"
    book.save(path)
    return path


def test_the_plans_of_the_round_go_into_it_and_what_did_not_is_listed(
    qtbot: QtBot, app: App, dialog: FillTemplateDialog, template: Path, tmp_path: Path
) -> None:
    assert not dialog.go.isEnabled()
    dialog.choose_template(template)
    target = tmp_path / "filled.xlsx"
    dialog.fill_in(target)
    qtbot.waitUntil(lambda: dialog.made == target)
    sheet: Any = openpyxl.load_workbook(target)["Plan"]
    assert sheet["B2"].value == "2026-2"
    assert [sheet.cell(line, 1).value for line in (5, 6, 7)] == [
        "Pourier, Emely", "Winklaar, Shurandy", None,
    ]  # fmt: skip
    assert sheet["B5"].value.date() == date(2026, 12, 18)
    assert dialog.told.isVisible() and dialog.left.isVisible()
    assert dialog.left.texts() == ["npo_pupil (Plan!B1): It is about one pupil: choose one."]
    with app.reading() as session:
        assert audit_rows(session, limit=1)[0].action == "export"


def test_one_pupil_can_be_chosen(
    qtbot: QtBot, dialog: FillTemplateDialog, template: Path, tmp_path: Path
) -> None:
    dialog.choose_template(template)
    dialog.pupil.setCurrentIndex(1)
    target = tmp_path / "filled.xlsx"
    dialog.fill_in(target)
    qtbot.waitUntil(lambda: dialog.made == target)
    sheet: Any = openpyxl.load_workbook(target)["Plan"]
    assert (sheet["B1"].value, sheet["A5"].value, sheet["A6"].value) == (
        "Emely Pourier", "Pourier, Emely", None,
    )  # fmt: skip
    assert dialog.left.texts() == []


def test_what_is_wrong_is_said_and_nothing_is_made(
    qtbot: QtBot, dialog: FillTemplateDialog, tmp_path: Path
) -> None:
    path = tmp_path / "no.xlsx"
    path.write_bytes(b"%PDF-1.4")
    dialog.choose_template(path)
    dialog.fill_in(tmp_path / "filled.xlsx")
    qtbot.waitUntil(lambda: dialog.told.isVisible())
    assert dialog.made is None and not (tmp_path / "filled.xlsx").exists()
    qtbot.waitUntil(dialog.go.isEnabled)


def _locked() -> bytes:
    """As Excel keeps a workbook behind a password: no zip at all."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.xlsx", lambda _good: b"", "in which cells have names"),
        ("half.xlsx", lambda good: good[: len(good) // 2], "damaged"),
        ("locked.xlsx", lambda _good: _locked(), "without a password"),
        ("list.csv", lambda _good: b"a;b", "not a workbook that can be filled in"),
    ],
)
def test_a_bad_template_is_one_sentence_with_what_to_do(
    qtbot: QtBot,
    dialog: FillTemplateDialog,
    tmp_path: Path,
    name: str,
    content: Callable[[bytes], bytes],
    said: str,
) -> None:
    path = tmp_path / name
    path.write_bytes(content(example_template()))
    dialog.choose_template(path)
    dialog.fill_in(tmp_path / "filled.xlsx")
    qtbot.waitUntil(dialog.go.isEnabled)
    told = dialog.told.accessibleName()
    assert said in told and "pupil system" not in told and dialog.open_made.isHidden()
    assert dialog.made is None and not (tmp_path / "filled.xlsx").exists()


def test_a_template_with_macros_is_refused_under_either_name(
    qtbot: QtBot, dialog: FillTemplateDialog, tmp_path: Path
) -> None:
    for name in ("macro.xlsm", "macro.xlsx"):
        path = tmp_path / name
        path.write_bytes(example_template())
        with zipfile.ZipFile(path, "a") as parts:
            parts.writestr("xl/vbaProject.bin", b"macro")
        dialog.choose_template(path)
        dialog.fill_in(tmp_path / "filled.xlsx")
        qtbot.waitUntil(dialog.go.isEnabled)
        assert "macros" in dialog.told.accessibleName() and dialog.made is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_filled_in_whole(
    qtbot: QtBot, dialog: FillTemplateDialog, tmp_path: Path, language: str
) -> None:
    i18n.use(language)
    dialog.save_example(tmp_path / "example.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(example_template()))
    assert len(book.defined_names) == len(SINGLE_FIELDS) + len(LIST_FIELDS)
    dialog.choose_template(tmp_path / "example.xlsx")
    dialog.pupil.setCurrentIndex(1)
    dialog.fill_in(tmp_path / "filled.xlsx")
    qtbot.waitUntil(lambda: dialog.made == tmp_path / "filled.xlsx")
    left = [one for one in dialog.left.texts() if "!C" not in one]
    assert left == []  # only single values that are not known here, such as a coordinator
