"""Beside a change: where the score was to be expected without help, and what may be said of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from npo_desktop.charts.profile_chart import ChartRow, profile_chart
from npo_desktop.charts.profile_wording import details
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    RoundFacts,
    ScoredChange,
    SubscaleScore,
)
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.pupil_expectations import pupil_expectations
from npo_desktop.dossiers.scan_scores import ReferenceKey
from npo_desktop.i18n import speaking
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Reference, band_of, t_score
from npo_desktop.scoring.scale import ItemScore

TEACHER = Informant.TEACHER
GROUP = Reference(40, 2.8, 0.8)
KEY = ReferenceKey("teacher", "1", "nl", "O", "EF-INI")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def scored(mean: float, day: date) -> SubscaleScore:
    score = ItemScore(3, 3, mean, 3 * mean, 25 * mean)
    return SubscaleScore(
        "EF-INI", TEACHER, "teacher", "1", day, 4, score, band_of(mean, reference=GROUP),
        t_score(mean, GROUP), GROUP.n,
    )  # fmt: skip


def dossier(first: float, second: float, verdict: Verdict, why: NoVerdict | None = None) -> Dossier:
    pupil = PupilFacts(uuid4(), "1", "Ana", "", "Test", None, 5, "Groep 5", None, None)
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    before, now = scored(first, date(2026, 5, 12)), scored(second, date(2026, 11, 10))
    change = ScoredChange(TEACHER, "EF-INI", first, second, 3.0, verdict, why)
    return Dossier(
        pupil, this, scores=(now,), before=(before,), changes=(change,), flags={"EF-INI": now.band}
    )


def row_of(seen: Dossier, content: Content, *, has_group: bool = True) -> ChartRow:
    forms = content.questionnaires
    expectations = pupil_expectations(seen, forms, {KEY: GROUP} if has_group else {})
    chart = profile_chart(seen, content.subscales, forms, {KEY: GROUP}, expectations)
    return next(row for row in chart.rows if row.subscale == "EF-INI")


def test_the_expected_point_lies_between_a_low_score_and_the_group(content: Content) -> None:
    row = row_of(dossier(1.0, 3.4, Verdict.IMPROVED), content)
    # 2.8 + r (1.0 - 2.8) with the form's own reliability r
    expected = 2.8 - content.questionnaires["teacher"].reliability * 1.8
    assert row.expectation is not None
    assert row.expectation.expected == pytest.approx(expected)
    assert row.before is not None and row.now is not None and row.expected_at is not None
    assert row.before.at < row.expected_at < row.now.at


def test_more_than_expected_and_now_on_level_are_facts_of_their_own(content: Content) -> None:
    told = details(row_of(dossier(1.0, 3.4, Verdict.IMPROVED), content))
    assert "Really better and now on level." in told
    assert "More progress than expected without help." in told
    assert any(line.startswith("Expected without help: about ") for line in told)


def test_a_rise_that_comes_by_itself_is_told_as_such(content: Content) -> None:
    told = details(row_of(dossier(1.0, 1.7, Verdict.UNCHANGED), content))
    assert "After a low score, a score often rises a little even without help." in told
    assert not any("More progress" in line or "on level" in line for line in told)


@pytest.mark.parametrize("has_group", [True, False])
def test_another_rater_or_no_group_gives_no_point(content: Content, has_group: bool) -> None:
    why = NoVerdict.OTHER_RATER if has_group else None
    verdict = Verdict.UNKNOWN if has_group else Verdict.IMPROVED
    row = row_of(dossier(1.0, 3.4, verdict, why), content, has_group=has_group)
    assert row.expectation is None and row.expected_at is None
    assert not any("xpected" in line for line in details(row))


def test_without_the_round_before_nothing_is_expected(content: Content) -> None:
    alone = replace(dossier(1.0, 3.4, Verdict.IMPROVED), before=(), changes=())
    assert row_of(alone, content).expected_at is None
