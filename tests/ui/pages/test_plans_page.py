"""The list of plans: filter, two taps, several at once, plans of groups."""

from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLineEdit
from pytestqt.qtbot import QtBot

from npo_desktop.queries.planning.group_plans import NewGroupPlan, add_group_plan, group_plan_facts
from npo_desktop.queries.planning.plan_sessions import sessions_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_facts
from npo_desktop.store.engine import Opener
from ui.app import App, Said, Topic
from ui.pages.plans_page import PlansPage, late_plans
from ui.pages.review_page import ReviewPage
from ui.plans.group_links import LinkPlansDialog

TODAY = date(2026, 11, 24)


@pytest.fixture
def page(qtbot: QtBot, app: App, three_plans: dict[str, UUID]) -> Iterator[PlansPage]:
    made = PlansPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show()
    yield made


def kept(app: App, plan_id: UUID) -> PlanFacts:
    with app.reading() as session:
        return plan_facts(session, plan_id)


def logged(app: App) -> dict[UUID, list[tuple[bool, str]]]:
    with app.reading() as session:
        found = sessions_of(session, None)
    return {plan: [(row.was_given, row.reason) for row in rows] for plan, rows in found.items()}


def shown(page: PlansPage) -> list[str]:
    return [row.call_name for row in page.plans.rows]


def choose(page: PlansPage, plan_id: UUID) -> None:
    assert page.view.select_key(plan_id)


def test_what_waits_longest_stands_first_and_is_counted(app: App, page: PlansPage) -> None:
    assert shown(page) == ["Emely", "Shurandy", "Noa"]
    assert page.crumb() == "3 plans running · 1 late"
    assert late_plans(app) == 1
    assert page.view.current_row() is not None  # the first one is chosen


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("late", ["Emely"]),
        ("due", ["Emely", "Shurandy"]),
        ("concept", ["Noa"]),
        ("ended", []),
        ("all", ["Emely", "Shurandy", "Noa"]),
    ],
)
def test_the_state_filters(page: PlansPage, state: str, names: list[str]) -> None:
    page.show_args(state)
    assert shown(page) == names
    assert page.none.isVisible() == (not names)


def test_search_group_and_who_filter_together(page: PlansPage) -> None:
    page.filters.search.setText("starts lessons")
    assert len(shown(page)) == 3
    page.filters.search.setText("juf of noa")
    assert shown(page) == ["Noa"]
    page.filters.search.clear()
    page.filters.group.setCurrentText("Groep 5")
    page.filters.group.activated.emit(1)
    assert shown(page) == ["Emely", "Shurandy"]


def test_two_taps_log_a_session_and_undo_takes_it_back(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID], said: list[Said]
) -> None:
    choose(page, three_plans["Shurandy"])  # the first tap
    qtbot.mouseClick(page.card.given, Qt.MouseButton.LeftButton)  # the second
    assert logged(app) == {three_plans["Shurandy"]: [(True, "")]}
    assert said[-1].first == "1 session given today" and said[-1].undo is not None
    said[-1].undo()
    assert logged(app) == {}


