"""Four criteria of choice and "can we staff it": what the program knows, what the team says."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier, PupilFacts, RoundFacts
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.criteria import Criterion, Judged, Said, criteria_rows, judged
from npo_desktop.proposals.propose import Proposal, propose
from npo_desktop.scoring.norms import Band


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


@pytest.fixture
def proposal(content: Content) -> Proposal:
    facts = PupilFacts(uuid4(), "1", "Noa", "", "Vries", date(2018, 1, 14), 5, "5", None, None)
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    dossier = Dossier(facts, this, flags={"COG-MAT": Band.LOW, "COG-TEC": Band.WATCH})
    ranked = propose(dossier, content.catalogue, {}).ranked
    return next(p for p in ranked if p.intervention.id == "small-group-tuition")


def by_name(found: tuple[Judged, ...]) -> dict[Criterion, Judged]:
    return {one.criterion: one for one in found}


def test_the_program_fills_in_what_it_knows_and_asks_the_rest(proposal: Proposal) -> None:
    found = judged(proposal, {}, Here())
    assert [one.criterion for one in found] == list(Criterion)
    told = by_name(found)
    assert told[Criterion.TEAM].holds is None and told[Criterion.SUITS].holds is None
    assert told[Criterion.LAGS].holds is True and told[Criterion.LAGS].by_program
    assert told[Criterion.SHOWN].holds is True
    assert told[Criterion.STAFF].holds is None
    assert "hours of staff are not filled in" in told[Criterion.STAFF].reason


def test_hours_of_staff_decide_whether_it_can_be_staffed(proposal: Proposal) -> None:
    card = proposal.intervention
    assert card.dose is not None
    asked = card.dose.sessions_per_week * card.dose.minutes / 60
    for here, holds in (
        (Here(weekly_hours=asked), True),
        (Here(weekly_hours=asked - 0.25), False),
        (Here(weekly_hours=99, hours_by_card={}), False),  # nobody can carry it out
        (Here(weekly_hours=0.5, hours_by_card={card.id: asked}), True),
    ):
        assert by_name(judged(proposal, {}, here))[Criterion.STAFF].holds is holds


def test_nothing_shown_and_no_figure_are_not_the_same(proposal: Proposal) -> None:
    unknown = replace(proposal, intervention=replace(proposal.intervention, months=None))
    thin = replace(proposal, intervention=replace(proposal.intervention, evidence=1))
    for one, holds in ((unknown, None), (thin, False)):
        assert by_name(judged(one, {}, Here()))[Criterion.SHOWN].holds is holds


def test_what_the_team_said_goes_before_what_was_worked_out(proposal: Proposal) -> None:
    said = {Criterion.SHOWN: Said(False, "not with us"), Criterion.TEAM: Said(True)}
    found = judged(proposal, said, Here())
    shown = by_name(found)[Criterion.SHOWN]
    assert (shown.holds, shown.reason, shown.by_program) == (False, "not with us", False)
    rows = criteria_rows(found)
    assert rows["team"] == {"holds": True, "reason": "", "by": "team"}
    assert rows["shown"]["by"] == "team" and rows["lags"]["by"] == "program"
    assert "suits" not in rows  # nobody said anything
