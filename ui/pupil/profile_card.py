"""The profile with its legend, the words behind the chosen row, and what it is not."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.charts.profile_chart import ChartRow, ProfileChart, profile_chart
from npo_desktop.charts.profile_wording import details
from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.pupil_expectations import pupil_expectations
from npo_desktop.dossiers.scan_scores import ReferenceKey
from npo_desktop.formats import date_text, month_name
from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Reference
from ui.pupil.profile_chart import ProfileChartView
from ui.widgets.card import Card
from ui.widgets.chart_legend import ChartLegend
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.text import rule, text


class ProfileCard(Card):
    """``show_dossier`` shows one pupil."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Profile"), flush=True, parent=parent)
        self.chart = ProfileChartView()
        self.legend = ChartLegend()
        self.add_action(self.legend)
        self._beside = ""
        self.detail = ElidedLabel("", "help")
        self.notice = text(_("Own screening list, not normed; no diagnosis."), "help", "ink2")
        self.source = ElidedLabel("", "help", "ink2")
        self.source.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.body.setSpacing(0)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(rule())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 2, 16, 3)
        foot.setSpacing(0)
        foot.addWidget(self.detail)
        line = QHBoxLayout()
        line.addWidget(self.notice)
        line.addWidget(self.source, 1)
        foot.addLayout(line)
        self.body.addLayout(foot)
        self.chart.row_chosen.connect(self._tell)

    def show_dossier(
        self,
        dossier: Dossier,
        content: Content,
        references: Mapping[ReferenceKey, Reference],
        before_references: Mapping[ReferenceKey, Reference],
        beside: Sequence[str] = (),
    ) -> None:
        """The scores of one pupil in one round; ``before_references`` of the round before.

        ``beside``: what happened between the two, told beside the changes.
        """
        self._beside = " ".join(beside)
        forms = content.questionnaires
        expectations = pupil_expectations(dossier, forms, before_references)
        chart = profile_chart(dossier, content.subscales, forms, references, expectations)
        self.source.setText(_whose(chart))
        self.legend.set_moments(
            _moment(chart, before=False),
            _moment(chart, before=True),
            has_expected=any(row.expected_at is not None for row in chart.rows),
        )
        self.chart.set_chart(chart)

    def _tell(self, row: ChartRow | None) -> None:
        words = self._beside or _("Choose a row to see what is behind it.")
        if row is not None:
            told = list(details(row))
            if row.change is not None and self._beside:
                told.append(self._beside)
            words = f"{row.name}: {' · '.join(told)}"
        self.detail.setText(words)


def _whose(chart: ProfileChart) -> str:
    if chart.informant is None or chart.now_on is None:
        return _("nothing filled in yet")
    words = _("{informant}, {date}, edition {edition}")
    return words.format(
        informant=informant_text(chart.informant),
        date=date_text(chart.now_on),
        edition=chart.edition,
    )


def _moment(chart: ProfileChart, *, before: bool) -> str:
    day = chart.before_on if before else chart.now_on
    return f"{month_name(day)[:3]} {day.year}" if day else ""
