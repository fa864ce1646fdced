"""One invented pupil with everything, and ways to change what is known."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

import pytest

from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, SubscaleNames
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    RoundFacts,
    ScoredChange,
    SubscaleScore,
    flags_of,
)
from npo_desktop.exports.parent_facts import AgreedGoal, AgreedPlan, ParentSummary
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import band_of
from npo_desktop.scoring.scale import score_items

MakeSummary = Callable[..., ParentSummary]

NOVEMBER = RoundFacts(UUID(int=1), "2026-2", date(2026, 11, 2), date(2026, 11, 27))
MAY = RoundFacts(UUID(int=2), "2026-1", date(2026, 5, 4), date(2026, 5, 29))
ANSWERS: Mapping[str, tuple[int, ...]] = {
    "EF-INH": (3, 2, 3),
    "EF-WME": (2, 3, 3),
    "EF-ATT": (2, 2, 1),
    "EF-INI": (1, 1, 0),
    "EF-PER": (4, 4, 3),
    "SE-WEL": (3, 3, 3),
    "SE-SOC": (4, 4, 4),
    "SE-EMO": (2, 3, 2),
    "SE-SAF": (3, 2, 3),
}
BEFORE: Mapping[str, tuple[int, ...]] = {"EF-ATT": (0, 0, 0), "SE-EMO": (1, 1, 1)}
JUDGEMENTS: Mapping[str, int] = {"COG-TEC": 2, "COG-SPE": 1, "COG-MAT": 3}


def scored(subscale: str, *answers: int | None, held_on: date) -> SubscaleScore:
    """As the teacher sees it."""
    score = score_items(answers)
    return SubscaleScore(
        subscale=subscale,
        informant=Informant.TEACHER,
        questionnaire="teacher",
        edition="1",
        held_on=held_on,
        top=4,
        score=score,
        band=band_of(score.mean),
    )


@pytest.fixture
def known_dossier() -> Callable[[Mapping[str, tuple[int, ...]]], Dossier]:
    """A dossier from the teacher's answers alone."""

    def make(answers: Mapping[str, tuple[int, ...]]) -> Dossier:
        day = date(2026, 11, 10)
        scores = tuple(scored(code, *given, held_on=day) for code, given in answers.items())
        scores += tuple(
            scored(code, given, held_on=day) for code, given in JUDGEMENTS.items() if answers
        )
        before = tuple(
            scored(code, *given, held_on=MAY.starts_on) for code, given in BEFORE.items()
        )
        return Dossier(
            pupil=PupilFacts(
                id=UUID(int=7),
                number="B0417",
                call_name="Jeandro",
                infix="",
                last_name="Evertsz",
                birth_date=date(2018, 2, 3),
                grade=5,
                group="5",
                home_language="pap",
                talk_language="nl",
            ),
            round=NOVEMBER,
            scores=scores,
            flags=flags_of(scores, (), ()),
            before=before,
            before_round=MAY,
            changes=(
                ScoredChange(Informant.TEACHER, "EF-ATT", 0.0, 1.67, 2.9, Verdict.IMPROVED),
                ScoredChange(Informant.TEACHER, "SE-EMO", 1.0, 2.3, 1.1, Verdict.UNCHANGED),
            ),
        )

    return make


@pytest.fixture
def plans(content: Content) -> tuple[AgreedPlan, ...]:
    """Three plans, as a coordinator agrees them."""
    return (
        AgreedPlan(
            intervention=content.catalogue.get("metacognition-self-regulation"),
            is_nothing_extra=False,
            review_on=date(2027, 3, 2),
            goals=(
                AgreedGoal(
                    "Jeandro begint in vier van de vijf lessen binnen twee minuten.", "EF-INI"
                ),
            ),
            who="juf Ilvienne",
            sessions_per_week=3,
            minutes=15,
            weeks=10,
            pupil_words="Samen werken vind ik leuk. Alleen beginnen vind ik moeilijk.",
        ),
        AgreedPlan(
            intervention=content.catalogue.get("small-group-tuition"),
            is_nothing_extra=False,
            review_on=date(2027, 3, 9),
            goals=(AgreedGoal("Jeandro schrijft de weekwoorden goed.", "COG-SPE"),),
            who="mevrouw Mensche",
            sessions_per_week=1,
            minutes=20,
            weeks=8,
        ),
        AgreedPlan(
            intervention=content.catalogue.get("oral-language-interventions"),
            is_nothing_extra=False,
            review_on=date(2027, 3, 16),
            who="juf Ilvienne en de klassenassistent",
            minutes=10,
        ),
    )


