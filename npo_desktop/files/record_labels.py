"""What the values of results and attendance are called, in columns and among changes."""

from collections.abc import Callable, Mapping

from npo_desktop.files.attendance_file import ATTENDANCE_FIELDS
from npo_desktop.files.result_file import RESULT_FIELDS
from npo_desktop.i18n import _

_OTHER: Mapping[str, Callable[[], str]] = {
    "level_scale": lambda: _("Scale of the level"),
    "other": lambda: _("Other scores"),
}


def record_label(field: str) -> str:
    """A field as people call it, in the language of here and now."""
    name = RESULT_FIELDS.get(field) or ATTENDANCE_FIELDS.get(field) or _OTHER.get(field)
    return name() if name else field
