"""A card of the school's own that was being typed when the program locked."""

import json
from collections.abc import Mapping

from sqlmodel import Session

from npo_desktop.queries.school import set_setting, setting

_DRAFT = "menukaart.draft"


def keep_typed_card(session: Session, id: str, texts: Mapping[str, str]) -> None:
    """Keep what stands in the fields; ``id`` is empty for a new card. The caller commits."""
    set_setting(session, _DRAFT, json.dumps({"id": id, "texts": dict(texts)}))


def typed_card(session: Session, id: str) -> dict[str, str]:
    """What was typed for this card, by field; empty when nothing waits."""
    found = setting(session, _DRAFT)
    if not found:
        return {}
    draft = json.loads(found)
    return dict(draft["texts"]) if draft["id"] == id else {}


def forget_typed_card(session: Session) -> None:
    """It was kept, or thrown away."""
    if setting(session, _DRAFT):
        set_setting(session, _DRAFT, "")
