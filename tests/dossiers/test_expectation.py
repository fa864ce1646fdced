"""What to expect without any help, from a pupil's change and the school group."""

from datetime import date

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import ScoredChange, SubscaleScore
from npo_desktop.dossiers.expectation import expectations_of, expected_without_help, retests_of
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band, Reference
from npo_desktop.scoring.scale import ItemScore

GROUP = Reference(25, 3.0, 0.8)


def changed(
    first: float | None = 1.0,
    second: float | None = 2.0,
    verdict: Verdict = Verdict.UNCHANGED,
    informant: Informant = Informant.TEACHER,
) -> ScoredChange:
    why = NoVerdict.OTHER_RATER if verdict is Verdict.UNKNOWN else None
    return ScoredChange(informant, "EF-INH", first, second, None, verdict, why)


def test_the_expected_point_lies_nearer_to_the_group() -> None:
    """3 + 0.6 (1 - 3) = 1.8; 0.8 sqrt(1 - 0.36) = 0.64; z = 0.2 / 0.64."""
    found = expected_without_help(changed(), GROUP, retest=0.6, top=4)
    assert found is not None
    assert (found.expected, found.error, found.z) == pytest.approx((1.8, 0.64, 0.3125))
    assert found.expected_pomp == pytest.approx(45)
    assert found.rises_by_itself and not found.is_more


def test_exactly_1_96_is_not_more_than_expected_and_a_change_must_be_real() -> None:
    line = 1.8 + 1.96 * 0.64
    found = [
        expected_without_help(changed(second=second, verdict=verdict), GROUP, retest=0.6, top=4)
        for second, verdict in (
            (line, Verdict.IMPROVED),
            (line + 1e-6, Verdict.IMPROVED),
            (line + 1e-6, Verdict.UNCHANGED),
        )
    ]
    assert [one.is_more for one in found if one] == [False, True, False]


def test_who_scored_above_the_group_is_expected_to_fall_a_little() -> None:
    found = expected_without_help(changed(first=4.0), GROUP, retest=0.6, top=4)
    assert found is not None and not found.rises_by_itself


@pytest.mark.parametrize(
    ("change", "reference"),
    [
        (changed(), None),  # no group of 20
        (changed(verdict=Verdict.UNKNOWN), GROUP),  # another rater
        (changed(first=None), GROUP),
        (changed(second=None), GROUP),
    ],
)
def test_nothing_is_expected_where_nothing_may_be_said(
    change: ScoredChange, reference: Reference | None
) -> None:
    assert expected_without_help(change, reference, retest=0.6, top=4) is None


def test_without_a_retest_of_the_group_the_reliability_of_the_form_stands_in(
    content: Content,
) -> None:
    form = content.questionnaires["teacher"]
    changes = [changed(), changed(informant=Informant.PUPIL)]
    by_form, by_group = (
        expectations_of(form, changes, {"EF-INH": GROUP}, retests)
        for retests in ({}, {"EF-INH": 0.5})
    )
    assert [one.expected for one in by_form] == [pytest.approx(3 - 0.75 * 2)]
    assert [one.expected for one in by_group] == [pytest.approx(3 - 0.5 * 2)]
    assert expectations_of(form, changes, {}, {}) == ()


def scored(mean: float | None) -> SubscaleScore:
    pomp = None if mean is None else 25 * mean
    return SubscaleScore(
        "EF-INH", Informant.TEACHER, "teacher", "1", date(2026, 11, 2), 4,
        ItemScore(3, 3, mean, None, pomp), Band.FINE,
    )  # fmt: skip


def test_a_group_of_twenty_tells_how_alike_two_rounds_are() -> None:
    pairs = [(scored(n / 10), scored(1 + n / 20)) for n in range(20)]
    assert retests_of(pairs) == {"EF-INH": 0.99}  # a perfect line, kept below 1
    assert retests_of(pairs[:19]) == {}
    assert retests_of([*pairs[:19], (scored(None), scored(2.0))]) == {}


def test_a_group_that_turned_round_expects_the_mean_and_no_less() -> None:
    pairs = [(scored(n / 10), scored(3 - n / 10)) for n in range(20)]
    assert retests_of(pairs) == {"EF-INH": 0.0}


def test_a_group_in_which_all_are_the_same_tells_nothing() -> None:
    assert retests_of([(scored(2.0), scored(n / 10)) for n in range(20)]) == {}
