"""Hours, times and dollars as people type them, Dutch or English; and as they are shown. Pure."""

import re
from decimal import Decimal, InvalidOperation

from npo_desktop.errors import UserError
from npo_desktop.formats import MINUS, number
from npo_desktop.i18n import _

QUARTER = 15  # minutes
MOST_MINUTES = 50 * 60  # a week, of one colleague
DAY = 24 * 60  # minutes
MOST_USD = 10_000_000


def read_hours(typed: str) -> int:
    """Weekly hours as minutes: 3,5 or 3.5 or 3:30 is 210; empty is 0. In quarters, 50 at most."""
    text = typed.strip()
    if not text:
        return 0
    minutes = _hours_and_minutes(text) if ":" in text else _decimal_hours(text)
    if minutes is None:
        raise UserError(
            _('"{value}" is not a number of hours.').format(value=text),
            _("Type for example {example} for three and a half hours.").format(
                example=number(3.5, 1)
            ),
        )
    return checked_minutes(minutes)


def checked_minutes(minutes: int) -> int:
    """Minutes a week that one colleague can give; a ``UserError`` says what is wrong with them."""
    if minutes < 0:
        raise UserError(
            _("Hours cannot be less than zero."), _("Type 0 for who gives no extra support.")
        )
    if minutes > MOST_MINUTES:
        raise UserError(
            _("{hours} hours a week is more than one colleague has.").format(
                hours=hours_text(minutes)
            ),
            _("Type at most {most} hours.").format(most=hours_text(MOST_MINUTES)),
        )
    return minutes


def hours_text(minutes: float) -> str:
    """Minutes as hours, in as few decimals as say it: 2, 1,5, 0,25."""
    hours = minutes / 60
    decimals = next((n for n in (0, 1) if abs(hours - round(hours, n)) < 1e-9), 2)
    return number(hours, decimals)


def read_time(typed: str) -> int:
    """A time of the day as minutes after midnight: 9:00, 09.00, 9h00 or 9 is 540."""
    text = typed.strip()
    parts = re.fullmatch(r"(\d{1,2})(?:[:.hu ](\d{2}))?", text)
    if parts is None or int(parts[1]) > 23 or int(parts[2] or 0) > 59:
        raise UserError(
            _('"{value}" is not a time of the day.').format(value=text),
            _("Type for example 9:00 or 13:15."),
        )
    return int(parts[1]) * 60 + int(parts[2] or 0)


def read_dollars(typed: str) -> float:
    """An amount as typed: 1500, 1.500,00 or 1,500.00. No less than zero."""
    text = typed.replace(" ", "").replace("$", "").removeprefix("USD").removesuffix("USD")
    sign, text = (-1, text[1:]) if text[:1] in ("-", MINUS) else (1, text)
    amount = _amount(text)
    if amount is None:
        raise UserError(
            _('"{value}" is not an amount of money.').format(value=typed.strip()),
            _("Type dollars, for example {example}.").format(example=number(1250.5, 2)),
        )
    return checked_dollars(sign * float(amount))


def checked_dollars(amount: float) -> float:
    """Dollars of a budget line; a ``UserError`` says what is wrong with them."""
    if amount < 0:
        raise UserError(
            _("An amount of money cannot be less than zero."), _("Type what there is to spend.")
        )
    if not amount <= MOST_USD:  # also what is no number
        raise UserError(
            _("This amount is too large."), _("Type the dollars of this line; no cents, no code.")
        )
    return round(amount, 2)


def dollars_text(amount: float) -> str:
    """Dollars with a sign before them, cents only where there are any, thousands apart."""
    has_cents = abs(amount - round(amount)) >= 0.005
    text = number(abs(amount), 2 if has_cents else 0)
    mark = "." if number(0.5, 1)[1] == "," else ","
    cents = 3 if has_cents else 0
    whole = re.sub(r"(?<=\d)(?=(\d{3})+$)", mark, text[: len(text) - cents])
    return f"{MINUS if amount < -0.005 else ''}$ {whole}{text[len(text) - cents :]}"


def _hours_and_minutes(text: str) -> int | None:
    parts = re.fullmatch(r"(\d{1,3}):([0-5]\d)", text)
    return None if parts is None else _in_quarters(int(parts[1]) * 60 + int(parts[2]), text)


def _decimal_hours(text: str) -> int | None:
    parts = re.fullmatch(rf"([-{MINUS}]?)(\d{{1,4}})(?:[.,](\d{{1,4}}))?", text)
    if parts is None:
        return None
    minutes = Decimal(f"{parts[2]}.{parts[3] or 0}") * 60
    if parts[1]:
        return -1 if minutes else 0
    return _in_quarters(minutes, text)


def _in_quarters(minutes: Decimal | int, text: str) -> int:
    if minutes % QUARTER:
        raise UserError(
            _('"{value}" is not in quarters of an hour.').format(value=text),
            _("Type for example {first} or {second}.").format(
                first=number(3.25, 2), second=number(3.5, 1)
            ),
        )
    return int(minutes)


def _amount(text: str) -> Decimal | None:
    """A dot or comma with just two digits behind it at the end is the mark of cents."""
    parts = re.fullmatch(r"(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?", text)
    if parts is None:
        return None
    try:
        return Decimal(f"{re.sub('[.,]', '', parts[1])}.{parts[2] or 0}")
    except InvalidOperation:
        return None
