"""Choosing which parts of the parent summary are printed."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.exports.parent_blocks import BLOCKS
from npo_desktop.queries.parents.summary_blocks import set_summary_blocks, summary_blocks
from npo_desktop.store.engine import Store
from ui.app import App, Said
from ui.parents.summary_parts import SummaryPartsDialog


@pytest.fixture
def app(qapp: object, store: Store) -> Iterator[App]:
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def dialog(app: App, store: Store, qtbot: QtBot) -> Iterator[SummaryPartsDialog]:
    with store.writing() as session:
        set_summary_blocks(session, set(BLOCKS) - {"home"})
    parent = QWidget()
    qtbot.addWidget(parent)
    made = SummaryPartsDialog(app, parent)
    made.show()
    yield made
    parent.deleteLater()


def on(store: Store) -> frozenset[str]:
    with store.reading() as session:
        return summary_blocks(session)


def test_what_is_on_now_is_ticked(dialog: SummaryPartsDialog) -> None:
    assert [block for block, box in dialog.parts.items() if not box.isChecked()] == ["home"]
    assert len({box.text() for box in dialog.parts.values()}) == len(BLOCKS)


def test_what_is_kept_can_be_undone(dialog: SummaryPartsDialog, app: App, store: Store) -> None:
    heard: list[Said] = []
    app.said.connect(heard.append)
    dialog.parts["home"].setChecked(True)
    dialog.parts["picture"].setChecked(False)
    dialog.keep.click()
    assert on(store) == set(BLOCKS) - {"picture"}
    (said,) = heard
    assert said.undo is not None
    said.undo()
    assert on(store) == set(BLOCKS) - {"home"}


def test_leaving_keeps_nothing(dialog: SummaryPartsDialog, store: Store) -> None:
    dialog.parts["home"].setChecked(True)
    dialog.leave.click()
    assert on(store) == set(BLOCKS) - {"home"}
