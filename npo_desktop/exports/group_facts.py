"""The group view as it goes to paper or a workbook: exactly what stands on the screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from npo_desktop.charts.group_profile import ProfileLine
from npo_desktop.charts.heat_map import HeatMap
from npo_desktop.charts.heat_words import domain_text, sort_text, source_text
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, RoundFacts, SubscaleScore
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import _

NOT_IN_FILE_NAMES = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True, repr=False)
class GroupView:
    """Nothing is computed any more: rows, order and filter are those of ``shown``."""

    school: str
    is_practice: bool
    round: RoundFacts
    group: str  # or the whole school
    teachers: str
    shown: HeatMap
    changes: bool  # whether the triangles are shown
    lines: tuple[ProfileLine, ...]
    filled_on: Mapping[UUID, date]  # by pupil: when what the row rests on was filled in
    editions: tuple[str, ...]  # "teacher, edition 1"
    made_on: date

    @property
    def column_name(self) -> str:
        """Of the subscale the rows are sorted on."""
        place = self.shown.place_of(self.shown.choice.column)
        return self.shown.columns[place].name if place >= 0 else ""


@dataclass(frozen=True, slots=True)
class GroupHead:
    """Whose view it is."""

    school: str
    is_practice: bool
    group: str
    teachers: str = ""


def group_view(
    head: GroupHead,
    scored: ScoredRound,
    shown: HeatMap,
    lines: tuple[ProfileLine, ...],
    *,
    changes: bool,
    made_on: date,
) -> GroupView:
    """With the dates and editions of the lists behind the rows."""
    informant = shown.choice.informant
    filled: dict[UUID, date] = {}
    editions: dict[str, None] = {}
    for row in shown.rows:
        mine = _lists_behind(scored.dossiers[row.pupil.id], informant)
        if mine:
            filled[row.pupil.id] = max(one.held_on for one in mine)
        for one in mine:
            words = _("{informant}, edition {edition}")
            who = source_text(one.informant)
            editions[words.format(informant=who, edition=one.edition)] = None
    return GroupView(
        head.school,
        head.is_practice,
        scored.round,
        head.group,
        head.teachers,
        shown,
        changes,
        lines,
        filled,
        tuple(editions),
        made_on,
    )


def _lists_behind(dossier: Dossier, informant: Informant | None) -> list[SubscaleScore]:
    """One score of each list that was begun."""
    found: dict[Informant, SubscaleScore] = {}
    for one in dossier.scores:
        wanted = one.informant is informant or (
            informant is None and one.informant is not Informant.PARENT
        )
        if wanted and one.score.answered:
            found.setdefault(one.informant, one)
    return list(found.values())


def choice_texts(view: GroupView) -> tuple[str, ...]:
    """What was chosen, in words: source, subscales, order, and whether anybody is left out."""
    choice = view.shown.choice
    found = [
        _("Source: {who}").format(who=source_text(choice.informant)),
        domain_text(choice.domain),
        sort_text(choice, view.column_name),
    ]
    if choice.only_signals:
        n, total = len(view.shown.rows), view.shown.pupils
        found.append(_("only pupils with a signal: {n} of {total}").format(n=n, total=total))
    return tuple(found)


def group_file_name(view: GroupView, ending: str) -> str:
    """The group and the round stand in it, no pupil does: groep-5-2026-2-20261124.pdf."""
    parts = (view.group.casefold(), view.round.name, f"{view.made_on:%Y%m%d}")
    words = (NOT_IN_FILE_NAMES.sub("-", part).strip("-") for part in parts)
    return "-".join(word for word in words if word) + ending


def notice_text() -> str:
    """Below every page of it."""
    return _("Own screening list, not normed; no diagnosis.")
