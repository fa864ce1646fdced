"""The profile of a group: how its pupils are spread over the bands, and where the class stands out.

Pure. Nothing under five pupils, no percentages under ten, a place in the class from twelve on. One
teacher judges a whole class: what holds for all of it says something about the class or about the
judging, not about one child. Sources: SCORING.md, sections 3, 5 and 6.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from uuid import UUID

from npo_desktop.charts.heat_detail import behind
from npo_desktop.charts.heat_map import HeatColumn, HeatMap
from npo_desktop.charts.heat_words import SMALLEST_GROUP
from npo_desktop.charts.informants_chart import informants_chart
from npo_desktop.content.questionnaire import Informant, Questionnaire, SubscaleNames
from npo_desktop.dossiers.dossier import Dossier, SubscaleScore
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.dossiers.scan_scores import reference_behind
from npo_desktop.formats import number
from npo_desktop.i18n import _

SMALLEST_PERCENT = 10  # pupils
SMALLEST_RANK = 12
MANY_LOW = 0.5  # share of a group with help needed or watch: then look at the class
CLASS_OFF = 5.0  # T points, half an SD: the class is judged unlike the school
# Two who answer differ by themselves in 28 of 100 pupils (SCORING.md, section 5); well above that:
MANY_DIFFER = 0.4


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One subscale of a group. Means on 0 to 100, ``None`` where too few were compared."""

    column: HeatColumn
    is_shown: bool  # False: fewer than five pupils with a band
    class_mean: float | None
    school_mean: float | None
    compared: int  # pupils behind both means
    class_t: float | None  # mean T of the class; 50 is the school
    both: int  # pupils about whom teacher and pupil answered
    differing: int  # of them: by more than measurement error

    @property
    def has_percent(self) -> bool:
        """Whether shares may stand beside the counts."""
        return self.column.scored >= SMALLEST_PERCENT

    @property
    def is_low(self) -> bool:
        """Half of the group or more stands in help needed or watch."""
        signals = self.column.low + self.column.watch
        return self.is_shown and signals >= MANY_LOW * self.column.scored

    @property
    def is_judged_lower(self) -> bool:
        """More than half an SD below the school."""
        return self.class_t is not None and self.class_t < 50 - CLASS_OFF

    @property
    def is_judged_higher(self) -> bool:
        """More than half an SD above the school."""
        return self.class_t is not None and self.class_t > 50 + CLASS_OFF

    @property
    def many_differ(self) -> bool:
        """Teacher and pupils see it differently more often than is usual."""
        return self.both >= SMALLEST_GROUP and self.differing > MANY_DIFFER * self.both

    @property
    def stands_out(self) -> bool:
        """There is something to say about the whole group."""
        return self.is_low or self.is_judged_lower or self.is_judged_higher or self.many_differ


def group_profile(
    scored: ScoredRound,
    shown: HeatMap,
    subscales: Mapping[str, SubscaleNames],
    questionnaires: Mapping[str, Questionnaire],
    groups: Collection[UUID | None] | None = None,
) -> tuple[ProfileLine, ...]:
    """A line for every column of the heat map, of the same pupils and the same informant."""
    mine = [
        one for one in scored.dossiers.values() if groups is None or one.pupil.group_id in groups
    ]
    compares = groups is not None  # the whole school is its own measure
    return tuple(
        _line(scored, mine, column, shown.choice.informant, subscales, questionnaires, compares)
        for column in shown.columns
    )


def _line(
    scored: ScoredRound,
    dossiers: Sequence[Dossier],
    column: HeatColumn,
    informant: Informant | None,
    subscales: Mapping[str, SubscaleNames],
    questionnaires: Mapping[str, Questionnaire],
    compares: bool,
) -> ProfileLine:
    is_shown = column.scored >= SMALLEST_GROUP
    normed: list[SubscaleScore] = []
    if is_shown and compares and informant in (None, Informant.TEACHER):
        found = (one.score_of(column.subscale, Informant.TEACHER) for one in dossiers)
        normed = [one for one in found if one is not None and one.t is not None]
    if len(normed) < SMALLEST_GROUP:
        normed = []
    both, differing = _agreement(dossiers, subscales[column.subscale], questionnaires)
    return ProfileLine(
        column=column,
        is_shown=is_shown,
        class_mean=fmean(one.score.pomp or 0.0 for one in normed) if normed else None,
        school_mean=_school_mean(scored, normed),
        compared=len(normed),
        class_t=fmean(one.t or 0.0 for one in normed) if normed else None,
        both=both,
        differing=differing,
    )


