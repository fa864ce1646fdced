"""The heat map says what is known: a band, a certain change, or why there is neither."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

from npo_desktop.charts.heat_cells import HeatCell, Lists, ListState, Shown
from npo_desktop.charts.heat_detail import behind
from npo_desktop.charts.heat_map import HeatChoice, HeatMap, Sort, heat_map
from npo_desktop.charts.heat_words import (
    cell_letter,
    cell_text,
    change_mark,
    spoken_cell,
    spoken_column,
)
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, ResultFacts, SubscaleScore
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import speaking
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

Score = Callable[..., SubscaleScore]
MakePupil = Callable[..., Dossier]
MakeRound = Callable[..., ScoredRound]
GROUP, OTHER = UUID(int=50), UUID(int=51)


def shown(
    content: Content,
    scored: ScoredRound,
    choice: HeatChoice | None = None,
    *,
    groups: set[UUID | None] | None = None,
    lists: Lists | None = None,
) -> HeatMap:
    chosen = choice or HeatChoice()
    return heat_map(
        scored, content.subscales, content.questionnaires, chosen, groups=groups, lists=lists
    )


def cell_of(found: HeatMap, subscale: str, row: int = 0) -> HeatCell:
    return found.rows[row].cells[found.place_of(subscale)]


def test_all_subscales_stand_under_their_domain(
    content: Content, pupil: MakePupil, a_round: MakeRound
) -> None:
    found = shown(content, a_round([pupil(1)]))
    assert found.bars == (("COG", 0, 7), ("EF", 7, 10), ("SE", 17, 7))
    only = shown(content, a_round([pupil(1)]), HeatChoice(domain="SE"))
    assert {column.domain for column in only.columns} == {"SE"} and only.bars == (("SE", 0, 7),)


def test_why_a_cell_has_no_band_is_told_apart(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    one = pupil(
        1,
        [
            score("EF-INI", None),
            score("EF-PLA", None, answered=0),
            score("SE-EMO", 2.0, Informant.PUPIL, items=1),
            score("COG-SPE", 2.0),
        ],
        resting=("COG-SPE",),
    )
    found = shown(content, a_round([one]))
    assert cell_of(found, "EF-INI").shown is Shown.FEW
    assert cell_of(found, "EF-PLA").shown is Shown.OPEN  # the list was begun, this not
    assert cell_of(found, "EF-ORG").shown is Shown.OPEN  # asked at this age, no score at all
    assert cell_of(found, "SE-EMO").shown is Shown.ONE_QUESTION
    assert cell_of(found, "COG-SPE").shown is Shown.RESTING
    letters = [cell_letter(cell_of(found, c)) for c in ("EF-INI", "EF-PLA", "SE-EMO", "COG-SPE")]
    assert letters == ["?", "", "·", "·"]
    assert {cell.band for cell in found.rows[0].cells} == {Band.NONE}


def test_what_is_not_asked_at_this_age_is_not_open(
    content: Content, pupil: MakePupil, a_round: MakeRound
) -> None:
    young = shown(content, a_round([pupil(1, grade=1)]))
    assert cell_of(young, "COG-SPE").shown is Shown.NOT_ASKED
    assert cell_of(young, "EF-INI").shown is Shown.OPEN
    by_pupil = shown(content, a_round([pupil(1)]), HeatChoice(Informant.PUPIL))
    assert cell_of(by_pupil, "EF-INI").shown is Shown.NOT_ASKED
    assert cell_of(by_pupil, "SE-WEL").shown is Shown.OPEN


def test_a_complete_list_without_a_score_has_too_few_answers(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    one = pupil(1, [score("EF-INI", None, answered=0)])
    states = {(UUID(int=1), "teacher"): ListState.COMPLETE}
    found = shown(content, a_round([one]), lists=states)
    assert cell_of(found, "EF-INI").shown is Shown.FEW  # only "don't know"
    assert (found.asked, found.complete) == (1, 1)
    left_out = {(UUID(int=1), "teacher"): ListState.NOT_ASKED}
    found = shown(content, a_round([pupil(1)]), lists=left_out)
    assert {cell.shown for cell in found.rows[0].cells} == {Shown.NOT_ASKED}
    assert (found.asked, found.complete) == (0, 0)


def test_a_triangle_stands_only_where_the_change_is_certain(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    codes = ("EF-INI", "EF-PLA", "EF-ORG", "EF-TIM")
    verdicts = (Verdict.IMPROVED, Verdict.DECLINED, Verdict.UNCHANGED, Verdict.UNKNOWN)
    one = pupil(
        1, [score(code, 2.4) for code in codes], changes=dict(zip(codes, verdicts, strict=True))
    )
    found = shown(content, a_round([one]))
    assert [change_mark(cell_of(found, code)) for code in codes] == ["▲", "▽", "", ""]


def test_all_sources_start_from_the_flags_and_take_the_change_of_whose_band_it_is(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    one = pupil(
        1,
        [score("SE-WEL", 3.0), score("SE-WEL", 0.5, Informant.PUPIL, items=2)],
        changes={"SE-WEL": Verdict.IMPROVED},  # of the teacher's list
    )
    found = shown(content, a_round([one]))
    assert cell_of(found, "SE-WEL").band is Band.LOW
    assert change_mark(cell_of(found, "SE-WEL")) == ""
    by_teacher = shown(content, a_round([one]), HeatChoice(Informant.TEACHER))
    assert cell_of(by_teacher, "SE-WEL").band is Band.FINE
    assert change_mark(cell_of(by_teacher, "SE-WEL")) == "▲"


def test_the_order_is_most_attention_then_name_or_a_column(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    scored = a_round(
        [
            pupil(1, [score("EF-INI", 3.0)]),
            pupil(2, [score("EF-INI", 1.6), score("EF-PLA", 1.6)]),
            pupil(3, [score("EF-INI", 0.5), score("EF-PLA", 1.6)]),
            pupil(4, [score("EF-INI", None)]),
        ]
    )

    def order(choice: HeatChoice) -> list[int]:
        return [row.pupil.id.int for row in shown(content, scored, choice).rows]

    assert order(HeatChoice()) == [3, 2, 1, 4]
    assert order(HeatChoice(sort=Sort.NAME)) == [1, 2, 3, 4]
    assert order(HeatChoice(sort=Sort.COLUMN, column="EF-INI")) == [3, 2, 1, 4]
    assert order(HeatChoice(only_signals=True)) == [3, 2]


def test_counts_are_of_the_whole_group_also_when_some_are_left_out(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    means = (0.5, 1.6, 2.4, 4.0)
    scored = a_round(
        [pupil(n, [score("EF-INI", mean)]) for n, mean in enumerate(means, 1)]
        + [pupil(5), pupil(6, [score("EF-INI", 0.5)], group=OTHER)]
    )
    for choice in (HeatChoice(), HeatChoice(only_signals=True)):
        found = shown(content, scored, choice, groups={GROUP})
        column = found.columns[found.place_of("EF-INI")]
        assert (column.low, column.watch, column.fine, column.strong, column.open) == (1,) * 5
        assert found.pupils == 5
    assert shown(content, scored).pupils == 6


def test_a_cell_is_spoken_whole(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    found = shown(content, a_round([pupil(1, [score("EF-INI", 0.5)])]))
    place = found.place_of("EF-INI")
    for language, said in (
        ("en", "Kim1 Evertsz, getting started, help needed, no certain change"),
        ("nl", "Kim1 Evertsz, taak starten, hulp nodig, "),
    ):
        with speaking(language):
            again = shown(content, a_round([pupil(1, [score("EF-INI", 0.5)])]))
            spoken = spoken_cell(again.rows[0], again.columns[place], again.rows[0].cells[place])
        assert spoken.startswith(said)
    assert spoken_column(found.columns[place]) == found.columns[place].name  # under five: no counts


def test_every_kind_of_cell_has_words_of_its_own() -> None:
    cells = [HeatCell(one) for one in Shown if one is not Shown.BAND]
    cells += [HeatCell(Shown.BAND, band, strong)
              for band, strong in ((Band.LOW, False), (Band.WATCH, False), (Band.FINE, False),
                                   (Band.FINE, True))]  # fmt: skip
    assert len({cell_text(cell) for cell in cells}) == len(cells)


def test_what_stands_behind_a_cell_is_what_its_band_rests_on(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound, chance: Random
) -> None:
    for _turn in range(100):
        one = _anybody(score, pupil, chance)
        found = shown(content, a_round([one]))
        for code in CODES:
            cell, under = cell_of(found, code), behind(one, code, None)
            assert cell.band is one.flags.get(code, Band.NONE)
            if cell.shown is Shown.BAND:
                assert under is not None and under.band is cell.band
                assert cell.strong == (under.is_strong and cell.band is Band.FINE)


CODES = ("EF-INI", "SE-WEL", "SE-ENG")


def _anybody(score: Score, pupil: MakePupil, chance: Random) -> Dossier:
    """With lists that are filled in, or in part, or not."""
    scores = []
    for code in CODES:
        for informant, items, top in ((Informant.TEACHER, 3, 4), (Informant.PUPIL, 2, 3)):
            if chance.random() < 0.8 and (informant is Informant.TEACHER or code != "EF-INI"):
                mean = chance.choice([None, chance.uniform(0, top)])
                scores.append(score(code, mean, informant, items=items))
    return pupil(1, scores)


def test_a_test_level_goes_before_the_judgement_and_has_no_triangle(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    judged = pupil(1, [score("COG-MAT", 3.0)], changes={"COG-MAT": Verdict.IMPROVED})
    level = ResultFacts("Rekenen", "COG-MAT", "E5", date(2026, 6, 5), 100.0, "V", "nl", "")
    tested = replace(judged, results=(level,), flags={"COG-MAT": Band.LOW})
    found = shown(content, a_round([tested]))
    assert cell_of(found, "COG-MAT") == HeatCell(Shown.BAND, Band.LOW)
    by_teacher = shown(content, a_round([tested]), HeatChoice(Informant.TEACHER))
    assert cell_of(by_teacher, "COG-MAT").band is Band.FINE


def test_in_two_tiers_a_calm_first_statement_is_no_band_and_not_too_few_answers(
    content: Content, score: Score, pupil: MakePupil, a_round: MakeRound
) -> None:
    calm = replace(score("EF-INI", None, answered=1), in_two_tiers=True, no_concern=True)
    found = shown(content, a_round([pupil(1, [calm])]))
    assert cell_of(found, "EF-INI").shown is Shown.NO_CONCERN
    assert found.rows[0].signals == 0 and found.columns[found.place_of("EF-INI")].scored == 0


def test_a_list_that_the_round_does_not_ask_is_not_open(
    content: Content, pupil: MakePupil, a_round: MakeRound
) -> None:
    scored = a_round([pupil(1)])
    only_parents = replace(scored, round=replace(scored.round, questionnaires=("parent",)))
    assert cell_of(shown(content, only_parents), "EF-INI").shown is Shown.NOT_ASKED
    asked = shown(content, only_parents, HeatChoice(Informant.PARENT))
    assert cell_of(asked, "SE-WEL").shown is Shown.OPEN


def test_nobody_and_nothing_are_no_error(content: Content, a_round: MakeRound) -> None:
    found = shown(content, a_round([]))
    assert (found.rows, found.pupils, found.asked, found.says_something) == ((), 0, 0, False)
