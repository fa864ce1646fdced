"""One process: the class grid of 30 pupils, from the click until it is painted, in ms.

Prints two figures: the first time, when the page has to be built, and the median of later times.
"""

import statistics
import sys
import time
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QApplication
from sqlmodel import select

from npo_desktop.clock import today
from npo_desktop.content.load import load_content
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Answer, Enrolment
from ui import theme
from ui.errors import Errors
from ui.pages.grid_page import GridPage
from ui.school_window import school_window

SIZE, RUNS = 30, 15


def group_of_30(store: Store) -> UUID:
    """A group made up to 30 pupils of its year; half of all answers are given."""
    asked = load_content().questionnaires["teacher"]
    with store.writing() as session:
        this = current_round(session, today())
        assert this is not None
        groups = group_list(session, school_year_of(this.starts_on))
        group = max(groups, key=lambda group: group.pupils)
        members = session.exec(select(Enrolment).where(Enrolment.group_id == group.id)).all()
        others = session.exec(
            select(Enrolment).where(
                Enrolment.group_id != group.id, Enrolment.school_year == members[0].school_year
            )
        ).all()
        for one in others[: SIZE - group.pupils]:
            one.group_id = group.id
        for one in (*members, *others[: SIZE - group.pupils]):
            scan_id = scan_for(session, one.pupil_id, this.id, asked)
            for item in asked.for_age(9)[:29]:
                session.merge(Answer(scan_id=scan_id, item=item.id, value=2))
            for item in asked.for_age(9)[29:]:
                if kept := session.get(Answer, (scan_id, item.id)):
                    session.delete(kept)
    return group.id


def main(path: Path, passphrase: str) -> int:
    application = QApplication(sys.argv[:1])
    theme.apply_theme(application)
    store = open_store(path, passphrase)
    group_id = group_of_30(store)
    window = school_window(store, Errors())
    window.resize(1366, 688)
    window.show()
    times = []
    for _run in range(RUNS + 1):
        window.open_page("scans")
        application.processEvents()
        began = time.perf_counter()
        window.open_page("grid", group_id, "teacher")
        application.processEvents()  # layout and paint
        times.append(1000 * (time.perf_counter() - began))
        page = window.page("grid")
        assert isinstance(page, GridPage) and page.visit.group is not None
        assert len(page.grid.table.rows) == SIZE and not page.visit.group.is_complete
    print(f"{times[0]:.1f} {statistics.median(times[1:]):.1f}")
    window.close()
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
