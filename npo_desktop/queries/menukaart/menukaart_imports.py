"""Reading a sheet of cards in: what is new, what changes, what is wrong; then all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from npo_desktop.content.card_fields import (
    CARD_FIELDS,
    Values,
    field_name,
    overruled,
    own_document,
    shown,
    values_of,
)
from npo_desktop.content.catalogue import OWN_ID, Catalogue, Intervention
from npo_desktop.content.lint_catalogue import CardFault, lint_card, lint_shipped, read_values
from npo_desktop.content.load import Content
from npo_desktop.content.own_card import card_of
from npo_desktop.content.school_catalogue import all_cards, with_own
from npo_desktop.files.menukaart_file import CardRow, MenukaartFile
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.menukaart.menukaart import school_catalogue
from npo_desktop.queries.menukaart.menukaart_changes import (
    CardBefore,
    choose_card,
    keep_own,
    overrule,
    own_id,
    running_plans,
)


@dataclass(frozen=True, slots=True)
class CardChange:
    """One row: what it would do, or what is wrong with it."""

    line: int
    name: str
    state: State
    id: str = ""  # empty: a new card, which gets one
    choice: str = ""
    note: str = ""
    document: Mapping[str, Any] | None = None
    fields: tuple[str, ...] = ()  # which change
    faults: tuple[CardFault, ...] = ()
    running: int = 0  # agreed plans it touches


@dataclass(frozen=True, slots=True)
class MenukaartPreview:
    """Every row of the file, in its order."""

    changes: tuple[CardChange, ...]

    def count(self, state: State) -> int:
        """How many rows are so."""
        return sum(change.state is state for change in self.changes)

    @property
    def to_do(self) -> tuple[CardChange, ...]:
        """The rows that would change something."""
        return tuple(one for one in self.changes if one.state in (State.NEW, State.CHANGED))


def preview_menukaart(session: Session, content: Content, file: MenukaartFile) -> MenukaartPreview:
    """What ``apply_menukaart`` would do. Reads only."""
    catalogue = school_catalogue(session, content)
    named = {
        folded(name): card
        for card in reversed(all_cards(catalogue))
        for name in filter(None, card.names.values())
    }
    seen: set[str] = set()  # ids, and of new cards their name
    changes = []
    for row in file.rows:
        change = _change(session, content, catalogue, named, row, seen)
        seen.add(change.id or folded(change.name))
        changes.append(change)
    return MenukaartPreview(tuple(changes))


def apply_menukaart(session: Session, preview: MenukaartPreview) -> tuple[CardBefore, ...]:
    """Do what the rows without a fault say; returned is what ``undo_cards`` takes back."""
    done: list[CardBefore] = []
    words = _("Read in from a file")
    for one in preview.to_do:
        document, note = one.document or {}, one.note
        is_own = not one.id or one.id.startswith(OWN_ID)
        id = one.id or own_id(session, one.name)
        if is_own and set(one.fields) != {"choice"}:
            done.append(keep_own(session, id, document, note=note, words=words))
        elif not is_own and set(one.fields) - {"choice"}:
            done.append(overrule(session, id, document, note=note, words=words))
        if "choice" in one.fields or (not one.id and one.choice):
            done.append(choose_card(session, id, one.choice))
    return tuple(done)


def fault_text(line: int, fault: CardFault) -> str:
    """Where it is, and what to do."""
    return _("Row {line}. {fault}").format(line=line, fault=fault.text)


def _change(
    session: Session,
    content: Content,
    catalogue: Catalogue,
    named: Mapping[str, Intervention],
    row: CardRow,
    seen: set[str],
) -> CardChange:
    id = row.texts.get("id", "").casefold()
    card = catalogue.get(id) if id else None
    if card is None and (not id or id.startswith(OWN_ID)) and id not in seen:
        id = ""  # a new card; or another school's own, which is new here
        card = named.get(folded(row.texts.get("name_nl", "")))
        if card is not None and card.id.startswith(OWN_ID):
            id = card.id  # the same sheet read in again
    values, faults = read_values(_filled(row, card if id else None))
    name = values["name_nl"] or values["name_en"] or id
    if fault := _misnamed(id, name, card, seen):
        faults = [fault]
    shipped = None if card and card.is_own else (catalogue.shipped or catalogue).get(id)
    if not faults:
        faults = lint_shipped(values, shipped) if shipped else lint_card(values, content.subscales)
    if faults:
        return CardChange(row.line, name, State.FAULTY, id, faults=tuple(faults))
    document = overruled(values, shipped) if shipped else own_document(values)
    if shipped and not document:
        values["note"] = ""
    fields = _changed_fields(values, _again(id, document, shipped), card)
    state = State.NEW if card is None else State.CHANGED if fields else State.UNCHANGED
    running = running_plans(session, id) if card and fields else 0
    return CardChange(
        row.line, name, state, id, values["choice"], values["note"], document, fields, (), running
    )


def _misnamed(id: str, name: str, card: Intervention | None, seen: set[str]) -> CardFault | None:
    """Which card a row is about cannot be told, or it is about one that was there already."""
    if (id or folded(name)) in seen and (id or name):
        text = _("{field}: this card stands in the file twice; leave one of the two.")
    elif id and card is None:
        text = _("{field}: {id} is not a card here; leave this cell empty for a new card.")
    elif not id and card is not None:
        text = _("{field}: a card with this name is here already; write {id}, or name it anew.")
    else:
        return None
    shown_id = id or (card.id if card else "")
    return CardFault("id", text.format(field=field_name("id"), id=shown_id))


def _filled(row: CardRow, card: Intervention | None) -> dict[str, str]:
    """The texts of a row; a column that is not in the file says what the card says."""
    if card is None:
        return dict(row.texts)
    values = values_of(card)
    told = {field: shown(field, values[field]) for field in CARD_FIELDS}
    before = {
        field: f"{said:.10g}" if isinstance(said, float) else said or ""
        for field, said in told.items()
    }
    return before | dict(row.texts)


def _again(id: str, document: Mapping[str, Any], shipped: Intervention | None) -> Intervention:
    """The card as it would be."""
    return with_own(shipped, document) if shipped else card_of(id, document)


def _changed_fields(
    said: Values, after: Intervention, before: Intervention | None
) -> tuple[str, ...]:
    if before is None:
        return ()
    old, new = values_of(before), values_of(after)
    new |= {"choice": said["choice"], "note": said["note"]}
    return tuple(field for field in CARD_FIELDS if old[field] != new[field])
