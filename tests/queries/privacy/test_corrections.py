"""Corrections stand beside the file."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import select

from npo_desktop.errors import UserError
from npo_desktop.queries.privacy.corrections import add_correction, corrections_of
from npo_desktop.store.audit import chain_report
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import AuditEntry


def test_a_correction_stands_beside_and_changes_nothing_else(
    store: Store, add_pupils: Callable[..., list[Any]]
) -> None:
    one, other = add_pupils(2)
    grows = ("correction", "audit_entry", "setting")
    with store.reading() as session:
        before = canonical_dump(session, without=grows)
        done = chain_report(session).length
    with store.writing() as session:
        made = add_correction(
            session, one.id, " the list of 2026-1 ", " She sits still at home. ", "her mother"
        )
    with store.reading() as session:
        assert canonical_dump(session, without=grows) == before
        newest = corrections_of(session, one.id)[0]
        assert (newest.id, newest.about, newest.words) == (
            *(made, "the list of 2026-1", "She sits still at home."),
        )
        assert len(corrections_of(session, other.id)) == 1  # its own
        fresh = select(AuditEntry).where(AuditEntry.seq > done)
        acts = [(e.action, e.object_id) for e in session.exec(fresh)]
    assert acts == [("correction", str(one.id))]


def test_an_empty_correction_is_refused(store: Store, add_pupils: Callable[..., list[Any]]) -> None:
    (one,) = add_pupils(1)
    with pytest.raises(UserError), store.writing() as session:
        add_correction(session, one.id, "about", "  ")
