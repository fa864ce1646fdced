"""The cards around the profile of a pupil."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.charts.informants_chart import FEELINGS, InformantRow, informants_chart
from npo_desktop.charts.profile_wording import language_text, result_text
from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier, ResultFacts, SubscaleScore
from npo_desktop.dossiers.verdict_words import agreement_text
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, pick
from ui.pupil.informants_chart import InformantsChartView
from ui.tables.record_table import BoldRole, Column, ToneRole
from ui.widgets.card import Card
from ui.widgets.fact_strip import HEIGHT
from ui.widgets.key_button import KeyButton
from ui.widgets.list_card import ListCard
from ui.widgets.picture import Picture
from ui.widgets.text import text

FIRST_ROWS, FEW_ROWS = 3, 2  # of the informants; a link shows the others


class StrengthsCard(QFrame):
    """What comes first on every pupil's page: the two highest valid subscales."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedHeight(HEIGHT)
        self.title = text("", "help", "ink2")
        self.words = text("", "control")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(12)
        line.addWidget(Picture("star", "accent", 24))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.words)
        line.addLayout(column)

    def show_dossier(self, dossier: Dossier, content: Content) -> None:
        """The strengths of one pupil; which list said so stands in the tooltip."""
        words = _("What {name} does well").format(name=dossier.pupil.call_name)
        self.title.setText(words)
        found = [(_name(s.subscale, content), s) for s in dossier.strengths]
        self.words.setText(
            " · ".join(f"{name} {_figure(s)}".strip() for name, s in found) or _("not known yet")
        )
        told = "\n".join(f"{name}: {_source(s)}" for name, s in found)
        self.setToolTip(told)
        self.setAccessibleName(f"{words}: {self.words.text()}. {told}")


class InformantsCard(Card):
    """Only where at least two people answered about the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What do they see differently?"), flush=True, parent=parent)
        self.chart = InformantsChartView()
        self.words = text("", "help", "ink2", wrap=True)
        self.more = KeyButton("", kind="link")
        self.more.clicked.connect(self._show_all)
        self.add_action(self.more)
        self.body.setContentsMargins(0, 6, 0, 10)
        self.body.addWidget(self.chart)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 0)
        foot.addWidget(self.words)
        self.body.addLayout(foot)
        self._rows: tuple[InformantRow, ...] = ()

    def show_dossier(self, dossier: Dossier, content: Content) -> None:
        """Those who answered about one pupil; fewer rows below a note that is more urgent."""
        self._rows = informants_chart(dossier, content.subscales, content.questionnaires)
        most = FEW_ROWS if dossier.critical else FIRST_ROWS
        self.chart.set_rows(self._rows[:most])
        self.chart.setVisible(bool(self._rows))
        self.more.setText(_("Show all ({n})").format(n=len(self._rows)))
        self.more.setVisible(len(self._rows) > most)
        self.words.setText(self._sentence())

    def _sentence(self) -> str:
        if not self._rows:
            return _("So far one person answered. Ask the pupil or the parents as well.")
        differing = [row for row in self._rows if row.differs]
        who = {mark.informant for row in differing or self._rows for mark in row.marks}
        words = agreement_text(
            bool(differing), who, about_feelings=any(row.subscale in FEELINGS for row in differing)
        )
        return f"{_where(differing[0])} {words}" if differing else words

    def _show_all(self) -> None:
        self.chart.set_rows(self._rows)
        self.more.hide()


class ResultsCard(ListCard[ResultFacts]):
    """The school's own tests, each with its date, language and norm group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Test results"),
            result_columns(),
            _("No test results have been read in."),
            parent=parent,
        )
        self.set_density("dense")
        self.type_in = KeyButton(_("Type results in"), kind="link")
        self.add_action(self.type_in)

    def show_results(self, results: Sequence[ResultFacts]) -> None:
        """Newest first."""
        self.set_rows(sorted(results, key=lambda result: result.held_on, reverse=True))
        self.setMaximumHeight(self.height_for_rows())
        self.setMinimumHeight(self.height_for_rows(most=1))  # a head without a row says nothing


def _where(row: InformantRow) -> str:
    """Who sees more of one subscale, and who less."""
    marks = sorted(row.marks, key=lambda mark: mark.value)
    words = _("{subscale}: the {high} sees more than the {low}.")
    low, high = informant_text(marks[0].informant), informant_text(marks[-1].informant)
    return words.format(subscale=row.name, high=high, low=low)


def result_columns() -> tuple[Column[ResultFacts], ...]:
    """What is shown of a test; a level never stands without its language and norm group."""
    return (
        Column(
            _("Test"),
            lambda result: " ".join(filter(None, (result.test, result.moment))),
            tip=result_text,
        ),
        Column(
            _("Level"),
            lambda result: result.level or "–",
            width=62,
            roles={
                BoldRole: lambda result: True,
                ToneRole: lambda result: "ink" if result.level else "ink3",
            },
        ),
        Column(_("Score"), _score, number=True, width=72),
        Column(_("Date"), lambda result: date_text(result.held_on), width=112),
        Column(_("Language and norm group"), _norms, width=240, tip=result_text),
    )


def _score(result: ResultFacts) -> str:
    if result.score is None:
        return "–"
    return number(result.score, 0 if result.score == round(result.score) else 1)


def _norms(result: ResultFacts) -> str:
    return " · ".join(filter(None, (language_text(result.language), result.norm_group)))


def _name(subscale: str, content: Content) -> str:
    names = content.subscales.get(subscale)
    return pick(names.staff) if names else subscale


def _figure(scored: SubscaleScore) -> str:
    """In two tiers a strength is told in words: its first statement got the highest answer."""
    if scored.in_two_tiers or scored.score.pomp is None:
        return ""
    return number(scored.score.pomp)


def _source(scored: SubscaleScore) -> str:
    words = _("{informant}, {date}, edition {edition}")
    return words.format(
        informant=informant_text(scored.informant),
        date=date_text(scored.held_on),
        edition=scored.edition,
    )
