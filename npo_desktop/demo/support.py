"""The support groups of the practice school: one block, still a concept."""

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from npo_desktop.demo.people import YEARS, Child, Rows, Told, fixed_id, told


def support_rows(children: Sequence[Child]) -> Rows:
    """A block with its groups and who is in them, and what the parents said."""
    written = told("support.toml")
    rows: Rows = defaultdict(list)
    block_id = fixed_id("block", written["name"])
    row = {part: written[part] for part in ("name", "starts_on", "ends_on")}
    rows["block"].append(row | {"id": block_id, "round_id": fixed_id("round", written["round"])})
    limits = {
        "largest": written["largest"],
        "classes": [str(fixed_id("group", YEARS[1], grade)) for grade in written["grades"]],
    }
    kept = json.dumps({"limits": limits})
    rows["setting"].append({"key": f"block.{block_id}", "value": kept})
    pupils = {child.name: child for child in children}
    for place, group in enumerate(written["groups"], 1):
        _group_rows(rows, group, place, block_id, pupils)
    for child in children:
        if child.grade in written["grades"] and child.name not in written["no_consent_yet"]:
            said: date = written["agreed_on"]
            consent = {"pupil_id": child.id, "is_given": True, "said_on": said}
            rows["support_consent"].append(consent)
    return rows


def _group_rows(
    rows: Rows, group: Told, place: int, block_id: object, pupils: dict[str, Child]
) -> None:
    group_id = fixed_id("support-group", group["name"])
    rows["support_group"].append(
        {
            "id": group_id,
            "block_id": block_id,
            "place": place,
            "intervention": group["card"],
            "name": group["name"],
            "staff_id": fixed_id("staff", group["colleague"]),
            "room_id": fixed_id("room", group["room"]),
            "periods": [str(fixed_id("period", moment)) for moment in group["times"]],
            "minutes": group["minutes"],
            "sessions_per_week": len(group["times"]),
        }
    )
    for name in group["pupils"]:
        is_pinned = name in group.get("pinned", ())
        seat = {"support_group_id": group_id, "pupil_id": pupils[name].id, "is_pinned": is_pinned}
        rows["support_place"].append(seat)
