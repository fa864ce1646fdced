"""T22: whatever goes wrong, nobody's name is in the log, on stderr or in a message box."""

import logging
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from npo_desktop import logs
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.xlsx.workbook import Column, Sheet, rows_of
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.logs import Code
from npo_desktop.safe_file import write_bytes
from npo_desktop.store import audit
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Guardian, Pupil
from ui.errors import Errors, install_hooks

ROUNDS = 20  # of ten kinds each
Forced = Callable[[str], object]


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """A log as the program keeps it; what was there before is put back."""
    root = logging.getLogger()
    before = list(root.handlers), root.level, logging.raiseExceptions
    root.handlers = []
    logging.captureWarnings(False)  # or warnings stay where an earlier test led them
    logs.set_up(tmp_path / "logs")
    yield tmp_path / "logs" / "npo-desktop.log"
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level, logging.raiseExceptions = before
    logging.captureWarnings(False)


@pytest.fixture
def forced(store: Store, tmp_path: Path) -> dict[str, Forced]:
    """Things that go wrong while a name is in hand; each takes the name."""

    def twice(name: str) -> None:
        with store.writing() as session:
            session.add(Pupil(number=name, call_name=name, last_name=name))
            session.add(Pupil(number=name, call_name=name, last_name=name))

    def nobody_s_parent(name: str) -> None:
        with store.writing() as session:
            session.add(Guardian(pupil_id=uuid4(), name=name, relation=name))

    def bad_sql(name: str) -> None:
        with store.reading() as session:
            session.execute(text("SELECT * FROM pupil WHERE nothing = :name"), {"name": name})

    def import_of(content: str, ending: str) -> Path:
        path = tmp_path / f"leerlingen.{ending}"
        path.write_text(content, encoding="utf-8")
        return path

    def cut_xml(name: str) -> object:
        return read_pupils(import_of(f"<EDEX><leerling><roepnaam>{name}", "xml"))

    def open_quote(name: str) -> object:
        return read_pupils(import_of(f'naam;groep\n"{name};3\n', "csv"))

    def no_answers(name: str) -> object:
        return read_answers(import_of(f"pupil;{name}\n{name};1\n", "csv"))

    def pdf(name: str) -> object:
        no_text: Any = name.encode()
        return lines_of(no_text, "Helvetica", 10, 100)

    def workbook(name: str) -> object:
        no_rows: Any = {name: name}
        return list(rows_of(Sheet(name, name, (Column(name, 9),), lambda: no_rows[0])))

    def disk(name: str) -> None:
        write_bytes(tmp_path / "no such folder" / "parents-1.pdf", name.encode())

    def not_an_act(name: str) -> None:
        with store.writing() as session:
            audit.note(session, "export", name)

    return {
        **{"constraint": twice, "foreign key": nobody_s_parent, "sql": bad_sql, "xml": cut_xml},
        **{"csv": open_quote, "answers": no_answers, "pdf": pdf, "workbook": workbook},
        **{"disk": disk, "audit": not_an_act},
    }


def raised_by(work: Forced, name: str) -> Exception:
    try:
        work(name)
    except Exception as error:  # noqa: BLE001 - whatever it is
        error.add_note(name)  # a note is printed by Python's own hook
        return error
    raise AssertionError("nothing went wrong")


def shown() -> str:
    """Every word in every window that stands open."""
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    words = [window.windowTitle() for window in windows]
    for window in windows:
        for child in window.findChildren(QWidget):
            words.append(child.toolTip() + child.accessibleName())
            words += [child.text()] if isinstance(child, QLabel) else []
            words += [child.toPlainText()] if isinstance(child, QPlainTextEdit) else []
    return "\n".join(words)


def close_all() -> None:
    for window in QApplication.topLevelWidgets():
        window.close()


def test_two_hundred_mistakes_name_nobody(
    qtbot: QtBot,
    log_file: Path,
    forced: dict[str, Forced],
    capfd: pytest.CaptureFixture[str],
    chance: Random,
) -> None:
    errors, told, names = Errors(), [], []
    undo = install_hooks(errors)
    try:
        for _ in range(ROUNDS):
            for kind, work in forced.items():
                name = f"Kanarie{chance.randrange(10**12):012}"
                names.append(name)
                error = raised_by(work, name)
                logging.getLogger("npo_desktop.store").exception(
                    "failed: %s", error, exc_info=error
                )
                logging.getLogger("npo_desktop.x").info("for %s and %r", name, {"name": name})
                logging.getLogger("sqlalchemy.engine").error("INSERT ... %s", name)
                sys.excepthook(type(error), error, error.__traceback__)
                told.append(f"{kind}: {shown()}")
                close_all()
    finally:
        undo()
    logged = log_file.read_text(encoding="utf-8")
    printed = capfd.readouterr()
    assert len(names) == 200 and logged.count("\n") > 600
    for name in names:
        assert name not in logged
        assert name not in printed.err
        assert [one.partition(":")[0] for one in told if name in one] == []
    assert "IntegrityError" in logged and "test_no_names_in_errors.py" in logged


def test_a_log_that_leaks_is_seen(log_file: Path, forced: dict[str, Forced]) -> None:
    """The negative control: the same mistakes through Python's own way of writing them."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(logging.Formatter())
    found: list[str] = []
    for kind, work in forced.items():
        error = raised_by(work, "Kanarie000")
        logging.getLogger("npo_desktop.store").error(kind, exc_info=error)
        lines = log_file.read_text(encoding="utf-8")
        found += [kind] if lines.count("Kanarie000") > len(found) else []
    assert len(found) == len(forced)


def test_what_may_be_logged_is_logged(log_file: Path) -> None:
    pupil = uuid4()
    log = logging.getLogger("ui.x")
    log.info("%s of %d in %.1f s: %s %s", pupil, 3, 1.5, ValueError, Code("swap"))
    log.info("not so: %s", "Jeandro")
    log.info("a sentence that does not fit %d", "Jeandro")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("about Jeandro", stacklevel=1)

    lines = log_file.read_text(encoding="utf-8")
    assert f"{pupil} of 3 in 1.5 s: ValueError swap" in lines
    assert "not so: (withheld)" in lines
    assert "WARNING py.warnings" in lines
    assert "Jeandro" not in lines


def test_an_uncaught_mistake_of_the_command_names_nobody_on_stderr() -> None:
    program = """
import sys, threading
from npo_desktop.logs import hush
hush()
def fail(): raise ValueError("no pupil called " + sys.argv[1])
thread = threading.Thread(target=fail); thread.start(); thread.join()
class Dying:
    def __del__(self): fail()
Dying()
fail()
"""
    done = subprocess.run(
        [sys.executable, "-c", program, "Jeandro"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("builtins.ValueError") == 3
    assert "Jeandro" not in done.stderr + done.stdout

    loud = program.replace("hush()\n", "\n", 1)
    done = subprocess.run(
        [sys.executable, "-c", loud, "Jeandro"], capture_output=True, text=True, check=False
    )
    assert "Jeandro" in done.stderr


def test_the_command_itself_hushes(tmp_path: Path) -> None:
    program = """
import sys
from npo_desktop import __main__ as npo
def fails(_chosen): raise ValueError("no pupil called Jeandro")
npo._run = fails
sys.argv = ["npo", "list", "pupils"]
npo.main()
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and "builtins.ValueError" in done.stderr
    assert "no pupil called" not in done.stderr.replace('raise ValueError("no pupil called', "")
