"""The code that stands on a paper form instead of a name: ten digits, for the number pad.

It follows from pupil, round and list alone, so it stays when the pupil changes group and needs no
place in the store; without the store it says nothing. The last digit is a check by Damm's method:
every single wrong digit and every swap of two neighbours is noticed (H. M. Damm, 2004).
"""

import hashlib
import re
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

LENGTH = 10  # digits, with the check
_BETWEEN = re.compile(r"[\s.\-–/]+")
_DAMM = (  # a weakly totally anti-symmetric quasigroup of order 10
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def form_code(pupil_id: UUID, round_id: UUID, questionnaire: str) -> str:
    """The digits of one pupil's one list in one round."""
    whose = pupil_id.bytes + round_id.bytes + questionnaire.encode()
    digest = hashlib.blake2b(whose, digest_size=8, person=b"npo form 1").digest()
    digits = f"{int.from_bytes(digest) % 10 ** (LENGTH - 1):0{LENGTH - 1}}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """What makes these digits a whole code."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def code_text(code: str) -> str:
    """As it is printed: 471-820-3652."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def bare(typed: str) -> str:
    """Without what people put between the digits."""
    return _BETWEEN.sub("", typed)


def read_code(typed: str) -> str:
    """The digits of a code as somebody typed or scanned it; a slip is a ``UserError``."""
    code = bare(typed)
    hint = _("Look at the top right of the form and type the digits again, or choose the pupil.")
    if not (code.isascii() and code.isdigit()):
        raise UserError(_("A form code has digits only."), hint)
    if len(code) != LENGTH:
        told = _("A form code has {asked} digits; this one has {given}.")
        raise UserError(told.format(asked=LENGTH, given=len(code)), hint)
    if check_digit(code[:-1]) != code[-1]:
        raise UserError(_("There is a typing slip in this code."), hint)
    return code
