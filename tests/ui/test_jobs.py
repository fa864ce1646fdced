"""Slow work runs off the GUI thread and comes home, whatever happens to it."""

import gc
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from npo_desktop.progress import Progress
from ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def test_the_work_runs_elsewhere_and_the_result_arrives_on_the_gui_thread(
    qtbot: QtBot, jobs: Jobs
) -> None:
    threads = []

    def work(_progress: Progress) -> int:
        threads.append(current_thread())
        return 42

    def then(result: int) -> None:
        threads.append(current_thread())
        results.append(result)

    results: list[int] = []
    with qtbot.waitSignal(jobs.finished):
        jobs.start(work, then)

    assert results == [42]
    assert threads[0] is not main_thread()
    assert threads[1] is main_thread()


def test_an_error_is_announced_and_the_result_never_delivered(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress) -> int:
        raise OSError("disk full")

    delivered: list[int] = []
    failures: list[object] = []
    jobs.failed.connect(failures.append)
    with qtbot.waitSignal(jobs.finished):
        jobs.start(work, delivered.append)

    assert isinstance(failures[0], OSError)
    assert delivered == []
    assert not jobs.busy


def test_stop_ends_the_running_work_at_its_next_report(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = Event()

    def work(progress: Progress) -> str:
        go_on.wait(5)
        progress(1, 2)
        return "never"

    delivered: list[str] = []
    jobs.start(work, delivered.append)
    jobs.cancel()
    with qtbot.waitSignals([jobs.cancelled, jobs.finished]):
        go_on.set()

    assert delivered == []


def test_a_late_stop_does_not_hit_the_next_work(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.finished):
        jobs.start(lambda _progress: None, lambda _nothing: None)
    jobs.cancel()

    def work(progress: Progress) -> str:
        progress(1, 1)
        return "done"

    delivered: list[str] = []
    with qtbot.waitSignal(jobs.finished):
        jobs.start(work, delivered.append)

    assert delivered == ["done"]


def test_a_window_that_is_gone_gets_no_result(qtbot: QtBot, jobs: Jobs) -> None:
    class Asker(QObject):
        delivered = False

        def take(self, _result: None) -> None:
            Asker.delivered = True

    import shiboken6

    asker, go_on = Asker(), Event()

    def work(_progress: Progress) -> None:
        go_on.wait(5)

    jobs.start(work, asker.take)
    shiboken6.delete(asker)
    with qtbot.waitSignal(jobs.finished):
        go_on.set()

    assert not Asker.delivered


def test_after_is_called_also_when_the_work_failed(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress) -> None:
        raise OSError

    called: list[str] = []
    with qtbot.waitSignal(jobs.finished):
        jobs.start(work, lambda _nothing: None, after=lambda: called.append("after"))

    assert called == ["after"]


def test_shutdown_stops_what_runs_and_forgets_what_waits(qtbot: QtBot, jobs: Jobs) -> None:
    ran: list[str] = []
    started = Event()

    def first(progress: Progress) -> None:
        started.set()
        while True:
            progress(0, 1)

    jobs.start(first, lambda _nothing: None)
    jobs.start(lambda _progress: ran.append("second"), lambda _nothing: None)
    assert started.wait(5)
    jobs.shutdown()

    assert ran == []


def test_no_widget_can_be_collected_on_the_worker(qtbot: QtBot) -> None:
    jobs = Jobs()
    seen: list[bool] = []
    with qtbot.waitSignal(jobs.finished):
        jobs.start(lambda _progress: seen.append(gc.isenabled()), lambda _nothing: None)
    assert seen == [False]
    assert gc.isenabled(), "and afterwards Python collects again"
