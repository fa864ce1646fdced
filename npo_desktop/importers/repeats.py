"""The same pupil twice in one file: told apart from twins, who differ in key or name."""

from collections.abc import Iterable
from dataclasses import replace

from npo_desktop.files.pupil_file import Level, Message, PupilRow, is_stable
from npo_desktop.i18n import _
from npo_desktop.names import folded


def marked_repeats(rows: Iterable[PupilRow], messages: list[Message]) -> tuple[PupilRow, ...]:
    """The rows, each repetition pointing at the first; the messages say so."""
    marked: list[PupilRow] = []
    keys: dict[str, int] = {}
    names: dict[object, int] = {}
    for index, row in enumerate(rows):
        if row.fault:
            marked.append(row)
            continue
        first = keys.get(row.key) if is_stable(row.key) else names.get(_person(row))
        if first is None:
            keys.setdefault(row.key, index)
            if person := _person(row):
                names.setdefault(person, index)
            marked.append(row)
            continue
        earlier = marked[first]
        contradicts = _data(earlier) != _data(row)
        text = (
            _("The same pupil as in row {line}, with other data; not read.")
            if contradicts
            else _("The same pupil as in row {line}; counts once.")
        )
        messages.append(Message(row.line, text.format(line=earlier.line), index, "", Level.NOTE))
        marked.append(replace(row, repeats=first, contradicts=contradicts))
    return tuple(marked)


def _person(row: PupilRow) -> object:
    """Whole name and day of birth, for a row without a key of its own."""
    if row.birth_date and row.last_name and row.call_name:
        return folded(row.last_name), folded(row.call_name), row.birth_date
    return None


def _data(row: PupilRow) -> PupilRow:
    return replace(row, line=0, repeats=None, contradicts=False)
