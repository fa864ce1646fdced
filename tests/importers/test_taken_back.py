"""An import that moves pupils to a group it made goes back as a whole."""

from pathlib import Path

import pytest

from npo_desktop.errors import UserError
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils, undo_last
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Pupil

HEAD = "leerlingnummer;roepnaam;achternaam;groep\n"


def read_in(store: Store, path: Path, group: str) -> None:
    path.write_text(f"{HEAD}7;Ana;Croes;{group}\n", encoding="utf-8")
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(path)))


def test_a_pupil_who_was_here_goes_back_to_the_old_group(store: Store, tmp_path: Path) -> None:
    read_in(store, tmp_path / "one.csv", "4 Oud")
    with store.reading() as session:
        before = canonical_dump(session)
    read_in(store, tmp_path / "two.csv", "4 Nieuw")

    with store.writing() as session:
        undo_last(session)
    with store.reading() as session:
        assert canonical_dump(session) == before


def test_a_group_that_somebody_else_is_in_by_now_stops_it(store: Store, tmp_path: Path) -> None:
    read_in(store, tmp_path / "one.csv", "4 Oud")
    read_in(store, tmp_path / "two.csv", "4 Nieuw")
    with store.writing() as session:
        groups = {row["name"]: row["id"] for row in canonical_dump(session)["school_group"]}
        pupil = Pupil(number="8", call_name="Luis", last_name="Tromp")
        session.add(pupil)
        session.flush()
        year = canonical_dump(session)["enrolment"][0]["school_year"]
        new = Enrolment(pupil_id=pupil.id, school_year=year)
        new.group_id = type(pupil.id)(groups["4 Nieuw"])
        session.add(new)

    with pytest.raises(UserError), store.writing() as session:
        undo_last(session)
