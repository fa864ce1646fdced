"""What the detail of a card is made of, part by part, from the top down."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.card_fields import level_text
from npo_desktop.content.catalogue import PRACTICE_FIELDS, Intervention
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, current, ngettext, pick
from npo_desktop.proposals.words.card import (
    card_dose_text,
    figure_lines,
    grades_text,
    island_text,
    origin_text,
    own_text,
    practice_title,
)
from npo_desktop.proposals.words.proposed import dose_note, goal_area_text
from npo_desktop.queries.menukaart.menukaart_changes import touches_text
from npo_desktop.queries.menukaart.menukaart_facts import MenukaartFacts
from ui.widgets.meter import Kind, Meter
from ui.widgets.note import Note
from ui.widgets.tag import Tag
from ui.widgets.text import text

MOST_VERSIONS = 5


def card_parts(
    card: Intervention,
    shipped: Intervention | None,
    facts: MenukaartFacts,
    names: Mapping[str, str],
) -> Iterator[QWidget]:
    """The parts that have something to say."""
    yield _head(card)
    for warning in card.contraindications:
        yield Note("err" if warning in card.stops else "warn", pick(warning.texts))
    yield _figures(card)
    if own := own_text(card, shipped):
        yield text(own, wrap=True)
    yield text(origin_text(card), "help", "ink2", wrap=True, selectable=True)
    if card.months is None:
        told = _("No figure known. That does not mean: no effect.")
        yield text(told, "help", "ink2", wrap=True)
    if card.caution and (card.is_own or current() == "en"):  # what ships is in English only
        yield text(card.caution, wrap=True)
    yield _part(_("How often and how long"), _dose(card))
    yield from _maybe(_("Works on"), _targets(card, names))
    yield from _maybe(_("On our island"), island_text(card))
    yield from _maybe(_("Can we do this here?"), _questions(card, facts))
    for field in PRACTICE_FIELDS:
        yield from _maybe(practice_title(field), pick(card.practice.get(field, {})))
    yield from _maybe(_("Plans and changes"), _history(card, facts))


def size_text(size: int) -> str:
    """Bytes as people say them."""
    if size < 1024 * 1024:
        return _("{n} kB").format(n=number(max(1, round(size / 1024))))
    return _("{n} MB").format(n=number(size / 1024 / 1024, 1))


def _head(card: Intervention) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(text(pick(card.names), "cardTitle", wrap=True))
    area = f"{card.category} · {goal_area_text(card.goal_area)}"
    line = " · ".join((area, level_text(card.level), grades_text(card)))
    column.addWidget(text(line, "help", "ink2", wrap=True))
    tags = QHBoxLayout()
    tags.setSpacing(8)
    if card.choice == "chosen":
        tags.addWidget(Tag(_("chosen by us"), "ok"))
    if card.choice == "hidden":
        tags.addWidget(Tag(_("hidden"), "neutral", "eye-off"))
    if card.own_fields and not card.is_own:
        tags.addWidget(Tag(_("own figures"), "neutral", "pencil"))
    if not card.on_menukaart and not card.is_own:
        tags.addWidget(Tag(_("our addition"), "neutral"))
    if tags.count():
        tags.addStretch()
        column.addLayout(tags)
    return whole


def _figures(card: Intervention) -> QWidget:
    """Months as words only: a bar would make four months look large."""
    meters: dict[str, tuple[Kind, int | None]] = {
        _("Evidence"): ("circles", card.evidence),
        _("Cost"): ("squares", card.cost),
    }
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for row, (label, words) in enumerate(figure_lines(card)):
        grid.addWidget(text(label, "label", "ink2"), row, 0)
        grid.addWidget(text(words, "primary"), row, 2)
        kind, value = meters.get(label, ("bar", None))
        if value is not None:
            meter = Meter(kind, value, 5)
            meter.setFixedWidth(72)
            meter.setAccessibleName(words)
            grid.addWidget(meter, row, 1)
    return whole


def _part(title: str, words: str) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 2, 0, 0)
    column.setSpacing(2)
    column.addWidget(text(title, "head", "ink2"))
    column.addWidget(text(words, wrap=True, selectable=True))
    return whole


def _maybe(title: str, words: str) -> Iterator[QWidget]:
    if words:
        yield _part(title, words)


def _dose(card: Intervention) -> str:
    said = card_dose_text(card)
    if not said:
        return dose_note(None)
    is_own = card.is_own or "dose" in card.own_fields
    return said if is_own else f"{said}. {dose_note(card.dose)}"


def _targets(card: Intervention, names: Mapping[str, str]) -> str:
    found = sorted(card.targets.items(), key=lambda pair: -pair[1])
    fully = [names.get(code, code) for code, match in found if match >= 1]
    partly = [names.get(code, code) for code, match in found if 0 < match < 1]
    lines = []
    if fully:
        lines.append(_("Directly: {what}.").format(what=", ".join(fully)))
    if partly:
        lines.append(_("Partly: {what}.").format(what=", ".join(partly)))
    return "\n".join(lines)


def _questions(card: Intervention, facts: MenukaartFacts) -> str:
    answers = facts.answers.get(card.id, {})
    words = {True: _("Yes"), False: _("No"), None: _("Not known")}
    return "\n".join(
        f"{pick(texts)} {words[answers.get(factor)]}."
        for factor, texts in card.feasibility_questions.items()
    )


def _history(card: Intervention, facts: MenukaartFacts) -> str:
    running = facts.running.get(card.id, 0)
    uses = ngettext("{n} running plan uses this card.", "{n} running plans use this card.", running)
    lines = [uses.format(n=running) if running else touches_text(0)]
    for one in facts.versions.get(card.id, [])[:MOST_VERSIONS]:
        touched = touches_text(one.running_plans) if one.running_plans else ""
        lines.append(f"{date_text(one.made_at.date())}: {one.words}. {touched}".strip())
    return "\n".join(lines)
