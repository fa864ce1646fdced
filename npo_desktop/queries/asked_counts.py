"""How long a list is for a pupil, and how far, where that depends on the answers themselves."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.asked import NO_GATES, Gates, asked_of, required
from npo_desktop.dossiers.asked_age import asked_age
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.quick_bands import QuickBands
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER, can_have_tiers
from npo_desktop.queries.last_round import LastRound, gates_by, last_round
from npo_desktop.queries.scan_forms import with_baseline
from npo_desktop.queries.scans import scan_facts

Counts = tuple[int, int]  # asked just now, and answered of those
A_FEW = 80  # pupils: then only their scans are read, else those of the whole round


def asked_counts(
    session: Session,
    questionnaires: Mapping[str, Questionnaire],
    this: RoundFacts,
    pupils: Sequence[PupilFacts],
    *,
    forms: Collection[str],
    last: LastRound | None = None,
    exceptions: Mapping[tuple[UUID, str], bool] | None = None,
) -> dict[tuple[UUID, str], Counts]:
    """By pupil and list, for lists in two tiers and own lists with conditions; others are not here.

    ``forms``: those of the teachers' lists begun in this round. As many statements for a school as
    for one pupil.
    """
    has_tiers = this.form == TWO_TIER or TWO_TIER in forms
    moving = [
        questionnaire
        for questionnaire in questionnaires.values()
        if (has_tiers and can_have_tiers(questionnaire))
        or any(item.relevant for item in questionnaire.items)
    ]
    if not moving:
        return {}
    scans: dict[UUID, list[ScanFacts]] = {pupil.id: [] for pupil in pupils}
    some = list(scans) if len(pupils) <= A_FEW else None
    for scan in scan_facts(session, round_id=this.id, pupil_ids=some):
        if scan.pupil_id in scans:
            scans[scan.pupil_id].append(scan)
    found: dict[tuple[UUID, str], Counts] = {}
    for questionnaire in moving:
        baseline: Collection[UUID] = ()
        quick = QuickBands(load_content().editions, questionnaire)
        if can_have_tiers(questionnaire):
            last = last or last_round(session, questionnaire, this)
            if this.form == TWO_TIER:
                baseline = with_baseline(session, questionnaire, this.starts_on)
        for pupil in pupils:
            mine = scans[pupil.id]
            list_now = next((one for one in mine if one.questionnaire == questionnaire.code), None)
            form = FULL if pupil.id not in baseline else TWO_TIER
            form = list_now.form if list_now else form
            gates = NO_GATES
            if form == TWO_TIER and last is not None:
                gates = gates_by(quick, last, questionnaire, pupil, mine)
            key = pupil.id, questionnaire.code
            exception = (exceptions or {}).get(key)
            age = asked_age(questionnaire, pupil.age_on(this.starts_on), exception)
            found[key] = _counts(questionnaire, age, list_now, form, gates)
    return found


def _counts(
    questionnaire: Questionnaire,
    age: int | None,
    scan: ScanFacts | None,
    form: str,
    gates: Gates,
) -> Counts:
    if age is None:
        return 0, 0
    answers = scan.answers if scan else {}
    asked = asked_of(
        questionnaire,
        age,
        answers,
        scan.words if scan else {},
        form=form,
        gates=gates,
    )
    items = required(one.item for one in asked)
    return len(items), sum(item.id in answers for item in items)
