"""Load, render and write paper questionnaires: what the window and ``npo export paper`` both do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npo_desktop.errors import UserError
from npo_desktop.exports.paper_facts import Layout, PaperSet
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes

if TYPE_CHECKING:  # loaded when something is written, not when the window opens
    from npo_desktop.exports.pdf.bundle import Bundle


def render_paper_forms(
    facts: PaperSet,
    paper: str = "a4",
    progress: Progress = silent,
    *,
    layout: str = Layout.FORMS,
    is_duplex: bool = False,
) -> Document:
    """The forms, with codes and no names; ``is_duplex``: each begins on a sheet of its own."""
    made = _forms(facts, paper, layout, is_duplex, progress)
    return Document(made.pdf, paper_file_name(facts), _("Paper lists"), starts=made.starts)


def render_paper_names(facts: PaperSet, paper: str = "a4", progress: Progress = silent) -> Document:
    """Which code is whose, to hand the forms out by."""
    from npo_desktop.exports.pdf.paper.names import name_list
    from npo_desktop.exports.pdf.style import Paper

    _refuse_empty(facts)
    progress(0, 1, _("Paper lists"))
    pdf = name_list(facts, paper=Paper(paper))
    progress(1, 1, _("Paper lists"))
    return Document(pdf, paper_file_name(facts, what="names"), _("Who gets which"))


def render_paper_lists(
    facts: PaperSet,
    file: Path,
    *,
    paper: str = "a4",
    layout: str = Layout.FORMS,
    is_duplex: bool = False,
    names_file: Path | None = None,
    progress: Progress = silent,
) -> tuple[Written, int]:
    """The forms as one file, and how many pages that is; stopped half-way nothing is left.

    ``names_file``: besides, which code is whose, to hand the forms out by.
    """
    from npo_desktop.exports.pdf.paper.names import name_list
    from npo_desktop.exports.pdf.style import Paper

    _refuse_empty(facts)
    check_folder(file.parent)
    forms = _forms(facts, paper, layout, is_duplex, progress)
    names = None if names_file is None else name_list(facts, paper=Paper(paper))
    write_bytes(file, forms.pdf)
    if names_file is None or names is None:
        return Written((file,), pupils=len(facts.forms)), forms.pages
    write_bytes(names_file, names)
    return Written((file, names_file), pupils=len(facts.forms)), forms.pages


def _forms(facts: PaperSet, paper: str, layout: str, is_duplex: bool, progress: Progress) -> Bundle:
    from npo_desktop.exports.pdf.paper.paper_list import paper_lists
    from npo_desktop.exports.pdf.paper.sheet import class_sheet
    from npo_desktop.exports.pdf.style import Paper

    _refuse_empty(facts)
    made = paper_lists if layout == Layout.FORMS else class_sheet
    return made(facts, paper=Paper(paper), is_duplex=is_duplex, progress=progress)


def _refuse_empty(facts: PaperSet) -> None:
    if not facts.forms:
        raise UserError(
            _("Nobody in this choice is asked this list."),
            _("Choose another group or another list."),
        )


def paper_file_name(facts: PaperSet, *, what: str = "") -> str:
    """A name that carries list, round and group or code, and never a pupil's name."""
    forms = facts.forms
    groups = {form.group for form in forms}
    whose = forms[0].code if len(forms) == 1 else groups.pop() if len(groups) == 1 else ""
    parts = ("paper", what, facts.questionnaire.code, facts.round, whose)
    return "-".join(_plain(part) for part in parts if part) + ".pdf"


def _plain(text: str) -> str:
    """As it may stand in a file name on every system, and no two alike."""
    letters = text.replace(" ", "_")
    plain = (c if c.isascii() and (c.isalnum() or c in "-_") else f"~{ord(c):x}" for c in letters)
    return "".join(plain)
