"""The school itself, and its settings."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from npo_desktop.store.tables import School, Setting


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """Whose store this is."""

    name: str
    island: str
    place: str
    language: str
    coordinator: str
    is_practice: bool


def school_facts(session: Session) -> SchoolFacts:
    """The one school of this store."""
    school = session.get_one(School, 1)
    return SchoolFacts(
        school.name,
        school.island,
        school.place,
        school.language,
        school.coordinator,
        school.is_practice,
    )


def set_language(session: Session, language: str) -> None:
    """The language of the window and of staff documents."""
    session.get_one(School, 1).language = language


def setting(session: Session, key: str, default: str = "") -> str:
    """A choice of this school by name."""
    found = session.get(Setting, key)
    return found.value if found else default


def set_setting(session: Session, key: str, value: str) -> None:
    """Keep a choice under a name."""
    session.merge(Setting(key=key, value=value))


def school_year_of(day: date) -> str:
    """ "2026-2027": a school year runs from 1 August to 31 July on all three islands."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"
