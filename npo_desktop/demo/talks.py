"""What happened at the practice school, and what its support team talked about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from npo_desktop.demo.people import YEARS, Child, Rows, Told, fixed_id, told

ROUND = "2026-1"  # in which somebody was put on the list
MEETING_ROUND = "2025-2"
_EVENING = time(19, 30, tzinfo=UTC)


def talk_rows(rows: Rows, children: Sequence[Child]) -> None:
    """Events, strengths, a mention, and one meeting that was held, with its actions."""
    written = told("talks.toml")
    pupils = {child.name: child.id for child in children}
    rows["event"] += [_event_row(row, pupils) for row in written["events"]]
    rows["strength"] += [
        {
            "id": fixed_id("strength", row["pupil"], row["words"]),
            "pupil_id": pupils[row["pupil"]],
            "kind": row.get("kind", "strength"),
            "words": row["words"],
            "said_by": row["said_by"],
            "noted_on": row["on"],
        }
        for row in written["strengths"]
    ]
    rows["mention"] += [
        {
            "round_id": fixed_id("round", ROUND),
            "pupil_id": pupils[row["pupil"]],
            "is_added": True,
            "words": row["words"],
            "made_at": datetime.combine(date(2026, 11, 20), _EVENING),
            "slot_id": None,
        }
        for row in written["mentions"]
    ]
    for meeting in written["meetings"]:
        _meeting_rows(rows, meeting, pupils)


def _event_row(row: Told, pupils: Told) -> dict[str, Any]:
    grade = row.get("grade")
    return {
        "id": fixed_id("event", row["kind"], row["starts"]),
        "kind": row["kind"],
        "starts_on": row["starts"],
        "ends_on": row["ends"],
        "words": row["words"],
        "pupil_id": pupils[row["pupil"]] if "pupil" in row else None,
        "group_id": fixed_id("group", YEARS[1], grade) if grade else None,
    }


def _meeting_rows(rows: Rows, meeting: Told, pupils: Told) -> None:
    id = fixed_id("meeting", meeting["on"])
    closed_at = datetime.combine(meeting["on"], _EVENING) if meeting.get("closed") else None
    rows["meeting"].append(
        {
            "id": id,
            "round_id": fixed_id("round", MEETING_ROUND),
            "held_on": meeting["on"],
            "name": meeting["name"],
            "present": meeting["present"],
            "closed_at": closed_at,
        }
    )
    for place, point in enumerate(meeting["points"]):
        rows["meeting_point"].append(
            {
                "meeting_id": id,
                "pupil_id": pupils[point["pupil"]],
                "place": place,
                "minutes": point["minutes"],
            }
        )
    for action in meeting["actions"]:
        done = action.get("done")
        rows["meeting_action"].append(
            {
                "id": fixed_id("action", meeting["on"], action["words"]),
                "meeting_id": id,
                "pupil_id": pupils[action["pupil"]],
                "words": action["words"],
                "who": action["who"],
                "due_on": action["due"],
                "ended_at": datetime.combine(done, _EVENING) if done else None,
            }
        )
