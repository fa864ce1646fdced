"""The whole first time, through the real widgets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.school import school_facts, setting
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import open_store, open_with_recovery
from ui import state
from ui.errors import Errors
from ui.widgets.recovery_sheet import PROVED
from ui.wizard.passphrase_step import PassphraseStep
from ui.wizard.pupils_step import PupilsStep
from ui.wizard.recovery_step import RecoveryStep, edit_of
from ui.wizard.round_step import RoundStep
from ui.wizard.school_step import SchoolStep
from ui.wizard.wizard import PUPILS, RECOVERY, ROUND, Wizard

WORDS = "zon zee wind kaya"
CHEAP = Cost(memory=64, passes=1, lanes=1)
FILES = Path(__file__).parents[2] / "files" / "exchange" / "made-here"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine" / "school.npo"


@pytest.fixture
def wizard(qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wizard]:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    made = Wizard(path, Errors(), cost=CHEAP)
    qtbot.addWidget(made)
    made.resize(1366, 688)
    made.show()
    yield made
    made.leave()


@pytest.fixture
def press(qtbot: QtBot, wizard: Wizard) -> Callable[[], None]:
    def press_next() -> None:
        qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)

    return press_next


def name_the_school(qtbot: QtBot, wizard: Wizard) -> None:
    step = wizard.step
    assert isinstance(step, SchoolStep)
    qtbot.keyClicks(step.school, "Kaya Test")
    qtbot.keyClicks(step.place, "Rincon")


def lock_it(qtbot: QtBot, wizard: Wizard) -> None:
    step = wizard.step
    assert isinstance(step, PassphraseStep)
    qtbot.keyClicks(step.fields.first.edit, WORDS)
    qtbot.keyClicks(step.fields.again.edit, WORDS)


def prove_the_key(qtbot: QtBot, wizard: Wizard, press: Callable[[], None]) -> str:
    step, key = wizard.step, wizard.so_far.recovery_key
    assert isinstance(step, RecoveryStep)
    press()
    for field, place in zip(step.fields, step.asked, strict=True):
        qtbot.keyClicks(edit_of(field), key.split("-")[place].lower())
    press()
    return key


def to_step(qtbot: QtBot, wizard: Wizard, press: Callable[[], None], wanted: int) -> str:
    """Through the first steps; returns the recovery key."""
    name_the_school(qtbot, wizard)
    press()
    lock_it(qtbot, wizard)
    press()
    qtbot.waitUntil(lambda: wizard.step_number == RECOVERY)
    if wanted == RECOVERY:
        return wizard.so_far.recovery_key
    return prove_the_key(qtbot, wizard, press)


def test_from_nothing_to_a_school_with_pupils_and_a_round(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None], path: Path
) -> None:
    key = to_step(qtbot, wizard, press, PUPILS)
    step = wizard.step
    assert isinstance(step, PupilsStep)
    step.view.open_file(FILES / "edexml-2.1-bes-quirks.xml")
    qtbot.waitUntil(lambda: wizard.next.text() == "Read 5 pupils in and go on")
    press()
    qtbot.waitUntil(lambda: wizard.step_number == ROUND)
    press()
    with qtbot.waitSignal(wizard.finished) as ended:
        press()

    store = ended.args[0] if ended.args else None
    assert isinstance(store, Store)
    with store.reading() as session:
        school = school_facts(session)
        assert (school.name, school.place, school.island) == ("Kaya Test", "Rincon", "bonaire")
        assert school.language == "en"
        assert len(pupil_list(session, "2026-2027")) + len(pupil_list(session, "2025-2026")) >= 5
        assert [found.name for found in round_list(session)] == ["2026-1"]
    store.close()
    open_store(path, WORDS).close()
    open_with_recovery(path, key).close()


def test_nothing_is_written_before_the_passphrase_is_chosen(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None], path: Path
) -> None:
    name_the_school(qtbot, wizard)
    press()
    assert isinstance(wizard.step, PassphraseStep)
    qtbot.keyClicks(wizard.step.fields.first.edit, "too short")

    assert not wizard.next.isEnabled()
    assert not path.exists()


def test_a_school_needs_a_name(qtbot: QtBot, wizard: Wizard) -> None:
    assert not wizard.next.isEnabled()
    name_the_school(qtbot, wizard)
    assert wizard.next.isEnabled()


def test_two_different_passphrases_do_not_lock_anything(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None]
) -> None:
    name_the_school(qtbot, wizard)
    press()
    assert isinstance(wizard.step, PassphraseStep)
    qtbot.keyClicks(wizard.step.fields.first.edit, WORDS)
    qtbot.keyClicks(wizard.step.fields.again.edit, WORDS + "x")
    assert not wizard.next.isEnabled()


def test_a_wrong_group_of_the_recovery_key_holds_one_up(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None]
) -> None:
    to_step(qtbot, wizard, press, RECOVERY)
    step = wizard.step
    assert isinstance(step, RecoveryStep)
    press()
    for field in step.fields:
        edit_of(field).setText("0000")
    step.changed.emit()
    press()

    assert wizard.step_number == RECOVERY
    assert all(field.has_error for field in step.fields)
    assert wizard.so_far.recovery_key


def test_the_recovery_key_is_forgotten_once_it_was_typed_back(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None]
) -> None:
    to_step(qtbot, wizard, press, PUPILS)
    assert wizard.step_number == PUPILS
    assert wizard.so_far.recovery_key == ""
    assert not wizard.back.isVisible()


def test_another_island_brings_its_language_and_a_choice_by_hand_stays(
    qtbot: QtBot, wizard: Wizard
) -> None:
    choose(wizard, language="nl")
    assert i18n.current() == "nl" and state.language() == "nl"
    choose(wizard, island="saba")
    assert i18n.current() == "nl"


def test_without_a_choice_saba_speaks_english_and_bonaire_dutch(wizard: Wizard) -> None:
    choose(wizard, island="bonaire")
    assert i18n.current() == "nl"
    assert wizard.next.text() != "Go on to the passphrase"
    choose(wizard, island="saba")
    assert i18n.current() == "en"
    assert wizard.next.text() == "Go on to the passphrase"


def test_what_was_typed_survives_another_language(qtbot: QtBot, wizard: Wizard) -> None:
    name_the_school(qtbot, wizard)
    choose(wizard, language="nl")
    assert isinstance(wizard.step, SchoolStep)
    assert wizard.step.school.text() == "Kaya Test"


def test_leaving_half_way_keeps_what_was_done(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None], path: Path
) -> None:
    to_step(qtbot, wizard, press, PUPILS)
    wizard.leave()
    store = open_store(path, WORDS)
    with store.reading() as session:
        assert school_facts(session).name == "Kaya Test"
    store.close()


def test_pupils_can_wait_and_a_round_that_ends_before_it_starts_is_refused(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None]
) -> None:
    to_step(qtbot, wizard, press, PUPILS)
    qtbot.mouseClick(wizard.later, Qt.MouseButton.LeftButton)
    step = wizard.step
    assert isinstance(step, RoundStep)
    step.ends_on.setDate(step.starts_on.date().addDays(-1))
    assert not wizard.next.isEnabled()
    step.ends_on.setDate(step.starts_on.date().addDays(20))
    assert wizard.next.isEnabled()


def choose(wizard: Wizard, *, language: str = "", island: str = "") -> None:
    """As when it is clicked."""
    step = wizard.step
    assert isinstance(step, SchoolStep)
    if language:
        step.languages.group.button(i18n.LANGUAGES.index(language)).click()
    else:
        place = step.island.findData(island)
        step.island.setCurrentIndex(place)
        step.island.activated.emit(place)


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_lost(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None], path: Path
) -> None:
    path.parent.write_text("a file where the folder should be")
    name_the_school(qtbot, wizard)
    press()
    lock_it(qtbot, wizard)
    press()
    qtbot.waitUntil(lambda: bool(wizard.messages.shown_text))
    assert isinstance(wizard.step, PassphraseStep)
    assert wizard.so_far.store is None
    qtbot.waitUntil(wizard.next.isEnabled)


@pytest.mark.parametrize(("wanted", "proved"), [(RECOVERY, ""), (PUPILS, "1")])
def test_the_store_knows_whether_the_recovery_sheet_was_proved(
    qtbot: QtBot,
    wizard: Wizard,
    press: Callable[[], None],
    path: Path,
    wanted: int,
    proved: str,
) -> None:
    to_step(qtbot, wizard, press, wanted)
    wizard.leave()  # the window offers a new sheet when it was not
    store = open_store(path, WORDS)
    with store.reading() as session:
        assert setting(session, PROVED) == proved
    store.close()


def test_a_passphrase_of_the_names_of_the_school_is_refused(
    qtbot: QtBot, wizard: Wizard, press: Callable[[], None]
) -> None:
    assert isinstance(wizard.step, SchoolStep)
    qtbot.keyClicks(wizard.step.school, "Quadrilha")
    qtbot.keyClicks(wizard.step.place, "Zuikertuin")
    press()
    step = wizard.step
    assert isinstance(step, PassphraseStep)
    for field in (step.fields.first, step.fields.again):
        qtbot.keyClicks(field.edit, "quadrilhazuikertuin1")
    assert not wizard.next.isEnabled()
    assert "who knows the school" in step.sum_words()
