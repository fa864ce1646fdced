"""An evening of talks with parents: who comes when, what is missing, and all of it on paper."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.exports.evening_facts import moved
from npo_desktop.exports.summary_gaps import Gap
from npo_desktop.formats import clock_text, date_text, long_date
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.parents.parent_evenings import (
    Evening,
    EveningFacts,
    coming_evening,
    current_order,
    evening_list,
    load_evening,
    put_in_order,
    remove_evening,
    set_order,
    take_from_evening,
)
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui.app import Topic
from ui.pages.page import Page
from ui.parents import evening_print
from ui.parents.evening import NewEveningDialog
from ui.parents.evening_more import AddToEveningDialog, ChangeEveningDialog, say_undone
from ui.parents.evening_side import EveningSide
from ui.parents.evening_slots import EveningSlots, SlotRow
from ui.widgets.combo_options import place_of, refill
from ui.widgets.empty_state import EmptyState
from ui.widgets.first_things import lack
from ui.widgets.key_button import KeyButton
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store
    from ui.app import App, Session
    from ui.export.export_run import RunDialog
    from ui.preview.preview_dialog import PreviewDialog

SIDE = 320  # pixels


class EveningPage(Page):
    """Opened with an evening's id; without one the evening that is to come."""

    watches = Topic.PLANS | Topic.PUPILS | Topic.ANSWERS | Topic.ROUNDS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._wanted: UUID | None = None
        self._round: RoundFacts | None = None
        self._pupils: Sequence[PupilFacts] = ()
        self._groups: Sequence[str] = ()
        self._leads_to = ""  # the page where is put right what comes first
        self._gaps: dict[UUID, tuple[Gap, ...]] = {}
        self.evening: Evening | None = None
        self.preview: PreviewDialog | None = None
        self.run: RunDialog | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("Parents' evening"))
        self.new = KeyButton(_("New evening..."), icon="plus")
        self.start = KeyButton(_("Plan a parents' evening..."), kind="primary")
        self.slots, self.side = EveningSlots(), EveningSide()
        self.empty = EmptyState(
            "users",
            _("No parents' evening is planned"),
            _("Choose the groups: the times, the order and the papers follow. A few minutes."),
            self.start,
        )
        self._build()
        self._connect()

    def title(self) -> str:
        return self.evening.facts.name if self.evening else _("Parents' evening")

    def crumb(self) -> str:
        if self.evening is None:
            return _("Export and print")
        facts = self.evening.facts
        day = long_date(facts.held_on, weekday=True)
        times = _("{begin} to {end}").format(
            begin=clock_text(facts.times.starts_at), end=clock_text(self.evening.ends_at)
        )
        return " · ".join((_("Export and print"), day, times))

    def head_actions(self) -> Sequence[QWidget]:
        return (self.choice, self.new) if self.evening is not None else ()

    def first_focus(self) -> QWidget | None:
        return self.slots.view if self.evening is not None else self.start

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID):
            self._wanted = args[0]
            self.renew()

    def go_back(self) -> bool:
        """Esc: to all documents."""
        self.app.open("export")
        return True

    def refresh(self) -> None:
        day = today()
        with self.app.reading() as session:
            every = evening_list(session)
            facts = self._find(session, every)
            self.evening = load_evening(session, facts.id) if facts else None
            self._round = chosen_round(session, self.app.round_id, day)
            year = school_year_of(day)
            self._pupils = pupil_list(session, year, on=day)
            self._groups = [group.name for group in group_list(session, year)]
        refill(self.choice, [(f"{one.name} · {date_text(one.held_on)}", one.id) for one in every])
        if facts is not None:
            self.choice.setCurrentIndex(place_of(self.choice, facts.id))
        self.whole.setVisible(self.evening is not None)
        self.empty.setVisible(self.evening is None)
        self._show_lack()
        self._show(None)
        self._look_up_gaps()

    def _show_lack(self) -> None:
        """Without pupils or a round there is nothing to plan: what comes first."""
        _first, rest, button, self._leads_to = lack(
            has_pupils=bool(self._pupils), has_round=self._round is not None
        )
        words = _("Choose the groups: the times, the order and the papers follow. A few minutes.")
        self.empty.set_text(_("No parents' evening is planned"), rest or words)
        self.start.setText(button or _("Plan a parents' evening..."))

    def _find(self, session: Session, every: Sequence[EveningFacts]) -> EveningFacts | None:
        now = self._wanted or (self.evening.facts.id if self.evening else None)
        self._wanted = None
        known = {one.id: one for one in every}
        return known[now] if now in known else coming_evening(session, today())

    def _show(self, gaps: dict[UUID, tuple[Gap, ...]] | None) -> None:
        if self.evening is not None:
            self.slots.show_evening(self.evening, self._gaps if gaps is None else gaps)
            self.side.show_evening(self.evening, gaps)

    def _look_up_gaps(self) -> None:
        """On the worker: it scores every scan of the round."""
        if self.evening is None:
            return
        evening_id, content = self.evening.facts.id, self.app.content

        def work(store: Store, _progress: Progress) -> dict[UUID, tuple[Gap, ...]]:
            return evening_print.gaps_in(store, content, evening_id)

        def show(gaps: dict[UUID, tuple[Gap, ...]]) -> None:
            if self.evening is not None and self.evening.facts.id == evening_id:
                self._gaps = gaps
                self._show(gaps)

        self.app.start_with_store(work, show, brief=True)

    # --- changing ---

    def _move(self, place: int, by: int) -> None:
        self._reorder(lambda order: moved(order, place, by), _("The order was changed."))
        self.slots.choose_place(place + by)

    def _break(self, place: int) -> None:
        def change(order: list[UUID | None]) -> list[UUID | None]:
            if order[place] is None:
                return [*order[:place], *order[place + 1 :]]
            return [*order[: place + 1], None, *order[place + 1 :]]

        self._reorder(change, _("The times were moved."))
        self.slots.choose_place(place)

    def _put_in_order(self, by: str) -> None:
        if self.evening is None:
            return
        with self.app.writing(Topic.PLANS) as session:
            before = put_in_order(session, self.evening.facts.id, by)
        say_undone(self.app, _("The order was changed."), before)

    def _reorder(self, change: evening_print.Change, words: str) -> None:
        if self.evening is None:
            return
        evening_id = self.evening.facts.id
        with self.app.writing(Topic.PLANS) as session:
            before = set_order(session, evening_id, change(current_order(session, evening_id)))
        say_undone(self.app, words, before)

    def _take_off(self, talk_id: UUID) -> None:
        if self.evening is None:
            return
        talks = [slot.talk.id if slot.talk else None for slot in self.evening.slots]
        with self.app.writing(Topic.PLANS) as session:
            before = take_from_evening(session, self.evening.facts.id, talk_id)
        say_undone(self.app, _("The talk was taken off this evening."), before)
        self.slots.choose_place(min(talks.index(talk_id), len(self.evening.slots) - 1))

    def _remove(self) -> None:
        if self.evening is None:
            return
        with self.app.writing(Topic.PLANS) as session:
            before = remove_evening(session, self.evening.facts.id)
        say_undone(self.app, _("The evening was removed. Talks that were held stay."), before)

    def _plan(self) -> None:
        if self._leads_to:
            self.app.open(self._leads_to)
        elif self._round is not None:
            dialog = NewEveningDialog(self.app, self._round, self._pupils, self._groups, self)
            dialog.made.connect(self.show_args)
            dialog.open()

    def _change(self) -> None:
        if self.evening is not None:
            ChangeEveningDialog(self.app, self.evening.facts, self).open()

    def _add(self) -> None:
        if self.evening is None or self._round is None:
            return
        coming = {talk.pupil_id for talk in self.evening.talks}
        others = [pupil for pupil in self._pupils if pupil.id not in coming]
        AddToEveningDialog(self.app, self.evening.facts.id, self._round.id, others, self).open()

    # --- on paper ---

    def _print_list(self) -> None:
        if self.evening is not None:
            self.preview = evening_print.print_list(self.app, self, self.evening)

    def _print_left(self) -> None:
        """Who was not printed yet, or all of them when all were."""
        talks = self.evening.talks if self.evening else ()
        left = {talk.pupil_id for talk in talks if talk.printed_at is None}
        self._print(left or {talk.pupil_id for talk in talks})

    def _print_all(self) -> None:
        talks = self.evening.talks if self.evening else ()
        self._print({talk.pupil_id for talk in talks})

    def _print(self, pupils: Collection[UUID]) -> None:
        if self.evening is not None:
            self.preview = evening_print.print_evening(self.app, self, self.evening, pupils)

    def _files(self) -> None:
        if self.evening is not None:
            self.run = evening_print.write_files(self.app, self, self.evening)

    # --- furniture ---

    def _choose(self) -> None:
        chosen = self.choice.currentData()
        if isinstance(chosen, UUID):
            self.show_args(chosen)

    def _open(self, row: SlotRow) -> None:
        if row.pupil_id is not None:
            self.app.open("talk", row.pupil_id)

    def _connect(self) -> None:
        self.choice.activated.connect(self._choose)
        for button in (self.new, self.start):
            button.clicked.connect(self._plan)
        slots, side = self.slots, self.side
        slots.moved.connect(self._move)
        slots.break_asked.connect(self._break)
        slots.removed.connect(self._take_off)
        slots.added.connect(self._add)
        slots.order_chosen.connect(self._put_in_order)
        slots.opened.connect(self._open)
        side.list.clicked.connect(self._print_list)
        side.all.clicked.connect(self._print_left)
        side.again.clicked.connect(self._print_all)
        side.files.clicked.connect(self._files)
        side.change.clicked.connect(self._change)
        side.remove.clicked.connect(self._remove)

    def _build(self) -> None:
        self.whole = QWidget()
        line = QHBoxLayout(self.whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(TwoColumns(self.slots, self.side, SIDE))
        column: QVBoxLayout = self.column()
        column.addWidget(self.whole, 1)
        column.addWidget(self.empty, 1)
