"""What the round before counts for is what it showed: ``npo scores`` and the rule agree."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from sqlmodel import col, select

from npo_desktop.commands.scores import scores
from npo_desktop.content.load import Content
from npo_desktop.demo import PASSPHRASE
from npo_desktop.dossiers.dossier import Dossier, RoundFacts
from npo_desktop.dossiers.needs import Reason, reasons_of
from npo_desktop.dossiers.quick_bands import gated_codes
from npo_desktop.queries.answering.last_round import last_round
from npo_desktop.queries.dossiers import load_dossier, load_dossiers, round_norms
from npo_desktop.queries.rounds import round_before, round_list
from npo_desktop.scoring.norms import Band
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Pupil, Scan

Shown = dict[tuple[str, str, str], tuple[str, float | None]]  # number, subscale, list: band and T


@pytest.fixture
def school(practice_made_once: Path, tmp_path: Path, chance: Random) -> Iterator[Store]:
    """The practice school; a fifth of the pupils left before its last round.

    And one who was scanned in the round before that had left even before it began.
    """
    shutil.copytree(practice_made_once.parent, tmp_path, dirs_exist_ok=True)
    store = open_store(tmp_path / practice_made_once.name, PASSPHRASE)
    with store.writing() as session:
        before, last = round_list(session)[-2:]
        query = (
            select(Pupil)
            .join(Scan)
            .where(Scan.round_id == before.id, Scan.questionnaire == "teacher")
            .order_by(col(Pupil.number))
        )
        scanned = [pupil for pupil in session.exec(query) if pupil.left_on is None]
        gone = chance.sample(scanned, len(scanned) // 5)
        for pupil in gone:
            pupil.left_on = last.starts_on - timedelta(days=1)
        gone[0].left_on = before.starts_on - timedelta(days=3)
    yield store
    store.close()


def pairs(store: Store) -> list[tuple[RoundFacts, RoundFacts]]:
    """Each round with the one before it."""
    with store.reading() as session:
        rounds = round_list(session)
        found = [(round_before(session, this), this) for this in rounds]
    return [(before, this) for before, this in found if before is not None]


def shown_then(store: Store, content: Content, this: RoundFacts) -> Shown:
    """What the command says of a round."""
    with store.reading() as session:
        rows = scores(session, content, this.name, None).data
    return {
        (row["pupil"], row["subscale"], row["questionnaire"]): (row["band"], row["t"])
        for row in rows
    }


def dossiers(store: Store, content: Content, this: RoundFacts) -> list[Dossier]:
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        return load_dossiers(session, content.questionnaires, norms)


def test_the_round_before_has_the_bands_that_were_shown_then(
    school: Store, content: Content
) -> None:
    compared = by_norm = 0
    for before, this in pairs(school):
        shown = shown_then(school, content, before)
        for dossier in dossiers(school, content, this):
            for past in dossier.before:
                key = dossier.pupil.number, past.subscale, past.questionnaire
                assert (past.band.value, past.t) == shown[key], (before.name, key)
                compared, by_norm = compared + 1, by_norm + (past.t is not None)
    assert compared > 1000 and by_norm > 500


def test_red_in_two_rounds_is_red_as_both_rounds_showed_it(school: Store, content: Content) -> None:
    listed = 0
    for before, this in pairs(school):
        shown = shown_then(school, content, before)
        for dossier in dossiers(school, content, this):
            asked = {scored.questionnaire for scored in dossier.scores}
            red = {
                subscale
                for (number, subscale, code), (band, _t) in shown.items()
                if number == dossier.pupil.number and band == Band.LOW.value and code in asked
            }
            low = {code for code, band in dossier.flags.items() if band is Band.LOW}
            assert (Reason.TWO_ROUNDS in reasons_of(dossier)) == bool(red & low)
            listed += bool(red & low)
    assert listed > 3


def test_one_pupil_alone_has_the_same_round_before_as_in_the_whole_school(
    school: Store, content: Content
) -> None:
    _before, this = pairs(school)[-1]
    everybody = dossiers(school, content, this)[::10]
    with school.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        for dossier in everybody:
            alone = load_dossier(session, content.questionnaires, dossier.pupil.id, norms)
            assert alone == dossier


def test_the_list_in_two_tiers_opens_on_the_bands_that_were_shown_then(
    school: Store, content: Content
) -> None:
    before, this = pairs(school)[-1]
    teacher = content.questionnaires["teacher"]
    with school.reading() as session:
        numbers: dict[UUID, str] = {pupil.id: pupil.number for pupil in session.exec(select(Pupil))}
        bands = last_round(session, teacher, this).bands
    found = {
        (numbers[pupil_id], subscale): band.value
        for pupil_id, mine in bands.items()
        for subscale, band in mine.items()
    }
    codes = gated_codes(teacher)
    assert found == {
        (number, subscale): band
        for (number, subscale, code), (band, _t) in shown_then(school, content, before).items()
        if code == "teacher" and subscale in codes and band != Band.NONE.value
    }
