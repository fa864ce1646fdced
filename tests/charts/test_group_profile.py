"""The profile of a group: nothing of few, no shares of some, and words where a class stands out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import pytest

from npo_desktop.charts.group_profile import (
    ProfileLine,
    count_text,
    group_profile,
    place_in_group,
    remarks,
)
from npo_desktop.charts.heat_detail import heat_detail, lowest_statements
from npo_desktop.charts.heat_detail_words import basis_text, views_text, was_text
from npo_desktop.charts.heat_map import HeatChoice, heat_map
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, SubscaleScore
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.dossiers.scan_scores import ReferenceKey
from npo_desktop.i18n import speaking
from npo_desktop.scoring.norms import Reference

Score = Callable[..., SubscaleScore]
MakePupil = Callable[..., Dossier]
MakeRound = Callable[..., ScoredRound]
GROUP = UUID(int=50)
CODE = "EF-INI"
SCHOOL = Reference(60, 2.8, 0.6)


def line_of(content: Content, scored: ScoredRound, code: str = CODE) -> ProfileLine:
    choice = HeatChoice()
    shown = heat_map(scored, content.subscales, content.questionnaires, choice, groups={GROUP})
    lines = group_profile(scored, shown, content.subscales, content.questionnaires, {GROUP})
    return next(line for line in lines if line.column.subscale == code)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.mark.parametrize(
    ("pupils", "told"),
    [
        (4, "too few pupils to show"),
        (5, "help needed 0, watch 0, on level 5, strong 0"),
        (9, "help needed 0, watch 0, on level 9, strong 0"),
        (10, "help needed 0 (0%), watch 0 (0%), on level 10 (100%), strong 0 (0%)"),
    ],
)
def test_few_are_not_shown_and_some_without_shares(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound, pupils: int, told: str
) -> None:
    line = line_of(content, a_round([pupil(n, [score(CODE, 2.4)]) for n in range(pupils)]))
    assert count_text(line) == told
    assert line.is_shown == (pupils >= 5) and not remarks(line)


def normed(scored: ScoredRound) -> ScoredRound:
    key = ReferenceKey("teacher", "1", "nl", "O", CODE)
    return replace(scored, references={key: SCHOOL})


@pytest.mark.parametrize(
    ("mean", "said"),
    [(2.8, ""), (2.55, ""), (2.45, "judged lower"), (3.05, ""), (3.2, "judged higher")],
)
def test_a_class_is_named_when_it_is_judged_unlike_the_school_by_half_an_sd(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound, mean: float, said: str
) -> None:
    scored = a_round([pupil(n, [score(CODE, mean, reference=SCHOOL)]) for n in range(8)])
    line = line_of(content, normed(scored))
    assert line.class_mean == pytest.approx(25 * mean)
    assert line.school_mean == pytest.approx(70)
    found = " ".join(remarks(line))
    assert (said in found) if said else not found
    assert ("70 in the school" in found) == bool(said)


def test_low_in_half_of_the_group_asks_to_look_at_the_class(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    def group(low: int) -> ScoredRound:
        means = [1.0] * low + [2.6] * (10 - low)
        return a_round([pupil(n, [score(CODE, mean)]) for n, mean in enumerate(means)])

    assert not remarks(line_of(content, group(4)))
    assert remarks(line_of(content, group(5))) == (
        "Low in the whole group (5 of 10): look at the class, not only at the child.",
    )


def test_where_teacher_and_pupils_differ_for_many_it_is_said(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    def group(differing: int) -> ScoredRound:
        return a_round(
            [
                pupil(
                    n,
                    [
                        score("SE-WEL", 3.6),
                        score("SE-WEL", 0.0 if n < differing else 2.6, Informant.PUPIL, items=2),
                    ],
                )
                for n in range(10)
            ]
        )

    usual, many = (line_of(content, group(n), "SE-WEL") for n in (4, 5))
    assert (usual.both, usual.differing, usual.many_differ) == (10, 4, False)
    assert many.many_differ
    assert "differently for 5 of 10" in " ".join(remarks(many))


def test_a_place_in_the_class_from_twelve_pupils_on(score: Score, pupil: MakePupil) -> None:
    mates = [pupil(n, [score(CODE, 1 + n / 10)]) for n in range(12)]
    assert place_in_group(mates, UUID(int=11), CODE, None) == (1, 12)
    assert place_in_group(mates, UUID(int=0), CODE, None) == (12, 12)
    assert place_in_group(mates[:11], UUID(int=0), CODE, None) is None
    assert place_in_group([*mates, pupil(99)], UUID(int=99), CODE, None) is None


def test_behind_a_cell_stand_its_error_the_round_before_and_the_others(
    content: Content, score: Score, pupil: MakePupil
) -> None:
    now, then = score("SE-WEL", 1.0), score("SE-WEL", 1.4)
    own = score("SE-WEL", 2.6, Informant.PUPIL, items=2)
    one = replace(pupil(1, [now, own]), before=(then,))
    detail = heat_detail(one, content.subscales["SE-WEL"], None, content.questionnaires, {})
    assert detail.scored is now
    assert was_text(detail) == "was 35 in November · difference −10"
    assert basis_text(detail) == "teacher · 10 Nov 2026 · 3 of 3 answers · error ± 10"
    assert [view.informant for view in detail.views] == [Informant.TEACHER, Informant.PUPIL]
    assert detail.differs
    told = views_text(detail, "SE-WEL")
    assert "take no average" in told and "what the child says always counts" in told
    assert "Difference: 62 points." in told


def test_low_by_itself_and_ordinary_here_is_about_the_class(
    content: Content, score: Score, pupil: MakePupil
) -> None:
    low_school = Reference(40, 1.3, 0.5)
    for mean, expected in ((1.2, True), (1.6, False)):
        one = pupil(1, [score(CODE, mean, reference=low_school)])
        detail = heat_detail(one, content.subscales[CODE], None, content.questionnaires, {})
        assert detail.is_low_in_group is expected


def test_the_weakest_answers_come_first_whichever_way_they_are_asked(content: Content) -> None:
    form = content.questionnaires["teacher"]
    scale = next(one for one in form.scales if any(item.reverse for item in one.items))
    turned = next(item for item in scale.items if item.reverse)
    plain = [item for item in scale.items if not item.reverse]
    answers: dict[str, int | None] = {turned.id: 4, **{item.id: 2 for item in plain}}
    found = lowest_statements(form, scale.code, answers)
    assert found[0].text == turned.texts["en"]
    assert found[0].answer == form.options_of(turned)[4]["en"]
    assert not lowest_statements(form, scale.code, {turned.id: None})
