"""Fills the side of the heat map: reads the answers of one pupil, asks the core for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.charts.group_profile import ProfileLine, group_profile, place_in_group
from npo_desktop.charts.heat_cells import HeatCell
from npo_desktop.charts.heat_detail import HeatDetail, heat_detail, lowest_statements
from npo_desktop.charts.heat_map import HeatMap, HeatRow
from npo_desktop.charts.profile_wording import language_text
from npo_desktop.dossiers.dossier import PupilFacts, ScanFacts
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.scans import scan_facts
from ui.group.heat_side import HeatSide

if TYPE_CHECKING:
    from datetime import date

    from npo_desktop.dossiers.round_scores import ScoredRound
    from npo_desktop.queries.group_view import ClassFacts
    from ui.app import App


class HeatLook:
    """What was read of a pupil is kept until another one, or other answers, are looked at."""

    def __init__(self, app: App, side: HeatSide) -> None:
        self._app, self._side = app, side
        self._pupil: UUID | None = None
        self._scans: list[ScanFacts] = []
        self._lines: dict[str, ProfileLine] = {}

    def forget(self) -> None:
        """Answers, groups or the choice changed."""
        self._pupil = None
        self._lines = {}

    def show(
        self,
        scored: ScoredRound,
        shown: HeatMap,
        row: HeatRow,
        place: int,
        chosen: ClassFacts | None,
    ) -> None:
        """This pupil on this subscale; ``chosen``: the class, if it is not the whole school."""
        content, column, cell = self._app.content, shown.columns[place], row.cells[place]
        code, informant = column.subscale, shown.choice.informant
        dossier = scored.dossiers[row.pupil.id]
        detail = heat_detail(
            dossier,
            content.subscales[code],
            informant,
            content.questionnaires,
            scored.references,
        )
        self._side.show_cell(row, column, cell, _about(row.pupil, scored.round.starts_on))
        self._side.show_detail(cell, detail, code)
        self._show_statements(scored, row.pupil.id, code, detail, cell)
        groups = chosen.groups if chosen else None
        if code not in self._lines:
            only = HeatMap(shown.choice, (column,), (), shown.pupils, 0, 0)
            lines = group_profile(scored, only, content.subscales, content.questionnaires, groups)
            self._lines[code] = lines[0]
        mates = groups if groups is not None else frozenset((row.pupil.group_id,))
        together = [one for one in scored.dossiers.values() if one.pupil.group_id in mates]
        self._side.show_group(
            chosen.name if chosen else "",
            self._lines[code],
            place_in_group(together, row.pupil.id, code, informant),
            compares=chosen is not None,
        )

    def _show_statements(
        self, scored: ScoredRound, pupil: UUID, code: str, detail: HeatDetail, cell: HeatCell
    ) -> None:
        behind = detail.scored
        if behind is None or detail.test is not None or self._app.is_lent:
            self._side.show_statements(())
            return
        if self._pupil != pupil:
            with self._app.reading() as session:
                self._scans = scan_facts(session, round_id=scored.round.id, pupil_id=pupil)
            self._pupil = pupil
        form = self._app.content.editions.get((behind.questionnaire, behind.edition))
        scan = next((s for s in self._scans if s.questionnaire == behind.questionnaire), None)
        if form is None or scan is None:
            self._side.show_statements(())
            return
        self._side.show_statements(lowest_statements(form, code, scan.answers))


def _about(pupil: PupilFacts, day: date) -> str:
    """Age in years and months, the group, the language at home."""
    parts = []
    if pupil.birth_date is not None:
        born = pupil.birth_date
        months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
        years = ngettext("{n} year", "{n} years", months // 12).format(n=months // 12)
        parts.append(_("{years}, {n} mo").format(years=years, n=months % 12))
    if pupil.group:
        parts.append(pupil.group)
    if pupil.home_language:
        parts.append(_("at home {language}").format(language=language_text(pupil.home_language)))
    return " · ".join(parts)
