"""Something that happened to a pupil, its class or the whole school: kept on the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.dossiers.events import KINDS, kind_text
from npo_desktop.i18n import _
from npo_desktop.queries.events import (
    NewEvent,
    add_event,
    change_event,
    event_facts,
    remove_event,
)
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.widgets.combo_options import of_names
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App

PUPIL, GROUP, SCHOOL = "pupil", "group", "school"


class EventDialog(ShortForm):
    """A new one, or with ``event_id`` one that is changed or removed."""

    def __init__(
        self, app: App, pupil: PupilFacts, parent: QWidget, event_id: UUID | None = None
    ) -> None:
        title = _("Something happened") if event_id is None else _("Change this event")
        words = _("It stands on the timeline and beside a change. It is never called a cause.")
        super().__init__(app, title, words, _("Keep"), _("Cancel"), parent)
        self._pupil, self._event_id = pupil, event_id
        self.kind, self.whose = QComboBox(), QComboBox()
        for kind in KINDS:
            self.kind.addItem(kind_text(kind), kind)
        self.starts, self.ends = day_edit(today()), day_edit(today())
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(64)
        self.remove = KeyButton(_("Remove"), icon="trash")
        of_names(self.whose)
        self._fill_whose()
        self._build()
        if event_id is not None:
            with app.reading() as session:
                self._show(event_facts(session, event_id))
        self.starts.dateChanged.connect(self._drag_end)
        self.remove.clicked.connect(self._remove)
        self.remove.setVisible(event_id is not None)
        self.settle()
        self.kind.setFocus()

    def typed(self) -> NewEvent:
        """What the fields say."""
        whose = self.whose.currentData()
        return NewEvent(
            kind=str(self.kind.currentData()),
            starts_on=day_of(self.starts),
            ends_on=day_of(self.ends),
            words=self.words.toPlainText(),
            pupil_id=self._pupil.id if whose == PUPIL else None,
            group_id=self._pupil.group_id if whose == GROUP else None,
        )

    def write(self) -> None:
        app, event_id, new = self.app, self._event_id, self.typed()
        with app.writing(Topic.PLANS) as session:
            if event_id is None:
                made = add_event(session, new)
                before = None
            else:
                made, before = event_id, change_event(session, event_id, new)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                if before is None:
                    remove_event(session, made)
                else:
                    change_event(session, made, before)

        app.say(_("The event stands on the timeline."), undo=undo)

    def _remove(self) -> None:
        app, event_id = self.app, self._event_id
        if event_id is None:
            return
        with app.writing(Topic.PLANS) as session:
            before = remove_event(session, event_id)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                add_event(session, before, event_id)

        self.accept()
        app.say(_("The event was removed."), undo=undo)

    def _fill_whose(self) -> None:
        self.whose.addItem(_("Only {name}").format(name=self._pupil.call_name), PUPIL)
        if self._pupil.group_id is not None:
            group = self._pupil.group
            self.whose.addItem(_("The whole class ({group})").format(group=group), GROUP)
        self.whose.addItem(_("The whole school"), SCHOOL)

    def _show(self, known: NewEvent) -> None:
        self.kind.setCurrentIndex(KINDS.index(known.kind))
        whose = PUPIL if known.pupil_id else GROUP if known.group_id else SCHOOL
        place = self.whose.findData(whose)
        self.whose.setCurrentIndex(max(place, 0))
        self.whose.setEnabled(place >= 0 and known.group_id in (None, self._pupil.group_id))
        set_day(self.starts, known.starts_on)
        set_day(self.ends, known.ends_on)
        self.words.setPlainText(known.words)

    def _drag_end(self) -> None:
        """A later first day takes the last day along."""
        if day_of(self.ends) < day_of(self.starts):
            set_day(self.ends, day_of(self.starts))

    def _build(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(12)
        days.addWidget(Field(_("First day"), self.starts))
        days.addWidget(Field(_("Last day"), self.ends))
        self.body.addWidget(Field(_("Kind of event"), self.kind))
        self.body.addWidget(Field(_("For whom"), self.whose))
        self.body.addLayout(days)
        self.body.addWidget(Field(_("In a few words"), self.words))
        self.foot.insertWidget(0, self.remove)
