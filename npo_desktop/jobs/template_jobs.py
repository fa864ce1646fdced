"""Fill in a school's workbook; ``queries/papers/template_values.py`` loads what goes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.template_fields import TemplateValues
from npo_desktop.i18n import _
from npo_desktop.importers.recognise import Kind, Wanted, content_of, kind_of
from npo_desktop.importers.zip_check import BROKEN_ZIP, check_tags, checked_parts, damaged
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes

if TYPE_CHECKING:  # loaded when something is written, not when the window opens
    from npo_desktop.exports.xlsx.template_fill import NotPlaced

TEMPLATE = Wanted(
    lambda: _("This is not a workbook that can be filled in."),
    lambda: _("Choose a workbook of Excel (.xlsx) in which cells have names."),
)


@dataclass(frozen=True, slots=True)
class TemplateWritten:
    """The file, and what found no place in it."""

    written: Written
    placed: int  # cells
    not_placed: Sequence[NotPlaced]


def read_template(path: Path) -> bytes:
    """A workbook that may be filled in. Raises ``UserError``: macros, too large, damaged."""
    from npo_desktop.exports.xlsx.template_book import has_macros

    content = content_of(path, TEMPLATE)
    try:
        kind = kind_of(path.name, content, TEMPLATE)
    except UserError as error:
        if has_macros([content.decode("latin-1")]):  # the names of its parts stand in it plainly
            raise _macros() from error
        raise
    if kind is not Kind.WORKBOOK:
        raise UserError(TEMPLATE.missing(), TEMPLATE.again())
    if has_macros([part.filename for part in checked_parts(content)]):
        raise _macros()
    try:
        check_tags(content)
    except BROKEN_ZIP as error:
        raise damaged() from error
    return content


def render_template(
    template: Path, values: TemplateValues, file: Path, *, progress: Progress = silent
) -> TemplateWritten:
    """The filled workbook; the template itself stays as it is."""
    from npo_desktop.exports.xlsx.template_fill import fill_template
    from npo_desktop.exports.xlsx.template_map import NotReadable

    if _is_same(template, file):
        raise UserError(
            _("The filled workbook would take the place of the template."),
            _("Choose another name for it."),
        )
    content = read_template(template)
    check_folder(file.parent)
    progress(0, 1, _("Own template"))
    try:
        filled = fill_template(content, values)
    except (NotReadable, *BROKEN_ZIP, KeyError) as error:
        raise damaged() from error
    if not filled.placed:
        raise UserError(*_nothing(filled.not_placed))
    write_bytes(file, filled.content)
    progress(1, 1, _("Own template"))
    written = Written((file,), pupils=filled.pupils)
    return TemplateWritten(written, filled.placed, filled.not_placed)


def not_placed_text(one: NotPlaced) -> str:
    """The name, where it leads, and what is the matter."""
    return f"{one.name} ({one.place}): {one.text}" if one.place else f"{one.name}: {one.text}"


def _nothing(not_placed: Sequence[NotPlaced]) -> tuple[str, str]:
    if not_placed:
        told = " ".join(not_placed_text(one) for one in not_placed[:3])
        return _("No cell of this workbook could be filled in."), told
    how = _(
        "In Excel: choose a cell and type its name, npo_school, in the box left above the sheet."
    )
    return _("No cell of this workbook has a name that begins with npo_."), how


def _macros() -> UserError:
    return UserError(
        _("The template holds macros, controls or links to other files, so it is not used."),
        _("Save it in Excel as an ordinary workbook (.xlsx) without them."),
    )


def _is_same(template: Path, file: Path) -> bool:
    try:
        return template.samefile(file)
    except OSError:
        return False
