"""Signing a plan: from then on it is frozen, with a short code to compare paper with.

The code says whether what stands here is what was signed: eight letters and figures of a SHA-256
over the plan's words and numbers, in an alphabet without I, L, O and U (Crockford's base 32).
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.planning.plan_changes import ENDED, as_document, facts_from
from npo_desktop.queries.planning.plans import PlanFacts, check_plan, plan_facts
from npo_desktop.store.plan_tables import PlanVersion
from npo_desktop.store.tables import Plan

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, GROUP = 8, 4
NOT_ASKED = "pupil_words_not_asked"  # in the basis: why the pupil's own words are missing
_LOOKS_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SIGNED_PARTS = (
    *("id", "pupil_id", "intervention", "version", "goals", "sessions_per_week", "minutes"),
    *("weeks", "group_size", "who", "first_step", "pupil_words", "starts_on", "review_on"),
    *("signed_on", "signed_by"),
)


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """What belongs to a code on paper."""

    plan: PlanFacts  # as it was signed
    is_current: bool  # False: a newer version was begun since
    is_unchanged: bool  # what stands here is what was signed


def sign(
    session: Session,
    plan_id: UUID,
    signed_by: str,
    signed_on: date,
    *,
    without_words: str = "",
) -> str:
    """Freeze a plan; returns its code. ``without_words``: why the pupil's own are missing."""
    plan, facts = session.get_one(Plan, plan_id), plan_facts(session, plan_id)
    _refuse(session, facts, signed_by.strip(), signed_on)
    if not plan.pupil_words.strip():
        if not without_words.strip():
            raise UserError(
                _("The pupil's own words are missing: not asked yet."),
                _("Ask the pupil, or say why that cannot be done."),
            )
        plan.basis = {**plan.basis, NOT_ASKED: without_words.strip()}
    elif NOT_ASKED in plan.basis:  # of an earlier version: they were asked since
        plan.basis = {part: value for part, value in plan.basis.items() if part != NOT_ASKED}
    plan.state = "agreed"
    plan.signed_by, plan.signed_on = signed_by.strip(), signed_on
    session.flush()
    plan.code = code_of(plan_facts(session, plan_id))
    session.flush()
    return plan.code


def unsign(session: Session, before: PlanFacts) -> None:
    """Undo a signature just given: the plan as it was before."""
    plan = session.get_one(Plan, before.id)
    if plan.version != before.version or plan.state in ENDED:
        raise UserError(
            _("This plan went on since it was signed, so the signature stays."),
            _("Look at the plan and its versions."),
        )
    plan.signed_by, plan.signed_on, plan.code = before.signed_by, before.signed_on, before.code
    plan.state, plan.basis = before.state, dict(before.basis)


def verify(session: Session, typed: str) -> SignedPaper | None:
    """What a code on paper belongs to; ``None``: to nothing here. Raises for what is no code."""
    code = read_code(typed)
    found = session.exec(select(Plan.id).where(Plan.code == code)).first()
    if found is not None:
        facts = plan_facts(session, found)
        return SignedPaper(facts, True, code_of(facts) == code)
    for row in session.exec(select(PlanVersion)):
        if row.document.get("code") == code:
            facts = facts_from(row.document)
            return SignedPaper(facts, False, code_of(facts) == code)
    return None


def code_of(plan: PlanFacts) -> str:
    """The code of what is signed: "7F3K-Q2XD"."""
    document = as_document(plan)
    signed: dict[str, Any] = {part: document[part] for part in _SIGNED_PARTS}
    signed["not_asked"] = plan.basis.get(NOT_ASKED, "")
    canonical = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    bits = int.from_bytes(hashlib.sha256(canonical.encode()).digest()[:5])
    letters = "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def read_code(typed: str) -> str:
    """A code as somebody typed it, with the letters that look like figures put right."""
    bare = re.sub(r"[\s\-–.]", "", typed).upper().translate(_LOOKS_LIKE)
    if len(bare) != LENGTH or not set(bare) <= set(ALPHABET):
        raise UserError(
            _("This is not a code of a plan."),
            _("It has eight letters and figures, for example 7F3K-Q2XD. Look at the paper again."),
        )
    return f"{bare[:GROUP]}-{bare[GROUP:]}"


def _refuse(session: Session, plan: PlanFacts, signed_by: str, signed_on: date) -> None:
    if plan.signed_on is not None:
        raise UserError(
            _("This plan was signed on {date} already.").format(date=date_text(plan.signed_on)),
            _("Begin a new version to change it."),
        )
    if plan.state in ENDED:
        raise UserError(
            _("This plan has ended, so it is not signed any more."),
            _("Sign the plan that follows it."),
        )
    if not signed_by:
        raise UserError(_("Nobody signed yet."), _("Write down who agreed with the plan."))
    if signed_on > today():
        raise UserError(
            _("The day of signing is still to come."), _("Choose today or an earlier day.")
        )
    if plan.intervention != NOTHING_EXTRA and not any(goal.text.strip() for goal in plan.goals):
        raise UserError(_("This plan has no goal."), _("Write the goal, or choose an example."))
    check_plan(session, plan)
