"""Bands of many scans at once, without everything else a score carries. Pure.

For what opens follow-up questions in two tiers, where a board asks it of a whole school. The
figures are those of ``scan_scores``; a test holds the two together.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from uuid import UUID

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import PupilFacts, ScanFacts
from npo_desktop.dossiers.scan_scores import has_norms
from npo_desktop.dossiers.two_tiers import Answers, marker_of
from npo_desktop.scoring.norms import Band, band_of, reference_of

Edition = tuple[str, str]  # code and edition of a questionnaire
Editions = Mapping[Edition, Questionnaire]
Given = tuple[PupilFacts, ScanFacts]

_ItemPlan = tuple[str, bool, bool]  # id, reverse, asked at this age
_ScalePlan = tuple[str, tuple[_ItemPlan, ...]]
_Group = tuple[str, str, str, str]  # as in ReferenceKey, but for the subscale
_Means = list[tuple[UUID, float]]  # by pupil
_ANY_AGE = 12  # nobody is too young or too old then


class QuickBands:
    """Knows the subscales of some questionnaires; made anew for each question."""

    def __init__(self, editions: Editions, tiered: Questionnaire) -> None:
        self._editions = editions
        self._codes = gated_codes(tiered)
        self._plans: dict[tuple[Edition, int], tuple[_ScalePlan, ...]] = {}
        self._known: dict[tuple[int, float], Band] = {}

    def by_criterion(self, age: int, lists: Iterable[tuple[Edition, Answers]]) -> dict[str, Band]:
        """Of one pupil: the worst band of each subscale that somebody's list gives."""
        found: dict[str, Band] = {}
        for edition, answers in lists:
            top = self._editions[edition].top
            for code, items, mean in self._means(edition, age, answers):
                if items > 1 and (band := self._criterion(top, mean)) is not Band.FINE:
                    found[code] = Band.LOW if Band.LOW in (band, found.get(code)) else band
        return found

    def by_norms(self, scans: Iterable[Given]) -> dict[UUID, dict[str, Band]]:
        """Of teachers' scans of one round, by the norms that they form together."""
        alike: dict[tuple[int, str, _Group | None], _Means] = {}
        for pupil, scan in scans:
            edition = scan.questionnaire, scan.edition
            top = self._editions[edition].top
            in_norms = has_norms(scan) and scan.informant == Informant.TEACHER
            group = (*edition, scan.language, pupil.age_band_on(scan.asked_on))
            for code, items, mean in self._means(
                edition, pupil.age_on(scan.asked_on), scan.answers
            ):
                key = top, code, group if in_norms and items > 2 else None
                alike.setdefault(key, []).append((pupil.id, mean))
        bands: dict[UUID, dict[str, Band]] = {}
        for (top, code, own_group), means in alike.items():
            reference = reference_of([mean for _id, mean in means]) if own_group else None
            known = {m: band_of(m, top=top, reference=reference) for m in {m for _id, m in means}}
            for pupil_id, mean in means:
                bands.setdefault(pupil_id, {})[code] = known[mean]
        return bands

    def _criterion(self, top: int, mean: float) -> Band:
        """Remembered: three answers have thirteen means."""
        if (top, mean) not in self._known:
            self._known[top, mean] = band_of(mean, top=top)
        return self._known[top, mean]

    def _means(
        self, edition: Edition, age: int, answers: Answers
    ) -> Iterator[tuple[str, int, float]]:
        """Code, number of items and mean of every subscale with enough answers."""
        top, get = self._editions[edition].top, answers.get
        for code, items in self._plan(edition, age):
            asked = answered = total = 0
            for item, reverse, suits in items:
                value = get(item)
                if value is not None:
                    answered += 1
                    total += top - value if reverse else value
                asked += suits or value is not None
            if answered and 4 * answered >= 3 * asked:
                yield code, asked, total / answered

    def _plan(self, edition: Edition, age: int) -> tuple[_ScalePlan, ...]:
        """The same for every pupil of this age."""
        key = edition, age
        if key not in self._plans:
            self._plans[key] = tuple(
                (scale.code, tuple((i.id, i.reverse, i.suits(age)) for i in scale.items))
                for scale in self._editions[edition].scales
                if scale.code in self._codes and scale.scored and not scale.judgement
            )
        return self._plans[key]


def gated_codes(questionnaire: Questionnaire) -> Collection[str]:
    """The subscales of which only the marker is asked at first."""
    return {
        scale.code
        for scale in questionnaire.scales
        if marker_of(questionnaire, scale, _ANY_AGE) is not None
    }
