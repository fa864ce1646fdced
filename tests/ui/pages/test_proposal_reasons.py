"""Why something is proposed: factors, constants, reasons, criteria, and what was left out."""

import io
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.proposals.constants import STANDARD
from npo_desktop.proposals.criteria import Criterion
from npo_desktop.proposals.criteria import Said as ByTeam
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.proposals.rules import SetAside
from npo_desktop.queries.planning.criteria import criteria_of, say_criterion
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.planning.ranking_choices import choose_constant, ranking_choices
from npo_desktop.store.support_tables import SchoolIntervention
from ui.app import App, Said, Topic
from ui.pages.proposal_page import ProposalPage
from ui.preview import PreviewDialog
from ui.proposals.because_card import BecauseDialog
from ui.proposals.proposal_card import proposal_card
from ui.widgets.key_button import KeyButton
from ui.widgets.meter import Meter


@pytest.fixture
def page(qtbot: QtBot, app: App, emely: UUID) -> Iterator[ProposalPage]:
    yield page_of(qtbot, app, emely)


def page_of(qtbot: QtBot, app: App, pupil: UUID) -> ProposalPage:
    made = ProposalPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show_args(pupil)
    made.show()
    qtbot.waitUntil(lambda: made.dossiers.is_ready and not app.jobs.busy)
    return made


def plans(app: App) -> list[PlanFacts]:
    with app.reading() as session:
        return plan_list(session)


def test_the_shown_factors_are_those_of_the_calculation(page: ProposalPage) -> None:
    card = page.list.cards[0]
    labels = {label.text() for label in card.findChildren(QLabel)}
    assert {"Needs", "Effect", "Evidence", "Possible here", "Cost"} <= labels
    assert page.proposals is not None
    need = page.proposals.ranked[0].ranked.need
    meters = [meter.accessibleName() for meter in card.findChildren(Meter)]
    assert f"{round(100 * need)} %" in meters


def test_a_question_nobody_answered_is_no_full_bar(page: ProposalPage) -> None:
    labels = {label.text() for label in page.list.cards[0].findChildren(QLabel)}
    assert "not asked yet" in labels


def test_a_slider_tells_what_it_changes_and_keeps_nothing_by_itself(
    app: App, page: ProposalPage
) -> None:
    page._show_dials()
    order = list(page.list.order)
    dial = page.dials.sliders["shrink.4"]
    dial.setValue(0)  # extensive evidence counts for nothing
    assert page.dials.says.text().startswith("With 0 % for: evidence extensive counts for: ")
    assert "rises from" in page.dials.says.text()
    assert page.list.order == order
    with app.reading() as session:
        assert ranking_choices(session) == STANDARD


def test_kept_constants_order_anew_and_can_be_undone(app: App, page: ProposalPage) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    first = page.list.order[0]
    page._show_dials()
    page.dials.sliders["shrink.4"].setValue(0)
    page.dials.keep.click()
    with app.reading() as session:
        assert ranking_choices(session).shrink[4] == 0.0
    assert page.list.order[0] != first and page.dials.isVisible()
    assert said and said[-1].undo is not None
    said[-1].undo()
    assert page.list.order[0] == first
    with app.reading() as session:
        assert ranking_choices(session) == STANDARD


def test_back_to_the_standard_is_one_press(app: App, page: ProposalPage) -> None:
    page._show_dials()
    page.dials.sliders["hourly_rate"].setValue(7)
    page.dials.keep.click()
    assert page.dials.standard.isEnabled()
    page.dials.standard.click()
    assert page.dials.now == STANDARD
    page.dials.keep.click()
    with app.reading() as session:
        assert ranking_choices(session) == STANDARD


def test_esc_closes_the_constants_before_the_page(page: ProposalPage) -> None:
    page._show_dials()
    assert page.go_back() and not page.dials.isVisible()
    assert not page.go_back()


def test_a_plan_keeps_the_constants_and_what_the_team_said(app: App, page: ProposalPage) -> None:
    key = page.shown
    with app.writing(Topic.SCHOOL) as session:
        choose_constant(session, "hourly_rate", 40.0)
        say_criterion(session, key, Criterion.TEAM, ByTeam(True, "all of us"))
    page.show_option(key)
    page.form.concept.click()
    (kept,) = plans(app)
    assert kept.basis["constants"] == {"hourly_rate": 40.0}
    assert kept.basis["criteria"]["team"] == {"holds": True, "reason": "all of us", "by": "team"}
    assert kept.basis["criteria"]["lags"]["by"] == "program"


def why(qtbot: QtBot, page: ProposalPage) -> BecauseDialog:
    page.list.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_W)
    (dialog,) = page.window().findChildren(BecauseDialog)
    assert isinstance(dialog, BecauseDialog)
    return dialog


