"""A talk that was held is in the pupil's file; what came of it waits for a person to look at."""

from datetime import date

from npo_desktop.content.load import Content
from npo_desktop.exports import access_json
from npo_desktop.exports.access_facts import STAFF_NOTE
from npo_desktop.i18n import speaking
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.privacy.access_file import access_facts
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.talks import note_talk, open_talks
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil

OUTCOME = "vertelde over thuis, vrijdag opnieuw"


def test_what_came_of_a_talk_is_not_handed_over_before_somebody_looked(
    store: Store, content: Content
) -> None:
    with store.writing() as session:
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        pupil = Pupil(number="1", call_name="Ana", birth_date=date(2016, 3, 1))
        session.add(pupil)
        session.flush()
        scan = scan_for(session, pupil.id, this.id, content.questionnaires["pupil"])
        record_answer(session, scan, "P-SE-SAF-2", 3)
        (talk,) = open_talks(session, content.questionnaires, this)
        note_talk(session, talk, OUTCOME, None)
    with store.reading() as session, speaking("nl"):
        facts = access_facts(session, talk.pupil_id)

    (table,) = (one for one in facts.tables if one.name == "talk")
    cells = {cell.column: cell for cell in table.rows[0].cells}
    assert cells["outcome"].held == STAFF_NOTE and cells["outcome"].value == OUTCOME
    assert cells["answer"].shown == "altijd" and "bang" in cells["question"].shown
    assert OUTCOME not in access_json.render(facts, set()).decode()
    assert OUTCOME in access_json.render(facts, {STAFF_NOTE}).decode()
