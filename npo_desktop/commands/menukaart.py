"""The school's menukaart as a spreadsheet, out and in."""

from pathlib import Path

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.exports.xlsx.menukaart import menukaart_workbook
from npo_desktop.i18n import _
from npo_desktop.importers.menukaart.read import read_menukaart
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.menukaart.menukaart import school_catalogue
from npo_desktop.queries.menukaart.menukaart_imports import (
    MenukaartPreview,
    fault_text,
    preview_menukaart,
)
from npo_desktop.queries.menukaart.menukaart_journal import import_cards
from npo_desktop.safe_file import write_bytes


def export_menukaart(session: Session, content: Content, target: Path) -> Result:
    """One row a card; what is read back unchanged changes nothing."""
    catalogue = school_catalogue(session, content)
    write_bytes(target, menukaart_workbook(catalogue, content.subscales))
    text = _("The menukaart is at {file}.").format(file=target)
    return Result({"written": str(target)}, [text])


def import_menukaart(session: Session, content: Content, path: Path, *, dry_run: bool) -> Result:
    """Read cards in; rows with a fault are left out and said."""
    file = read_menukaart(path)
    found = preview_menukaart(session, content, file)
    if not dry_run:
        import_cards(session, file, found)
    data = {
        **{state: found.count(State(state)) for state in ("new", "changed", "unchanged", "faulty")},
        "faults": [
            {"line": one.line, "field": fault.field, "text": fault.text}
            for one in found.changes
            for fault in one.faults
        ],
        "unknown_columns": list(file.unknown),
    }
    lines = [_("Nothing was written: this was a trial.")] if dry_run else []
    return Result(data, [*lines, *preview_lines(found, file.unknown)])


def preview_lines(found: MenukaartPreview, unknown: tuple[str, ...]) -> list[str]:
    """Counts first, then what is wrong and where."""
    lines = [
        _("{new} new, {changed} changed, {unchanged} unchanged, {faulty} with a fault.").format(
            new=found.count(State.NEW),
            changed=found.count(State.CHANGED),
            unchanged=found.count(State.UNCHANGED),
            faulty=found.count(State.FAULTY),
        )
    ]
    lines += [fault_text(one.line, fault) for one in found.changes for fault in one.faults]
    if unknown:
        lines.append(_("Not used: {columns}.").format(columns=", ".join(unknown)))
    return lines
