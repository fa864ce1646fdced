"""What the tables and columns of an access file are called on paper."""

from collections.abc import Mapping

from npo_desktop.i18n import _

BIN = "bin/"


def table_title(name: str) -> str:
    """What stands above the rows of a table."""
    if name.startswith(BIN):
        return _("In the bin: {things}").format(things=_titles().get(name[len(BIN) :], name))
    return _titles().get(name, name)


def column_title(column: str) -> str:
    """What a value is called; a column without a name of its own keeps its technical one."""
    return _columns().get(column, column.replace("_", " "))


def _titles() -> Mapping[str, str]:
    return {
        "pupil": _("Personal data"),
        "guardian": _("Parents and carers"),
        "enrolment": _("Groups by school year"),
        "scan": _("Lists filled in"),
        "answer": _("Answers"),
        "talk": _("Talks held"),
        "test_result": _("Test results"),
        "attendance": _("Attendance"),
        "plan": _("Plans"),
        "goal": _("Goals"),
        "restricted_note": _("Restricted notes"),
        "correction": _("Corrections"),
        "source_key": _("Known under in other systems"),
        "import_change": _("Read in from files"),
        "audit_entry": _("What was done with this file"),
        "round": _("Rounds"),
    }


def _columns() -> Mapping[str, str]:
    return {
        "number": _("Number"),
        "eckid": _("ECK iD"),
        "call_name": _("Call name"),
        "first_names": _("First names"),
        "initials": _("Initials"),
        "infix": _("Name prefix"),
        "last_name": _("Last name"),
        "birth_date": _("Date of birth"),
        "sex": _("Sex"),
        "home_language": _("Home language"),
        "taught_since": _("Taught since"),
        "school_language_since": _("Lessons in the school's language since"),
        "entered_on": _("At this school since"),
        "left_on": _("Left on"),
        "referred_on": _("Referred on"),
        "name": _("Name"),
        "relation": _("Relation"),
        "language": _("Language"),
        "school_year": _("School year"),
        "grade": _("Grade"),
        "group": _("Group"),
        "round": _("Round"),
        "list": _("List"),
        "edition": _("Edition"),
        "filled_in_by": _("Filled in by"),
        "colleague": _("Colleague"),
        "started_at": _("Begun on"),
        "remark": _("Remark"),
        "question": _("Question"),
        "answer": _("Answer"),
        "answered_at": _("Answered on"),
        "test": _("Test"),
        "subscale": _("Subscale"),
        "moment": _("Moment"),
        "held_on": _("Taken on"),
        "score": _("Score"),
        "level": _("Level"),
        "level_scale": _("Level scale"),
        "percentile": _("Percentile"),
        "norm_group": _("Norm group"),
        "code": _("Test code"),
        "version": _("Version"),
        "supplier": _("Publisher"),
        "raw_score": _("Raw score"),
        "raw_top": _("Highest raw score"),
        "score_scale": _("Ability scale"),
        "score_low": _("Interval from"),
        "score_high": _("Interval to"),
        "functional_level": _("Functioning level"),
        "dle": _("DLE"),
        "other": _("Other scores"),
        "is_checked": _("Checked by somebody"),
        "lessons": _("Lessons"),
        "missed": _("Lessons missed"),
        "late": _("Times late"),
        "unauthorised": _("Missed without leave"),
        "approach": _("Approach"),
        "state": _("State"),
        "outcome": _("Outcome"),
        "talked_at": _("Talked on"),
        "sessions_per_week": _("Times a week"),
        "minutes": _("Minutes a time"),
        "weeks": _("Weeks"),
        "group_size": _("Group size"),
        "who": _("Who does it"),
        "first_step": _("First step"),
        "pupil_words": _("What the pupil says"),
        "reason": _("Reason"),
        "starts_on": _("Starts on"),
        "ends_on": _("Ends on"),
        "review_on": _("Review on"),
        "in_parent_summary": _("In the parents' summary"),
        "text": _("Text"),
        "start_value": _("Start value"),
        "target_value": _("Target value"),
        "kind": _("Kind"),
        "made_at": _("Made on"),
        "about": _("About"),
        "words": _("Words"),
        "asked_by": _("Asked by"),
        "source": _("Source"),
        "key": _("Key"),
        "at": _("When"),
        "act": _("What"),
        "row": _("Kind of row"),
    }
