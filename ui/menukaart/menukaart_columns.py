"""The cards of the menukaart as a list under the names of their goal areas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from npo_desktop.content.catalogue import Intervention
from npo_desktop.formats import number
from npo_desktop.i18n import _, pick
from npo_desktop.names import folded
from npo_desktop.proposals.words.card import card_dose_text, marked
from npo_desktop.proposals.words.proposed import (
    cost_word,
    evidence_word,
    goal_area_text,
    months_text,
)
from ui.tables.delegates import Index, MarkDelegate
from ui.tables.record_table import BoldRole, Column, IconRole, TagRole, ToneRole
from ui.widgets.meter import HEIGHT, WIDTH, Kind, paint_meter

MeterRole = int(Qt.ItemDataRole.UserRole) + 41  # (kind, value, top), or None without a figure
UNKNOWN = "–"  # never 0: nobody measured it
ALL, CHOSEN, HIDDEN, OWN, FIGURELESS = "all", "chosen", "hidden", "own", "no-figure"


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card, or the name of a goal area above its cards."""

    area: int
    count: int  # cards in sight below the name
    card: Intervention | None = None

    @property
    def key(self) -> str:
        """The card's id, or which goal area it is."""
        return self.card.id if self.card else f"area-{self.area}"


def card_lines(cards: Sequence[Intervention], which: object, words: str) -> list[CardLine]:
    """The cards of a choice whose name holds these words, each area under its name."""
    wanted = folded(words)
    shown = [card for card in cards if _belongs(card, which) and wanted in _searched(card)]
    lines: list[CardLine] = []
    for area in range(1, 7):
        mine = [card for card in shown if card.goal_area == area]
        if mine:
            lines.append(CardLine(area, len(mine)))
            lines += [CardLine(area, 0, card) for card in mine]
    return lines


def own_tag(card: Intervention) -> str:
    """Whose card or figures it is; nothing for a card as it ships."""
    if card.is_own:
        return _("own")
    return _("partly own") if card.own_fields else ""


def menukaart_columns() -> tuple[Column[CardLine], ...]:
    """A function, so that titles follow the language."""
    return (
        Column(
            _("Approach"),
            _name,
            roles={BoldRole: _is_bold, IconRole: _icon, ToneRole: _tone},
            tip=_name,
            accessible=_accessible,
        ),
        Column(
            _("Months"),
            _of(_months),
            number=True,
            width=74,
            tip=_of(_months_tip),
            accessible=_of(_months_tip),
        ),
        _meter(_("Evidence"), "circles", lambda card: card.evidence, evidence_word),
        _meter(_("Cost"), "squares", lambda card: card.cost, cost_word),
        Column(_("Year"), _of(_year), width=54),
        Column(_("Dose"), _of(_dose), width=100, tip=_of(card_dose_text)),
        Column("", _of(own_tag), width=98, roles={TagRole: _own_tag_look}, tip=_of(_own_tip)),
    )


def _meter(
    title: str,
    kind: Kind,
    value: Callable[[Intervention], int | None],
    word: Callable[[int | None], str],
) -> Column[CardLine]:
    def meter(line: CardLine) -> tuple[Kind, int, int] | None:
        found = value(line.card) if line.card else None
        return None if found is None else (kind, found, 5)

    def words(line: CardLine) -> str:
        return word(value(line.card)) if line.card else ""

    def text(line: CardLine) -> str:
        return UNKNOWN if line.card and value(line.card) is None else ""

    roles = {MeterRole: meter, ToneRole: lambda line: "ink3"}
    return Column(title, text, width=78, roles=roles, tip=words, accessible=words)


class MeterDelegate(MarkDelegate):
    """Paints circles or squares where a column gives ``MeterRole``; the rest as always."""

    def paint_mark(self, painter: QPainter, inside: QRect, index: Index) -> None:
        if (meter := index.data(MeterRole)) is not None:
            kind, value, top = meter
            place = QRectF(inside.left(), inside.center().y() - HEIGHT / 2 + 1, WIDTH, HEIGHT)
            paint_meter(painter, place, kind, value, top)


def _of(words: Callable[[Intervention], str]) -> Callable[[CardLine], str]:
    return lambda line: words(line.card) if line.card else ""


def _name(line: CardLine) -> str:
    if line.card:
        return pick(line.card.names)
    letter = "ABCDEF"[line.area - 1]
    return f"{letter} · {goal_area_text(line.area)} ({line.count})"


def _accessible(line: CardLine) -> str:
    if line.card is None:
        return _name(line)
    states = {"chosen": _("chosen"), "hidden": _("hidden")}
    return ". ".join(filter(None, (_name(line), states.get(line.card.choice, ""))))


def _is_bold(line: CardLine) -> bool:
    return line.card is None or line.card.choice == CHOSEN


def _icon(line: CardLine) -> tuple[str, str] | None:
    if line.card is None:
        return None
    icons = {CHOSEN: ("circle-check", "accent"), HIDDEN: ("eye-off", "ink3")}
    return icons.get(line.card.choice, ("circle-dashed", "ink3"))


def _tone(line: CardLine) -> str:
    return "ink2" if line.card is None or line.card.choice == HIDDEN else "ink"


def _own_tag_look(line: CardLine) -> tuple[str, str]:
    return ("neutral", "")


def _own_tip(card: Intervention) -> str:
    if card.is_own:
        return _("A card of our own school")
    return _("Our own figures: look at the card") if card.own_fields else ""


def _months(card: Intervention) -> str:
    return UNKNOWN if card.months is None else months_text(card)


def _months_tip(card: Intervention) -> str:
    if card.months is None:
        return _("No figure known. That does not mean: no effect.")
    return marked(months_text(card), card, "months")


def _year(card: Intervention) -> str:
    if card.months is None:
        return ""
    if "months" in card.own_fields and card.own_since:
        return str(card.own_since.year)
    return str(card.figure_year) if card.figure_year else "?"


def _dose(card: Intervention) -> str:
    if card.dose is None:
        return ""
    text = _("{times}×{minutes}, {weeks} wk")
    dose = card.dose
    return text.format(
        times=number(dose.sessions_per_week), minutes=number(dose.minutes), weeks=number(dose.weeks)
    )


def _belongs(card: Intervention, which: object) -> bool:
    if which in (CHOSEN, HIDDEN):
        return card.choice == which
    if which == OWN:
        return card.is_own or bool(card.own_fields)
    return which != FIGURELESS or card.months is None or card.evidence is None


def _searched(card: Intervention) -> str:
    return folded(" ".join((*card.names.values(), card.id.replace("-", " "))))
