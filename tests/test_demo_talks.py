"""The practice school has something to talk about: events, a meeting, growth, levels that moved."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import Session

from npo_desktop.content.load import load_content
from npo_desktop.demo import fill_practice_school
from npo_desktop.dossiers.needs import Reason
from npo_desktop.dossiers.result_growth import level_moves
from npo_desktop.dossiers.round_scores import ScoredRound, score_round
from npo_desktop.dossiers.trends import series_of_results, trends_of
from npo_desktop.queries.dossiers import read_round
from npo_desktop.queries.events import events_of
from npo_desktop.queries.meetings.meeting_actions import open_actions
from npo_desktop.queries.meetings.meetings import meeting_facts, meeting_list
from npo_desktop.queries.meetings.mentions import load_attention
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.strengths import strengths_of
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("talks") / "practice.npo"
    store, _key = create_store(
        path, "een zin voor de test", NewSchool("Oefen", "bonaire"), cost=Cost(64, 1, 1)
    )
    with store.writing() as session:
        fill_practice_school(session)
    yield store
    store.close()


@pytest.fixture
def session(practice: Store) -> Iterator[Session]:
    with practice.reading() as session:
        yield session


@pytest.fixture(scope="module")
def scored(practice: Store) -> ScoredRound:
    with practice.reading() as session:
        this = current_round(session, TODAY)
        assert this is not None
        read = read_round(session, this)
    return score_round(load_content().questionnaires, read)


def test_every_reason_of_the_list_is_there(session: Session, scored: ScoredRound) -> None:
    found = load_attention(session, scored)
    assert len(found.on) == 20 and found.below
    assert {why.reason for row in (*found.on, *found.below) for why in row.whys} == set(Reason)


def test_lines_over_years_and_levels_that_moved_can_be_shown(scored: ScoredRound) -> None:
    results = {id: one.results for id, one in scored.dossiers.items()}
    assert len(trends_of(series_of_results(results, "COG-SPE"))) >= 10
    moves = [move for one in scored.dossiers.values() for move in level_moves(one.results)]
    assert {move.levels > 0 for move in moves if move.is_shown} == {True, False}


def test_one_meeting_was_held_and_what_it_agreed_waits_or_is_done(session: Session) -> None:
    (row,) = meeting_list(session)
    meeting = meeting_facts(session, row.id)
    assert meeting.is_closed and all(point.minutes for point in meeting.points)
    assert [action.ended_at is None for action in meeting.actions] == [False, True, True]
    assert any(action.days_late(TODAY) > 0 for action in open_actions(session, Opener()))


def test_jeandro_has_strengths_and_events_of_his_own_class_and_school(session: Session) -> None:
    (jeandro,) = pupil_list(session, "2026-2027", matching="evertsz jeandro")
    assert [one.kind for one in strengths_of(session, jeandro.id)] == ["strength", "protective"]
    kinds = {event.kind for event in events_of(session, jeandro.id)}
    assert kinds == {"storm", "closure", "new-teacher", "home"}
