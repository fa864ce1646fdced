"""Talks with parents at the practice school: some this week, and one that was held in June."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from npo_desktop.demo.people import Child, Rows, Told, fixed_id, told

ROUND = "2026-1"
_AFTERNOON = time(18, 0, tzinfo=UTC)  # two o'clock on the island


def parent_talk_rows(rows: Rows, children: Sequence[Child]) -> None:
    """The talks, and what was agreed in those that are over."""
    pupils = {child.name: child.id for child in children}
    for talk in told("parent_talks.toml")["talks"]:
        id = fixed_id("parent_talk", talk["pupil"], talk["on"])
        rows["parent_talk"].append(_talk_row(id, talk, pupils))
        rows["talk_agreement"] += [
            {
                "id": fixed_id("talk_agreement", talk["pupil"], talk["on"], place),
                "talk_id": id,
                "position": place,
                "text": agreed["text"],
                "who": agreed["who"],
                "by_on": agreed["by"],
            }
            for place, agreed in enumerate(talk.get("agreements", ()))
        ]


def _talk_row(id: Any, talk: Told, pupils: Told) -> dict[str, Any]:
    is_held = "agreements" in talk
    return {
        "id": id,
        "pupil_id": pupils[talk["pupil"]],
        "round_id": fixed_id("round", talk.get("round", ROUND)),
        "evening_id": None,
        "held_on": talk["on"],
        "starts_at": talk["at"],
        "position": 0,
        "language": "",
        "with_whom": talk.get("with_whom", ""),
        "outcome": "agreed" if is_held else "",
        "words": talk.get("words", ""),
        "next_on": talk.get("next"),
        "code": talk.get("code", ""),
        "printed_at": _moment(talk.get("printed")),
        "done_at": _moment(talk["on"]) if is_held else None,
        "slot_id": None,
        "made_at": datetime.combine(date(2026, 11, 20), _AFTERNOON),
    }


def _moment(day: date | None) -> datetime | None:
    return datetime.combine(day, _AFTERNOON) if day else None
