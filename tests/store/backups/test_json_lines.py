"""T12: the second kind of backup gives back every row of any store, or says that it cannot."""

import shutil
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from npo_desktop.errors import StoreError, UserError
from npo_desktop.store.backups.json_lines import read_json_lines, write_json_lines
from npo_desktop.store.backups.lines_file import read_lines_header
from npo_desktop.store.backups.sealed_stream import PIECE, BrokenStream, read_sealed, write_sealed
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import SCHEMA, Opener, Store, connect
from npo_desktop.store.keys import Cost, read_keys
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.safety_tables import BinItem, RestrictedNote
from npo_desktop.store.tables import Plan, Pupil, Round, Setting, TestResult

PASSPHRASE = "a passphrase for tests"
LATER = 10 ** len(str(SCHEMA)) - 1  # as many digits, so that the header keeps its length
FIXTURE = Path(__file__).parents[2] / "stores" / "schema-0001"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """The files of a store with nothing in it, to copy, and its key."""
    folder = tmp_path_factory.mktemp("empty")
    new = NewSchool("Basisschool Test", "bonaire")
    store, _key = create_store(folder / "school.npo", PASSPHRASE, new, cost=Cost(64, 1, 1))
    store.close()
    return folder, store.data_key


def connected(path: Path, data_key: bytes) -> Store:
    """Open without signing in, which would be written down."""
    return Store(path, connect(path, data_key), data_key, Opener())


def dump(store: Store) -> dict[str, object]:
    with store.reading() as session:
        return {**canonical_dump(session)}


# --- any store: rows with whatever people type, and every kind of column ---

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = WORDS.filter(lambda text: text[:1] not in ("", "\0"))  # SQLite ends a text at NUL
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | FLOATS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


@st.composite
def rows(draw: st.DrawFn) -> list[SQLModel]:
    """Pupils with results, plans, notes and what else hangs on them, and settings."""
    held = Round(
        name="2026-1",
        school_year="2026-2027",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 9, 30),
    )
    found: list[SQLModel] = [held]
    for number, name in enumerate(draw(st.lists(NAMES, max_size=4))):
        pupil = Pupil(
            id=draw(st.uuids()),
            number=f"{number:05}",
            call_name=name,
            birth_date=draw(st.none() | DAYS),
            home_language=draw(st.none() | WORDS),
        )
        note = RestrictedNote(
            pupil_id=pupil.id,
            kind="home",
            nonce=draw(st.binary(max_size=12)),
            sealed=draw(st.binary(max_size=200)),
            made_at=draw(MOMENTS),
        )
        result = TestResult(
            pupil_id=pupil.id,
            test=draw(WORDS),
            held_on=draw(DAYS),
            score=draw(st.none() | FLOATS),
            percentile=draw(st.none() | FLOATS),
        )
        plan = Plan(
            pupil_id=pupil.id,
            round_id=held.id,
            intervention="x",
            starts_on=date(2026, 10, 1),
            review_on=date(2026, 12, 1),
            basis=draw(st.dictionaries(WORDS, PLAIN, max_size=3)),
        )
        found += [pupil, note, result, plan]
    found += [
        Setting(key=f"k{n}", value=value)
        for n, value in enumerate(draw(st.lists(WORDS, max_size=4)))
    ]
    binned = draw(st.lists(st.dictionaries(WORDS, PLAIN, max_size=3), max_size=2))
    return [*found, BinItem(kind="pupil", object_id=UUID(int=1), title=draw(WORDS), rows=binned)]


@settings(
    max_examples=50,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=rows())
def test_any_store_comes_back_equal(
    made: list[SQLModel], empty: tuple[Path, bytes], tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "here", ignore_errors=True)
    shutil.copytree(empty[0], tmp_path / "here")
    store = connected(tmp_path / "here" / "school.npo", empty[1])
    with store.writing() as session:
        for row in made:
            session.add(row)
            session.flush()  # parents first
    lines, new = tmp_path / "here" / "a.npolines", tmp_path / "here" / "new" / "school.npo"
    counts = write_json_lines(store, lines)
    was = dump(store)
    store.close()
    assert read_json_lines(lines, store.data_key, new) == counts
    again = connected(new, store.data_key)
    assert dump(again) == was
    again.close()
    held = read_keys(new)
    assert held == read_keys(store.path)


