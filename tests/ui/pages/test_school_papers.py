"""Letterhead, referral slip, handover, class sheet and filled-in lists, through their dialogs."""

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.queries.events import events_of
from npo_desktop.queries.papers.letterheads import letterhead, set_letterhead
from npo_desktop.store.engine import Store
from ui.app import App, Said
from ui.export.class_papers import open_class_sheet
from ui.export.handover import HandoverDialog
from ui.export.letterhead import LetterheadDialog
from ui.export.referral import ReferralDialog
from ui.preview import PreviewDialog

Previewed = Callable[[], PreviewDialog]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 688)
    made.show()
    return made


@pytest.fixture
def referral(app: App, page: QWidget, school: SimpleNamespace) -> ReferralDialog:
    made = ReferralDialog(app, school.pupils["Emely"], "Emely Test", page)
    made.open()
    return made


def words(preview: PreviewDialog) -> str:
    assert preview.document is not None
    pdf = PdfReader(io.BytesIO(preview.document.pdf))
    return "\n".join(one.extract_text() for one in pdf.pages)


# --- letterhead ---


def test_a_logo_is_looked_at_shown_kept_and_can_be_undone(
    app: App, page: QWidget, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    file = tmp_path / "logo.png"
    Image.new("RGB", (300, 120), (10, 60, 80)).save(file)
    dialog = LetterheadDialog(app, page)
    dialog.open()
    dialog.read_logo(file)
    qtbot.waitUntil(lambda: dialog.drop.isVisible())
    dialog.lines[0].setText("+599 717 0000")
    dialog.keep.click()
    with store.reading() as session:
        kept = letterhead(session)
    assert kept.logo is not None and kept.lines == ("+599 717 0000",)
    assert said[-1].undo is not None
    said[-1].undo()
    with store.reading() as session:
        assert letterhead(session).logo is None


def test_a_bad_logo_is_told_in_place_and_the_old_one_stays(
    app: App, page: QWidget, store: Store, qtbot: QtBot, tmp_path: Path
) -> None:
    old = io.BytesIO()
    Image.new("RGB", (60, 40), (10, 60, 80)).save(old, "PNG")
    with store.writing() as session:
        set_letterhead(session, Letterhead("", "", (), old.getvalue()))
    (tmp_path / "notes.png").write_text("no picture")
    dialog = LetterheadDialog(app, page)
    dialog.open()
    dialog.read_logo(tmp_path / "notes.png")
    qtbot.waitUntil(lambda: dialog.told.isVisible())
    assert "not a picture" in dialog.told.accessibleName()
    dialog.keep.click()
    with store.reading() as session:
        assert letterhead(session).logo == old.getvalue()


# --- referral slip ---


def test_another_receiver_ticks_what_that_one_needs(referral: ReferralDialog) -> None:
    assert referral.to.text() == "EOZ"
    assert {"now", "results"} <= set(referral.chosen_blocks())
    referral.kind.group.button(1).click()
    assert set(referral.chosen_blocks()) == {"strengths", "attendance"}
    assert referral.to.text() == "" and "results of tests" in referral.not_along.text()


def test_a_slip_without_a_question_is_told_in_place(referral: ReferralDialog) -> None:
    referral.look()
    assert referral.told.isVisible() and "no question" in referral.told.accessibleName()


def test_no_consent_no_name_and_with_it_a_line_on_the_timeline(
    referral: ReferralDialog,
    previewed: Previewed,
    store: Store,
    school: SimpleNamespace,
    qtbot: QtBot,
) -> None:
    referral.question.setPlainText("How do we help Emely?")
    referral.look()
    preview = previewed()
    assert "Emely" not in words(preview) and "the pupil" in words(preview)
    preview.reject()
    referral.consent.group.button(1).click()
    referral.who.setText("mother")
    referral.look()
    preview = previewed()
    assert "Question about Emely" in words(preview)
    preview.saved.emit(Path("somewhere.pdf"))
    preview.saved.emit(Path("again.pdf"))
    with store.reading() as session:
        noted = [one.words for one in events_of(session, school.pupils["Emely"])]
    assert [one for one in noted if "mother" in one] == [
        "Parents agree with a referral slip to EOZ: mother."
    ]


def test_what_was_typed_waits_until_the_slip_has_left(
    app: App, referral: ReferralDialog, page: QWidget, school: SimpleNamespace
) -> None:
    referral.question.setPlainText("Half a question")
    referral.keep_draft()
    referral.reject()
    again = ReferralDialog(app, school.pupils["Emely"], "Emely", page)
    assert again.said("question") == "Half a question"
    again.was_used()
    fresh = ReferralDialog(app, school.pupils["Emely"], "Emely", page)
    assert fresh.said("question") == ""


# --- the others ---


def test_a_handover_speaks_the_language_that_was_chosen(
    app: App, page: QWidget, school: SimpleNamespace, previewed: Previewed
) -> None:
    dialog = HandoverDialog(app, school.pupils["Emely"], "Emely", page)
    dialog.open()
    dialog.language.set_value("es")
    dialog.blocks["child"].setChecked(False)
    dialog.look()
    document = previewed().document
    assert document is not None and len(document.missing) > 1
    language: object = PdfReader(io.BytesIO(document.pdf)).root_object["/Lang"]
    assert language == "es"


def test_a_class_without_plans_gets_a_sheet_that_says_so(
    app: App, page: QWidget, school: SimpleNamespace, previewed: Previewed
) -> None:
    name, group_id = next(iter(school.groups.items()))
    open_class_sheet(app, page, group_id)
    preview = previewed()
    assert f"From tomorrow: {name}" in words(preview)
    assert preview.document is not None and preview.document.missing
