"""One approach for a class before many single plans, where it serves more pupils."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from npo_desktop.content.catalogue import Level
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, PupilFacts, RoundFacts, SubscaleScore
from npo_desktop.proposals.class_approach import (
    ClassApproach,
    approach_for,
    class_approaches,
    enough,
    whole_group_low,
)
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.propose import propose
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

ROUND = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
STARTING = {"EF-INI": Band.LOW, "EF-PLA": Band.LOW}
CLASS = UUID(int=5)


def pupil(number: int, flags: dict[str, Band], *, group: str = "Groep 5") -> Dossier:
    facts = PupilFacts(
        UUID(int=number), str(number), f"Child {number}", "", "X", None, 5, group, None, None,
        group_id=CLASS,
    )  # fmt: skip
    seen = SubscaleScore(
        *("EF-INI", Informant.TEACHER, "teacher", "1", ROUND.starts_on, 4),
        score=ItemScore(3, 3, 2.0, 6.0, 50.0),
        band=Band.FINE,
    )
    return Dossier(facts, ROUND, scores=(seen,), flags=flags)


def found(pupils: Sequence[Dossier], content: Content) -> tuple[ClassApproach, ...]:
    proposals = {one.pupil.id: propose(one, content.catalogue, {}) for one in pupils}
    return class_approaches(pupils, proposals, content.catalogue, {}, Here())


@pytest.mark.parametrize(("size", "count"), [(2, 2), (5, 2), (6, 2), (7, 3), (9, 3), (30, 3)])
def test_three_pupils_or_a_third_of_a_small_class_are_enough(size: int, count: int) -> None:
    assert enough(size) == count


def test_three_with_the_same_first_proposal_get_it_together(content: Content) -> None:
    pupils = [pupil(n, STARTING if n <= 3 else {"EF-INI": Band.FINE}) for n in range(1, 21)]
    (one,) = found(pupils, content)
    assert one.intervention.id == "metacognition-self-regulation"
    assert (len(one.pupils), one.of, one.same_first) == (3, 20, 3)
    assert one.pupils == tuple(UUID(int=n) for n in (1, 2, 3))
    assert one.rest == 0 and one.whole_group == ()


def test_two_of_twenty_are_no_group(content: Content) -> None:
    pupils = [pupil(n, STARTING if n <= 2 else {"EF-INI": Band.FINE}) for n in range(1, 21)]
    assert found(pupils, content) == ()


def test_what_would_remain_is_told_for_each(content: Content) -> None:
    pupils = [pupil(n, STARTING) for n in range(1, 4)]
    pupils[0] = pupil(1, {**STARTING, "EF-MON": Band.LOW, "COG-SPE": Band.LOW})
    pupils += [pupil(n, {"EF-INI": Band.FINE}) for n in range(4, 21)]
    (one,) = found(pupils, content)
    assert one.remaining[UUID(int=1)] == ("COG-SPE",) and one.rest == 1


def test_what_is_low_in_half_of_the_class_asks_for_an_approach_in_class(content: Content) -> None:
    """Also for those whose own first proposal is another one."""
    flags = [{"SE-WEL": Band.WATCH} for _n in range(6)] + [{"SE-WEL": Band.FINE} for _n in range(6)]
    pupils = [pupil(n, one) for n, one in enumerate(flags, 1)]
    assert whole_group_low(pupils) == ("SE-WEL",)
    approaches = [one for one in found(pupils, content) if one.whole_group]
    assert approaches
    assert all(one.intervention.level is Level.CLASS for one in approaches)
    assert all(set(one.pupils) == {UUID(int=n) for n in range(1, 7)} for one in approaches)


def test_of_fewer_than_five_pupils_nothing_is_said_of_the_whole_class() -> None:
    pupils = [pupil(n, {"SE-WEL": Band.LOW}) for n in range(1, 5)]
    assert whole_group_low(pupils) == ()


def test_too_few_answers_count_neither_for_nor_against() -> None:
    unseen = [pupil(n, {"SE-WEL": Band.NONE}) for n in range(1, 7)]
    low = [pupil(n, {"SE-WEL": Band.LOW}) for n in range(7, 12)]
    assert whole_group_low([*unseen, *low]) == ("SE-WEL",)


def test_help_for_one_pupil_alone_is_no_approach_for_a_class(content: Content) -> None:
    alone = tuple(
        replace(card, level=Level.PUPIL) if card.id == "metacognition-self-regulation" else card
        for card in content.catalogue.interventions
    )
    catalogue = replace(content.catalogue, interventions=alone)
    pupils = [pupil(n, STARTING) for n in range(1, 4)]
    proposals = {one.pupil.id: propose(one, catalogue, {}) for one in pupils}
    approaches = class_approaches(pupils, proposals, catalogue, {}, Here())
    assert "metacognition-self-regulation" not in {one.intervention.id for one in approaches}


def test_classes_are_not_mixed_and_whom_it_serves_most_comes_first(content: Content) -> None:
    pupils = [pupil(n, STARTING) for n in range(1, 4)]
    others = [
        replace(
            pupil(n, STARTING),
            pupil=replace(pupil(n, STARTING).pupil, group="Groep 6", group_id=UUID(int=6)),
        )
        for n in range(11, 16)
    ]
    approaches = found([*pupils, *others], content)
    firsts = [one for one in approaches if one.intervention.id == "metacognition-self-regulation"]
    assert [(one.group, len(one.pupils)) for one in firsts] == [("Groep 6", 5), ("Groep 5", 3)]
    assert approach_for(approaches, UUID(int=2)) == firsts[1]
    assert approach_for(approaches, UUID(int=99)) is None


def test_without_a_scan_nobody_counts(content: Content) -> None:
    pupils = [replace(pupil(n, STARTING), scores=()) for n in range(1, 10)]
    assert found(pupils, content) == ()
