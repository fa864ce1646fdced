"""What the team of the practice school said of a few approaches, before it chose them."""

import json

from npo_desktop.demo.people import Rows

SAID = {
    "metacognition-self-regulation": {
        "team": {"holds": True, "reason": "Besproken op de studiedag van september: 9 van de 10."},
        "suits": {"holds": True, "reason": "Zelf plannen hoort bij onze visie."},
    },
    "peer-tutoring": {"team": {"holds": True, "reason": ""}},
    "summer-school": {
        "team": {"holds": False, "reason": "In juli zijn veel gezinnen van het eiland."}
    },
}


def choice_rows(rows: Rows) -> None:
    """Criteria of choice, each kept as the because-card keeps it."""
    rows["setting"] += [
        {
            "key": f"criteria.{card}",
            "value": json.dumps({"card": card, **said}, ensure_ascii=False),
        }
        for card, said in SAID.items()
    ]
