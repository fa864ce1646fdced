"""Another class, or leaving the school, for one pupil: what happens is said before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.imports.grade_choices import grade_style
from npo_desktop.queries.register.classes import classes_on
from npo_desktop.queries.register.moves import (
    Standing,
    change_group,
    mark_back,
    mark_left,
    standing_of,
    undo_move,
)
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.pupil.class_choice import ClassChoice
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.field import Field
from ui.widgets.note import Note

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from npo_desktop.queries.rows_before import RowsBefore
    from ui.app import App

CHANGED = Topic.PUPILS | Topic.GROUPS


class OtherGroupDialog(ShortForm):
    """From now on in another class of this school year."""

    def __init__(self, app: App, pupil: PupilFacts, parent: QWidget) -> None:
        super().__init__(
            app, _("Other group"), pupil.full_name, _("Put there"), _("Cancel"), parent
        )
        self._pupil = pupil
        with app.reading() as session:
            standing = standing_of(session, app.content.questionnaires, pupil.id)
            classes, style = classes_on(session, today()), grade_style(session)
        self.classes = ClassChoice(classes, style, may_be_none=False)
        self.told = Note("info", *_moving_words(standing))
        now = _("Now: {group}.").format(group=standing.group or _("No group"))
        self.group = Field(_("Group"), self.classes.groups, now)
        self.grade = Field(_("Year group"), self.classes.grades)
        for widget in (self.group, self.grade, self.told):
            self.body.addWidget(widget)
        self.keep.setDefault(True)
        self.settle()
        self.classes.groups.setFocus()

    def write(self) -> None:
        """Written, and it can be undone."""
        chosen = self.classes.chosen()
        if chosen is None:
            raise UserError(_("No group is chosen yet."), _("Choose a group."))
        pupil = self._pupil
        with self.app.writing(CHANGED) as session:
            before = change_group(session, pupil.id, chosen.id, self.classes.grade())
        words = _("{name} is in {group} now.").format(name=pupil.full_name, group=chosen.name)
        _say(self.app, words, pupil.id, before)


class LeftDialog(ShortForm):
    """From a day on no longer at school; nothing is deleted."""

    def __init__(self, app: App, pupil: PupilFacts, parent: QWidget) -> None:
        super().__init__(
            app, _("Left the school"), pupil.full_name, _("Write down"), _("Cancel"), parent
        )
        self._pupil = pupil
        with app.reading() as session:
            standing = standing_of(session, app.content.questionnaires, pupil.id)
        self.day = day_edit(standing.left_on or today())
        self.told = Note("info", *_leaving_words(standing))
        self.body.addWidget(Field(_("No longer at school from"), self.day))
        self.body.addWidget(self.told)
        self.keep.setDefault(True)
        self.settle()
        self.day.setFocus()

    def write(self) -> None:
        """Written, and it can be undone."""
        pupil, day = self._pupil, day_of(self.day)
        with self.app.writing(CHANGED) as session:
            before = mark_left(session, pupil.id, day)
        words = _("{name} is no longer at school from {date}.")
        _say(self.app, words.format(name=pupil.full_name, date=date_text(day)), pupil.id, before)


def put_back(app: App, pupil: PupilFacts) -> None:
    """At school again, as before; it can be undone."""
    with app.writing(CHANGED) as session:
        before = mark_back(session, pupil.id)
    _say(app, _("{name} is at school again.").format(name=pupil.full_name), pupil.id, before)


def _say(app: App, words: str, pupil_id: UUID, before: RowsBefore) -> None:
    def undo() -> None:
        with app.writing(CHANGED) as session:
            undo_move(session, pupil_id, before)

    app.say(words, undo=undo)


def _moving_words(standing: Standing) -> tuple[str, str]:
    stays = [_("In overviews of this school year the pupil counts with the new group.")]
    if standing.plans:
        words = ngettext(
            "{n} running plan goes along.", "{n} running plans go along.", standing.plans
        )
        stays.append(words.format(n=standing.plans))
    if standing.open_lists:
        words = ngettext(
            "{n} open list is asked in the new group.",
            "{n} open lists are asked in the new group.",
            standing.open_lists,
        )
        stays.append(words.format(n=standing.open_lists))
    return _("All lists, scores and talks stay with the pupil."), " ".join(stays)


def _leaving_words(standing: Standing) -> tuple[str, str]:
    happens = [_("Nothing is deleted; how long it is kept is counted from this day.")]
    if standing.plans:
        words = ngettext(
            "{n} running plan stays as it is and asks for no review any more.",
            "{n} running plans stay as they are and ask for no review any more.",
            standing.plans,
        )
        happens.append(words.format(n=standing.plans))
    if standing.open_lists:
        words = ngettext(
            "{n} open list of this round is not asked any more.",
            "{n} open lists of this round are not asked any more.",
            standing.open_lists,
        )
        happens.append(words.format(n=standing.open_lists))
    return _("What was filled in stays in the rounds it belongs to."), " ".join(happens)
