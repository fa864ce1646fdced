"""The scores side by side: one sheet an informant, every test result, and the school in numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence

from npo_desktop.band_words import band_letters, band_name
from npo_desktop.charts.heat_words import SMALLEST_GROUP
from npo_desktop.charts.profile_wording import language_text
from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import level_band
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.native_charts import Bars
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.scores_sheet import signal_marks
from npo_desktop.exports.xlsx.signals_sheet import flagged, who_cells, who_columns
from npo_desktop.exports.xlsx.wording import (
    group_text,
    shown_band,
    small_numbers_text,
    subscale_text,
)
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Band

BANDS = (Band.LOW, Band.WATCH, Band.FINE)


def informant_sheet(facts: PlanWorkbook, informant: Informant, title: str) -> Sheet | None:
    """Scores 0 to 100 of one informant, a column a subscale; ``None`` when there are none."""
    seen = {
        scored.subscale
        for dossier in facts.dossiers
        for scored in (*dossier.scores, *dossier.composites)
        if scored.informant is informant and scored.score.pomp is not None
    }
    known = [code for code in facts.content.subscales if code in seen]
    codes = (*known, *sorted(seen.difference(known)))
    if not codes:
        return None
    return Sheet(
        name=_("0-100, {informant}").format(informant=informant_name(informant).casefold()),
        title=title,
        columns=(
            *who_columns(),
            Column(_("Date"), 11, Look.DATE),
            *(
                Column(subscale_text(facts.content, code), 5, Look.WHOLE, is_turned=True)
                for code in codes
            ),
        ),
        rows=lambda: _score_rows(facts, informant, codes),
        frozen_columns=2,
        table=f"npo_{informant.value}",
    )


def tests_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """Every result of the school's own tests, oldest first within a pupil."""
    return Sheet(
        name=_("Test results"),
        title=title,
        columns=(
            *who_columns(),
            Column(_("Test"), 18, Look.WRAPPED),
            Column(_("Subscale"), 20, Look.WRAPPED),
            Column(_("Moment"), 10, Look.TEXT),
            Column(_("Date"), 11, Look.DATE),
            Column(_("Test level"), 8, Look.TEXT),
            Column(_("Test score"), 9, Look.NUMBER),
            Column(_("Functioning level"), 12, Look.TEXT),
            Column(_("Language"), 10, Look.TEXT),
            Column(_("Norm group"), 16, Look.WRAPPED),
            Column(_("Signal"), 18, Look.TEXT, "signal"),
        ),
        rows=lambda: _test_rows(facts),
        frozen_columns=2,
        table="npo_tests",
        marks=signal_marks("signal"),
    )


def subscales_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """How many pupils have which signal, a row a subscale; few pupils are not counted apart."""
    letters = band_letters()
    return Sheet(
        name=_("By subscale"),
        title=title,
        columns=(
            Column(_("Subscale"), 26, Look.WRAPPED, "name"),
            Column(_("Pupils with a band"), 11, Look.WHOLE),
            *(
                Column(f"{letter} · {band_name(band)}", 13, Look.WHOLE, band.value)
                for letter, band in zip(letters, BANDS, strict=False)
            ),
            Column(_("Note"), 44, Look.WRAPPED),
        ),
        rows=lambda: _subscale_rows(facts),
        frozen_columns=1,
        table="npo_subscales",
        charts=(
            Bars(
                _("Pupils by signal, subscale by subscale"),
                "name",
                tuple(band.value for band in BANDS),
                are_joined=True,
            ),
        ),
    )


def _score_rows(
    facts: PlanWorkbook, informant: Informant, codes: Sequence[str]
) -> Iterator[Sequence[Value]]:
    for group in facts.groups:
        name = group_text(group)
        for dossier in group.dossiers:
            mine = {
                scored.subscale: scored
                for scored in (*dossier.scores, *dossier.composites)
                if scored.informant is informant and scored.score.pomp is not None
            }
            if mine:
                day = max(scored.held_on for scored in mine.values())
                scores = (mine[code].score.pomp if code in mine else None for code in codes)
                yield (*who_cells(name, dossier), day, *scores)


def _test_rows(facts: PlanWorkbook) -> Iterator[Sequence[Value]]:
    for group in facts.groups:
        name = group_text(group)
        for dossier in group.dossiers:
            for result in sorted(dossier.results, key=lambda result: result.held_on):
                is_resting = result.subscale in dossier.resting
                band = level_band(result.level) if result.level and not is_resting else Band.NONE
                yield (
                    *who_cells(name, dossier),
                    result.test,
                    subscale_text(facts.content, result.subscale),
                    result.moment,
                    result.held_on,
                    result.level,
                    result.score,
                    result.functional_level,
                    language_text(result.language) if result.language else None,
                    result.norm_group,
                    shown_band(band),
                )


def _subscale_rows(facts: PlanWorkbook) -> Iterator[Sequence[Value]]:
    for code in flagged(facts):
        bands = Counter(dossier.flags.get(code) for dossier in facts.dossiers)
        known = sum(bands[band] for band in BANDS)
        counts = [bands[band] for band in BANDS]
        is_small = known < SMALLEST_GROUP
        yield (
            subscale_text(facts.content, code),
            known,
            *([None] * len(BANDS) if is_small else counts),
            small_numbers_text() if is_small else None,
        )