@pytest.fixture
def summary(
    content: Content,
    plans: tuple[AgreedPlan, ...],
    known_dossier: Callable[[Mapping[str, tuple[int, ...]]], Dossier],
) -> MakeSummary:
    """Jeandro's summary; ``plan_count``, ``answers``, ``name`` and any field can be changed."""

    def make(
        *,
        plan_count: int = 1,
        answers: Mapping[str, tuple[int, ...]] = ANSWERS,
        name: str = "Jeandro",
        **fields: Any,
    ) -> ParentSummary:
        dossier = known_dossier(answers)
        made = ParentSummary(
            dossier=replace(dossier, pupil=replace(dossier.pupil, call_name=name)),
            plans=plans[:plan_count],
            school="Basisschool Kaya Korá",
            place="Kralendijk, Bonaire",
            coordinator="Dianira Ortela",
            teachers=("Ilvienne Martis",),
            is_practice=False,
            made_on=date(2026, 11, 24),
            asked_language="nl",
            language="nl",
            subscales=content.subscales,
            catalogue=content.catalogue,
        )
        return replace(made, **fields)

    return make


PAYLOADS = (
    *("=1+1", "+1", "-1", "@SUM(A1:A9)", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"),
    *('=HYPERLINK("http://x.example","klik")', "=IMPORTXML(CONCAT(A1),B1)", "=WEBSERVICE(A1)"),
    *('=DDE("cmd";"/C calc";"x")', "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", '"=1+1', "'=1+1"),
    *("＝1+1", "＋1", "－1", "＠SUM(A1)", "\x00=1+1", "%0A=1", ";=1+1", ",=1+1", "|calc", "=A1&B1"),
    *("#REF!", "#NAME?", "#DIV/0!", "#N/A", "TRUE", "1e5", "0001", "31-12-2015", "1/2"),
    *("<b>Piet", "</para><img src='file:///etc/passwd'/>", "<img src=/etc/passwd>", "&amp;&lt;"),
    *("<a href='javascript:x'>k</a>", "<font size=99>", "<!-- x", "]]>", "<?xml?>", "&#0;&h;"),
    *("&L&B&D", "&P&N&F", "{name}", "{0.__class__}", "%s%n%d", "\\input{/etc/passwd}", "$(id)"),
    *("`id`", "../../etc/passwd", "C:\\Windows\\win.ini", "file:///etc/passwd", "\u202eabc"),
    *("Jaïr d’Évora", "名前 😀", "W" * 60, "(unbalanced \\", "/JS (app.alert)", "%PDF-1.7"),
)
# Codes of ours, which no school types; what they are looked up in is not from the school either.
CODES = frozenset(
    {
        *("id", "subscale", "questionnaire", "edition", "informant", "language", "state"),
        *("asked_language", "second_language", "talk_language", "talk_at"),
        *("intervention", "level", "item", "resting"),
    }
)
OURS = (Content, Catalogue, Intervention, SubscaleNames)


def with_words(value: Any, words: str) -> Any:
    """The same facts with every text that a school typed replaced; new fields come along."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return words
    if isinstance(value, tuple):
        return tuple(with_words(each, words) for each in value)
    if not is_dataclass(value) or isinstance(value, OURS):
        return value
    changed = {
        each.name: with_words(getattr(value, each.name), words)
        for each in fields(value)
        if each.name not in CODES and each.init
    }
    made: Any = value
    return replace(made, **changed)


@pytest.fixture(scope="session")
def payloads() -> tuple[str, ...]:
    """What a hostile file could put in a name."""
    return PAYLOADS


@pytest.fixture(scope="session")
def filled() -> Callable[[Any, str], Any]:
    """Facts in which everything a school typed is this text."""
    return with_words
