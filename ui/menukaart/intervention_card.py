"""The card of one intervention: figures with year and source, dose, practice, and questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npo_desktop import i18n
from npo_desktop.content.card_fields import level_text
from npo_desktop.content.catalogue import Intervention
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.words.card import island_text, origin_text, own_mark, practice_title
from npo_desktop.proposals.words.card import marked as own_marked
from npo_desktop.proposals.words.proposed import (
    cost_word,
    dose_note,
    dose_text,
    evidence_word,
    goal_area_text,
    hours_text,
    material_text,
    months_text,
)
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.meter import Kind, Meter
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.tag import Tag
from ui.widgets.text import rule, text

SIZE = (760, 600)  # pixels
UNANSWERED = None

Answered = Callable[[str, bool | None], None]  # factor, does it hold; None takes it back


class InterventionCard(QDialog):
    """Modal; every answer to a question is passed on at once."""

    def __init__(
        self,
        intervention: Intervention,
        names: Mapping[str, str],
        answers: Mapping[str, bool],
        answered: Answered,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.intervention = intervention
        self.questions: dict[str, Segmented] = {}
        self.setWindowTitle(pick(intervention.names))
        self.resize(*SIZE)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 12, 24, 16)
        column.setSpacing(12)
        for warning in intervention.contraindications:
            tone = "err" if warning in intervention.stops else "warn"
            column.addWidget(Note("err" if tone == "err" else "warn", pick(warning.texts)))
        column.addWidget(_figures_card(intervention))
        column.addWidget(_dose_card(intervention))
        if intervention.feasibility_questions:
            column.addWidget(self._questions_card(answers, answered))
        if intervention.targets:
            column.addWidget(_targets_card(intervention, names))
        if intervention.island_facts:
            island = Card(_("On our island"))
            island.body.addWidget(text(island_text(intervention), wrap=True))
            column.addWidget(island)
        if intervention.practice:
            column.addWidget(_practice_card(intervention))
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(_head(intervention))
        whole.addWidget(rule())
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        whole.addLayout(self._foot())

    def _questions_card(self, answers: Mapping[str, bool], answered: Answered) -> Card:
        card = Card(_("Can we do this here?"), _("the answers hold for the whole school"))
        for factor, texts in self.intervention.feasibility_questions.items():
            choice = Segmented(
                ((True, _("Yes")), (False, _("No")), (UNANSWERED, _("Not known"))),
                name=pick(texts),
                small=True,
            )
            choice.set_value(answers.get(factor, UNANSWERED))
            choice.chosen.connect(partial(_pass_on, answered, factor))
            self.questions[factor] = choice
            line = QHBoxLayout()
            line.setSpacing(12)
            line.addWidget(text(pick(texts), wrap=True), 1)
            line.addWidget(choice, 0, Qt.AlignmentFlag.AlignTop)
            card.body.addLayout(line)
        return card

    def _foot(self) -> QHBoxLayout:
        close = KeyButton(_("Close"), "Esc")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 10, 24, 10)
        foot.addStretch()
        foot.addWidget(close)
        return foot


def _pass_on(answered: Answered, factor: str, value: object) -> None:
    answered(factor, value if isinstance(value, bool) else None)


def _head(intervention: Intervention) -> QVBoxLayout:
    first, last = intervention.grades
    facts = (
        goal_area_text(intervention.goal_area),
        level_text(intervention.level),
        _("year groups {first} to {last}").format(first=first, last=last),
        _("needs internet") if intervention.needs_internet else _("works without internet"),
    )
    head = QVBoxLayout()
    head.setContentsMargins(24, 14, 24, 10)
    head.setSpacing(6)
    line = QHBoxLayout()
    line.addWidget(text(pick(intervention.names), "dialogTitle", wrap=True), 1)
    line.addWidget(Tag(intervention.category))
    head.addLayout(line)
    head.addWidget(text(" · ".join(facts), "help", "ink2", wrap=True))
    if not intervention.on_menukaart and not intervention.is_own:
        head.addWidget(text(_("Not on the menukaart: added by us."), "help", "ink2"))
    return head


def _figures_card(intervention: Intervention) -> Card:
    card = Card(_("Figures"))
    evidence, cost = intervention.evidence, intervention.cost

    def marked(field: str, words: str) -> str:
        return own_marked(words, intervention, field)

    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(2, 1)
    figures: tuple[tuple[str, Kind, float | None, float, str], ...] = (
        (_("Effect"), "bar", intervention.months, 8, marked("months", months_text(intervention))),
        (_("Evidence"), "circles", evidence, 5, marked("evidence", evidence_word(evidence))),
        (_("Cost"), "squares", cost, 5, marked("cost", cost_word(cost))),
    )
    for row, (label, kind, value, top, words) in enumerate(figures):
        grid.addWidget(text(label, "label", "ink2"), row, 0)
        grid.addWidget(text(words, "primary"), row, 2)
        if value is not None:  # an empty meter would read as "none"
            meter = Meter(kind, value, top)
            meter.setFixedWidth(72)
            meter.setAccessibleName(words)
            grid.addWidget(meter, row, 1)
    card.body.addLayout(grid)
    if own := own_mark(intervention):
        card.body.addWidget(text(own, wrap=True))
    source = text(origin_text(intervention), "help", "ink2", wrap=True, selectable=True)
    card.body.addWidget(source)
    if intervention.months is None:
        told = _("No figure known. That does not mean: no effect.")
    else:
        told = _(
            "This figure is an average from research elsewhere. It is no promise for this child."
        )
    card.body.addWidget(text(told, "help", "ink2", wrap=True))
    if intervention.caution and i18n.current() == "en":  # this text is in English only
        card.body.addWidget(text(intervention.caution, "body", wrap=True))
    return card


def _dose_card(intervention: Intervention) -> Card:
    card = Card(_("How often and how long"))
    dose = intervention.dose
    if dose is not None:
        card.body.addWidget(text(dose_text(dose), "primary", wrap=True))
        costs = (hours_text(dose.staff_hours / dose.group_size), material_text(intervention))
        card.body.addWidget(text(" · ".join(costs), wrap=True))
    card.body.addWidget(text(dose_note(dose), "help", "ink2", wrap=True))
    return card


def _targets_card(intervention: Intervention, names: Mapping[str, str]) -> Card:
    card = Card(_("For whom"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(1, 1)
    targets = sorted(intervention.targets.items(), key=lambda pair: -pair[1])
    for row, (code, match) in enumerate(pair for pair in targets if pair[1] > 0):
        fits = _("works on it directly") if match >= 1 else _("works on it partly")
        why = pick(intervention.target_reasons.get(code, {}))
        label = text(names.get(code, code), "control")
        grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text(": ".join(filter(None, (fits, why))), wrap=True), row, 1)
    card.body.addLayout(grid)
    return card


def _practice_card(intervention: Intervention) -> Card:
    card = Card(_("Practice sheet"))
    for field, texts in intervention.practice.items():
        card.body.addWidget(text(practice_title(field), "head", "ink2"))
        card.body.addWidget(text(pick(texts), wrap=True, selectable=True))
    return card