def test_why_shows_the_answers_and_takes_what_the_team_says(
    qtbot: QtBot, app: App, page: ProposalPage
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    dialog = why(qtbot, page)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "of 100 (± 10)" in words and "Which rule" in words
    row = dialog.criteria.rows[Criterion.TEAM]
    row.choice.group.button(0).click()
    row.reason.setText("all of us")
    row.reason.editingFinished.emit()
    with app.reading() as session:
        assert criteria_of(session, page.shown)[Criterion.TEAM] == ByTeam(True, "all of us")
    for undo in [one.undo for one in said[::-1]]:
        assert undo is not None
        undo()
    with app.reading() as session:
        assert criteria_of(session, page.shown) == {}
    dialog.reject()


def test_a_reason_half_typed_outlives_the_lock(qtbot: QtBot, app: App, page: ProposalPage) -> None:
    dialog = why(qtbot, page)
    dialog.criteria.rows[Criterion.SUITS].reason.setText("half a tho")
    dialog.keep_draft()
    with app.reading() as session:
        assert criteria_of(session, page.shown)[Criterion.SUITS].reason == "half a tho"
    dialog.reject()


def test_why_is_printed_on_one_page(
    qtbot: QtBot, page: ProposalPage, previewed: Callable[[], PreviewDialog]
) -> None:
    dialog = why(qtbot, page)
    dialog.print.click()
    preview = previewed()
    document = preview.document
    assert document is not None and document.pupils == (dialog.card.dossier.pupil.id,)
    assert document.file_name == f"because-P4-{page.shown}-2026-11-24.pdf"  # never a name
    assert len(PdfReader(io.BytesIO(document.pdf)).pages) == 1
    preview.reject()
    dialog.reject()


def test_without_internet_it_is_told_under_what_was_considered(
    app: App, page: ProposalPage
) -> None:
    page._show_dials()
    page.dials.internet.click()
    assert page.proposals is not None
    assert SetAside.NO_INTERNET in page.proposals.set_aside.values()
    page.list._show_all_left_out()
    words = {label.text() for label in page.list.findChildren(QLabel)}
    assert "Needs internet. The school said that there is none for lessons." in words


def test_a_pupil_without_a_scan_is_told_so_with_the_way_to_it(
    qtbot: QtBot, app: App, page: ProposalPage, school: SimpleNamespace
) -> None:
    opened: list[tuple[str, object]] = []
    app.opened.connect(lambda name, args: opened.append((name, args)))
    page.show_args(school.pupils["Zoë"])
    assert not page.stage.whole.isVisible() and page.stage.fill_in.isVisible()
    assert "no scan of Zoë" in page.waiting.accessibleName() and "Zoë" in page.title()
    page.stage.fill_in.click()
    assert opened == [("scan", (school.pupils["Zoë"], "teacher"))]


def test_a_menukaart_on_which_nothing_fits_says_so_and_why(app: App, page: ProposalPage) -> None:
    opened: list[str] = []
    app.opened.connect(lambda name, _args: opened.append(name))
    assert app.content.catalogue.interventions
    with app.writing(Topic.SCHOOL) as session:
        for card in app.content.catalogue.interventions:
            if any(code.startswith(("EF", "COG-SPE")) for code in card.targets):
                session.add(SchoolIntervention(id=card.id, choice="hidden"))
    assert page.proposals is not None and not page.proposals.ranked
    words = {label.text() for label in page.list.findChildren(QLabel)}
    assert "Nothing on the menukaart fits these needs." in words
    assert page.list.order == [NOTHING_EXTRA]  # it stays a choice
    buttons = page.list.findChildren(KeyButton)
    next(button for button in buttons if button.text() == "To the menukaart").click()
    assert opened == ["menukaart"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_word_stands_over_its_meter(qtbot: QtBot, page: ProposalPage, language: str) -> None:
    assert page.proposals is not None and page.dossier is not None
    ranked = [one for one in page.proposals.ranked if one.intervention.evidence == 5]
    assert ranked, "very extensive evidence has the longest word"
    i18n.use(language)
    card = proposal_card(ranked[0], "1", page.dossier.flags, {})
    qtbot.addWidget(card)
    card.resize(700, 200)
    card.show()
    for meter in card.findChildren(Meter):
        assert meter.width() >= meter.sizeHint().width(), meter.accessibleName()


def test_new_cards_have_their_height_before_anything_is_painted(page: ProposalPage) -> None:
    for build in (page.renew, page.list._show_all_cards):
        build()
        heights = [card.height() for card in page.list.cards if card.key != NOTHING_EXTRA]
        assert min(heights) > 100, heights


def test_without_signals_what_goes_well_is_said_and_no_card_is_left_out_aloud(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Callable[..., UUID]
) -> None:
    form, pupil = app.content.questionnaires["teacher"], school.pupils["Jaydienne"]
    well = {item.id: 0 if item.reverse else 3 for item in form.items}
    answer(pupil, school.round, well)
    page = page_of(qtbot, app, pupil)
    words = {label.text() for label in page.list.findChildren(QLabel)}
    assert "There are no signals in this round." in words
    assert any(word.startswith("Does well: ") for word in words)
    assert "Considered, not proposed" not in words
    (card,) = page.list.cards
    assert card.height() < 120, "it takes no more room than it needs"
