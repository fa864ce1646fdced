"""The because-card: which answers, which rule, what would change it; never a made-up reason."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    ResultFacts,
    RoundFacts,
    ScanFacts,
    SubscaleScore,
)
from npo_desktop.proposals.because import Because, If, because
from npo_desktop.proposals.constants import STANDARD, Here, with_value
from npo_desktop.proposals.propose import Answers, propose
from npo_desktop.proposals.words.because import because_sections, because_title
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

CARD = "metacognition-self-regulation"
HELD = date(2026, 11, 10)
NAMES = {"EF-PLA": "Planning", "EF-INI": "Getting started", "COG-SPE": "Spelling"}


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


@pytest.fixture
def scan(content: Content) -> ScanFacts:
    form = content.questionnaires["teacher"]
    answers: dict[str, int | None] = {item.id: 1 for item in form.scale("EF-PLA").items}
    answers |= {item.id: None for item in form.scale("EF-INI").items}
    return ScanFacts(
        *(uuid4(), uuid4(), uuid4(), "teacher", form.edition, Informant.TEACHER, "nl", None),
        held_on=HELD,
        asked_on=HELD,
        remark="",
        answers=answers,
    )


@pytest.fixture
def dossier(scan: ScanFacts) -> Dossier:
    facts = PupilFacts(
        scan.pupil_id, "1", "Jeandro", "", "Evertsz", date(2018, 1, 14), 5, "Groep 5", None, None
    )
    this = RoundFacts(scan.round_id, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    planning = SubscaleScore(
        *("EF-PLA", Informant.TEACHER, "teacher", "1", HELD, 4),
        score=ItemScore(3, 3, 1.0, 3.0, 25.0),
        band=Band.LOW,
    )
    starting = replace(
        planning, subscale="EF-INI", score=ItemScore(0, 3, None, None, None), band=Band.NONE
    )
    spelling = ResultFacts(
        "Spelling 3.0", "COG-SPE", "M5", date(2026, 6, 5), 120.0, "V", "nl", "nl-2019"
    )
    return Dossier(
        facts,
        this,
        scores=(planning, starting),
        flags={"EF-PLA": Band.LOW, "EF-INI": Band.WATCH, "COG-SPE": Band.LOW},
        results=(spelling,),
    )


def card_of(
    dossier: Dossier,
    content: Content,
    scan: ScanFacts,
    *,
    id: str = CARD,
    answers: Answers | None = None,
    here: Here | None = None,
) -> Because | None:
    here = here or Here()
    found = propose(dossier, content.catalogue, answers or {}, here)
    return because(
        dossier, found, id, [scan], content.questionnaires, answers or {}, here, {}, "en"
    )


def words_of(card: Because) -> dict[str, str]:
    return {
        section.title: " / ".join(line.words for line in section.lines)
        for section in because_sections(card, NAMES)
    }


def test_it_holds_the_answers_word_for_word_with_date_informant_edition_and_error(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    card = card_of(dossier, content, scan)
    assert card is not None
    form = content.questionnaires["teacher"]
    items = form.scale("EF-PLA").items
    planning = next(need for need in card.needs if need.subscale == "EF-PLA")
    assert [answer.question for answer in planning.answers] == [item.texts["en"] for item in items]
    assert {answer.answer for answer in planning.answers} == {form.options[1]["en"]}
    told = words_of(card)["Which answers"]
    assert "Teacher, 10 Nov 2026, list 1: 25 of 100 (± 10)." in told
    assert items[0].texts["en"].rstrip(".") in told
    assert form.dont_know["en"].lower() in told  # not seen is told as not seen


def test_a_level_never_stands_without_the_language_and_the_norm_group_of_its_test(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    card = card_of(dossier, content, scan, id="phonics-phonemic-awareness")
    assert card is not None
    told = words_of(card)["Which answers"]
    assert "Spelling 3.0, 5 Jun 2026: level V (test in Dutch; compared with: nl-2019)." in told


def test_the_rule_adds_up_to_the_score(dossier: Dossier, content: Content, scan: ScanFacts) -> None:
    """Of weights 2, 2 and 1 it covers 2 whole and 1 half: half of the needs. 8 x 0.85 = 6.8."""
    card = card_of(dossier, content, scan)
    assert card is not None
    told = words_of(card)["Which rule"]
    assert "Covers 50 percent of the needs" in told
    assert "+8 mo, of which 85 percent counts for this evidence: 6.8 mo" in told
    assert "Cost: 0.6 hours per pupil, so divided by 1.06. Score: 3.20." in told
    assert "Does not work on: Spelling." in told
    assert because_title(card) == f"Place 1 of {card.of} for Jeandro"


def test_every_what_if_is_what_happens_when_it_is_so(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    """Each is checked by really proposing again with that one thing changed."""
    proposed = propose(dossier, content.catalogue, {})
    seen = set()
    for proposal in proposed.ranked:
        card = card_of(dossier, content, scan, id=proposal.intervention.id)
        assert card is not None
        for one in card.what_if:
            seen.add(one.what)
            flags, answers = dict(dossier.flags), {}
            if one.what in (If.WATCH, If.GONE):
                flags[one.about] = Band.WATCH if one.what is If.WATCH else Band.FINE
            elif one.what is If.SAID_NO:
                answers = {proposal.intervention.id: {one.about: False}}
            else:
                continue
            again = propose(replace(dossier, flags=flags), content.catalogue, answers)
            assert again.place_of(proposal.intervention.id) == one.place
            assert one.place != card.place
    assert {If.WATCH, If.SAID_NO} <= seen


def test_what_the_school_lacks_is_told_and_what_solving_it_would_bring(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    answers = {CARD: {"trained": False, "material": False}}
    card = card_of(dossier, content, scan, answers=answers)
    assert card is not None and card.place is not None
    told = words_of(card)
    assert "one colleague still needs training" in told["Which rule"]
    solved = [one for one in card.what_if if one.what is If.SOLVED]
    assert all(one.place is not None and one.place < card.place for one in solved)
    assert ("If this were solved" in told["What would change it"]) == bool(solved)


def test_evidence_stands_with_year_and_source_and_cost_in_hours_and_dollars(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    card = card_of(dossier, content, scan)
    assert card is not None
    told = words_of(card)
    assert "+8 mo on average; evidence: extensive." in told["What research says"]
    assert "2025" in told["What research says"] and "Leerpunt" in told["What research says"]
    assert "0.6 hours per pupil" in told["What it costs"].lower()
    assert "About $ 16 per pupil, at $ 25 an hour" in told["What it costs"]  # 0.625 x 25
    dearer = card_of(dossier, content, scan, here=Here(with_value(STANDARD, "hourly_rate", 40.0)))
    assert dearer is not None
    assert "About $ 25 per pupil, at $ 40 an hour" in words_of(dearer)["What it costs"]
    assert "turned constants" in words_of(dearer)["Which rule"]


def test_alternatives_are_the_next_in_the_order_and_nothing_extra(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    card = card_of(dossier, content, scan)
    proposed = propose(dossier, content.catalogue, {})
    assert card is not None and card.alternatives == proposed.ranked[1:3]
    assert "Nothing extra now" in words_of(card)["What else there is"]


def test_without_a_figure_it_says_so_and_gives_no_place(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    beside = propose(dossier, content.catalogue, {}).no_figure[0].intervention.id
    card = card_of(dossier, content, scan, id=beside)
    assert card is not None and card.place is None
    told = words_of(card)
    assert "No figure known. That does not mean: no effect." in told["What research says"]
    assert "Score" not in told["Which rule"]


def test_what_is_not_proposed_has_no_card(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    assert card_of(dossier, content, scan, id="early-self-regulation") is None
    assert card_of(dossier, content, scan, id="no-such-card") is None


def test_answers_of_another_round_are_not_told(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    card = card_of(dossier, content, replace(scan, round_id=UUID(int=1)))
    assert card is not None and not any(need.answers for need in card.needs)


def test_a_loss_is_called_a_loss_and_its_warning_comes_first(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    again = content.catalogue.get("repeating-a-year")
    assert again is not None
    cards = tuple(
        replace(one, months=-3.0, contraindications=again.contraindications[::-1])
        if one.id == CARD
        else one
        for one in content.catalogue.interventions
    )
    catalogue = replace(content.catalogue, interventions=cards)
    card = card_of(dossier, replace(content, catalogue=catalogue), scan)
    assert card is not None and card.proposal.ranked.score == 0
    first = because_sections(card, NAMES)[0]
    assert first.title == "Mind this first" and "negative" in first.lines[0].words
    assert "a loss. It counts as nothing" in words_of(card)["Which rule"]


def test_what_goes_well_stands_first_with_who_saw_it_and_when(
    dossier: Dossier, content: Content, scan: ScanFacts
) -> None:
    (planning, *others) = dossier.scores
    well = replace(
        planning, subscale="SE-RES", score=ItemScore(3, 3, 3.0, 9.0, 75.0), band=Band.FINE
    )
    card = card_of(replace(dossier, scores=(planning, *others, well)), content, scan)
    assert card is not None
    first = because_sections(card, {**NAMES, "SE-RES": "Resilience"})[0]
    assert first.title == "Strengths"
    assert first.lines[0].words == "Does well: Resilience (teacher, 10 Nov 2026, list 1)."
