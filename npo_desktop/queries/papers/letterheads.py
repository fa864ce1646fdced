"""The head of the school's paper, kept with its settings."""

import base64
import json
from binascii import Error
from contextlib import suppress

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.exports.letterhead import LONGEST_LINE, MOST_LINES, Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.i18n import current
from npo_desktop.queries.school import school_facts, set_setting, setting

WORDS, LOGO = "letterhead", "letterhead-logo"  # settings


def letterhead(session: Session) -> Letterhead:
    """As the school made it, else its name and place."""
    usual, kept = _usual(session), _words(setting(session, WORDS))
    lines = kept.get("lines")
    return Letterhead(
        school=str(kept.get("school") or "") or usual.school,
        place=str(kept.get("place") or "") or usual.place,
        lines=tuple(map(str, lines))[:MOST_LINES] if isinstance(lines, list) else (),
        logo=_logo(setting(session, LOGO)),
    )


def paper_head(session: Session, language: str = "") -> PaperHead:
    """For a document made today, in the language spoken when no other is asked for."""
    school = school_facts(session)
    return PaperHead(letterhead(session), school.is_practice, today(), language or current())


def set_letterhead(session: Session, new: Letterhead) -> None:
    """Keep it. An empty name or place means: as the school is called. The caller commits."""
    usual = _usual(session)
    school, place = " ".join(new.school.split()), " ".join(new.place.split())
    words = {
        "school": "" if school == usual.school else school,
        "place": "" if place == usual.place else place,
        "lines": [" ".join(line.split())[:LONGEST_LINE] for line in new.lines[:MOST_LINES]],
    }
    set_setting(session, WORDS, json.dumps(words, ensure_ascii=False))
    set_setting(session, LOGO, base64.b64encode(new.logo or b"").decode())


def _usual(session: Session) -> Letterhead:
    school = school_facts(session)
    place = ", ".join(filter(None, (school.place, island_name(school.island))))
    return Letterhead(school.name, place)


def island_name(code: str) -> str:
    """The same in every language: Bonaire, Sint Eustatius, Saba."""
    return " ".join(part.capitalize() for part in code.split("-"))


def _words(kept: str) -> dict[str, object]:
    """Nothing when a program wrote it in another way."""
    with suppress(ValueError):
        found = json.loads(kept)
        return found if isinstance(found, dict) else {}
    return {}


def _logo(kept: str) -> bytes | None:
    with suppress(Error, ValueError):
        return base64.b64decode(kept, validate=True) or None
    return None
