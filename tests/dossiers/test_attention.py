"""The list to talk about: who stands on it, why in words, in which order, and where it is cut."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.attention import (
    AttentionRow,
    MentionFacts,
    attention_list,
    whys_of,
)
from npo_desktop.dossiers.attention_words import why_text, whys_text
from npo_desktop.dossiers.dossier import (
    CriticalAnswer,
    Dossier,
    PupilFacts,
    ResultFacts,
    RoundFacts,
    SubscaleScore,
)
from npo_desktop.dossiers.needs import Reason
from npo_desktop.dossiers.result_growth import NormGain
from npo_desktop.i18n import speaking
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

LOW = Band.LOW
NOW = datetime(2026, 11, 20, tzinfo=UTC)
ROUND = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
BEFORE = RoundFacts(uuid4(), "2025-2", date(2026, 5, 11), date(2026, 6, 12))
NORM = NormGain("Spelling", "M5", "E5", 8.0, 2.0, 2.0)


def dossier(name: str, *low: str, critical: int = 0) -> Dossier:
    pupil = PupilFacts(uuid4(), "1", name, "", "Test", None, 5, "Groep 5", None, None)
    said = (CriticalAnswer(Informant.PUPIL, "P-SE-SAF-1"),) * critical
    return Dossier(pupil, ROUND, flags=dict.fromkeys(low, LOW), critical=said)


def scored(subscale: str, informant: Informant) -> SubscaleScore:
    score = ItemScore(3, 3, 1.0, 3.0, 25.0)
    return SubscaleScore(subscale, informant, informant.value, "1", NOW.date(), 4, score, LOW)


def spelling(moment: str, score: float, day: date) -> ResultFacts:
    return ResultFacts("Spelling", "COG-SPE", moment, day, score, "V", "nl", "Nederland", "I-V")


def mention(*, is_added: bool = True) -> MentionFacts:
    return MentionFacts(is_added, "Very quiet lately.", NOW, "Dianira Ortela")


@pytest.mark.parametrize(("second", "listed"), [(72.0, True), (74.0, False), (80.0, False)])
def test_low_spelling_counts_only_with_less_growth_than_expected(
    second: float, listed: bool
) -> None:
    # expected 70 + 8 = 78, error sqrt(2) * 2 = 2.83; below from 78 - 1.96 * 2.83 = 72.46 down
    results = (spelling("M5", 70.0, date(2026, 1, 28)), spelling("E5", second, date(2026, 6, 3)))
    seen = replace(dossier("Ana", "COG-SPE"), results=results)
    assert [why.reason for why in whys_of(seen, [NORM])] == ([Reason.SLOW_GROWTH] if listed else [])
    assert whys_of(seen, []) == ()  # nobody typed what growth to expect


def test_slow_growth_of_a_subject_that_is_not_low_is_no_reason() -> None:
    results = (spelling("M5", 70.0, date(2026, 1, 28)), spelling("E5", 60.0, date(2026, 6, 3)))
    assert whys_of(replace(dossier("Ana"), results=results), [NORM]) == ()


def test_each_reason_says_what_it_rests_on(content: Content) -> None:
    names = content.subscales
    low = scored("SE-SEL", Informant.TEACHER)
    own = scored("SE-SEL", Informant.PUPIL)
    seen = replace(
        dossier("Ana", "SE-SEL", "EF-INI", "EF-PLA", critical=1),
        scores=(low, own),
        before=(low,),
        before_round=BEFORE,
    )
    whys = {why.reason: why for why in whys_of(seen, (), mention())}
    with speaking("en"):
        told = {reason: why_text(why, names) for reason, why in whys.items()}
    assert told[Reason.CRITICAL] == "An answer asks for a talk this week (pupil)."
    assert told[Reason.MANY_LOW].startswith("Help needed 3 times: Self-")
    assert told[Reason.TWO_ROUNDS].startswith("Help needed in round 2025-2 and in 2026-1: Self-")
    assert told[Reason.TWO_INFORMANTS].startswith("Two people see help needed (teacher, pupil)")
    assert told[Reason.MENTIONED] == "Added by Dianira Ortela: Very quiet lately."


def test_of_many_subscales_the_first_are_named_and_the_others_counted(content: Content) -> None:
    codes = tuple(code for code in content.subscales if code.startswith("EF-"))[:7]
    (why,) = whys_of(dossier("Ana", *codes))
    with speaking("en"):
        assert why_text(why, content.subscales).endswith("3 more.")


def listed_names(found: tuple[AttentionRow, ...]) -> list[str]:
    return [row.dossier.pupil.call_name for row in found]


def test_a_talk_comes_first_then_a_colleagues_question_then_how_much_is_low() -> None:
    three, four = ("EF-INI", "EF-PLA", "EF-ORG"), ("EF-INI", "EF-PLA", "EF-ORG", "SE-SEL")
    few, many = dossier("Few", *three), dossier("Many", *four)
    asked, talk, fine = dossier("Asked"), dossier("Talk", critical=1), dossier("Fine", "EF-INI")
    mentions = {asked.pupil.id: mention()}
    found = attention_list((few, many, asked, talk, fine), mentions, (), 0)
    assert listed_names(found.on) == ["Talk", "Asked", "Many", "Few"]
    assert found.below == () == found.off


def test_the_team_sets_the_length_and_nobody_urgent_is_cut_off() -> None:
    three = ("EF-INI", "EF-PLA", "EF-ORG")
    everybody = [dossier(f"P{n}", *three) for n in range(5)]
    talk = dossier("Talk", critical=1)
    asked = dossier("Asked")
    found = attention_list([*everybody, talk, asked], {asked.pupil.id: mention()}, (), 3)
    assert listed_names(found.on) == ["Talk", "Asked", "P0"] and len(found.below) == 4
    shorter = attention_list([*everybody, talk, asked], {asked.pupil.id: mention()}, (), 1)
    assert listed_names(shorter.on) == ["Talk", "Asked"] and len(shorter.below) == 5


def test_who_the_team_took_off_is_off_and_told_why() -> None:
    seen = dossier("Ana", "EF-INI", "EF-PLA", "EF-ORG")
    mentions: dict[UUID, MentionFacts] = {seen.pupil.id: mention(is_added=False)}
    found = attention_list([seen], mentions, (), 20)
    assert found.on == () == found.below
    (row,) = found.off
    assert row.is_off and [why.reason for why in row.whys] == [Reason.MANY_LOW]


def test_all_reasons_stand_one_after_the_other(content: Content) -> None:
    seen = dossier("Ana", "EF-INI", "EF-PLA", "EF-ORG", critical=1)
    (row,) = attention_list([seen], {}, (), 0).on
    with speaking("en"):
        told = whys_text(row, content.subscales)
    assert told.startswith("An answer asks") and "Help needed 3 times" in told