def test_not_given_offers_the_short_list_of_reasons(
    app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    choose(page, three_plans["Emely"])
    words = [action.text() for action in page.card.reasons.actions()]
    assert words == ["Pupil absent", "Adult absent", "No time", "Holiday", "Other reason"]
    page.card.reasons.actions()[2].trigger()
    assert logged(app) == {three_plans["Emely"]: [(False, "no-time")]}


def test_several_plans_at_once(
    app: App, page: PlansPage, three_plans: dict[str, UUID], said: list[Said]
) -> None:
    page.view.selectAll()
    assert page.card.title.text() == "3 plans chosen"
    assert not page.card.given.isEnabled()  # a concept is among them, and that is said
    assert page.card.why_not.isVisible()
    page.acts.agree()
    assert kept(app, three_plans["Noa"]).state == "agreed"
    page.acts.move()
    assert page.acts.asked is not None
    page.acts.asked.yes.click()
    assert {kept(app, one).review_on for one in three_plans.values()} == {date(2026, 11, 20)}
    assert said[-1].first == "3 reviews moved" and said[-1].undo is not None
    said[-1].undo()
    assert kept(app, three_plans["Shurandy"]).review_on == TODAY + timedelta(days=6)


def test_a_group_plan_moves_its_pupils_along_and_logs_for_everybody(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    page: PlansPage,
    three_plans: dict[str, UUID],
    said: list[Said],
) -> None:
    with app.writing(Topic.PLANS) as session:
        new = NewGroupPlan(
            school.earlier, "peer-tutoring", date(2026, 10, 5), date(2026, 11, 23),
            group_id=school.groups["Groep 5"], name="Tables", state="agreed",
            sessions_per_week=2, minutes=20, weeks=6,
        )  # fmt: skip
        add_group_plan(
            session, new, [three_plans["Emely"], three_plans["Shurandy"], three_plans["Noa"]]
        )
    assert late_plans(app) == 2
    page.whose.group.button(1).click()
    assert page.groups.view.isVisible() and page.groups.plans.rows[0].name == "Tables"
    page.groups.given.click()
    assert set(logged(app)) == {three_plans["Emely"], three_plans["Shurandy"]}  # Noa's is a concept
    page.groups.later.click()
    assert page.groups.asked is not None
    edit = page.groups.asked.field.control
    assert isinstance(edit, QDateEdit)
    edit.setDate(QDate(2027, 1, 22))
    page.groups.asked.yes.click()
    assert {kept(app, one).review_on for one in three_plans.values()} == {date(2027, 1, 22)}
    assert said[-1].rest == "3 pupils' plans went along." and said[-1].undo is not None
    said[-1].undo()
    assert kept(app, three_plans["Shurandy"]).review_on == TODAY + timedelta(days=6)
    page.groups.end.click()
    line = page.groups.asked.field.control
    assert isinstance(line, QLineEdit)
    page.groups.asked.yes.click()
    assert page.groups.asked.wrong.isVisible()  # it asks what it brought
    line.setText("Everybody knows the tables of 3.")
    page.groups.asked.yes.click()
    assert page.groups.plans.rows[0].state == "done" and late_plans(app) == 1


def test_plans_of_pupils_are_linked_to_the_plan_of_their_class_and_let_go(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    page: PlansPage,
    three_plans: dict[str, UUID],
    said: list[Said],
) -> None:
    emely, shurandy = three_plans["Emely"], three_plans["Shurandy"]
    with app.writing(Topic.PLANS) as session:
        new = NewGroupPlan(
            school.earlier, plan_facts(session, emely).intervention, TODAY, TODAY,
            group_id=school.groups["Groep 5"], name="Together", state="agreed",
        )  # fmt: skip
        made = add_group_plan(session, new, [emely])

    def linked() -> set[UUID]:
        with app.reading() as session:
            return {*group_plan_facts(session, made).plan_ids}

    def asked() -> LinkPlansDialog:
        page.groups.link.click()
        assert page.groups.linking is not None
        return page.groups.linking

    page.whose.group.button(1).click()
    dialog = asked()
    assert {plan: box.isChecked() for plan, box in dialog.boxes.items()} == {
        emely: True,
        shurandy: False,  # Noa sits in another class
    }
    dialog.boxes[shurandy].click()
    dialog.keep.click()
    assert linked() == {emely, shurandy}
    assert said[-1].rest == "2 plans of pupils hang on it." and said[-1].undo is not None
    again = asked()
    again.boxes[emely].click()
    again.keep.click()
    assert linked() == {shurandy} and said[-1].undo is not None
    said[-1].undo()
    assert linked() == {emely, shurandy}


def test_a_teacher_sees_and_logs_plans_of_her_own_group_and_decides_nothing(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    three_plans: dict[str, UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app.store.opener = Opener(role="teacher")
    own = {school.groups["Groep 5"]}
    monkeypatch.setattr(app, "groups_shown", lambda _session, _year: own)
    page = PlansPage(app)
    qtbot.addWidget(page)
    page.show()
    assert shown(page) == ["Emely", "Shurandy"] and page.head_actions() == ()
    for hidden in (page.card.review, page.card.sign, page.card.change, page.card.more):
        assert not hidden.isVisible()
    page.card.given.click()
    assert set(logged(app)) == {three_plans["Emely"]}
    assert late_plans(app) == 0


def test_without_any_plan_it_says_what_to_do(qtbot: QtBot, app: App) -> None:
    for kind in (PlansPage, ReviewPage):
        made = kind(app)
        qtbot.addWidget(made)
        made.show()
        focus = made.first_focus()
        assert focus is not None and focus.isVisible()