# --- what is cut, changed or moved is refused ---


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, bytes]:
    """A file of lines of 2,059 answers, and its key."""
    for file in FIXTURE.glob("school.npo*"):
        shutil.copy(file, tmp_path)
    store = open_store(tmp_path / "school.npo", PASSPHRASE)
    write_json_lines(store, tmp_path / "a.npolines")
    store.close()
    return tmp_path / "a.npolines", store.data_key


def test_a_file_cut_off_anywhere_is_refused_and_leaves_nothing(
    written: tuple[Path, bytes], tmp_path: Path, chance: Random
) -> None:
    lines, data_key = written
    whole = lines.read_bytes()
    new = tmp_path / "new" / "school.npo"
    for length in (0, 10, len(whole) - 1, *(chance.randrange(len(whole)) for _n in range(12))):
        lines.write_bytes(whole[:length])
        with pytest.raises(UserError):
            read_json_lines(lines, data_key, new)
        assert not new.exists() and not list(tmp_path.glob("new/*"))
    lines.write_bytes(whole)
    assert read_json_lines(lines, data_key, new)["answer"] == 2059


def test_every_changed_bit_is_noticed(
    written: tuple[Path, bytes], tmp_path: Path, chance: Random
) -> None:
    lines, data_key = written
    whole = lines.read_bytes()
    for _n in range(15):
        data = bytearray(whole)
        data[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        lines.write_bytes(data)
        with pytest.raises(UserError):
            read_json_lines(lines, data_key, tmp_path / "new.npo")
            pytest.fail("read as if nothing had changed")


def test_another_key_and_a_newer_schema_are_refused(
    written: tuple[Path, bytes], tmp_path: Path
) -> None:
    lines, data_key = written
    with pytest.raises(StoreError):
        read_json_lines(lines, bytes(32), tmp_path / "new.npo")
    newer = lines.read_bytes().replace(f'"schema":{SCHEMA}'.encode(), f'"schema":{LATER}'.encode())
    lines.write_bytes(newer)
    assert read_lines_header(lines).schema == LATER
    with pytest.raises(StoreError, match="nieuwere"):
        read_json_lines(lines, data_key, tmp_path / "new.npo")


def test_nothing_of_it_is_readable_and_an_existing_store_is_not_touched(
    written: tuple[Path, bytes], tmp_path: Path
) -> None:
    lines, data_key = written
    assert b"answer" not in lines.read_bytes()
    before = (tmp_path / "school.npo").read_bytes()
    with pytest.raises(UserError):
        read_json_lines(lines, data_key, tmp_path / "school.npo")
    assert (tmp_path / "school.npo").read_bytes() == before


def test_pieces_cannot_be_dropped_repeated_or_exchanged(chance: Random) -> None:
    key = bytes(32)
    lines = [chance.randbytes(3000).hex().encode() for _n in range(80)]
    sealed = BytesIO()
    write_sealed(sealed, key, b"this file", lines)
    whole = sealed.getvalue()
    pieces, at = [], 0
    while at < len(whole):
        length = int.from_bytes(whole[at : at + 4], "big") + 4
        pieces.append(whole[at : at + length])
        at += length
    assert len(pieces) > 3 and len(pieces[0]) == PIECE + 20
    assert list(read_sealed(BytesIO(whole), key, b"this file")) == lines
    for wrong in (
        pieces[:-1],
        pieces[1:],
        [*pieces, pieces[-1]],
        [pieces[1], pieces[0], *pieces[2:]],
        [pieces[0], *pieces],
        [],
    ):
        with pytest.raises(BrokenStream):
            list(read_sealed(BytesIO(b"".join(wrong)), key, b"this file"))
    with pytest.raises(BrokenStream):
        list(read_sealed(BytesIO(whole), key, b"another file"))
