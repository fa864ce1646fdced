"""Signing a plan: who agreed, when, and the pupil's own words; then it is frozen, with a code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.papers.record_drafts import (
    forget_record_draft,
    keep_record_draft,
    record_draft,
)
from npo_desktop.queries.planning.plan_changes import change_plan
from npo_desktop.queries.planning.plans import as_new, plan_facts
from npo_desktop.queries.planning.signing import sign, unsign
from ui.app import Topic
from ui.dialogs.asking import AskingDialog
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 480  # pixels
DRAFT = "signing"


class SigningDialog(AskingDialog):
    """Tells the code in the message bar, with undo. ``name``: the pupil's call name."""

    def __init__(self, app: App, plan_id: UUID, name: str, parent: QWidget) -> None:
        super().__init__(parent, _("Sign the plan"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._app, self._plan_id = app, plan_id
        with app.reading() as session:
            self._plan = plan_facts(session, plan_id)
            typed = record_draft(session, DRAFT, self._plan.pupil_id)
        self.who, self.day = QLineEdit(), day_edit(today())
        example = _("For example: mother, {name}, class teacher")
        self.who.setPlaceholderText(example.format(name=name))
        self.words, self.without = QLineEdit(self._plan.pupil_words), QLineEdit()
        self.without.setPlaceholderText(_("For example: too young to say"))
        self.without_field = Field(_("Why are they missing?"), self.without)
        self.sign = KeyButton(_("Sign and freeze"), "Ctrl+S", kind="primary", shortcut=True)
        self.leave = KeyButton(_("Cancel"), "Esc")
        self._build(name)
        self._waited = typed.get("plan") == plan_id.hex
        if self._waited:
            for key, edit in self._texts().items():
                edit.setText(typed.get(key, ""))
        self.first = self.who
        self.sign.clicked.connect(self._sign)
        self.leave.clicked.connect(self.reject)
        self.words.textChanged.connect(self._show_without)
        self._show_without()
        self.who.setFocus()

    def keep_draft(self) -> None:
        """The window locks: who agreed and what was said are not asked twice."""
        typed = {key: edit.text() for key, edit in self._texts().items()}
        begun = {"who": "", "words": self._plan.pupil_words, "without": ""}
        if self._waited or typed != begun:
            with self._app.store.writing() as session:  # nobody is to be told any more
                kept = {"plan": self._plan_id.hex, **typed}
                keep_record_draft(session, DRAFT, self._plan.pupil_id, kept)

    def done(self, result: int) -> None:
        """However it is left, nothing that was typed waits any more."""
        if self._waited:
            self._waited = False
            with self._app.writing(Topic(0)) as session:
                forget_record_draft(session, DRAFT, self._plan.pupil_id)
        super().done(result)

    def _texts(self) -> dict[str, QLineEdit]:
        return {"who": self.who, "words": self.words, "without": self.without}

    def _sign(self) -> None:
        before, said = self._plan, self.words.text().strip()
        try:
            with self._app.writing(Topic.PLANS) as session:
                if said != before.pupil_words:
                    new = as_new(before)
                    words = _("The pupil's own words were asked at signing.")
                    change_plan(session, before.id, replace(new, pupil_words=said), words)
                held = plan_facts(session, before.id)
                code = sign(
                    session,
                    before.id,
                    self.who.text(),
                    day_of(self.day),
                    without_words=self.without.text(),
                )
        except UserError as error:
            self._show_refusal(error)
            return
        self.accept()
        app = self._app

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                unsign(session, held)

        words = _("Signed, and frozen from now on: code {code}.").format(code=code)
        app.say(words, _("The code stands on the printed plan as well."), undo)

    def _show_without(self) -> None:
        self.without_field.setVisible(not self.words.text().strip())

    def _build(self, name: str) -> None:
        self.body.addWidget(text(_("Sign the plan"), "dialogTitle"))
        said = _("After this nothing in the plan changes; sessions and the review go on.")
        self.body.addWidget(text(said, "body", "ink2", wrap=True))
        self.body.addWidget(Field(_("Who agreed"), self.who))
        own = _("In {name}'s own words").format(name=name)
        asked = "" if self._plan.pupil_words else _("Not asked yet.")
        self.body.addWidget(Field(own, self.words, asked))
        self.body.addWidget(self.without_field)
        self.body.addWidget(Field(_("On"), self.day))
        self.buttons.addStretch()
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.sign)
