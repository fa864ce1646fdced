"""Results of the school's own tests."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col

from npo_desktop.dossiers.dossier import ResultFacts
from npo_desktop.store.tables import TestResult

_COLUMNS: tuple[Any, ...] = (
    TestResult.pupil_id,
    TestResult.test,
    TestResult.subscale,
    TestResult.moment,
    TestResult.held_on,
    TestResult.score,
    TestResult.level,
    TestResult.language,
    TestResult.norm_group,
    TestResult.level_scale,
    TestResult.raw_score,
    TestResult.raw_top,
    TestResult.functional_level,
    TestResult.percentile,
    TestResult.is_checked,
    TestResult.version,
)


def results_by_pupil(
    session: Session, *, pupil_id: UUID | None = None
) -> dict[UUID, list[ResultFacts]]:
    """Test results, oldest first, of one pupil or of all."""
    query = _results(pupil_id is not None)
    found: dict[UUID, list[ResultFacts]] = {}
    for pupil, *facts in session.execute(query, {"pupil_id": pupil_id}):
        found.setdefault(pupil, []).append(ResultFacts(*facts))
    return found


@cache  # to build the statement takes longer than to run it
def _results(of_one_pupil: bool) -> Select[Any]:
    query: Select[Any] = sa_select(*_COLUMNS)
    query = query.order_by(col(TestResult.held_on), col(TestResult.test))
    if of_one_pupil:
        query = query.where(col(TestResult.pupil_id) == bindparam("pupil_id"))
    return query
