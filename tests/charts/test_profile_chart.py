"""What the profile shows: every mark in the zone of its band, nothing without its facts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npo_desktop.charts.informants_chart import informants_chart
from npo_desktop.charts.profile_chart import (
    ChartRow,
    ProfileChart,
    Shown,
    profile_chart,
)
from npo_desktop.charts.profile_wording import (
    change_text,
    count_text,
    details,
    value_text,
    verdict_text,
)
from npo_desktop.charts.ruler import ZONES, cuts_of, place_of
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    ResultFacts,
    RoundFacts,
    ScoredChange,
    SubscaleScore,
)
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.scan_scores import ReferenceKey
from npo_desktop.i18n import speaking
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band, Reference, band_of, is_strength, t_score
from npo_desktop.scoring.scale import ItemScore

DAY, EARLIER = date(2026, 11, 10), date(2026, 5, 12)


def scored(
    subscale: str,
    mean: float | None,
    *,
    informant: Informant = Informant.TEACHER,
    items: int = 3,
    reference: Reference | None = None,
    day: date = DAY,
) -> SubscaleScore:
    top = 3 if informant is Informant.PUPIL else 4
    score = (
        ItemScore(items - 1, items, None, None, None)
        if mean is None
        else ItemScore(items, items, mean, mean * items, 100 * mean / top)
    )
    return SubscaleScore(
        subscale,
        informant,
        informant.value,
        "1",
        day,
        top,
        score,
        band_of(mean, top=top, reference=reference),
        t_score(mean, reference) if reference and mean is not None else None,
        reference.n if reference else None,
        is_strength(mean, top=top, reference=reference),
    )


def dossier_of(*scores: SubscaleScore, flags: Mapping[str, Band] | None = None) -> Dossier:
    facts = PupilFacts(uuid4(), "1", "Jeandro", "", "Evertsz", None, 5, "Groep 5", None, None)
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    found = {s.subscale: s.band for s in scores} if flags is None else flags
    return Dossier(facts, this, scores=scores, flags=found)


def row_of(chart: ProfileChart, subscale: str) -> ChartRow:
    return next(row for row in chart.rows if row.subscale == subscale)


def zone_at(at: float) -> set[str]:
    return {name for name, start, end in ZONES if start <= at <= end}


@given(
    value=st.floats(0, 100),
    mean=st.floats(0.5, 4.0),
    sd=st.floats(0.2, 1.5),
    normed=st.booleans(),
)
def test_a_mark_stands_in_the_zone_of_its_band(
    value: float, mean: float, sd: float, normed: bool
) -> None:
    reference = Reference(24, mean, sd) if normed else None
    one = scored("EF-INI", value / 25, reference=reference)
    key = ReferenceKey("teacher", "1", "nl", "O", "EF-INI")
    at = place_of(value, cuts_of(one, {key: reference} if reference else {}))
    assert ("strong" if one.is_strong else one.band.value) in zone_at(at)


@given(st.floats(0, 100), st.floats(0, 100))
def test_higher_stands_never_more_to_the_left(one: float, other: float) -> None:
    cuts = cuts_of(scored("EF-INI", 2.0, reference=Reference(30, 2.4, 0.6)), {})
    low, high = sorted((one, other))
    assert place_of(low, cuts) <= place_of(high, cuts)


def test_all_subscales_are_there_and_what_was_not_asked_says_so(content: Content) -> None:
    chart = profile_chart(
        dossier_of(scored("EF-INI", 1.0)), content.subscales, content.questionnaires
    )
    assert [len(chart.of_domain(domain)) for domain in ("COG", "EF", "SE")] == [7, 10, 7]
    assert row_of(chart, "EF-PLA").shown is Shown.NOT_ASKED
    assert "HOME-STU" not in {row.subscale for row in chart.rows}
    assert (chart.now_on, chart.edition, chart.informant) == (DAY, "1", Informant.TEACHER)


def test_too_few_answers_give_the_count_and_no_value(content: Content) -> None:
    chart = profile_chart(
        dossier_of(scored("EF-WME", None)), content.subscales, content.questionnaires
    )
    row = row_of(chart, "EF-WME")
    assert (row.shown, value_text(row), count_text(row)) == (Shown.FEW, "–", "2/3")
    with speaking("en"):
        assert details(row) == ("Not enough answers for a score (2 of 3)",)


def test_only_a_certain_change_is_certain(content: Content) -> None:
    now, before = scored("EF-ATT", 2.5), scored("EF-ATT", 1.0, day=EARLIER)
    for verdict, certain in ((Verdict.IMPROVED, True), (Verdict.UNCHANGED, False)):
        change = ScoredChange(Informant.TEACHER, "EF-ATT", 1.0, 2.5, 2.7, verdict)
        seen = replace(dossier_of(now), before=(before,), changes=(change,))
        row = row_of(profile_chart(seen, content.subscales, content.questionnaires), "EF-ATT")
        assert row.is_certain is certain
        assert row.before is not None and row.before.held_on == EARLIER
        assert change_text(row) == "+38"  # 37.5 rounded half up


def test_without_a_verdict_the_row_says_why(content: Content) -> None:
    now, before = scored("EF-ATT", 2.5), scored("EF-ATT", 1.0, day=EARLIER)
    change = ScoredChange(
        Informant.TEACHER, "EF-ATT", 1.0, 2.5, None, Verdict.UNKNOWN, NoVerdict.OTHER_RATER
    )
    seen = replace(dossier_of(now), before=(before,), changes=(change,))
    row = row_of(profile_chart(seen, content.subscales, content.questionnaires), "EF-ATT")
    with speaking("en"):
        assert verdict_text(row) == "Another person answered this time: cannot be compared."
        first = profile_chart(dossier_of(now), content.subscales, content.questionnaires)
        assert verdict_text(row_of(first, "EF-ATT")).startswith("First round")


def test_another_edition_is_not_compared(content: Content) -> None:
    before = replace(scored("EF-ATT", 1.0, day=EARLIER), edition="0")
    seen = replace(dossier_of(scored("EF-ATT", 2.5)), before=(before,))
    row = row_of(profile_chart(seen, content.subscales, content.questionnaires), "EF-ATT")
    assert row.before is None and row.change is None


def test_the_error_is_one_standard_error_either_way(content: Content) -> None:
    row = row_of(
        profile_chart(dossier_of(scored("EF-ATT", 2.0)), content.subscales, content.questionnaires),
        "EF-ATT",
    )
    cuts = (37.5, 50.0, 87.5)
    assert row.error == (place_of(40.0, cuts), place_of(60.0, cuts))  # 0.80 x sqrt 0.25 = 0.4


def test_a_test_level_goes_before_the_judgement_and_names_its_norm_group(
    content: Content,
) -> None:
    judged = replace(scored("COG-SPE", 3.0, items=1), band=Band.FINE)
    results = tuple(
        ResultFacts("Spelling", "COG-SPE", moment, day, 131.0, level, "nl", "Dutch norms")
        for moment, day, level in (("E4", EARLIER, "III"), ("M5", DAY, "V"))
    )
    seen = replace(dossier_of(judged, flags={"COG-SPE": Band.LOW}), results=results)
    row = row_of(profile_chart(seen, content.subscales, content.questionnaires), "COG-SPE")
    assert (row.shown, row.band, value_text(row)) == (Shown.TEST, Band.LOW, "V")
    assert row.test_at is not None and zone_at(row.test_at) == {"low"}
    assert row.test_before_at is not None and "fine" in zone_at(row.test_before_at)
    assert row.change is None and not row.is_certain
    told = " ".join(details(row))
    assert "Dutch norms" in told and "Spelling M5" in told


@pytest.mark.parametrize(("answer", "zone"), [(0, "low"), (1, "low"), (2, "fine"), (4, "strong")])
def test_a_judgement_is_low_or_fine_and_never_between(
    content: Content, answer: int, zone: str
) -> None:
    band = Band.LOW if answer <= 1 else Band.FINE
    judged = replace(scored("COG-MAT", float(answer), items=1), band=band, is_strong=answer == 4)
    chart = profile_chart(dossier_of(judged), content.subscales, content.questionnaires)
    row = row_of(chart, "COG-MAT")
    assert row.now is not None and zone in zone_at(row.now.at)
    assert row.error is None


def test_where_the_pupil_gives_the_signal_the_pupils_own_mark_is_there(content: Content) -> None:
    teacher = scored("SE-SEL", 3.0)
    pupil = scored("SE-SEL", 0.5, informant=Informant.PUPIL, items=2)
    seen = dossier_of(teacher, pupil, flags={"SE-SEL": Band.LOW})
    row = row_of(profile_chart(seen, content.subscales, content.questionnaires), "SE-SEL")
    assert row.band is Band.LOW and not row.strong
    assert row.now is not None and row.now.informant is Informant.TEACHER
    assert row.other is not None and row.other.informant is Informant.PUPIL


def test_a_score_is_never_told_without_date_informant_and_edition(content: Content) -> None:
    row = row_of(
        profile_chart(dossier_of(scored("EF-ATT", 2.0)), content.subscales, content.questionnaires),
        "EF-ATT",
    )
    with speaking("nl"):
        told = " ".join(details(row))
    assert all(part in told for part in ("50", "leerkracht", "10-11-2026", "1", "3"))


def test_informants_stand_side_by_side_and_those_who_differ_come_first(content: Content) -> None:
    chart = informants_chart(
        dossier_of(
            scored("SE-WEL", 3.0),
            scored("SE-WEL", 2.5, informant=Informant.PUPIL, items=2),
            scored("SE-SEL", 3.6),
            scored("SE-SEL", 0.5, informant=Informant.PUPIL, items=2),
            scored("SE-SOC", 3.0),
        ),
        content.subscales,
        content.questionnaires,
    )
    assert [(row.subscale, row.differs) for row in chart] == [("SE-SEL", True), ("SE-WEL", False)]
    assert [mark.informant for mark in chart[0].marks] == [Informant.TEACHER, Informant.PUPIL]
