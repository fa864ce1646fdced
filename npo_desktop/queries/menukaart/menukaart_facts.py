"""What stands around the cards of the menukaart: files, plans, changes, answers; read in one go."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from npo_desktop.queries.menukaart.attachments import AttachmentFacts
from npo_desktop.queries.menukaart.menukaart_changes import RUNNING, CardVersion
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.school import SchoolFacts, school_facts
from npo_desktop.store.support_tables import Attachment, InterventionVersion
from npo_desktop.store.tables import Plan


@dataclass(frozen=True, slots=True)
class MenukaartFacts:
    """By card; a card that is not in a mapping has nothing of it."""

    school: SchoolFacts
    files: Mapping[str, list[AttachmentFacts]]
    running: Mapping[str, int]  # agreed plans of pupils
    versions: Mapping[str, list[CardVersion]]  # the newest first
    answers: Mapping[str, Mapping[str, bool]]  # to the questions on the cards


def menukaart_facts(session: Session) -> MenukaartFacts:
    """Everything the page shows beside the catalogue itself."""
    files: dict[str, list[AttachmentFacts]] = defaultdict(list)
    size = func.length(Attachment.content)
    query = sa_select(
        col(Attachment.intervention),
        col(Attachment.id),
        col(Attachment.file_name),
        size,
        col(Attachment.made_at),
    ).order_by(col(Attachment.made_at), col(Attachment.file_name))
    for intervention, id, name, length, made_at in session.execute(query):
        files[intervention].append(AttachmentFacts(id, name, length, made_at))
    running = session.execute(
        sa_select(col(Plan.intervention), func.count())
        .where(col(Plan.state) == RUNNING)
        .group_by(col(Plan.intervention))
    )
    versions: dict[str, list[CardVersion]] = defaultdict(list)
    for one in session.exec(
        select(InterventionVersion).order_by(col(InterventionVersion.id).desc())
    ):
        versions[one.intervention].append(CardVersion(one.made_at, one.words, one.running_plans))
    return MenukaartFacts(
        school=school_facts(session),
        files=dict(files),
        running={row[0]: row[1] for row in running},
        versions=dict(versions),
        answers=feasibility_answers(session),
    )
