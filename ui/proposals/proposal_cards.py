"""What the proposal page opens in front of itself, and what it keeps for the whole school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.proposals.constants import Constants
from npo_desktop.queries.planning.because_facts import load_because
from npo_desktop.queries.planning.choices import forget_feasibility
from npo_desktop.queries.planning.feasibility import answer_feasibility, feasibility_answers
from npo_desktop.queries.planning.ranking_choices import choose_constants, set_internet
from ui.app import Topic
from ui.menukaart.intervention_card import InterventionCard
from ui.proposals.because_card import BecauseDialog
from ui.proposals.proposal_list import names_of
from ui.proposals.proposal_read import ProposalRead

if TYPE_CHECKING:
    from ui.app import App


def show_card(app: App, key: str, parent: QWidget) -> None:
    """The card with its questions: an answer counts at once, for the whole school."""
    intervention = app.content.catalogue.get(key)
    if intervention is None:
        return
    with app.reading() as session:
        answers = feasibility_answers(session).get(key, {})

    def answered(factor: str, holds: bool | None) -> None:
        with app.writing(Topic.SCHOOL) as session:
            if holds is None:
                forget_feasibility(session, key, factor)
            else:
                answer_feasibility(session, key, factor, holds)

    card = InterventionCard(intervention, names_of(app.content), answers, answered, parent)
    card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    card.open()


def show_why(app: App, read: ProposalRead, key: str, parent: QWidget) -> None:
    """The because-card; of what is not proposed there is none."""
    try:
        with app.reading() as session:
            card = load_because(session, app.content, read.dossier, key, read.proposals)
    except UserError:
        return  # nothing extra, or a plan of before that is not proposed any more
    BecauseDialog(app, card, read.proposals, names_of(app.content), parent).open()


def keep_constants(app: App, constants: Constants) -> None:
    """Work out every order with these from now on."""
    with app.writing(Topic.SCHOOL) as session:
        before = choose_constants(session, constants)

    def undo() -> None:
        with app.writing(Topic.SCHOOL) as session:
            choose_constants(session, before)

    app.say(_("The order of all proposals is worked out with these numbers now."), undo=undo)


def say_internet(app: App, *, holds: bool) -> None:
    """Whether what needs internet can be proposed."""
    with app.writing(Topic.SCHOOL) as session:
        set_internet(session, holds=holds)

    def undo() -> None:
        with app.writing(Topic.SCHOOL) as session:
            set_internet(session, holds=not holds)

    app.say(_("Kept for the school."), undo=undo)
