"""A PDF that opens with a password only: AES-256 (V5, R6), made in memory.

Source: SAFETY.md, section 6 (PDF). reportlab's own encryption is RC4.
"""

import io
import secrets

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

SHORTEST = 8  # characters of a password that somebody chose
_GROUPS, _DIGITS = 4, 4  # 53 bits: said over the telephone in any language


def easy_password() -> str:
    """Four groups of four digits, such as 4821-0937-5516-2094."""
    return "-".join(f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}" for _group in range(_GROUPS))


def check_password(password: str) -> None:
    """Raises ``UserError`` for a password that keeps nobody out."""
    if len(password.strip()) < SHORTEST:
        raise UserError(
            _("The password for the PDF is too short: at least {n} characters.").format(n=SHORTEST),
            _("Choose a longer one, or leave it out for a file that anybody can open."),
        )


def locked(pdf: bytes, password: str) -> bytes:
    """The same pages, unreadable without the password: also title, author and bookmarks."""
    from pypdf import PdfReader, PdfWriter  # only now: most files are made without

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.encrypt(password, algorithm="AES-256")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()
