"""The contact sheet: kept in order, whole or not at all."""

import pytest

from npo_desktop.errors import UserError
from npo_desktop.queries.contacts import ContactFacts, contact_list, set_contacts
from npo_desktop.store.engine import Store

NURSE = ContactFacts("Rosa Martina", "schoolmaatschappelijk werk", "717 0000", "dinsdag", True)
POLICE = ContactFacts("Politie", "", "911")


def test_the_sheet_keeps_its_order_and_leaves_empty_lines_out(store: Store) -> None:
    with store.writing() as session:
        set_contacts(session, [POLICE, ContactFacts(" "), NURSE])
    with store.reading() as session:
        assert [one.name for one in contact_list(session)] == ["Politie", "Rosa Martina"]
        assert [one.phone for one in contact_list(session, for_pupils=True)] == ["717 0000"]


def test_a_line_keeps_its_identity_when_the_sheet_is_written_again(store: Store) -> None:
    with store.writing() as session:
        set_contacts(session, [NURSE, POLICE])
        first = contact_list(session)
        set_contacts(session, first[::-1])
        assert [one.id for one in contact_list(session)] == [one.id for one in first[::-1]]


@pytest.mark.parametrize(
    "faulty",
    [ContactFacts("", phone="717 0000"), ContactFacts("N" * 201), ContactFacts("A", "r" * 201)],
)
def test_a_faulty_line_is_named_and_the_sheet_stays(store: Store, faulty: ContactFacts) -> None:
    with store.writing() as session:
        set_contacts(session, [NURSE])
        with pytest.raises(UserError, match="2"):
            set_contacts(session, [NURSE, faulty])
        assert [one.name for one in contact_list(session)] == ["Rosa Martina"]
