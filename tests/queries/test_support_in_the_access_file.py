"""Plans, meetings and support groups in the access file: words a parent understands."""

import io
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from pypdf import PdfReader

from npo_desktop.exports import access_json
from npo_desktop.exports.access_facts import HOLDS, STAFF_NOTE, THIRD_PARTY, AccessFile
from npo_desktop.exports.access_wording import column_title, table_title
from npo_desktop.exports.pdf import access_file as access_pdf
from npo_desktop.i18n import speaking
from npo_desktop.queries.privacy.access_file import access_facts
from npo_desktop.queries.privacy.belongings import hanging_on
from npo_desktop.queries.privacy.bin import to_bin
from npo_desktop.store.engine import Store
from npo_desktop.store.plan_tables import PlanSession
from npo_desktop.store.tables import Pupil

Add = Callable[..., list[Any]]
CODES = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}|\b[a-z]+_[a-z_]+\b|\b(?:apart|protective|adjust|single|false|true)\b"
)


def facts_of(store: Store, pupil_id: UUID, language: str = "en") -> AccessFile:
    with store.reading() as session, speaking(language):
        return access_facts(session, pupil_id)


def on_paper(facts: AccessFile) -> str:
    pages = PdfReader(io.BytesIO(access_pdf.render(facts, set(HOLDS)))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def shown(facts: AccessFile, table: str) -> dict[str, str]:
    (found,) = (one for one in facts.tables if one.name == table)
    return {cell.column: cell.shown for cell in found.rows[0].cells if cell.shown}


def test_every_table_that_hangs_on_a_pupil_is_in_it_under_a_title(
    store: Store, add_pupils: Add
) -> None:
    _before, one = add_pupils(2)
    facts = facts_of(store, one.id)
    named = {table.name for table in facts.tables}
    elsewhere = {"talk", "attendance", "round_exception"}  # no row of these in the fixture
    assert named >= set(hanging_on("pupil")) - elsewhere
    assert all(table_title(name) != name for name in elsewhere)
    assert all(table_title(name) != name for name in named)
    for table in facts.tables:
        for cell in (cell for row in table.rows for cell in row.cells if cell.shown):
            title = column_title(cell.column, table.name)
            assert title != cell.column.replace("_", " "), (table.name, cell.column)


def test_ids_and_codes_stand_there_as_what_they_mean(store: Store, add_pupils: Add) -> None:
    _before, one = add_pupils(2)
    facts = facts_of(store, one.id)
    place = shown(facts, "support_place")
    assert (place["support_group"], place["colleague"]) == ("Tellen", "Ines Pieters")
    assert place["times"].startswith("Tuesday 9:00") and "Block 1" in place["block"]
    assert shown(facts, "group_plan_member")["group_plan"] == "Samen tellen"
    assert shown(facts, "meeting_point")["meeting"] == "Team, 2 Nov 2026"
    review = shown(facts, "plan_review")
    assert (review["decision"], review["attainment"]) == ("Adjust", "less than hoped")
    assert review["goals"] == f"{one.canary}goal (41.5 → 60)"
    assert shown(facts, "event")["event"] == "Something at home"
    assert shown(facts, "strength")["strength"] == "Does well"
    assert shown(facts, "plan_version")["goals"] == one.canary
    assert shown(facts, "correction")["words"] == f"{one.canary}words"
    talk = shown(facts, "parent_talk")
    assert (talk["evening"], talk["round"]) == ("Ouderavond, 2 Nov 2026", "2026-1")
    assert (talk["talk_outcome"], talk["language"]) == ("agreed together", "Dutch")
    assert shown(facts, "talk_agreement")["done_by"] == "at home"


def test_no_code_of_the_program_is_on_the_paper(store: Store, add_pupils: Add) -> None:
    _before, one = add_pupils(2)
    with store.writing() as session:
        for day in (9, 4):
            held_on = date(2026, 11, day)
            session.add(
                PlanSession(plan_id=one.plan, held_on=held_on, was_given=False, reason="no-time")
            )
        pupil = session.get_one(Pupil, one.id)
        pupil.sex, pupil.home_language = "F", "pap"
    text = on_paper(facts_of(store, one.id)).replace(one.canary, "")
    assert "no-time" not in text and "Reason: No time" in text
    assert text.index("On: 4 Nov 2026") < text.index("On: 9 Nov 2026")
    assert "Sex: girl" in text and "Home language: Papiamentu" in text
    assert CODES.findall(text) == []
    assert "Something at home" in text and "Home situation" in text
    assert "Places in support groups (1)" in text and "Tuesday" in text


def test_staff_notes_and_others_names_wait_for_a_look(store: Store, add_pupils: Add) -> None:
    _before, one = add_pupils(2)
    facts = facts_of(store, one.id)
    held = {(found.kind, found.table, found.column) for found in facts.held_back}
    assert held >= {
        (STAFF_NOTE, "mention", "words"),
        (STAFF_NOTE, "meeting_point", "minutes"),
        (STAFF_NOTE, "meeting_action", "words"),
        (STAFF_NOTE, "plan_review", "note"),
        (STAFF_NOTE, "plan_review", "teacher_words"),
        (STAFF_NOTE, "plan_version", "reason"),
        (STAFF_NOTE, "parent_talk", "words"),
        (THIRD_PARTY, "parent_talk", "with_whom"),
        (THIRD_PARTY, "plan_version", "who"),
        (THIRD_PARTY, "meeting_action", "who"),
        (THIRD_PARTY, "strength", "said_by"),
        (THIRD_PARTY, "support_place", "colleague"),
        (THIRD_PARTY, "pair_rule", ""),
    }
    given = access_json.render(facts).decode()
    for word in ("mention", "minutes", "action", "does", "note", "teacher", "then", "because"):
        assert f"{one.canary}{word}" not in given, word
    assert "pair_rule" not in given and "Pieters" not in given
    for word in ("good", "consent", "ill", "agreed"):
        assert f"{one.canary}{word}" in given


def test_the_other_child_of_a_rule_is_never_in_it(store: Store, add_pupils: Add) -> None:
    before, one, after = add_pupils(3)
    with store.writing() as session:
        to_bin(session, "pupil", before.id)  # its rule lies in the bin from now on
    facts = facts_of(store, one.id)
    assert facts.counts["pair_rule"] == facts.counts["bin/pair_rule"] == 1
    everything = access_json.render(facts, set(HOLDS)).decode()
    assert len(json.loads(everything)["tables"]["pair_rule"]) == 1
    for other in (before, after):
        assert other.canary not in everything and other.canary not in on_paper(facts)
        assert str(other.id) not in everything
        assert all(str(other.id) not in held.id for held in facts.held_back)
    assert "with a certain other pupil" in on_paper(facts)
