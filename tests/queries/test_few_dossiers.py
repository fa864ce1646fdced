"""A few pupils read alone have the very dossiers that they have among everybody."""

from pathlib import Path
from random import Random

from npo_desktop.content.load import Content
from npo_desktop.demo import PASSPHRASE
from npo_desktop.queries.dossiers import FEW, load_dossiers, round_norms
from npo_desktop.queries.rounds import round_list
from npo_desktop.store.lifecycle import open_store


def test_read_alone_or_among_everybody_is_the_same(
    practice_copy: Path, content: Content, chance: Random
) -> None:
    store = open_store(practice_copy, PASSPHRASE)
    with store.reading() as session:
        for this in round_list(session):
            norms = round_norms(session, content.questionnaires, this)
            everybody = load_dossiers(session, content.questionnaires, norms)
            for n in (1, 2, FEW, FEW + 1):
                chosen = {one.pupil.id for one in chance.sample(everybody, n)}
                found = load_dossiers(session, content.questionnaires, norms, pupil_ids=chosen)
                assert found == [one for one in everybody if one.pupil.id in chosen]
            group = everybody[0].pupil.group_id
            chosen = {one.pupil.id for one in everybody[:FEW]}
            found = load_dossiers(
                session, content.questionnaires, norms, group_id=group, pupil_ids=chosen
            )
            assert found == [one for one in everybody[:FEW] if one.pupil.group_id == group]
    store.close()
