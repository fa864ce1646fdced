"""One proposal: its place, why, what it brings and costs, and a button to choose it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.content.card_fields import level_text
from npo_desktop.formats import number
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.propose import Proposal
from npo_desktop.proposals.words.proposed import (
    cost_word,
    evidence_word,
    goal_area_text,
    harm_first,
    may_harm,
    months_text,
    source_text,
    summary,
    to_ask_text,
)
from npo_desktop.scoring.norms import Band
from ui import theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.meter import Kind, Meter
from ui.widgets.need_chips import NeedChips
from ui.widgets.picture import Picture
from ui.widgets.tag import Tag
from ui.widgets.text import set_tone, text

RANK, FIGURES, MOST_MONTHS = 44, 268, 8  # pixels, pixels, months at the end of the bar
NARROW = 560  # pixels; in less the figures stand below the words


class OptionCard(QFrame):
    """What can be chosen: a proposal, something without a figure, or nothing extra."""

    chosen = Signal(str)  # the intervention, to be shown in the form
    more_asked = Signal(str)
    why_asked = Signal(str)

    def __init__(self, key: str, rank: str, title: str, detail: str = "") -> None:
        super().__init__()
        self.key = key
        self.setProperty("role", "card")
        self.setAccessibleName(" ".join(part for part in (rank, title) if part))
        self.rank = text(rank, "pageTitle", "ink2")
        self.rank.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.rank.setContentsMargins(0, 10, 0, 0)
        self.rank.setFixedWidth(RANK)
        self.is_shown = False
        self.button = KeyButton(_("Choose"), size="row")
        self.state = Tag()
        self.state.hide()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(1, 1, 1, 1)
        self._line.setSpacing(0)
        self._line.addWidget(self.rank)
        self.words = QVBoxLayout()
        self.words.setContentsMargins(8, 10, 12, 10)
        self.words.setSpacing(4)
        self.words.addWidget(text(title, "cardTitle", wrap=True))
        if detail:
            self.words.addWidget(ElidedLabel(detail, "help", "ink2"))
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.addLayout(self.words, 1)
        self._line.addLayout(self._parts, 1)
        self.button.clicked.connect(self._choose)

    def add_line(self, icon: str, content: QWidget, role: str = "accent") -> None:
        """A line with an icon before it."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Picture(icon, role), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(content, 1)
        self.words.addLayout(line)

    def add_side(self, side: QWidget) -> None:
        """What stands at the right, with a line before it."""
        upright = QFrame()
        upright.setProperty("role", "rule")
        upright.setFixedWidth(1)
        self._parts.addWidget(upright)
        self._parts.addWidget(side)

    def show_state(self, state: str, *, is_shown: bool, others: bool) -> None:
        """``state`` of its plan, if any; whether the form shows it; whether others are chosen."""
        tones = {"agreed": (_("chosen"), "ok"), "concept": (_("concept"), "neutral")}
        if state in tones:
            words, tone = tones[state]
            self.state.set(words, "ok" if tone == "ok" else "neutral")
        self.state.setVisible(state in tones)
        self.button.setText(_("See plan") if state else _("Choose also") if others else _("Choose"))
        self.button.setVisible(not is_shown)
        self.is_shown = is_shown
        set_tone(self.rank, "onAccent" if is_shown else "ink2")
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(RANK + FIGURES + 2, self._line.totalMinimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._parts.setDirection(way.TopToBottom if self.width() < NARROW else way.LeftToRight)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame, the ground of the rank, and around the one in the form an accent line."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        shape = QPainterPath()
        shape.addRoundedRect(whole, 5, 5)
        painter.setClipPath(shape)
        ground = theme.colour("accent" if self.is_shown else "surface2")
        painter.fillRect(QRectF(0, 0, RANK, self.height()), ground)
        if self.is_shown:
            painter.setClipping(False)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose()

    def _choose(self) -> None:
        self.chosen.emit(self.key)

    def _ask_more(self) -> None:
        self.more_asked.emit(self.key)

    def _ask_why(self) -> None:
        self.why_asked.emit(self.key)


def proposal_card(
    proposal: Proposal, rank: str, flags: Mapping[str, Band], names: Mapping[str, str]
) -> OptionCard:
    """A ranked proposal, or with an empty rank one that nobody has measured."""
    intervention = proposal.intervention
    detail = f"{goal_area_text(intervention.goal_area)} · {level_text(intervention.level)}"
    card = OptionCard(intervention.id, rank, pick(intervention.names), detail)
    warnings = harm_first(intervention)
    is_harmful = may_harm(intervention)
    if warnings and is_harmful:  # before anything that speaks for it
        card.add_line("alert-triangle", text(pick(warnings[0].texts), "primary", wrap=True), "err")
    needs = [(flags[code], names.get(code, code)) for code in proposal.because if code in flags]
    card.add_line("target", NeedChips(needs))
    card.add_line("clock", text(summary(proposal), wrap=True))
    if asking := to_ask_text(proposal):
        card.add_line("help-circle", text(asking, wrap=True), "ink2")
    if warnings and not is_harmful:
        warning = ElidedLabel(pick(warnings[0].texts))  # whole on the card itself
        card.add_line("alert-triangle", warning, "warn")
    card.words.addStretch()
    card.add_side(_figures(card, proposal))
    return card


def plain_card(key: str, rank: str, title: str, lines: Sequence[tuple[str, str]]) -> OptionCard:
    """An option without figures: nothing extra now."""
    card = OptionCard(key, rank, title)
    for icon, words in lines:
        card.add_line(icon, text(words, wrap=True))
    card.words.addStretch()
    card.add_side(_feet(card, more=False))
    return card


def _figures(card: OptionCard, proposal: Proposal) -> QWidget:
    """A bar per factor, in the order of the calculation."""
    intervention, side = proposal.intervention, _feet(card, more=True)
    grid = QGridLayout()
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    tip = source_text(intervention)
    for row, (label, kind, value, top, words, told) in enumerate(_factors(proposal)):
        name = text(label, "help", "ink2")
        grid.addWidget(name, row, 0)
        # What nobody measured gets no meter: an empty one would read as "none".
        meter = (
            text(words, "head", "ink3") if value is None else Meter(kind, value, top, word=words)
        )
        if isinstance(meter, QLabel):
            meter.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(meter, row, 1)
        for widget in (name, meter):
            widget.setToolTip(told or tip)
        meter.setAccessibleDescription(told or tip)
    year = str(intervention.figure_year) if intervention.figure_year else _("year unknown")
    source = ElidedLabel(f"{year} · {intervention.source}", "smallest", "ink3")
    source.setToolTip(tip)
    layout = side.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertLayout(0, grid)
        layout.insertWidget(1, source)
    return side


Factor = tuple[str, Kind, float | None, float, str, str]


def _factors(proposal: Proposal) -> tuple[Factor, ...]:
    """Label, kind of meter, value, top, words, and what is told of it (else the source)."""
    one, ranked = proposal.intervention, proposal.ranked
    asked = one.feasibility_questions
    nobody_said = bool(asked) and len(proposal.to_ask) == len(asked)
    here = f"{number(100 * ranked.feasibility)} %"
    effect_told = _("{months} after correction for evidence. {source}").format(
        months=_("{months} mo").format(months=number(ranked.effect, 1)), source=source_text(one)
    )
    return (
        (
            *(_("Needs"), "bar", ranked.need, 1.0, f"{number(100 * ranked.need)} %"),
            _("How much of the needs it works on; help needed counts double."),
        ),
        (
            *(_("Effect"), "bar", one.months, MOST_MONTHS, months_text(one)),
            effect_told if one.months is not None and one.evidence is not None else "",
        ),
        (_("Evidence"), "circles", one.evidence, 5, evidence_word(one.evidence), ""),
        (
            *(_("Possible here"), "bar", None if nobody_said else ranked.feasibility, 1.0),
            _("not asked yet") if nobody_said else here,
            to_ask_text(proposal) or _("Everything that was asked is answered."),
        ),
        (_("Cost"), "squares", one.cost, 5, cost_word(one.cost), ""),
    )


def _feet(card: OptionCard, *, more: bool) -> QWidget:
    side = QWidget()
    side.setFixedWidth(FIGURES)
    column = QVBoxLayout(side)
    column.setContentsMargins(12, 10, 12, 10)
    column.setSpacing(4)
    column.addStretch()
    column.addWidget(card.state, 0, Qt.AlignmentFlag.AlignLeft)  # beside "See plan" it has no room
    foot = QHBoxLayout()
    foot.setSpacing(8)
    foot.addWidget(card.button)
    foot.addStretch()
    if more:
        why = KeyButton(_("Why"), kind="link")
        why.setToolTip(_("Which answers, which rule, what it costs, what would change it"))
        why.clicked.connect(card._ask_why)
        link = KeyButton(_("More"), kind="link")
        link.clicked.connect(card._ask_more)
        foot.addWidget(why)
        foot.addWidget(link)
    column.addLayout(foot)
    return side
