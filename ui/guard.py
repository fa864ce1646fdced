"""Refuse to start on what is known to break after long use and is not seen by any test."""

from npo_desktop.errors import UserError
from npo_desktop.i18n import _


def refuse_broken_qt(version: str, python: tuple[int, int]) -> None:
    """Raise for PySide6 6.12.0 below Python 3.12.

    There every call that returns nothing drops one reference to ``None``; after some tens of
    thousands of calls the process dies, with a scan open. From 3.12 on ``None`` is immortal.
    """
    if version == "6.12.0" and python < (3, 12):
        raise UserError(
            _("PySide6 6.12.0 does not work with Python {major}.{minor}.").format(
                major=python[0], minor=python[1]
            ),
            _("Install PySide6-Essentials 6.11.3, or use Python 3.12."),
        )
