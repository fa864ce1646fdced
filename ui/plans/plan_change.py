"""Changing a plan in the form it was made in; once agreed, with the reason why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import Draft, goal_choices
from npo_desktop.proposals.words.proposed import dose_note
from npo_desktop.queries.groups import staff_list
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.planning.plan_board import PlanRow
from npo_desktop.queries.planning.plan_changes import change_plan, put_plan_back
from npo_desktop.queries.planning.plan_drafts import (
    forget_typed_change,
    keep_typed_change,
    typed_change,
)
from npo_desktop.queries.planning.plans import as_new
from npo_desktop.queries.years.holidays import holiday_list
from ui.app import Topic
from ui.dialogs.asking import AskingDialog
from ui.dialogs.room import open_sized
from ui.plans.plan_form import FormContent, PlanForm
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App


class ChangePlanDialog(AskingDialog):
    """A signed plan is not changed here: begin a new version first."""

    def __init__(self, app: App, row: PlanRow, approach: str, parent: QWidget) -> None:
        super().__init__(parent, _("Change the plan of {name}").format(name=row.full_name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._app, self._row = app, row
        self.form, self.why = PlanForm(), QLineEdit()
        self.why.setPlaceholderText(_("The earlier version is kept with it"))
        self.why_field = Field(_("Why it changes"), self.why)
        self.keep = KeyButton(_("Keep the change"), kind="primary")
        self.leave = KeyButton(_("Cancel"), "Esc")
        content = self._content(approach)
        self.form.show_content(content)
        self._begun = (self.form.plan(), "")
        with app.reading() as session:
            typed = typed_change(session, row.plan)
        self._waited = typed is not None
        if typed is not None:
            self.form.show_content(replace(content, plan=typed[0]))
            self.why.setText(typed[1])
        self.form.foot.hide()
        if row.plan.state == "agreed":
            self.form.tag.set(_("agreed"), "ok")
        self.body.addWidget(self.form)
        self.body.addWidget(self.why_field)
        self.why_field.setVisible(row.plan.state == "agreed")
        self.buttons.addStretch()
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.keep)
        self.first = self.why
        self.keep.clicked.connect(self._keep)
        self.leave.clicked.connect(self.reject)
        open_sized(self, self.sizeHint().width(), 640)

    def keep_draft(self) -> None:
        """The window locks: what was typed waits until this form is opened again."""
        new, why = typed = (self.form.plan(), self.why.text())
        if new is not None and (self._waited or typed != self._begun):
            with self._app.store.writing() as session:  # nobody is to be told any more
                keep_typed_change(session, self._row.plan, new, why)

    def done(self, result: int) -> None:
        """However it is left, nothing that was typed waits any more."""
        if self._waited:
            self._waited = False
            with self._app.writing(Topic(0)) as session:
                forget_typed_change(session, self._row.plan)
        super().done(result)

    def _content(self, approach: str) -> FormContent:
        plan = self._row.plan
        with self._app.reading() as session:
            content = school_content(session, self._app.content)
            staff = [member.name for member in staff_list(session)]
            holidays = holiday_list(session)
        card = content.catalogue.get(plan.intervention)
        served = tuple(card.targets) if card else ()
        choices = goal_choices(content.catalogue, served, self._row.call_name)
        draft = Draft(
            plan.intervention, choices, (), None, None, None, None, plan.starts_on, plan.review_on
        )
        return FormContent(
            plan=as_new(plan),
            title=approach,
            state="concept",  # open for changes; what it was agreed as is kept beside it
            draft=draft,
            dose_note=dose_note(card.dose) if card else "",
            names={code: pick(names.staff) for code, names in content.subscales.items()},
            staff=staff,
            pupil=self._row.call_name,
            holidays=holidays,
        )

    def _keep(self) -> None:
        new = self.form.plan()
        if new is None or not self.form.is_right():
            return
        app, plan = self._app, self._row.plan
        try:
            with app.writing(Topic.PLANS) as session:
                before = change_plan(session, plan.id, new, self.why.text())
        except UserError as error:
            self._show_refusal(error)
            return
        self.accept()

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                put_plan_back(session, before)

        app.say(_("The plan of {name} was changed.").format(name=self._row.full_name), "", undo)
