"""What may already be said of a pupil in this round, what is missing, and from whom. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.i18n import _, ngettext
from npo_desktop.scoring.change import Verdict


class Light(StrEnum):
    """How far one may go: never how the pupil is doing."""

    READY = "ready"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class ListGiven:
    """How far one of the three lists is; ``items`` 0: it is not asked of this pupil."""

    informant: Informant
    items: int
    answered: int

    @property
    def is_complete(self) -> bool:
        """Nothing is left to answer."""
        return 0 < self.items <= self.answered

    @property
    def left(self) -> int:
        """Questions without an answer."""
        return max(self.items - self.answered, 0)


@dataclass(frozen=True, slots=True)
class Readiness:
    """The light, the state of each list, what may be said, and what may not be said yet."""

    light: Light
    lists: tuple[str, ...]  # those that are not whole yet first
    may: tuple[str, ...]
    not_yet: tuple[str, ...]
    missing: tuple[Informant, ...] = ()  # whose list is not whole yet

    @property
    def words(self) -> str:
        """Everything in one paragraph."""
        return " ".join((*self.lists, *self.may, *self.not_yet))


def readiness_of(dossier: Dossier, lists: Iterable[ListGiven]) -> Readiness:
    """What the answers of this round carry, before anybody reads a figure."""
    asked = [one for one in lists if one.items]
    teacher = next((one for one in asked if one.informant is Informant.TEACHER), None)
    has_bands = any(scored.score.mean is not None for scored in dossier.scores)
    may, not_yet = _of_changes(dossier)
    first, first_not = _of_informants(asked)
    told, told_not = _of_tests(dossier)
    if has_bands:
        may = [_("The profile can be read."), *may]
    else:
        not_yet = [_("There is no profile yet: start with the teacher's list."), *not_yet]
    complete = teacher is not None and teacher.is_complete
    light = Light.READY if complete and all(one.is_complete for one in asked) else Light.PARTLY
    return Readiness(
        light if has_bands or told else Light.NOT_YET,
        tuple(list_text(one) for one in sorted(asked, key=lambda one: one.is_complete)),
        (*may, *first, *told),
        (*not_yet, *first_not, *told_not),
        tuple(one.informant for one in asked if not one.is_complete),
    )


def list_text(given: ListGiven) -> str:
    """How far one list is."""
    whose = {
        Informant.TEACHER: (
            _("The teacher's list is complete."),
            _("There is no teacher's list yet."),
        ),
        Informant.PUPIL: (_("The pupil's list is complete."), _("There is no pupil's list yet.")),
        Informant.PARENT: (
            _("The parents' list is complete."),
            _("There is no parents' list yet."),
        ),
    }[given.informant]
    if given.is_complete:
        return whose[0]
    return whose[1] if not given.answered else _short_text(given)


def _short_text(given: ListGiven) -> str:
    n = given.left
    words = {
        Informant.TEACHER: ngettext(
            "The teacher's list is {n} question short.",
            "The teacher's list is {n} questions short.",
            n,
        ),
        Informant.PUPIL: ngettext(
            "The pupil's list is {n} question short.",
            "The pupil's list is {n} questions short.",
            n,
        ),
        Informant.PARENT: ngettext(
            "The parents' list is {n} question short.",
            "The parents' list is {n} questions short.",
            n,
        ),
    }[given.informant]
    return words.format(n=n)


def _of_changes(dossier: Dossier) -> tuple[list[str], list[str]]:
    """Whether anything may be said about change, and if not why."""
    mine = [change for change in dossier.changes if change.informant is Informant.TEACHER]
    if any(change.verdict is not Verdict.UNKNOWN for change in mine):
        return [_("Changes since the round before can be shown.")], []
    if not dossier.scores:
        return [], []
    if not mine:
        return [], [_("Changes cannot be shown: this is the first round.")]
    whole = (NoVerdict.OTHER_RATER, NoVerdict.OTHER_FORM, NoVerdict.TWO_TIERS)
    why = next((change.why for change in mine if change.why in whole), None)
    reasons = {
        NoVerdict.OTHER_RATER: _("Changes cannot be shown: another person answered."),
        NoVerdict.OTHER_FORM: _("Changes cannot be shown: another version was used."),
        NoVerdict.TWO_TIERS: _("Changes cannot be shown: the short scan was used."),
    }
    too_few = _("Changes cannot be shown: too few answers.")
    return [], [reasons.get(why, too_few) if why else too_few]


def _of_informants(asked: Sequence[ListGiven]) -> tuple[list[str], list[str]]:
    """Comparing takes two whole lists."""
    complete = [one.informant for one in asked if one.is_complete]
    if len(complete) > 2:
        return [_("Teacher, pupil and parents can be compared.")], []
    if len(complete) == 2:
        return [_("Two people can be compared.")], []
    return [], [_("Different views cannot be compared yet.")] if asked else []


def _of_tests(dossier: Dossier) -> tuple[list[str], list[str]]:
    if dossier.results:
        return [_("There are test results.")], []
    return [], [_("No test results have been read in.")]
