"""A test result as a file has it, before it is compared with the store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from npo_desktop.files.pupil_file import COLUMN_FIELDS
from npo_desktop.files.record_file import RecordFile
from npo_desktop.i18n import _

PUPIL_FIELDS = ("number", "call_name", "infix", "last_name", "full_name", "birth_date", "eckid")

RESULT_FIELDS: Mapping[str, Callable[[], str]] = {  # what a column can hold, as the screen says
    **{field: COLUMN_FIELDS[field] for field in PUPIL_FIELDS},
    "test": lambda: _("Test"),
    "code": lambda: _("Test code"),
    "version": lambda: _("Version"),
    "supplier": lambda: _("Publisher"),
    "moment": lambda: _("Moment"),
    "held_on": lambda: _("Date of the test"),
    "raw_score": lambda: _("Raw score"),
    "raw_top": lambda: _("Highest raw score"),
    "score": lambda: _("Ability score"),
    "score_scale": lambda: _("Ability scale"),
    "score_low": lambda: _("Interval from"),
    "score_high": lambda: _("Interval to"),
    "level": lambda: _("Level"),
    "level_iv": lambda: _("Level I to V"),
    "level_ae": lambda: _("Level A to E"),
    "percentile": lambda: _("Percentile"),
    "functional_level": lambda: _("Functioning level"),
    "dle": lambda: _("DLE"),
    "avi": lambda: _("AVI"),
    "reference_level": lambda: _("Reference level"),
    "language": lambda: _("Language of the test"),
    "norm_group": lambda: _("Norm group"),
}
VALUE_FIELDS = frozenset(  # one of these at least makes a result
    {
        *("raw_score", "score", "level", "level_iv", "level_ae", "percentile"),
        *("functional_level", "dle", "avi", "reference_level"),
    }
)
_STORED = (
    *("code", "version", "supplier", "raw_score", "raw_top", "score", "score_scale"),
    *("score_low", "score_high", "level", "level_scale", "percentile", "functional_level"),
    *("dle", "language", "norm_group"),
)
_RESULTS = (*("score", "raw_score", "level", "percentile", "functional_level", "dle"),)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One result. Empty text and ``None``: the file does not say."""

    line: int
    pupil: int
    test: str
    place: int = 0
    code: str = ""  # of the test, as its maker writes it
    version: str = ""
    supplier: str = ""
    moment: str = ""  # M5, E3; "M5/M6" when the year group of the pupil decides
    held_on: date | None = None
    score: float | None = None  # on the test's own ability scale
    score_scale: str = ""
    score_low: float | None = None
    score_high: float | None = None
    raw_score: float | None = None
    raw_top: float | None = None
    level: str = ""  # II, B, A+
    level_scale: str = ""  # I-V, A-E
    percentile: float | None = None
    functional_level: str = ""  # M5, <M3
    dle: float | None = None  # months of teaching
    language: str = ""  # of the test; empty: the file does not say
    norm_group: str = ""
    other: tuple[tuple[str, str], ...] = ()  # "AVI": "E5", "DLE": "<60"
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Not one value: the pupil did not take the test."""
        return not self.other and all(getattr(self, name) in ("", None) for name in _RESULTS)

    @property
    def values(self) -> Mapping[str, Any]:
        """What the file says, by column of the store."""
        said = {name: getattr(self, name) for name in _STORED}
        found = {name: value for name, value in said.items() if value not in ("", None)}
        return found | ({"other": dict(self.other)} if self.other else {})


ResultFile = RecordFile[ResultRow]
