"""Results of the school's own tests."""

from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.dossiers.dossier import ResultFacts
from npo_desktop.store.tables import TestResult


def results_by_pupil(
    session: Session, *, pupil_id: UUID | None = None
) -> dict[UUID, list[ResultFacts]]:
    """Test results, oldest first, of one pupil or of all."""
    query = select(TestResult).order_by(col(TestResult.held_on), col(TestResult.test))
    if pupil_id is not None:
        query = query.where(TestResult.pupil_id == pupil_id)
    found: dict[UUID, list[ResultFacts]] = {}
    for result in session.exec(query):
        found.setdefault(result.pupil_id, []).append(
            ResultFacts(
                result.test,
                result.subscale,
                result.moment,
                result.held_on,
                result.score,
                result.level,
                result.language,
                result.norm_group,
            )
        )
    return found
