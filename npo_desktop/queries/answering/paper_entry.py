"""Typing paper lists in: whose form a code is, and what was typed, stored at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.content.entry_keys import Typed, TypedAnswer
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.form_code import form_code, read_code
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.answering.entering import Entered, enter, enter_words, take_away
from npo_desktop.queries.answering.paper_lists import paper_questionnaires
from npo_desktop.queries.answering.scan_entry import ScanEntry, begun_scan
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.scans import set_remark
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import Answer, Pupil, Scan

PAPER = "paper"


@dataclass(frozen=True, slots=True)
class FormOwner:
    """Whose form it is, and of which list and round."""

    pupil_id: UUID
    group_id: UUID | None
    round: RoundFacts
    questionnaire: str


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What there is already of a list."""

    entry: str  # the way it was filled in last: paper, grid, desk, ...
    answers: int
    last_at: datetime  # UTC


def find_form(
    session: Session,
    content: Content,
    typed: str,
    *,
    first: RoundFacts | None = None,
    shown: Collection[UUID] | None = None,
) -> FormOwner:
    """Whose form carries this code, as typed or scanned. ``first``: the round looked in first.

    ``shown``: the groups whose pupils may be seen, ``None`` for all.
    Raises ``UserError`` for a slip, an unknown code, and a pupil who may not be seen.
    """
    code = read_code(typed)
    pupils = list(session.exec(select(Pupil.id)))
    rounds = sorted(
        round_list(session), key=lambda this: (this != first, -this.starts_on.toordinal())
    )
    for this in rounds:
        lists = paper_questionnaires(session, content, this)
        found = _bearers(code, this, pupils, lists)
        if len(found) > 1:
            raise UserError(
                _("Two forms happen to have this code."), _("Choose the pupil in the list instead.")
            )
        if found:
            return _owner(session, this, *found[0], shown)
    raise UserError(
        _("There is no form with this code in this school."),
        _("Look whether the form is of this school, or choose the pupil in the list."),
    )


def filled_in(session: Session, scan_id: UUID | None) -> FilledIn | None:
    """What there is of this scan already; ``None`` for nothing."""
    if scan_id is None:
        return None
    query = (
        select(Scan.entry, func.count(), func.max(Answer.answered_at))
        .join(Answer, col(Answer.scan_id) == Scan.id)
        .where(Scan.id == scan_id)
        .group_by(col(Scan.id))
    )
    row = session.exec(query).first()
    return None if row is None else FilledIn(row[0], row[1], row[2].replace(tzinfo=UTC))


def typed_of(entry: ScanEntry) -> dict[str, TypedAnswer]:
    """The stored answers of a list."""
    words = entry.words
    return {item: TypedAnswer(value, words.get(item)) for item, value in entry.answers.items()}


def store_typed(
    session: Session,
    questionnaire: Questionnaire,
    entry: ScanEntry,
    language: str,
    changes: Mapping[str, TypedAnswer | None],
) -> list[Entered]:
    """Store these answers, ``None`` takes one away; the list is one typed in from paper now.

    The caller commits. Returns what was done, in order, for ``entering.put_back``.
    """
    done: list[Entered] = []
    for item, answer in changes.items():
        now = done[-1].entry if done else entry
        if answer is None:
            made = take_away(session, questionnaire, now, item, language=language, way=PAPER)
        elif answer.words is not None:
            words = answer.words
            made = enter_words(
                session, questionnaire, now, item, words, language=language, way=PAPER
            )
        else:
            value = answer.value
            made = enter(session, questionnaire, now, item, value, language=language, way=PAPER)
        done.append(made)
    return done


def store_remark(
    session: Session, questionnaire: Questionnaire, entry: ScanEntry, language: str, words: str
) -> UUID:
    """What was written on the form besides. The caller commits."""
    scan_id = begun_scan(session, questionnaire, entry, language)
    session.get_one(Scan, scan_id).entry = PAPER
    set_remark(session, scan_id, words)
    return scan_id


def differing(items: Iterable[str], first: Typed, second: Typed) -> tuple[str, ...]:
    """The items that were not typed the same twice, in order."""
    return tuple(item for item in items if first.get(item) != second.get(item))


def _bearers(
    code: str, this: RoundFacts, pupils: Iterable[UUID], lists: Iterable[str]
) -> list[tuple[UUID, str]]:
    """Pupils and lists whose form of this round has this code; nearly always one or none."""
    known = list(lists)
    return [
        (pupil, which)
        for pupil in pupils
        for which in known
        if form_code(pupil, this.id, which) == code
    ]


def _owner(
    session: Session,
    this: RoundFacts,
    pupil_id: UUID,
    questionnaire: str,
    shown: Collection[UUID] | None,
) -> FormOwner:
    group_id = pupil_facts(session, pupil_id, school_year_of(this.starts_on)).group_id
    if shown is not None and group_id not in shown:
        raise UserError(
            _("This form is of a pupil of another group."),
            _("Give it to that teacher or to the coordinator."),
        )
    return FormOwner(pupil_id, group_id, this, questionnaire)
