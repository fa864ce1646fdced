"""Plans and the agenda are shown before they are printed; the log learns whose data it was."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

from pypdf import PdfReader
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.meetings.meetings import add_meeting
from ui.app import App
from ui.meeting.meeting_print import print_agenda
from ui.plans.plan_print import print_plans
from ui.preview import PreviewDialog


def test_plans_are_shown_a_page_each_and_noted_when_they_are_printed(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    three_plans: dict[str, UUID],
    previewed: Callable[[], PreviewDialog],
    virtual_printer: SimpleNamespace,
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    print_plans(app, parent, [three_plans["Emely"], three_plans["Noa"]])
    preview = previewed()
    document = preview.document
    assert document is not None and document.file_name == "plans-2026-11-24.pdf"
    assert set(document.pupils) == {school.pupils["Emely"], school.pupils["Noa"]}
    assert len(PdfReader(io.BytesIO(document.pdf)).pages) == 2
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()
    qtbot.waitUntil(lambda: not app.jobs.busy)
    with app.reading() as session:
        assert audit_rows(session, limit=1)[0].words == "Printed: 2 pupils"


def test_the_agenda_of_one_pupil_is_noted_by_that_pupil(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    previewed: Callable[[], PreviewDialog],
    virtual_printer: SimpleNamespace,
) -> None:
    with app.store.writing() as session:
        meeting = add_meeting(session, school.round, date(2026, 11, 24), [school.pupils["Emely"]])
    parent = QWidget()
    qtbot.addWidget(parent)
    print_agenda(app, parent, meeting, {})
    preview = previewed()
    assert preview.document is not None
    assert preview.document.file_name == "agenda-2026-11-24.pdf"
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()
    qtbot.waitUntil(lambda: not app.jobs.busy)
    with app.reading() as session:
        assert audit_rows(session, limit=1)[0].words.startswith("Printed: Emely")
