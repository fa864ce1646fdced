"""What can be done with the chosen plans besides logging: bulk changes, versions, codes, paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.groups import staff_list
from npo_desktop.queries.planning.plan_board import PlanRow
from npo_desktop.queries.planning.plan_bulk import (
    BulkDone,
    agree_plans,
    change_who,
    move_reviews,
    undo_bulk,
)
from npo_desktop.queries.planning.plan_changes import begin_version, put_plan_back
from npo_desktop.queries.planning.signing import verify
from npo_desktop.queries.years.holidays import holiday_list
from ui.app import Topic
from ui.plans.plan_asks import PlanAsk, ask_code, ask_review_day, ask_who, ask_why
from ui.plans.plan_print import print_plans
from ui.plans.plan_versions import PlanVersionsDialog
from ui.safety.bin_question import ask_bin
from ui.widgets.more_menu import MoreMenu

if TYPE_CHECKING:
    from ui.app import App
    from ui.pages.plans_page import PlansPage


class PlanActs:
    """The menu beside the chosen plans; each entry is off while it can do nothing."""

    def __init__(self, app: App, page: PlansPage) -> None:
        self._app, self._page = app, page
        self._entries: dict[str, QAction] = {}
        self.asked: PlanAsk | None = None

    def fill(self, menu: MoreMenu) -> None:
        """Put the entries into the menu."""
        for key, words, icon, act in (
            ("agree", _("Agree plan"), "check", self.agree),
            ("move", _("Move the review..."), "calendar", self.move),
            ("who", _("Somebody else does it..."), "users", self.change_who),
            ("print", _("Print..."), "printer", self.print),
            ("class", _("Class sheet for the teacher..."), "users", self.print_class),
            ("version", _("Begin a new version..."), "copy", self.begin_version),
            ("versions", _("Earlier versions..."), "history", self.show_versions),
            ("code", _("Compare a code on paper..."), "search", self.compare),
            ("pupil", _("To the pupil"), "user", self.open_pupil),
            ("bin", _("Move to the bin..."), "trash", self.to_bin),
        ):
            self._entries[key] = menu.add(words, icon, act)

    def show_for(self, rows: Sequence[PlanRow]) -> None:
        """What can be done with these."""
        one = rows[0] if len(rows) == 1 else None
        can = {
            "agree": any(row.plan.state == "concept" for row in rows),
            "move": any(row.is_open for row in rows),
            "who": any(row.is_open for row in rows),
            "print": bool(rows),
            "class": len({row.group_id for row in rows}) == 1 and rows[0].group_id is not None,
            "version": one is not None and one.is_open and one.plan.signed_on is not None,
            "versions": one is not None,
            "pupil": one is not None,
            "bin": one is not None,
        }
        for key, entry in self._entries.items():
            entry.setEnabled(can.get(key, True))

    def agree(self) -> None:
        """Concepts among the chosen become agreed."""
        self._bulk(agree_plans, lambda n: ngettext("{n} plan agreed", "{n} plans agreed", n))

    def move(self) -> None:
        """Ask for a day, then move."""
        rows = self._page.chosen
        with self._app.reading() as session:
            holidays = holiday_list(session)
        first = min((row.plan.review_on for row in rows), default=today())

        def moved(day: date) -> None:
            self._bulk(
                lambda session, ids: move_reviews(session, ids, day),
                lambda n: ngettext("{n} review moved", "{n} reviews moved", n),
            )

        self._ask(ask_review_day(self._page, first, holidays, moved))

    def change_who(self) -> None:
        """Ask for a name, then change."""
        with self._app.reading() as session:
            staff = [member.name for member in staff_list(session)]

        def changed(who: str) -> None:
            self._bulk(
                lambda session, ids: change_who(session, ids, who),
                lambda n: ngettext("{n} plan changed", "{n} plans changed", n),
            )

        self._ask(ask_who(self._page, staff, changed))

    def print_class(self) -> None:
        """What the teacher of the chosen pupils' class does from tomorrow on."""
        from ui.export.class_papers import open_class_sheet  # the preview: not at the start

        group_id = self._page.chosen[0].group_id
        if group_id is not None:
            open_class_sheet(self._app, self._page, group_id)

    def print(self) -> None:
        """One sheet a plan, with room to sign, and the code when it was signed."""
        ids = [row.plan.id for row in self._page.chosen]
        print_plans(self._app, self._page, ids)

    def begin_version(self) -> None:
        """A signed plan opens again as a new version."""
        row = self._page.chosen[0]

        def said(why: str) -> None:
            with self._app.writing(Topic.PLANS) as session:
                before = begin_version(session, row.plan.id, why)

            def undo() -> None:
                with self._app.writing(Topic.PLANS) as session:
                    put_plan_back(session, before)

            self._app.say(_("A new version is open; the signed one is kept."), "", undo)

        self._ask(ask_why(self._page, _("Begin a new version"), _("Begin"), said))

    def show_versions(self) -> None:
        """What the plan said before."""
        row = self._page.chosen[0]
        PlanVersionsDialog(self._app, row.plan.id, row.full_name, self._page).open()

    def compare(self) -> None:
        """Is the paper what was signed?"""
        self._ask(ask_code(self._page, self._compared))

    def open_pupil(self) -> None:
        """The page of the pupil."""
        self._app.open("pupil", self._page.chosen[0].plan.pupil_id)

    def to_bin(self) -> None:
        """Thirty days to change one's mind."""
        row = self._page.chosen[0]
        name = f"{row.full_name}, {self._page.approach(row.plan.intervention)}"
        ask_bin(self._app, "plan", row.plan.id, name, self._page, say=self._app.say)

    def _compared(self, typed: str) -> str:
        with self._app.reading() as session:
            paper = verify(session, typed)
        if paper is None:
            return _("No plan here has this code.")
        on = date_text(paper.plan.signed_on) if paper.plan.signed_on else ""
        if not paper.is_unchanged:
            return _("Careful: the plan is not what was signed on {date}.").format(date=on)
        if not paper.is_current:
            return _("Signed on {date}; a newer version was begun since.").format(date=on)
        return _("Right: this is the plan as it was signed on {date}.").format(date=on)

    def _bulk(
        self,
        change: Callable[..., BulkDone],  # session, plan ids
        words: Callable[[int], str],
    ) -> None:
        ids = [row.plan.id for row in self._page.chosen]
        with self._app.writing(Topic.PLANS) as session:
            done = change(session, ids)

        def undo() -> None:
            with self._app.writing(Topic.PLANS) as session:
                undo_bulk(session, done)

        n = len(done.before)
        rest = ""
        if done.left:
            left = len(done.left)
            rest = ngettext("{n} left as it is: {why}", "{n} left as they are: {why}", left)
            rest = rest.format(n=left, why=next(iter(done.left.values())))
        self._app.say(words(n).format(n=n), rest, undo if n else None)

    def _ask(self, ask: PlanAsk) -> None:
        self.asked = ask
        ask.open()
