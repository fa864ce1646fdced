"""The talks with parents of this week on the start page."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop.queries.parents.coming_talks import ComingTalk, Paper
from ui.parents.parent_talks_card import ParentTalksCard

TODAY = date(2026, 11, 24)


@pytest.fixture
def card(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ParentTalksCard:
    monkeypatch.setattr("ui.parents.parent_talks_card.today", lambda: TODAY)
    made = ParentTalksCard()
    qtbot.addWidget(made)
    return made


def a_talk(days: int, at: str, paper: Paper) -> ComingTalk:
    on = TODAY + timedelta(days=days)
    return ComingTalk(uuid4(), uuid4(), "Zaïra Goeloe", "Group 5", "es", on, at, paper)


def test_each_line_says_when_and_whether_there_is_paper(card: ParentTalksCard) -> None:
    talks = [a_talk(0, "13:30", Paper.TO_PRINT), a_talk(1, "", Paper.NO_SCAN)]
    card.show_talks(talks)
    columns = range(card.table.columnCount())
    shown = [[card.table.index(row, column).data() for column in columns] for row in (0, 1)]
    assert shown == [
        ["today 13:30", "Zaïra Goeloe", "to print"],
        ["Wed 25", "Zaïra Goeloe", "scan not finished"],
    ]
    assert not card.isHidden()


def test_a_week_without_talks_takes_no_room(card: ParentTalksCard) -> None:
    card.show_talks([a_talk(0, "13:30", Paper.PRINTED)])
    card.show_talks([])
    assert card.isHidden()
