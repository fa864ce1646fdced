"""What the practice school made of its menukaart: what it chose, hid, overruled and added."""

from typing import Any

from npo_desktop.content.catalogue import OWN_FIELDS
from npo_desktop.demo.people import Rows, fixed_id, told

FILE = "woordkaarten-thema-zee.txt"
WORDS = "de zee\nde golf\nhet strand\nhet koraal\nde schildpad\nde pelikaan\n"


def menukaart_rows(rows: Rows) -> None:
    """Cards, one change, and a file that belongs with the own card."""
    written = told("menukaart.toml")
    day = written["own"][0]["changed"]
    for choice in ("chosen", "hidden"):
        rows["school_intervention"] += [_card(id, day, choice=choice) for id in written[choice]]
    for one in written["overruled"]:
        document = {field: one[field] for field in OWN_FIELDS if field in one}
        rows["school_intervention"].append(
            _card(one["id"], one["changed"], document=document, note=one["note"])
        )
        rows["intervention_version"].append(
            {
                "intervention": one["id"],
                "before": None,
                "words": one["words"],
                "running_plans": 0,
                "made_at": one["changed"],
                "slot_id": None,
            }
        )
    for one in written["own"]:
        document = {key: None if value == "" else value for key, value in one["document"].items()}
        rows["school_intervention"].append(
            _card(one["id"], day, is_own=True, document=document, **_said(one))
        )
        rows["attachment"].append(
            {
                "id": fixed_id("attachment", one["id"], FILE),
                "intervention": one["id"],
                "file_name": FILE,
                "media_type": "text/plain",
                "content": WORDS.encode(),
                "made_at": day,
            }
        )


def _said(one: dict[str, Any]) -> dict[str, Any]:
    return {"choice": one["choice"], "note": one["note"]}


def _card(id: str, changed_at: object, **said: Any) -> dict[str, Any]:
    return {
        "id": id,
        "is_own": False,
        "choice": None,
        "document": {},
        "note": "",
        "changed_at": changed_at,
        **said,
    }