def _school_mean(scored: ScoredRound, normed: Sequence[SubscaleScore]) -> float | None:
    """Of the very groups these pupils were compared with, on 0 to 100."""
    found = [(one, reference_behind(one, scored.references)) for one in normed]
    means = [100 * reference.mean / one.top for one, reference in found if reference]
    return fmean(means) if means else None


def _agreement(
    dossiers: Sequence[Dossier],
    names: SubscaleNames,
    questionnaires: Mapping[str, Questionnaire],
) -> tuple[int, int]:
    """How many pupils teacher and pupil both answered about, and about how many they differ."""
    both = differing = 0
    for dossier in dossiers:
        pair = [
            one
            for one in dossier.scores
            if one.subscale == names.code and one.informant is not Informant.PARENT
        ]
        if len(pair) < 2:
            continue
        two = replace(dossier, scores=tuple(pair))
        for row in informants_chart(two, {names.code: names}, questionnaires):
            both += 1
            differing += row.differs
    return both, differing


def place_in_group(
    dossiers: Sequence[Dossier], pupil_id: UUID, code: str, informant: Informant | None
) -> tuple[int, int] | None:
    """The place of a pupil in the class, 1 the highest, and of how many; ``None`` under twelve."""
    values = {}
    for dossier in dossiers:
        one = behind(dossier, code, informant)
        if one is not None and one.score.items > 1 and one.score.pomp is not None:
            values[dossier.pupil.id] = one.score.pomp
    if pupil_id not in values or len(values) < SMALLEST_RANK:
        return None
    mine = values[pupil_id]
    return 1 + sum(value > mine for value in values.values()), len(values)


def count_text(line: ProfileLine) -> str:
    """The spread in words; shares only from ten pupils on."""
    if not line.is_shown:
        return _("too few pupils to show")
    column = line.column
    counts = (
        (_("help needed"), column.low),
        (_("watch"), column.watch),
        (_("on level"), column.fine),
        (_("strong"), column.strong),
    )
    if not line.has_percent:
        return ", ".join(f"{words} {n}" for words, n in counts)
    return ", ".join(f"{words} {n} ({number(100 * n / column.scored)}%)" for words, n in counts)


def means_text(line: ProfileLine) -> str:
    """The class beside the school."""
    if line.class_mean is None or line.school_mean is None:
        return ""
    words = _("{group} here, {school} in the school")
    return words.format(group=number(line.class_mean), school=number(line.school_mean))


def remarks(line: ProfileLine) -> tuple[str, ...]:
    """What holds for the group as a whole, a sentence a line; empty: nothing stands out."""
    found = []
    if line.is_low:
        words = _(
            "Low in the whole group ({n} of {total}): look at the class, not only at the child."
        )
        n = line.column.low + line.column.watch
        found.append(words.format(n=n, total=line.column.scored))
    if line.is_judged_lower:
        words = _(
            "This class is judged lower than the school ({means}): look at the class or at who"
            " judged."
        )
        found.append(words.format(means=means_text(line)))
    if line.is_judged_higher:
        words = _(
            "This class is judged higher than the school ({means}): a pupil who needs help may go"
            " unseen."
        )
        found.append(words.format(means=means_text(line)))
    if line.many_differ:
        words = _("Teacher and pupils see this differently for {n} of {total}: ask the class.")
        found.append(words.format(n=line.differing, total=line.both))
    return tuple(found)


def class_notice_text() -> str:
    """Below every profile of a group."""
    return _(
        "What holds for a whole class says something about the class, the lessons or the"
        " judging. It is not about one child."
    )


def nothing_text() -> str:
    """Where no subscale, or not this one, has anything to say about the whole group."""
    return _("Nothing stands out for the whole group.")
