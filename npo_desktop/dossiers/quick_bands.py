"""Bands of many scans at once, without everything else a score carries. Pure.

For what opens follow-up questions in two tiers, where a board asks it of a whole school. The
figures are those of ``scan_scores``; a test holds the two together.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from npo_desktop.content.questionnaire import Questionnaire, Scale
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.dossiers.two_tiers import Answers, marker_of
from npo_desktop.scoring.norms import Band, band_of, reference_of

Edition = tuple[str, str]  # code and edition of a questionnaire
Editions = Mapping[Edition, Questionnaire]

_Values = tuple[int | None, ...]
_Found = tuple[int, float, Band]  # items asked, mean, band by the criterion
_Group = tuple[str, str, str, str]  # as in ReferenceKey, but for the subscale
_Means = list[tuple[dict[str, Band], float]]  # a pupil's bands, to be filled in, and the mean
_ANY_AGE = 12  # nobody is too young or too old then


@dataclass(frozen=True, slots=True)
class TeacherList:
    """What of a teacher's scan counts for its bands."""

    edition: Edition
    language: str
    has_norms: bool  # it forms the norms of the school group and is compared with them
    answers: Answers


_Keys = tuple[tuple[bool, bool], ...]  # of each item: reverse, asked at this age


class _Known(dict[_Values, _Found | None]):
    """What the answers to one subscale say; none: too few of them.

    Worked out once: three answers have 216 patterns, and a school thousands of subscales.
    """

    def __init__(self, items: _Keys, top: int) -> None:
        self._items = items
        self._top = top

    def __missing__(self, values: _Values) -> _Found | None:
        asked = answered = total = 0
        for value, (reverse, suits) in zip(values, self._items, strict=True):
            if value is not None:
                answered += 1
                total += self._top - value if reverse else value
            asked += suits or value is not None
        found = None
        if answered and 4 * answered >= 3 * asked:
            mean = total / answered
            found = asked, mean, band_of(mean, top=self._top)
        self[values] = found
        return found


_Plan = tuple[str, tuple[str, ...], _Known]  # code and items of a subscale


class QuickBands:
    """Knows the subscales of some questionnaires; made anew for each question."""

    def __init__(self, editions: Editions, tiered: Questionnaire) -> None:
        self._editions = editions
        self._codes = gated_codes(tiered)
        self._plans: dict[tuple[Edition, int], tuple[_Plan, ...]] = {}
        self._alike: dict[tuple[_Keys, int], _Known] = {}

    def by_criterion(self, age: int, lists: Iterable[tuple[Edition, Answers]]) -> dict[str, Band]:
        """Of one pupil: the worst band of each subscale that somebody's list gives."""
        found: dict[str, Band] = {}
        for edition, answers in lists:
            get = answers.get
            for code, ids, known in self._plan(edition, age):
                if (one := known[tuple(map(get, ids))]) and one[0] > 1 and one[2] is not Band.FINE:
                    found[code] = Band.LOW if Band.LOW in (one[2], found.get(code)) else one[2]
        return found

    def by_norms(
        self, asked_on: date, lists: Iterable[tuple[PupilFacts, TeacherList]]
    ) -> dict[UUID, dict[str, Band]]:
        """Of teachers' lists of one round, by the norms that they form together.

        ``asked_on``: when the round began.
        """
        alike: dict[tuple[int, _Group | None], dict[str, _Means]] = {}
        bands: dict[UUID, dict[str, Band]] = {}
        for pupil, given in lists:
            edition = given.edition
            top = self._editions[edition].top
            group = (*edition, given.language, pupil.age_band_on(asked_on))
            mine = bands.setdefault(pupil.id, {})
            bare = alike.setdefault((top, None), defaultdict(list))
            normed = alike.setdefault((top, group), defaultdict(list)) if given.has_norms else bare
            get = given.answers.get
            for code, ids, known in self._plan(edition, pupil.age_on(asked_on)):
                if found := known[tuple(map(get, ids))]:
                    items, mean, _band = found
                    (normed if items > 2 else bare)[code].append((mine, mean))
        for (top, own_group), by_code in alike.items():
            for code, means in by_code.items():
                reference = reference_of([mean for _mine, mean in means]) if own_group else None
                of = {
                    m: band_of(m, top=top, reference=reference) for m in {m for _mine, m in means}
                }
                for mine, mean in means:
                    mine[code] = of[mean]
        return bands

    def _plan(self, edition: Edition, age: int) -> tuple[_Plan, ...]:
        """The same for every pupil of this age."""
        key = edition, age
        if key not in self._plans:
            self._plans[key] = tuple(
                (
                    scale.code,
                    tuple(item.id for item in scale.items),
                    self._known_of(edition, scale, age),
                )
                for scale in self._editions[edition].scales
                if scale.code in self._codes and scale.scored and not scale.judgement
            )
        return self._plans[key]

    def _known_of(self, edition: Edition, scale: Scale, age: int) -> _Known:
        """One for all subscales that are keyed alike, at all ages that are asked the same."""
        top = self._editions[edition].top
        items = tuple((item.reverse, item.suits(age)) for item in scale.items)
        return self._alike.setdefault((items, top), _Known(items, top))


def gated_codes(questionnaire: Questionnaire) -> Collection[str]:
    """The subscales of which only the marker is asked at first."""
    return {
        scale.code
        for scale in questionnaire.scales
        if marker_of(questionnaire, scale, _ANY_AGE) is not None
    }
