"""How long a school keeps what, unless it chooses otherwise: ``islands/retention.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from npo_desktop.content.rows import fault, read_toml
from npo_desktop.i18n import _
from npo_desktop.paths import resources

CLOCKS = ("guidance", "enrolment", "referral")
COUNTED_FROM = ("left_on", "referred_on")
STATUSES = ("mainland", "island")  # for whom the source speaks
MOST_YEARS = 30
KEYS = {"years", "counted_from", "source", "status"}


@dataclass(frozen=True, slots=True)
class RetentionPeriod:
    """One clock: how many years, from when, and who says so."""

    years: int
    counted_from: str
    source: str
    status: str


@cache
def load_retention() -> Mapping[str, RetentionPeriod]:
    """The periods that ship with the program, by clock; a fault in the file is a ``UserError``."""
    return read_retention(resources() / "islands" / "retention.toml")


def read_retention(path: Path) -> Mapping[str, RetentionPeriod]:
    """The periods of a file, read anew each time."""
    text, told = read_toml(path)
    if set(told) != set(CLOCKS):
        raise fault(path.name, 1, _('"{column}" is missing').format(column=", ".join(CLOCKS)))
    return {clock: _period(path, text, clock, told[clock]) for clock in CLOCKS}


def _period(path: Path, text: str, clock: str, told: object) -> RetentionPeriod:
    heads = text.splitlines()
    line = heads.index(f"[{clock}]") + 1 if f"[{clock}]" in heads else 1
    if not isinstance(told, dict) or set(told) != KEYS:
        raise fault(path.name, line, _('"{column}" is missing').format(column=", ".join(KEYS)))
    years = told["years"]
    is_whole = isinstance(years, int) and not isinstance(years, bool)
    if not is_whole or not 1 <= years <= MOST_YEARS:
        raise fault(
            path.name,
            line,
            _('"{value}" in "{column}" is not a number from {lowest} to {highest}').format(
                value=years, column="years", lowest=1, highest=MOST_YEARS
            ),
        )
    for key, allowed in (("counted_from", COUNTED_FROM), ("status", STATUSES)):
        if told[key] not in allowed:
            raise fault(
                path.name, line, _('unknown {kind} "{value}"').format(kind=key, value=told[key])
            )
    return RetentionPeriod(years, told["counted_from"], str(told["source"]), told["status"])
