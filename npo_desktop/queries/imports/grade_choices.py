"""How this school names its year groups, and which one a grade of another system is."""

import hashlib
from collections.abc import Mapping

from sqlmodel import Session

from npo_desktop.content.grade_names import STYLES
from npo_desktop.queries.school import school_facts, set_setting, setting
from npo_desktop.store.tables import ColumnMapping

_SETTING = "grade-names"


def grade_style(session: Session) -> str:
    """One of ``STYLES``: as chosen, else as it is usual on the island."""
    chosen = setting(session, _SETTING)
    if chosen in STYLES:
        return chosen
    return "groups" if school_facts(session).island == "bonaire" else "grades"


def set_grade_style(session: Session, style: str) -> None:
    """Name year groups this way from now on. The caller commits."""
    if style not in STYLES:
        raise ValueError(f"no such way to name year groups: {style!r}")
    set_setting(session, _SETTING, style)


def grades_for(session: Session, source: str) -> dict[str, int | None] | None:
    """Which year group each grade of this source is, as it was said before; ``None``: never."""
    found = session.get(ColumnMapping, _fingerprint(source))
    return dict(found.columns) if found else None


def remember_grades(session: Session, source: str, grades: Mapping[str, int | None]) -> None:
    """Keep which year group a grade of OneRoster or SDS is; older choices stay. Caller commits."""
    if wrong := [grade for grade in grades.values() if grade is not None and not 1 <= grade <= 14]:
        raise ValueError(f"year groups are 1 to 14, not {wrong}")
    kept = (grades_for(session, source) or {}) | dict(grades)
    session.merge(ColumnMapping(fingerprint=_fingerprint(source), name=source, columns=dict(kept)))


def _fingerprint(source: str) -> str:
    return hashlib.sha256(f"grades\x1f{source}".encode()).hexdigest()
