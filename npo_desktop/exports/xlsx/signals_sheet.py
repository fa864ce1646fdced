"""One row a pupil: a letter for every subscale, so that a class can be filtered and counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from npo_desktop.band_words import band_letter
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.scores_sheet import signal_marks
from npo_desktop.exports.xlsx.wording import group_text, subscale_text
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Band


def signals_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """Pupils in list order; a subscale that gave nobody a signal or a score has no column."""
    codes = flagged(facts)
    return Sheet(
        name=_("Signals"),
        title=title,
        columns=(
            *who_columns(),
            Column(_("Signals"), 9, Look.WHOLE),
            *(
                Column(subscale_text(facts.content, code), 4.6, Look.LETTER, code, is_turned=True)
                for code in codes
            ),
        ),
        rows=lambda: _rows(facts, codes),
        frozen_columns=2,
        table="npo_signals",
        marks=signal_marks(*codes),
    )


def who_columns() -> tuple[Column, ...]:
    """Whose row it is."""
    return (
        Column(_("Group"), 10, Look.WRAPPED),
        Column(_("Pupil"), 22, Look.WRAPPED),
        Column(_("Number"), 8, Look.TEXT),
        Column(_("Year group"), 7, Look.WHOLE),
    )


def who_cells(group: str, dossier: Dossier) -> tuple[Value, ...]:
    """The same for one pupil."""
    pupil = dossier.pupil
    return group, pupil.list_name, pupil.number, pupil.grade


def flagged(facts: PlanWorkbook) -> tuple[str, ...]:
    """Subscales for which at least one pupil has a band, in the order of the content."""
    seen = {code for dossier in facts.dossiers for code in dossier.flags}
    return tuple(code for code in facts.content.subscales if code in seen)


def _rows(facts: PlanWorkbook, codes: Sequence[str]) -> Iterator[Sequence[Value]]:
    for group in facts.groups:
        name = group_text(group)
        for dossier in group.dossiers:
            bands = Counter(dossier.flags.values())
            strong = {scored.subscale for scored in dossier.strengths}
            letters = (_letter(dossier.flags.get(code), code in strong) for code in codes)
            signals = bands[Band.LOW] + bands[Band.WATCH]
            yield (*who_cells(name, dossier), signals, *letters)


def _letter(band: Band | None, is_strong: bool) -> str | None:
    return None if band is None or band is Band.NONE else band_letter(band, is_strong)
