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
from npo_desktop.scoring.norms import Band, Reference, band_of, reference_of

Editions = Mapping[tuple[str, str], Questionnaire]
Given = tuple[PupilFacts, ScanFacts]

_ItemPlan = tuple[str, bool, int, int]  # id, reverse, youngest, oldest
_ScalePlan = tuple[str, tuple[_ItemPlan, ...]]
_Group = tuple[str, str, str, str, str]  # as in ReferenceKey
_ANY_AGE = 12  # nobody is too young or too old then


class QuickBands:
    """Knows the subscales of some questionnaires; made anew for each question."""

    def __init__(self, editions: Editions, tiered: Questionnaire) -> None:
        self._editions = editions
        self._codes = gated_codes(tiered)
        self._plans: dict[tuple[str, str], tuple[_ScalePlan, ...]] = {}
        self._known: dict[tuple[_Group | None, int, float], Band] = {}

    def by_criterion(self, scans: Iterable[Given]) -> dict[str, Band]:
        """Of one pupil: the worst band of each subscale that somebody's list gives."""
        found: dict[str, Band] = {}
        for pupil, scan in scans:
            for code, items, mean in self._means(pupil, scan):
                if items > 1 and (band := self._band(scan, mean)) is not Band.FINE:
                    found[code] = Band.LOW if Band.LOW in (band, found.get(code)) else band
        return found

    def by_norms(self, scans: Iterable[Given]) -> dict[UUID, dict[str, Band]]:
        """Of teachers' scans of one round, by the norms that they form together."""
        means: dict[_Group, list[float]] = {}
        found: list[tuple[UUID, ScanFacts, str, _Group | None, float]] = []
        for pupil, scan in scans:
            form = (scan.questionnaire, scan.edition, scan.language)
            age_band = pupil.age_band_on(scan.asked_on)
            in_norms = has_norms(scan) and scan.informant == Informant.TEACHER
            for code, items, mean in self._means(pupil, scan):
                group = (*form, age_band, code) if in_norms and items > 2 else None
                if group is not None:
                    means.setdefault(group, []).append(mean)
                found.append((pupil.id, scan, code, group, mean))
        references = {group: reference_of(values) for group, values in means.items()}
        bands: dict[UUID, dict[str, Band]] = {}
        for pupil_id, scan, code, group, mean in found:
            reference = references[group] if group is not None else None
            band = self._band(scan, mean, group, reference)
            bands.setdefault(pupil_id, {})[code] = band
        return bands

    def _means(self, pupil: PupilFacts, scan: ScanFacts) -> Iterator[tuple[str, int, float]]:
        """Code, number of items and mean of every subscale with enough answers."""
        age = pupil.age_on(scan.asked_on)
        answers: Answers = scan.answers
        top = self._editions[scan.questionnaire, scan.edition].top
        for code, items in self._plan(scan):
            asked = answered = total = 0
            for item, reverse, youngest, oldest in items:
                value = answers.get(item)
                if value is not None:
                    answered += 1
                    total += top - value if reverse else value
                asked += value is not None or youngest <= age <= oldest
            if answered and 4 * answered >= 3 * asked:
                yield code, asked, total / answered

    def _plan(self, scan: ScanFacts) -> tuple[_ScalePlan, ...]:
        key = (scan.questionnaire, scan.edition)
        if key not in self._plans:
            self._plans[key] = tuple(
                (scale.code, tuple((i.id, i.reverse, i.age_min, i.age_max) for i in scale.items))
                for scale in self._editions[key].scales
                if scale.code in self._codes and scale.scored and not scale.judgement
            )
        return self._plans[key]

    def _band(
        self,
        scan: ScanFacts,
        mean: float,
        group: _Group | None = None,
        reference: Reference | None = None,
    ) -> Band:
        """Remembered: three answers have thirteen means."""
        top = self._editions[scan.questionnaire, scan.edition].top
        key = (group if reference else None, top, mean)
        if key not in self._known:
            self._known[key] = band_of(mean, top=top, reference=reference)
        return self._known[key]


def gated_codes(questionnaire: Questionnaire) -> Collection[str]:
    """The subscales of which only the marker is asked at first."""
    return {
        scale.code
        for scale in questionnaire.scales
        if marker_of(questionnaire, scale, _ANY_AGE) is not None
    }
