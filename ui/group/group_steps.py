"""Where one goes from the group view, and the files one makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npo_desktop.charts.group_profile import group_profile
from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant
from npo_desktop.exports.group_facts import GroupHead, group_view
from ui.group.heat_files import HeatFiles
from ui.roles import act_for

if TYPE_CHECKING:
    from ui.pages.groups_page import GroupsPage


class GroupSteps:
    """A key and a button do the same; what a role may not see is not opened."""

    def __init__(self, page: GroupsPage) -> None:
        self._page, self._app = page, page.app
        self.files = HeatFiles(page.app, page)

    def may_go(self, page: str) -> bool:
        """Whether the role of who is at work has this page."""
        return self._app.may(act_for(page))

    def to_pupil(self) -> None:
        """The dossier of the pupil one is at."""
        if (pupil := self._page.view.pupil_id) and self.may_go("pupil"):
            self._app.open("pupil", pupil)

    def to_proposal(self) -> None:
        """What is proposed for the pupil one is at."""
        if (pupil := self._page.view.pupil_id) and self.may_go("proposal"):
            self._app.open("proposal", pupil)

    def to_scan(self) -> None:
        """The list whose answers one looks at; of all sources the teacher's."""
        row = self._page.view.row
        if row is not None and self.may_go("scan"):
            informant = self._page.tools.choice().informant or Informant.TEACHER
            self._app.open("scan", row.pupil.id, informant.value, row.pupil.group_id)

    def to_scans(self) -> None:
        """The board, at the class one looks at."""
        chosen = self._page.chosen
        self._app.open("scans", *((chosen.id,) if chosen else ()))

    def make_file(self, ending: str) -> None:
        """What is shown, as it is shown."""
        page = self._page
        scored, shown, read, chosen = page.scored, page.shown, page.read, page.chosen
        if scored is None or shown is None or read is None:
            return
        content = self._app.content
        lines = group_profile(
            scored, shown, content.subscales, content.questionnaires, page.groups_shown()
        )
        head = GroupHead(
            read.school,
            read.is_practice,
            page.title(),
            ", ".join(chosen.teachers) if chosen else "",
        )
        changes = page.tools.changes.isChecked()
        view = group_view(head, scored, shown, lines, changes=changes, made_on=today())
        self.files.make(view, ending)
