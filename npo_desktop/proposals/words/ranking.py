"""The constants in words: what each is, what turns the order, and what a turn changes. Pure."""

from collections.abc import Mapping, Sequence

from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.proposals.constants import FACTOR_KEY, SHRINK_KEY
from npo_desktop.proposals.sensitivity import FIRST, Turn
from npo_desktop.proposals.words.proposed import evidence_word

Names = Mapping[str, str]  # intervention -> what staff call it


def dial_text(key: str) -> str:
    """What a constant is, as the label of its slider."""
    if key.startswith(SHRINK_KEY):
        word = evidence_word(int(key.removeprefix(SHRINK_KEY)))
        return _("Evidence {word} counts for").format(word=word)
    if key.startswith(FACTOR_KEY):
        return {
            "trained": _("When a colleague still needs training"),
            "material": _("When the material is not there"),
            "language": _("When the language does not fit"),
            "timetable": _("When it does not fit the timetable"),
            "partner": _("When a partner is missing"),
        }[key.removeprefix(FACTOR_KEY)]
    return {
        "hourly_rate": _("An hour of staff costs"),
        "cost_divisor": _("Hours per pupil at which a proposal counts half"),
        "watch_weight": _("A need to watch weighs, beside 2 for help needed"),
    }[key]


def dial_value_text(key: str, value: float) -> str:
    """Where a slider stands."""
    if key == "hourly_rate":
        return _("$ {amount}").format(amount=number(value))
    if key == "cost_divisor":
        return _("{n} hours").format(n=number(value))
    if key == "watch_weight":
        return number(value, 2)
    return f"{number(100 * value)} %"


def turned_text(key: str, value: float) -> str:
    """The beginning of a sentence on what a turned constant brings."""
    if key == "hourly_rate":
        return _("With {amount} dollars an hour").format(amount=number(value))
    if key == "cost_divisor":
        return _("If a score halves at {n} hours").format(n=number(value))
    if key == "watch_weight":
        return _("If a need to watch weighs {n}").format(n=number(value, 2))
    shown = f"{number(100 * value)} %"
    return _("With {value} for: {what}").format(value=shown, what=_small(dial_text(key)))


def changes_text(before: Sequence[str], after: Sequence[str], names: Names) -> str:
    """What moves in the first places, or that nothing does; for behind a colon."""
    found = _biggest_move(before, after)
    if found is None:
        return _("the first places stay as they are")
    id, was, now = found
    name = names.get(id, id)
    if now < was:
        return _("{name} rises from {was} to {now}").format(name=name, was=was, now=now)
    return _("{name} drops from {was} to {now}").format(name=name, was=was, now=now)


def _biggest_move(before: Sequence[str], after: Sequence[str]) -> tuple[str, int, int] | None:
    """Who leads now if that is another; else who moved most into or within the first places."""
    was = {id: place for place, id in enumerate(before, 1)}
    moves = [
        (id, was[id], place)
        for place, id in enumerate(after, 1)
        if id in was and was[id] != place and min(place, was[id]) <= FIRST
    ]
    if not moves:
        return None
    if moves[0][2] == 1:
        return moves[0]
    return max(moves, key=lambda move: (move[1] - move[2], -move[2]))


def close_call_text(turns: Sequence[Turn], standing: Sequence[str], names: Names) -> str:
    """Which constant turns the order, and who then leads; empty when the order holds."""
    if not turns:
        return ""
    turn = turns[0]
    what = dial_text(turn.key)
    cause = (
        _("With “{what}” a quarter higher") if turn.up else _("With “{what}” a quarter lower")
    ).format(what=what)
    places = zip(turn.order, standing, strict=False)
    moved = (pair for pair in enumerate(places, 1) if pair[1][0] != pair[1][1])
    place, (id, _stood) = next(moved)
    name = names.get(id, id)
    if turn.first_changes:
        return _("{cause}, {name} leads.").format(cause=cause, name=name)
    words = _("{cause}, {name} comes in place {place}.")
    return words.format(cause=cause, name=name, place=place)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
