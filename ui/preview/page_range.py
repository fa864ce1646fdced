"""Which pages: "1-3, 5", "4-" for the rest, nothing for all."""

import re

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

_PART = re.compile(r"(\d{1,5})?\s*([-–])?\s*(\d{1,5})?")


def read_range(text: str, count: int) -> tuple[int, ...]:
    """The pages, from 0, in the order in which they lie in the document, each once.

    Raises ``UserError`` for what is no range, and for a page that there is not.
    """
    if not text.strip():
        return tuple(range(count))
    chosen: set[int] = set()
    for part in text.replace(";", ",").split(","):
        found = _PART.fullmatch(part.strip())
        if found is None or not (found[1] or found[3]) or (found[1] and found[3] and not found[2]):
            raise UserError(
                _("“{text}” is no choice of pages.").format(text=part.strip() or text.strip()),
                _("Type it like this: 1-3, 5"),
            )
        first = int(found[1] or 1)
        last = int(found[3] or (count if found[2] else first))
        if not 1 <= first <= last <= count:
            raise UserError(
                _("There are pages 1 to {n}.").format(n=count), _("Type it like this: 1-3, 5")
            )
        chosen.update(range(first - 1, last))
    return tuple(sorted(chosen))
