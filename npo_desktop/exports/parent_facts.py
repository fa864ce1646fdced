"""What a parent summary is made from: finished data, one pupil."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.content.questionnaire import SubscaleNames
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.parent_blocks import BLOCKS
from npo_desktop.i18n import LANGUAGES, _

READY_LANGUAGES = LANGUAGES  # every sentence of the page is there
DRAFT_LANGUAGES = ("pap", "es")  # but no native speaker has read them yet: the page says so


@dataclass(frozen=True, slots=True)
class AgreedGoal:
    """What a plan wants to reach, as the coordinator wrote it."""

    text: str
    subscale: str | None = None


@dataclass(frozen=True, slots=True)
class AgreedPlan:
    """One plan that its maker wants on the parents' page."""

    intervention: Intervention | None  # None: nothing extra, or no longer on the menukaart
    is_nothing_extra: bool
    review_on: date
    goals: tuple[AgreedGoal, ...] = ()
    who: str = ""
    sessions_per_week: int | None = None
    minutes: int | None = None
    weeks: int | None = None
    pupil_words: str = ""


@dataclass(frozen=True, slots=True)
class AgreedPoint:
    """One thing agreed in the talk."""

    text: str
    who: str = ""  # "school", "home", "pupil" or nobody in particular
    by_on: date | None = None


@dataclass(frozen=True, slots=True)
class ParentSummary:
    """Everything the page for the parents of one pupil needs."""

    dossier: Dossier
    plans: tuple[AgreedPlan, ...]  # in the order of their review
    school: str
    place: str
    coordinator: str
    teachers: tuple[str, ...]
    is_practice: bool
    made_on: date
    asked_language: str
    language: str  # in which it is written: the one asked for, where that is ready
    subscales: Mapping[str, SubscaleNames]
    catalogue: Catalogue
    letterhead: Letterhead | None = None
    second_language: str = ""  # both stand side by side; empty: in one language
    blocks: frozenset[str] = frozenset(BLOCKS)  # which parts the school wants on the page
    agreements: tuple[AgreedPoint, ...] = ()  # of the talk, once it was held
    talk_on: date | None = None  # the day of the talk, when one is planned
    talk_at: str = ""  # "13:30"
    next_talk_on: date | None = None  # agreed in the talk; none: the first review of a plan
    language_is_chosen: bool = False  # for this talk or this print, so it need not be known

    @property
    def name(self) -> str:
        """What the child is called; a pupil without a call name by what there is."""
        pupil = self.dossier.pupil
        return pupil.call_name or pupil.last_name or pupil.number

    @property
    def is_scanned(self) -> bool:
        """Whether anything at all is known of this pupil in this round."""
        return any(scored.score.mean is not None for scored in self.dossier.scores) or bool(
            self.dossier.flags
        )


def ready_language(asked: str, school_language: str) -> str:
    """The language to write in: the one asked for, else the school's, else Dutch."""
    for language in (asked, school_language):
        if language in READY_LANGUAGES:
            return language
    return READY_LANGUAGES[0]


def language_note(facts: ParentSummary) -> str:
    """One sentence for the coordinator when it is not in the language asked for; else empty."""
    if facts.asked_language == facts.language:
        return ""
    asked = language_text(facts.asked_language)
    words = _("{asked} is not ready yet. This summary is in: {language}.")
    return words.format(asked=asked[:1].upper() + asked[1:], language=language_text(facts.language))


def summary_file_name(facts: ParentSummary) -> str:
    """A name that carries the pupil's number and never the pupil's name."""
    return f"parents-{_plain(facts.dossier.round.name)}-{_plain(facts.dossier.pupil.number)}.pdf"


def _plain(text: str) -> str:
    """As it may stand in a file name on every system, and no two alike."""
    return "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else f"~{ord(letter):x}"
        for letter in text
    )
