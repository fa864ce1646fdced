"""What can be done with the cards of the menukaart: each act is kept, said, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from npo_desktop.content.catalogue import Intervention
from npo_desktop.files.menukaart_file import MenukaartFile
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.queries.menukaart.attachments import (
    AttachmentFacts,
    add_attachment,
    delete_attachment,
    put_attachment_back,
)
from npo_desktop.queries.menukaart.menukaart_changes import (
    CardBefore,
    choose_card,
    delete_own,
    keep_own,
    overrule,
    own_id,
    undo_cards,
)
from npo_desktop.queries.menukaart.menukaart_draft import (
    forget_typed_card,
    keep_typed_card,
    typed_card,
)
from npo_desktop.queries.menukaart.menukaart_imports import MenukaartPreview
from npo_desktop.queries.menukaart.menukaart_journal import import_cards, take_cards_back
from ui.app import Topic
from ui.menukaart.menukaart_files import read_attachment

if TYPE_CHECKING:
    from ui.app import App


class TypedWords:
    """The words of one card that was being typed when the program locked."""

    def __init__(self, app: App, id: str) -> None:
        self._app, self._id = app, id

    def read(self) -> dict[str, str]:
        """By field; empty when nothing waits."""
        with self._app.reading() as session:
            return typed_card(session, self._id)

    def keep(self, texts: Mapping[str, str]) -> None:
        """Let them wait in the store."""
        with self._app.writing(Topic(0)) as session:
            keep_typed_card(session, self._id, texts)

    def forget(self) -> None:
        """Nothing of this card waits any more."""
        if self.read():
            with self._app.writing(Topic(0)) as session:
                forget_typed_card(session)


class MenukaartActs:
    """Every method writes once, in one transaction."""

    def __init__(self, app: App) -> None:
        self._app = app

    def typed(self, id: str) -> TypedWords:
        """Where the words of a card that is being typed wait; ``id`` is empty for a new one."""
        return TypedWords(self._app, id)

    def choose(self, card: Intervention, choice: str) -> None:
        """Choose, hide, or neither."""
        with self._app.writing(Topic.SCHOOL) as session:
            before = choose_card(session, card.id, choice)
        words = {
            "chosen": _("{name} is chosen."),
            "hidden": _("{name} is hidden: it is not proposed any more."),
            "": _("{name} is back as it was: not chosen, not hidden."),
        }[choice]
        rest = _("Plans that use it stay as they are.") if choice == "hidden" else ""
        self._say(words.format(name=pick(card.names)), [before], rest)

    def overrule(
        self, card: Intervention, document: Mapping[str, Any], note: str, words: str
    ) -> None:
        """The school's own figures; none brings back what ships."""
        with self._app.writing(Topic.SCHOOL) as session:
            before = overrule(session, card.id, document, note=note, words=words)
        told = _("{name} has your own figures.") if document else _("{name} is as it ships.")
        self._say(told.format(name=pick(card.names)), [before])

    def keep_own(
        self, card: Intervention | None, document: Mapping[str, Any], note: str, name: str
    ) -> str:
        """A new own card, or one that changes; its id."""
        words = _("Changed") if card else _("Made")
        with self._app.writing(Topic.SCHOOL) as session:
            id = card.id if card else own_id(session, name)
            before = keep_own(session, id, document, note=note, words=words)
        self._say(_("The card {name} is kept.").format(name=name), [before])
        return id

    def delete_own(self, card: Intervention) -> None:
        """An own card that no plan uses."""
        with self._app.writing(Topic.SCHOOL) as session:
            before = delete_own(session, card)
        self._say(_("The card {name} is deleted.").format(name=pick(card.names)), [before])

    def apply(self, file: MenukaartFile, preview: MenukaartPreview) -> None:
        """What a sheet of cards said, all at once; one undo takes it back."""
        app = self._app
        topics = Topic.SCHOOL | Topic.IMPORTS
        with app.writing(topics) as session:
            run = import_cards(session, file, preview)

        def undo() -> None:
            with app.writing(topics) as session:
                take_cards_back(session, run)

        count = len(preview.to_do)
        words = ngettext("{n} card is read in.", "{n} cards are read in.", count)
        app.say(words.format(n=count), undo=undo if run is not None else None)

    def add_file(self, card: Intervention, path: Path) -> None:
        """Keep a file with a card."""
        content = read_attachment(path)
        app = self._app
        with app.writing(Topic.SCHOOL) as session:
            made = add_attachment(session, card.id, path.name, content)

        def undo() -> None:
            with app.writing(Topic.SCHOOL) as session:
                delete_attachment(session, made)

        app.say(_("{file} is kept with the card.").format(file=path.name), undo=undo)

    def drop_file(self, one: AttachmentFacts) -> None:
        """Take a file away; it comes back with undo."""
        app = self._app
        with app.writing(Topic.SCHOOL) as session:
            row = delete_attachment(session, one.id)

        def undo() -> None:
            with app.writing(Topic.SCHOOL) as session:
                put_attachment_back(session, row)

        app.say(_("{file} is deleted.").format(file=one.file_name), undo=undo)

    def _say(self, words: str, changes: Sequence[CardBefore], rest: str = "") -> None:
        app = self._app

        def undo() -> None:
            with app.writing(Topic.SCHOOL) as session:
                undo_cards(session, changes)

        app.say(words, rest, undo=undo if changes else None)
