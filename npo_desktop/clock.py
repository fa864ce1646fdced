"""The time, in one place, so that the practice school and the tests can stand still."""

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """The moment, aware, in UTC; ``NPO_TODAY`` replaces its date."""
    moment = datetime.now(UTC)
    fixed = os.environ.get("NPO_TODAY")
    return datetime.combine(date.fromisoformat(fixed), moment.timetz()) if fixed else moment


def today() -> date:
    """The day on the user's own calendar; ``NPO_TODAY`` replaces it."""
    fixed = os.environ.get("NPO_TODAY")
    return date.fromisoformat(fixed) if fixed else date.today()
