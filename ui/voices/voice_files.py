"""A voice as one file: taken along, read in, taken off this computer."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import NAMES, _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.voices import (
    VoiceFacts,
    VoicePack,
    install,
    pack_of,
    read_pack,
    remove,
    voice_of,
    write_pack,
)
from npo_desktop.voices.pack import SUFFIX
from ui.dialogs.confirm import ConfirmDialog

if TYPE_CHECKING:
    from ui.app import App

Refused = Callable[[UserError], None]


def export_voice(
    app: App, facts: VoiceFacts, parent: QWidget, then: Callable[[str], None], refused: Refused
) -> None:
    """Ask where to, and write the pack there; ``then`` gets what to say."""
    name = f"{facts.questionnaire}-{facts.edition}-{facts.language}{SUFFIX}"
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, _("Export the recordings"), str(_documents() / name), _kinds()
    )
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.casefold() != SUFFIX:
        path = path.with_name(path.name + SUFFIX)

    def work(_progress: Progress) -> None:
        write_pack(path, pack_of(facts))

    def done(_nothing: None) -> None:
        then(_("The recordings are in {file}.").format(file=path.name))

    app.jobs.start(work, done, label=_("Exporting the recordings"), refused=refused)


def import_voice(
    app: App,
    known: Collection[tuple[str, str]],
    parent: QWidget,
    then: Callable[[VoiceFacts], None],
    refused: Refused,
) -> None:
    """Ask for a pack and put it in its place, after a question when something stands there.

    ``known``: code and edition of every list that can be read aloud here.
    """
    chosen, _kind = QFileDialog.getOpenFileName(
        parent, _("Read in recordings"), str(_documents()), _kinds()
    )
    if not chosen:
        return

    def work(_progress: Progress) -> VoicePack:
        return checked_for(read_pack(Path(chosen)), known)

    def ask(pack: VoicePack) -> None:
        go = partial(_install, app, pack, then, refused)
        there = _voice_there(pack.facts)
        if there is None or not there.clips:
            go()
        else:
            _ask_to_replace(there, pack.facts, go, parent)

    app.jobs.start(work, ask, label=_("Reading the voice pack"), refused=refused)


def checked_for(pack: VoicePack, known: Collection[tuple[str, str]]) -> VoicePack:
    """The pack, when its list is here in that edition; raises ``UserError`` else."""
    code, edition = pack.facts.questionnaire, pack.facts.edition
    if (code, edition) in known:
        return pack
    editions = sorted(there for one, there in known if one == code)
    if editions:
        raise UserError(
            _("This voice pack reads edition {theirs} of the list, here is edition {ours}.").format(
                theirs=edition, ours=", ".join(editions)
            ),
            _("Ask for a pack of this edition, or record the list here."),
        )
    raise UserError(
        _("This voice pack reads a list that is not here: “{code}”.").format(code=code),
        _("Read that questionnaire in first, then the voice pack."),
    )


def ask_to_remove(facts: VoiceFacts, parent: QWidget, then: Callable[[], None]) -> None:
    """Take a voice off this computer, after a question."""

    def agreed() -> None:
        remove(facts)
        then()

    count = len(facts.clips)
    ConfirmDialog(
        _("Remove the recordings in {language}?").format(language=_name(facts.language)),
        ngettext(
            "{n} recording goes from this computer for good. Export it first to keep it.",
            "{n} recordings go from this computer for good. Export them first to keep them.",
            count,
        ).format(n=count),
        _("Remove the recordings"),
        agreed,
        parent,
    ).open()


def _ask_to_replace(
    there: VoiceFacts, new: VoiceFacts, go: Callable[[], None], parent: QWidget
) -> None:
    words = _(
        "Here are {ours} recordings of {day}; the file has {theirs}. All of it is replaced."
    ).format(ours=len(there.clips), day=date_text(there.recorded_on), theirs=len(new.clips))
    title = _("Replace the recordings in {language}?").format(language=_name(new.language))
    ConfirmDialog(title, words, _("Replace the recordings"), go, parent).open()


def _install(
    app: App, pack: VoicePack, then: Callable[[VoiceFacts], None], refused: Refused
) -> None:
    def work(_progress: Progress) -> VoiceFacts:
        return install(pack)

    app.jobs.start(work, then, label=_("Reading the voice pack"), refused=refused)


def _voice_there(facts: VoiceFacts) -> VoiceFacts | None:
    return voice_of(facts.questionnaire, facts.edition, facts.language)


def _name(language: str) -> str:
    return NAMES.get(language, language)


def _kinds() -> str:
    return "{} (*{});;{} (*)".format(_("Voice packs"), SUFFIX, _("All files"))


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
