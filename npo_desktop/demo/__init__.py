"""The practice school: invented from a seed, so that everything can be tried and nobody is hurt.

Who is in it stands in ``resources/demo``; what nobody wrote down is drawn. The calendar is fixed:
the third round is under way on 24 November 2026.
"""

from collections import defaultdict
from pathlib import Path
from random import Random

from sqlalchemy import func, insert, select
from sqlmodel import Session, SQLModel

from npo_desktop.content.load import load_content
from npo_desktop.demo.care import care_rows
from npo_desktop.demo.choices import choice_rows
from npo_desktop.demo.courses import course_of, result_rows
from npo_desktop.demo.earlier_tests import earlier_test_rows
from npo_desktop.demo.hours import hours_rows
from npo_desktop.demo.menukaart import menukaart_rows
from npo_desktop.demo.parent_talks import parent_talk_rows
from npo_desktop.demo.people import Rows, children_of, people_rows, told
from npo_desktop.demo.plan_work import plan_work_rows
from npo_desktop.demo.plans import plan_rows
from npo_desktop.demo.scans import edition_rows, scan_rows
from npo_desktop.demo.support import support_rows
from npo_desktop.demo.talks import talk_rows
from npo_desktop.errors import UserError, on_failure
from npo_desktop.i18n import _
from npo_desktop.practice import PASSPHRASE
from npo_desktop.progress import Progress, silent
from npo_desktop.queries.school import school_facts
from npo_desktop.store import keys
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import NewSchool, Unfinished, create_store, open_store
from npo_desktop.store.tables import Pupil, School

__all__ = ["PASSPHRASE", "SCHOOL", "SEED", "counts", "fill_practice_school", "make_practice_store"]

SEED = 20261124
SCHOOL = NewSchool(
    name="Basisschool Kaya Korá",
    island="bonaire",
    place="Kralendijk",
    coordinator="Dianira Ortela",
    is_practice=True,
)


def make_practice_store(
    path: Path,
    progress: Progress = silent,
    *,
    fresh: bool = False,
    passphrase: str = PASSPHRASE,
    cost: keys.Cost = keys.STRONG,
) -> Store:
    """A new store holding the practice school; ``fresh`` replaces the one that is there."""
    if fresh and path.exists():
        _remove_practice(path, passphrase)
    store, _recovery_key = create_store(path, passphrase, SCHOOL, cost=cost)

    def give_up() -> None:
        store.close()
        _discard(path)

    with on_failure(give_up), store.writing() as session:
        fill_practice_school(session, progress=progress)
    return store


def open_practice_store(path: Path, progress: Progress = silent) -> Store:
    """The practice school as it was left; made when it is not there, or was only half made."""
    if not path.exists():
        return make_practice_store(path, progress)
    try:
        store = open_store(path, PASSPHRASE)
    except Unfinished:
        _discard(path)
        return make_practice_store(path, progress)
    with store.reading() as session:
        is_filled = session.execute(select(func.count()).select_from(Pupil)).scalar_one() > 0
    if is_filled:
        return store
    store.close()
    return make_practice_store(path, progress, fresh=True)


def fill_practice_school(
    session: Session, *, seed: int = SEED, progress: Progress = silent
) -> dict[str, int]:
    """Fill an empty store; the same seed gives the same rows. Returns the rows of each table."""
    content, profiles = load_content(), told("profiles.toml")
    children = children_of(profiles, Random(seed))
    courses = {
        child.id: course_of(child, content, Random(f"{seed}/{child.id}")) for child in children
    }
    _mark_as_practice(session)
    rows: Rows = defaultdict(list)
    people_rows(rows, profiles, children, Random(f"{seed}/people"))
    care_rows(rows, profiles, children, Random(f"{seed}/care"))
    result_rows(rows, children, courses, Random(f"{seed}/results"))
    earlier_test_rows(rows, children, Random(f"{seed}/earlier"))
    talk_rows(rows, children)
    parent_talk_rows(rows, children)
    hours_rows(rows)
    menukaart_rows(rows)
    choice_rows(rows)
    edition_rows(rows, content)
    progress(1, 4)
    scan_rows(rows, content, profiles, children, courses, seed)
    progress(2, 4)
    _insert(session, rows)
    progress(3, 4)
    _insert(session, plan_rows(session, content, children))
    _insert(session, plan_work_rows(session, seed))
    _insert(session, support_rows(children))
    progress(4, 4)
    return counts(session)


def counts(session: Session) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in SQLModel.metadata.sorted_tables
    }


def _insert(session: Session, rows: Rows) -> None:
    for table in SQLModel.metadata.sorted_tables:  # parents before children
        if table.name in rows:
            session.execute(insert(table), rows[table.name])


def _mark_as_practice(session: Session) -> None:
    """Whatever the school was called before: nobody may take these pupils for real."""
    session.merge(
        School(
            id=1,
            name=SCHOOL.name,
            island=SCHOOL.island,
            place=SCHOOL.place,
            language=SCHOOL.language,
            coordinator=SCHOOL.coordinator,
            is_practice=True,
        )
    )
    session.flush()


def _remove_practice(path: Path, passphrase: str) -> None:
    store = open_store(path, passphrase)
    try:
        with store.reading() as session:
            is_practice = school_facts(session).is_practice
    finally:
        store.close()
    if not is_practice:
        raise UserError(
            _("The data file {file} holds a real school.").format(file=path),
            _("Choose another place for the practice school."),
        )
    _discard(path)


def _discard(path: Path) -> None:
    for leftover in (path, *keys.key_files(path), path.with_name(path.name + "-wal")):
        leftover.unlink(missing_ok=True)
