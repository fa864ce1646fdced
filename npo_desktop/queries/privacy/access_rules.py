"""Which values of an access file a person must look at first, and which mean nothing on paper."""

from collections.abc import Mapping

from npo_desktop.exports.access_facts import RESTRICTED, STAFF_NOTE, THIRD_PARTY

HELD: Mapping[tuple[str, str], str] = {
    ("guardian", "name"): THIRD_PARTY,
    ("scan", "remark"): STAFF_NOTE,
    ("scan", "colleague"): THIRD_PARTY,
    ("talk", "outcome"): STAFF_NOTE,  # a child may have told what is not for everybody
    ("talk", "colleague"): THIRD_PARTY,
    ("plan", "reason"): STAFF_NOTE,
    ("plan", "who"): THIRD_PARTY,
    ("plan", "signed_by"): THIRD_PARTY,
    ("plan_version", "reason"): STAFF_NOTE,
    ("plan_version", "who"): THIRD_PARTY,
    ("plan_version", "signed_by"): THIRD_PARTY,
    ("plan_version", "words"): STAFF_NOTE,
    ("plan_version", "colleague"): THIRD_PARTY,
    ("plan_review", "teacher_words"): STAFF_NOTE,
    ("plan_review", "note"): STAFF_NOTE,
    ("plan_review", "colleague"): THIRD_PARTY,
    ("mention", "words"): STAFF_NOTE,
    ("mention", "colleague"): THIRD_PARTY,
    ("meeting_point", "minutes"): STAFF_NOTE,
    ("meeting_action", "words"): STAFF_NOTE,  # as the minutes they stand in
    ("meeting_action", "who"): THIRD_PARTY,
    ("event", "words"): STAFF_NOTE,  # of somebody at home too
    ("strength", "said_by"): THIRD_PARTY,
    ("support_place", "colleague"): THIRD_PARTY,
    ("parent_talk", "words"): STAFF_NOTE,  # as minutes
    ("parent_talk", "with_whom"): THIRD_PARTY,
    ("parent_talk", "colleague"): THIRD_PARTY,
    ("correction", "asked_by"): THIRD_PARTY,
    ("restricted_note", "colleague"): THIRD_PARTY,
    ("audit_entry", "colleague"): THIRD_PARTY,
}
HELD_ROWS: Mapping[str, str] = {
    "restricted_note": RESTRICTED,
    "pair_rule": THIRD_PARTY,  # it is about another child just as much
}
HELD_ACTS = ("note-added", "note-read", "note-deleted")  # on restricted notes
HELD_IN_IMPORTS = {"guardian": THIRD_PARTY, "scan": STAFF_NOTE}  # a whole row, as JSON
OTHERS = {"pair_rule": ("first_id", "second_id")}  # pupils' ids; never but one's own
APART = ("who", "reason", "signed_by")  # taken out of a document: each a value of its own

TECHNICAL = frozenset(
    (
        *("id", "sort_name", "questionnaire", "intervention", "nonce", "sealed", "made_by"),
        *("table_name", "seq", "ticks", "clock_suspect", "action", "mac", "basis", "before"),
        *("after", "informant", "place", "document", "figures"),
    )
)
TECHNICAL_IN: Mapping[str, tuple[str, ...]] = {
    "answer": ("item", "value", "words"),  # told as question and answer
    "talk": ("item", "value"),
    "event": ("kind",),
    "pair_rule": ("kind",),
    "parent_talk": ("outcome", "position"),
    "talk_agreement": ("who", "position"),
    "strength": ("kind",),
    "mention": ("is_added",),
    "plan_review": ("decision", "attainment"),
    "plan_session": ("number",),
    "scan": ("form", "entry"),  # how it was typed in
    "source_key": ("kind",),
}


def is_technical(table: str, column: str) -> bool:
    """Whether a value means nothing to a parent; what it stands for is told beside it."""
    return column in TECHNICAL or column.endswith("_id") or column in TECHNICAL_IN.get(table, ())
