"""Preview, apply, apply again, take back: on a real encrypted store."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import GroupRow, PupilFile, PupilRow, StaffGroup, StaffRow
from npo_desktop.i18n import speaking
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.imports.import_preview import ImportSummary, PupilPreview, State
from npo_desktop.queries.imports.pupil_files import (
    apply_pupils,
    list_imports,
    mapping_for,
    preview_pupils,
    remember_mapping,
    undo_last,
)
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import (
    Enrolment,
    Group,
    GroupTeacher,
    Guardian,
    Pupil,
    Round,
    Scan,
    Staff,
    TestResult,
)

FILES = Path(__file__).parents[2] / "files" / "exchange"
SAMPLE_2_1 = FILES / "edexml" / "EDEXML.Voorbeeld.2.1.xml"
SAMPLE_2_0 = FILES / "edexml" / "EDEXML.Voorbeeld.2.0.xml"
QUIRKS = FILES / "made-here" / "edexml-2.1-bes-quirks.xml"
LIST = FILES / "made-here" / "leerlingen-puntkomma-cp1252.csv"
TODAY = date(2026, 11, 24)
ALL = [
    *sorted((FILES / "edexml").glob("*.xml")),
    *sorted((FILES / "made-here").glob("edexml*.xml")),
    FILES / "made-here" / "uwlr-2.2-leerlinggegevens-soap.xml",
    FILES / "made-here" / "groepsoverzicht-breed.xlsx",
    LIST,
]

Dump = dict[str, list[dict[str, Any]]]


def dump(store: Store) -> Dump:
    with store.reading() as session:
        return canonical_dump(session)


def look(store: Store, file: PupilFile, **choices: Any) -> PupilPreview:
    with store.reading() as session:
        return preview_pupils(session, file, today=TODAY, **choices)


def bring_in(store: Store, file: PupilFile | Path) -> ImportSummary:
    if isinstance(file, Path):
        file = read_pupils(file, today=TODAY)
    with store.writing() as session:
        return apply_pupils(session, preview_pupils(session, file, today=TODAY))


def take_back(store: Store) -> ImportSummary:
    with store.writing() as session:
        return undo_last(session)


def a_file(*rows: PupilRow, source: str = "edexml:99ZZ") -> PupilFile:
    return PupilFile(
        format="EDEXML 2.1",
        source=source,
        file_name="EDEX.XML",
        sha256="0" * 64,
        school_year="2026-2027",
        as_of=date(2026, 10, 1),
        pupils=rows,
    )


ANA = PupilRow(
    line=2,
    key="7",
    number="7",
    call_name="Ana",
    infix="de",
    last_name="Croes",
    birth_date=date(2016, 5, 4),
    sex="F",
)


def states(preview: PupilPreview) -> list[State]:
    return [line.state for line in preview.pupils]


def the_pupil(session: Session, number: str) -> Pupil:
    return session.exec(select(Pupil).where(Pupil.number == number)).one()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_in_again_and_back_leaves_exactly_the_old_store(path: Path, store: Store) -> None:
    before = dump(store)

    first = bring_in(store, path)
    after = dump(store)
    second = bring_in(store, path)

    assert first.counts["pupils"]["new"] > 0
    assert len(after["pupil"]) == first.counts["pupils"]["new"]
    for kind in ("pupils", "groups", "staff"):
        assert (second.counts[kind]["new"], second.counts[kind]["changed"]) == (0, 0)
    assert second.run_id is None
    assert dump(store) == after
    take_back(store)
    assert dump(store) == before


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_every_row_read_is_counted_once(path: Path, store: Store) -> None:
    file = read_pupils(path, today=TODAY)

    counts = look(store, file).counts

    assert sum(counts["pupils"].values()) == len(file.pupils)
    assert sum(counts["groups"].values()) == len(file.groups)
    assert sum(counts["staff"].values()) == len(file.staff)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (SAMPLE_2_1, {"new": 2, "left": 1}),
        (QUIRKS, {"new": 5, "left": 1}),
        (FILES / "made-here" / "edexml-1.03.xml", {"new": 3, "left": 1, "faulty": 1}),
        (LIST, {"new": 5, "unchanged": 1, "faulty": 1}),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_the_samples_count_as_their_makers_say(
    path: Path, expected: Mapping[str, int], store: Store
) -> None:
    counts = bring_in(store, path).counts["pupils"]

    assert {state: n for state, n in counts.items() if n} == expected


def test_the_2_0_sample_after_the_2_1_sample_takes_nothing_away(store: Store) -> None:
    bring_in(store, SAMPLE_2_1)

    counts = bring_in(store, SAMPLE_2_0).counts["pupils"]

    assert (counts["new"], counts["left"]) == (0, 1)
    with store.reading() as session:
        pupil = the_pupil(session, "00001")
        assert (pupil.infix, pupil.last_name) == ("imp", "ie")
        assert (pupil.eckid or "").startswith("https://id.school/LL_")
        assert session.exec(select(Staff).where(Staff.first_name == "Julia")).one()


def test_pupils_groups_and_teachers_are_stored_as_read(store: Store) -> None:
    bring_in(store, QUIRKS)

    with store.reading() as session:
        pupil = the_pupil(session, "1001")
        assert (pupil.call_name, pupil.sort_name) == ("Jaïr", "windt, jair de")
        place = session.get_one(Enrolment, (pupil.id, "2025-2026"))
        group = session.get_one(Group, place.group_id)
        assert (group.name, group.grade, place.grade) == ("5/6", 5, 5)
        assert the_pupil(session, "X0001").call_name == "Kenji"
        rosa = session.exec(select(Staff).where(Staff.first_name == "Rosa")).one()
        taught = session.exec(
            select(Group.grade)
            .join(GroupTeacher, col(GroupTeacher.group_id) == Group.id)
            .where(GroupTeacher.staff_id == rosa.id)
        ).all()
        assert sorted(grade or 0 for grade in taught) == [5, 6]
        assert rosa.role == "IB"
        gone = session.exec(select(Pupil).where(Pupil.last_name == "Thode")).all()
        assert list(gone) == []  # left before we knew him


def test_classes_of_one_name_are_joined_on_request_and_stay_joined(store: Store) -> None:
    file = read_pupils(QUIRKS)
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, file, today=TODAY, join_groups=True))

    with store.reading() as session:
        joined = session.exec(select(Group).where(Group.name == "5/6")).one()
        assert joined.grade is None
    assert look(store, file).counts["groups"]["unchanged"] == 4


def test_the_same_children_from_a_list_are_recognised_by_name_and_day_of_birth(
    store: Store,
) -> None:
    bring_in(store, QUIRKS)

    preview = look(store, read_pupils(LIST, today=TODAY))

    assert states(preview)[:3] == [State.UNCHANGED] * 3
    assert [line.pupil_id is not None for line in preview.pupils][:3] == [True] * 3
    assert states(preview)[3] is State.DOUBTFUL  # Kenji: no number, no day of birth


def test_a_pupil_without_key_and_day_of_birth_is_doubtful_never_new(store: Store) -> None:
    bring_in(store, QUIRKS)

    preview = look(store, read_pupils(QUIRKS))

    doubtful = [line for line in preview.pupils if line.state is State.DOUBTFUL]
    assert [line.row.call_name for line in doubtful] == ["Kenji"]
    assert not doubtful[0].include
    assert len(doubtful[0].candidates) == 1
    assert [m.row for m in preview.messages] == [3]


def test_a_doubtful_row_can_be_settled_by_hand(store: Store) -> None:
    bring_in(store, QUIRKS)
    file = read_pupils(QUIRKS)
    (candidate,) = look(store, file).pupils[3].candidates

    assert states(look(store, file, decisions={3: candidate}))[3] is State.UNCHANGED
    assert states(look(store, file, decisions={3: None}))[3] is State.NEW


def test_what_is_empty_in_the_file_leaves_the_store_alone(store: Store) -> None:
    bring_in(store, a_file(ANA))

    line = look(store, a_file(replace(ANA, infix="", sex="", birth_date=None))).pupils[0]

    assert (line.state, line.changes) == (State.UNCHANGED, ())


def test_a_change_shows_the_old_and_the_new_value(store: Store) -> None:
    bring_in(store, a_file(ANA))
    married = replace(ANA, last_name="Tromp", infix="", sex="M")

    line = look(store, a_file(married)).pupils[0]

    assert line.state is State.CHANGED
    assert [(c.field, c.old, c.new) for c in line.changes] == [
        ("last_name", "Croes", "Tromp"),
        ("sex", "F", "M"),
        ("infix", "de", ""),
    ]
    bring_in(store, a_file(married))
    with store.reading() as session:
        assert the_pupil(session, "7").sort_name == "tromp, ana"
    take_back(store)
    with store.reading() as session:
        assert the_pupil(session, "7").sort_name == "croes, ana de"


def test_the_eckid_recognises_a_pupil_of_another_system(store: Store) -> None:
    known = replace(ANA, eckid="https://ketenid/1")
    bring_in(store, a_file(known))

    other = replace(known, key="900", number="900", call_name="Anna", birth_date=None)

    assert look(store, a_file(other, source="edexml:98XX")).pupils[0].state is State.CHANGED


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"call_name": "Eva"}, State.NEW),  # the twin
        ({"call_name": ""}, State.DOUBTFUL),  # perhaps the twin
        ({"birth_date": date(2016, 5, 5)}, State.NEW),  # a namesake
        ({"birth_date": None}, State.DOUBTFUL),  # never on the name alone
        ({}, State.UNCHANGED),
    ],
)
def test_a_key_we_do_not_know_is_matched_on_name_and_day_of_birth(
    change: dict[str, Any], expected: State, store: Store
) -> None:
    bring_in(store, a_file(ANA))
    row = replace(ANA, key="", number="", **change)

    assert look(store, a_file(row)).pupils[0].state is expected


def test_two_children_of_one_name_and_day_with_keys_of_their_own_stay_two(store: Store) -> None:
    other = replace(ANA, key="8", number="8")

    assert states(look(store, a_file(ANA, other))) == [State.NEW, State.NEW]
    bring_in(store, a_file(ANA, other))
    assert states(look(store, a_file(ANA, other))) == [State.UNCHANGED, State.UNCHANGED]
    swapped = look(store, a_file(other, ANA, source="list"))
    assert {line.pupil_id for line in swapped.pupils} == {
        line.pupil_id for line in look(store, a_file(ANA, other)).pupils
    }


def test_a_number_given_out_again_is_doubtful(store: Store) -> None:
    bring_in(store, a_file(ANA))
    other = replace(ANA, call_name="Luis", last_name="Tromp", birth_date=date(2019, 1, 1))

    for source in ("edexml:99ZZ", "list"):
        assert look(store, a_file(other, source=source)).pupils[0].state is State.DOUBTFUL


def test_a_pupil_gets_the_real_number_once_there_is_one(store: Store) -> None:
    bring_in(store, a_file(replace(ANA, key="#1", number="")))

    bring_in(store, a_file(ANA))

    with store.reading() as session:
        assert [pupil.number for pupil in session.exec(select(Pupil))] == ["7"]


def test_who_leaves_is_counted_and_gets_the_day(store: Store) -> None:
    bring_in(store, a_file(ANA))
    left = replace(ANA, leaver=True, left_on=date(2026, 7, 3))

    summary = bring_in(store, a_file(left))

    assert summary.counts["pupils"]["left"] == 1
    with store.reading() as session:
        assert the_pupil(session, "7").left_on == date(2026, 7, 3)
    assert bring_in(store, a_file(left)).run_id is None


def test_who_comes_back_is_at_school_again(store: Store) -> None:
    bring_in(store, a_file(ANA))
    bring_in(store, a_file(replace(ANA, leaver=True, left_on=date(2026, 7, 3))))

    bring_in(store, a_file(ANA))

    with store.reading() as session:
        assert the_pupil(session, "7").left_on is None


def test_who_is_absent_from_the_file_is_offered_and_never_simply_removed(store: Store) -> None:
    luis = replace(ANA, key="9", number="9", call_name="Luis", birth_date=date(2015, 1, 1))
    bring_in(store, a_file(ANA, luis))

    preview = look(store, a_file(ANA))

    assert [(pupil.number, pupil.include) for pupil in preview.absent] == [("9", False)]
    assert preview.counts["pupils"]["left"] == 0
    bring_in(store, a_file(ANA))
    with store.writing() as session:
        assert the_pupil(session, "9").left_on is None
        ticked = preview.including((), absent=[preview.absent[0].pupil_id])
        apply_pupils(session, ticked)
        assert the_pupil(session, "9").left_on == date(2026, 10, 1)


def test_only_ticked_rows_are_written(store: Store) -> None:
    luis = replace(ANA, key="9", number="9", call_name="Luis", birth_date=date(2015, 1, 1))
    with store.writing() as session:
        preview = preview_pupils(session, a_file(ANA, luis), today=TODAY)
        apply_pupils(session, preview.including({1}))

    with store.reading() as session:
        assert [pupil.number for pupil in session.exec(select(Pupil))] == ["9"]


def test_a_key_twice_for_staff_or_a_group_is_one_of_each(store: Store) -> None:
    rosa = StaffRow(3, "L1", "Rosa", "", "Croes", ("IB",), (StaffGroup("g"),))
    file = replace(
        a_file(ANA),
        groups=(GroupRow(1, "g", "3A", 3), GroupRow(2, "g", "3A", 3)),
        staff=(rosa, replace(rosa, line=4, roles=("LRK",)), replace(rosa, line=5, key="")),
    )
    before = dump(store)

    bring_in(store, file)

    with store.reading() as session:
        assert session.exec(select(Staff.role)).all() == ["IB"]
        assert len(session.exec(select(Group)).all()) == 1
    assert bring_in(store, file).run_id is None
    take_back(store)
    assert dump(store) == before


def test_a_staff_key_given_to_somebody_else_changes_nobody(store: Store) -> None:
    bring_in(store, SAMPLE_2_1)  # LK1 is Julia van Bemmel

    counts = bring_in(store, QUIRKS).counts["staff"]  # LK1 is Rosa Emerenciana, LK2 Tico

    assert counts["new"] == 2
    assert bring_in(store, QUIRKS).counts["staff"]["unchanged"] == 2


def test_a_preview_writes_nothing(store: Store) -> None:
    before = dump(store)

    with store.writing() as session:
        preview_pupils(session, read_pupils(QUIRKS), today=TODAY)

    assert dump(store) == before


def test_a_preview_that_is_out_of_date_is_not_applied(store: Store) -> None:
    preview = look(store, a_file(ANA))
    bring_in(store, a_file(ANA))

    with pytest.raises(UserError), store.writing() as session:
        apply_pupils(session, preview)


def test_the_language_with_the_parents_is_kept_with_a_guardian(store: Store) -> None:
    bring_in(store, a_file(replace(ANA, guardian_language="pap", home_language="pap")))

    with store.reading() as session:
        (guardian,) = session.exec(select(Guardian)).all()
        assert (guardian.language, guardian.pupil_id) == ("pap", the_pupil(session, "7").id)
    line = look(store, a_file(replace(ANA, guardian_language="en"))).pupils[0]
    assert [(c.field, c.old, c.new) for c in line.changes] == [("guardian_language", "pap", "en")]


def scan_it(session: Session, pupil_id: UUID) -> None:
    session.add(
        made := Round(
            name="2026-1",
            school_year="2026-2027",
            starts_on=date(2026, 11, 23),
            ends_on=date(2026, 12, 4),
        )
    )
    session.flush()
    session.add(
        Scan(
            pupil_id=pupil_id,
            round_id=made.id,
            questionnaire="teacher",
            edition="1",
            informant="teacher",
        )
    )


def give_result(session: Session, pupil_id: UUID) -> None:
    session.add(TestResult(pupil_id=pupil_id, test="Rekenen", held_on=date(2026, 1, 20)))


def rename(session: Session, pupil_id: UUID) -> None:
    session.get_one(Pupil, pupil_id).call_name = "Anna"


@pytest.mark.parametrize("work", [scan_it, give_result, rename], ids=["scan", "result", "edit"])
def test_an_import_that_was_built_on_is_not_taken_back(
    work: Callable[[Session, UUID], None], store: Store
) -> None:
    bring_in(store, a_file(ANA))
    with store.writing() as session:
        work(session, the_pupil(session, "7").id)
    before = dump(store)

    with speaking("en"), pytest.raises(UserError, match="cannot be taken back"):
        take_back(store)

    assert dump(store) == before


def test_imports_are_taken_back_newest_first(store: Store) -> None:
    empty = dump(store)
    bring_in(store, SAMPLE_2_1)
    one = dump(store)
    bring_in(store, QUIRKS)

    with store.reading() as session:
        assert [run.file_name for run in list_imports(session)] == [QUIRKS.name, SAMPLE_2_1.name]
    assert take_back(store).file_name == QUIRKS.name
    assert dump(store) == one
    assert take_back(store).counts["pupils"]["new"] == 2
    assert dump(store) == empty
    with pytest.raises(UserError):
        take_back(store)


def test_a_failure_half_way_leaves_nothing(store: Store) -> None:
    before = dump(store)
    good = read_pupils(QUIRKS)
    bad = replace(good, pupils=(*good.pupils, replace(ANA, sex="Q")))  # the database refuses it

    with pytest.raises(IntegrityError, match="pupil_sex_known"):
        bring_in(store, bad)

    assert dump(store) == before


def test_a_file_whose_columns_nobody_named_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Kolom A,Kolom B\nCroes,Ana\n", encoding="utf-8")

    with pytest.raises(UserError):
        bring_in(store, path)


def test_named_columns_are_remembered_by_the_header(store: Store) -> None:
    with store.writing() as session:
        remember_mapping(session, "f" * 64, {0: "last_name", 3: ""}, "lijst")

    with store.reading() as session:
        assert mapping_for(session, "f" * 64) == {0: "last_name", 3: ""}
        assert mapping_for(session, "0" * 64) is None


def test_no_number_of_the_state_reaches_the_store(store: Store) -> None:
    for path in (SAMPLE_2_1, QUIRKS):
        bring_in(store, path)

    text = re.sub(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", repr(dump(store)))
    assert "133456785" not in text
    assert "2731" not in text


def test_five_thousand_pupils_are_read_and_stored_within_five_seconds(
    store: Store, tmp_path: Path
) -> None:
    pupils = "".join(
        f'<leerling key="{n:05}"><achternaam>Naam{n % 700}</achternaam><roepnaam>Kind{n}</roepnaam>'
        f"<geboortedatum>{2013 + n % 8}-0{1 + n % 9}-1{n % 10}</geboortedatum>"
        f"<geslacht>{1 + n % 2}</geslacht><jaargroep>{1 + n % 8}</jaargroep>"
        '<groep key="g"/></leerling>'
        for n in range(5000)
    )
    path = tmp_path / "EDEX.XML"
    path.write_text(
        "<EDEX><school><schooljaar>2026-2027</schooljaar></school><groepen>"
        f'<groep key="g"><naam>A</naam><jaargroep>C</jaargroep></groep></groepen>'
        f"<leerlingen>{pupils}</leerlingen></EDEX>",
        encoding="utf-8",
    )

    start = time.process_time()
    summary = bring_in(store, path)
    seconds = time.process_time() - start

    assert summary.counts["pupils"]["new"] == 5000
    assert seconds < 5
