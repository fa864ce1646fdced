"""Tests of a pupil: level and growth kept apart, the language of the test beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.content.questionnaire import SubscaleNames
from npo_desktop.dossiers.dossier import Dossier, ResultFacts
from npo_desktop.dossiers.result_growth import (
    LevelMove,
    NormGain,
    SubjectGrowth,
    growth_of,
    level_moves,
)
from npo_desktop.dossiers.trends import Trend, series_of_results, trends_of
from npo_desktop.dossiers.verdict_words import growth_text, level_text, trend_text
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, pick
from npo_desktop.scoring.change import Verdict
from ui.pupil.pupil_cards import ResultsCard
from ui.results.growth_norms import GrowthNormsDialog
from ui.tables.record_table import BoldRole, Column, ToneRole
from ui.widgets.key_button import KeyButton
from ui.widgets.list_card import ListCard
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_NOTE = 36  # pixels: two lines


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One subject: its newest test, how the level moved, how much it grew, and the line so far."""

    name: str
    newest: ResultFacts
    move: LevelMove | None
    growth: SubjectGrowth | None
    trend: Trend | None


class PupilResults(QWidget):
    """Above a line a subject, below every result that is known."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.subjects = ListCard(
            _("Level and growth"),
            subject_columns(),
            _("No test results have been read in."),
            parent=self,
        )
        self.norms = KeyButton(_("Growth to expect..."), kind="link")
        self.subjects.add_action(self.norms)
        self.note = text("", "help", "ink2", wrap=True)
        self.note.setMinimumHeight(_NOTE)
        self.results = ResultsCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.subjects)
        column.addWidget(self.note)
        column.addWidget(self.results, 1)
        self.norms.clicked.connect(self._type_norms)
        self.subjects.view.row_selected.connect(self._tell)

    def show_dossier(
        self, dossier: Dossier, everybody: Mapping[UUID, Dossier], norms: Sequence[NormGain]
    ) -> None:
        """One pupil; ``everybody`` of the round, for the lines over years."""
        rows = subject_rows(dossier, everybody, norms, self._app.content.subscales)
        self.subjects.set_rows(rows)
        self.subjects.setFixedHeight(self.subjects.height_for_rows())
        self.results.show_results(dossier.results)
        self._tell(self.subjects.view.current_row())

    def _tell(self, row: SubjectRow | None) -> None:
        """The chosen subject in whole sentences; without one what level and growth are."""
        if row is None:
            beside = _(
                "Level: beside a norm group that mostly speaks Dutch at home. "
                "Growth: beside this child's own earlier score."
            )
            self.note.setText(f"{beside} {_rises_text()}")
            return
        rises = row.trend is not None and row.trend.verdict is Verdict.IMPROVED
        told = (_when(row), _move(row), _growth(row), _trend(row), _rises_text() if rises else "–")
        self.note.setText(f"{row.name}: " + " ".join(one for one in told if one != "–"))

    def _type_norms(self) -> None:
        GrowthNormsDialog(self._app, self.window()).open()


def subject_rows(
    dossier: Dossier,
    everybody: Mapping[UUID, Dossier],
    norms: Sequence[NormGain],
    names: Mapping[str, SubscaleNames],
) -> list[SubjectRow]:
    """The subjects of which there is a checked result, in the order of the subscales."""
    grown = {_subject(one.second): one for one in growth_of(dossier.results, norms)}
    moved = {_subject(one.second): one for one in level_moves(dossier.results)}
    newest = {_subject(one): one for one in sorted(dossier.results, key=lambda one: one.held_on)
              if one.is_checked}  # fmt: skip
    results = {id: one.results for id, one in everybody.items()}
    order = list(names)
    rows = []
    for subject in sorted(newest, key=lambda one: order.index(one) if one in order else 99):
        trends = trends_of(series_of_results(results, subject))
        rows.append(
            SubjectRow(
                pick(names[subject].staff) if subject in names else subject,
                newest[subject],
                moved.get(subject),
                grown.get(subject),
                trends.get(dossier.pupil.id),
            )
        )
    return rows


def _rises_text() -> str:
    """A rising line is no praise: scores on tests rise with the years."""
    return _("A test score rises in almost every child: Growth says whether it is enough.")


def subject_columns() -> tuple[Column[SubjectRow], ...]:
    """Level and growth each in a column of their own: they are never merged."""
    return (
        Column(
            _("Subject tested"), lambda row: row.name, width=128, roles={BoldRole: lambda row: True}
        ),
        Column(
            _("Language"),
            lambda row: language_text(row.newest.language),
            width=92,
            roles={ToneRole: lambda row: "ink2"},
        ),
        Column(_("Level"), _level, width=58, roles={BoldRole: lambda row: True}, tip=_when),
        Column(_("Level beside the time before"), _move, width=236, tip=_move),
        Column(_("Growth"), _growth, width=360, tip=_growth),
        Column(_("Over the years"), _trend, tip=_trend),
    )


def _subject(result: ResultFacts) -> str:
    return result.subscale or result.test


def _level(row: SubjectRow) -> str:
    return row.newest.level or "–"


def _when(row: SubjectRow) -> str:
    parts = (row.newest.test, row.newest.moment, date_text(row.newest.held_on))
    return ", ".join(filter(None, (*parts, row.newest.norm_group))) + "."


def _move(row: SubjectRow) -> str:
    return level_text(row.move) if row.move else "–"


def _growth(row: SubjectRow) -> str:
    return growth_text(row.growth) if row.growth else "–"


def _trend(row: SubjectRow) -> str:
    return trend_text(row.trend)
