"""What two tiers cannot say is not said: on the profile, in the workbook and to parents."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from npo_desktop.charts.profile_chart import Shown, profile_chart
from npo_desktop.charts.profile_wording import details, value_text
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier, flags_of
from npo_desktop.exports.parent_chart import parent_chart, strengths_of
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.xlsx.score_cells import ScoreCells
from npo_desktop.i18n import speaking
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import score_items

CALM, STRONG, ASKED = "EF-INH", "SE-SOC", "EF-INI"  # of what the conftest's pupil was asked


@pytest.fixture
def short(full: Dossier) -> Dossier:
    """The same pupil in two tiers: two subscales seen by their markers only, the rest whole."""
    markers = {CALM: 3, STRONG: 4}
    scores = tuple(
        replace(
            one,
            in_two_tiers=True,
            marker=markers.get(one.subscale, 2),
            no_concern=one.subscale in markers,
            score=score_items([markers[one.subscale], None, None]),
            band=Band.NONE,
            is_strong=False,
        )
        if one.subscale in markers
        else replace(one, in_two_tiers=True, marker=2)
        for one in full.scores
    )
    return replace(full, scores=scores, composites=(), flags=flags_of(scores, (), ()))


@pytest.fixture
def full(known_dossier: Callable[..., Dossier], content: Content) -> Dossier:
    answers = {CALM: (3, 3, 3), STRONG: (4, 4, 4), ASKED: (1, 1, 0), "EF-PER": (3, 3, 4)}
    return known_dossier(answers)


def test_the_profile_has_no_figure_and_no_place_for_a_marker(
    short: Dossier, content: Content
) -> None:
    chart = profile_chart(short, content.subscales, content.questionnaires)
    rows = {row.subscale: row for row in chart.rows}
    assert rows[CALM].shown is Shown.NO_CONCERN
    with speaking("en"):
        assert value_text(rows[CALM]) == "–"
        assert details(rows[CALM])[0].startswith("No concern seen: only the first statement")
    assert rows[ASKED].shown is Shown.SCORE
    assert all(row.change is None for row in chart.rows if row.shown is Shown.SCORE)


def test_the_workbook_says_no_concern_instead_of_too_few_answers(
    short: Dossier, content: Content
) -> None:
    with speaking("en"):
        cells = ScoreCells(content)
        rows = {row[0]: row for row in cells.scores(short)}
        name = content.subscales[CALM].staff["en"]
        calm, asked = rows[name], rows[content.subscales[ASKED].staff["en"]]
    assert calm[10:13] == (1, 3, None) and calm[3] is None
    assert calm[5] == "No concern seen (first statement only)"
    assert calm[6] == asked[6] == "Short scan: no comparison"


def test_parents_read_a_strength_in_words_and_see_no_mark_for_it(
    short: Dossier, summary: Callable[..., ParentSummary]
) -> None:
    facts = summary(dossier=short)
    assert [one.subscale for one in strengths_of(facts)] == [STRONG]
    with speaking("en"):
        chart = parent_chart(facts)
        names = {facts.subscales[code].parent["en"] for code in (CALM, STRONG)}
    assert chart is not None
    assert not {row.label for row in chart.rows} & names
