"""What the school says of a card reaches plans and papers; a hidden card keeps its name there."""

from datetime import date
from typing import Any

import pytest

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.catalogue_sheet import catalogue_sheet
from npo_desktop.files.menukaart_file import MenukaartFile
from npo_desktop.i18n import pick
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.imports.import_journal import list_imports, undo_last
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.menukaart.menukaart import school_cards, school_content
from npo_desktop.queries.menukaart.menukaart_changes import choose_card, overrule
from npo_desktop.queries.menukaart.menukaart_imports import CardChange, MenukaartPreview
from npo_desktop.queries.menukaart.menukaart_journal import import_cards, take_cards_back
from npo_desktop.queries.parents.parent_summaries import load_parent_summary
from npo_desktop.queries.planning.plan_workbook import load_plan_workbook
from npo_desktop.queries.privacy.bin import bin_list, to_bin
from npo_desktop.queries.rounds import round_facts
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Plan

DAY = date(2026, 11, 24)


def test_workbook_parents_and_bin_name_a_hidden_card_with_its_own_figures(
    store: Store, content: Content, small_school: Any
) -> None:
    with store.writing() as session:
        pupil = small_school.add(session, 1)
        this = round_facts(session, small_school.round)
        plan = Plan(
            pupil_id=pupil.id,
            round_id=small_school.round,
            intervention="feedback",
            state="agreed",
            starts_on=DAY,
            review_on=DAY,
        )
        session.add(plan)
        session.flush()
        overrule(session, plan.intervention, {"months": 11, "cost": 5}, note="Wij zien meer")
        choose_card(session, plan.intervention, "hidden")
        ours = school_content(session, content)
        norms = round_norms(session, ours.questionnaires, this)
        workbook = load_plan_workbook(session, ours, norms, made_on=DAY)
        summary = load_parent_summary(session, ours, plan.pupil_id, norms, made_on=DAY)
        to_bin(session, "plan", plan.id)
        binned = bin_list(session)[0]
    card = ours.catalogue.get("feedback")
    assert card and card in ours.catalogue.hidden
    sheet = catalogue_sheet(workbook, "")
    (row,) = [row for row in sheet.rows() if row[0] == pick(card.names)]
    assert 11 in row and 5 in row
    assert any(isinstance(cell, str) and "Wij zien meer" in cell for cell in row)
    assert card in [one.intervention for one in summary.plans]
    assert pick(card.names) in binned.title


def test_cards_read_in_are_taken_back_unless_a_plan_rests_on_one(
    store: Store, small_school: Any
) -> None:
    document = {
        "names": {"nl": "Leesmaatje"},
        "goal_area": 2,
        "level": "pupil",
        "targets": {"COG-TEC": 1},
    }
    new = CardChange(2, "Leesmaatje", State.NEW, document=document)
    file = MenukaartFile("m.xlsx", "", (), ())
    with store.writing() as session:
        run = import_cards(session, file, MenukaartPreview((new,)))
        assert [card.id for card in school_cards(session)] == ["own-leesmaatje"]
        take_cards_back(session, run)
        assert school_cards(session) == []
        assert "menukaart" not in [one.kind for one in list_imports(session)]
        run = import_cards(session, file, MenukaartPreview((new,)))
        pupil = small_school.add(session, 1)
        session.get_one(Plan, pupil.plan).intervention = "own-leesmaatje"
        session.flush()
        with pytest.raises(UserError, match="plan"):
            undo_last(session)
        assert len(school_cards(session)) == 1
        with pytest.raises(UserError):
            take_cards_back(session, (run or 0) + 1)
