"""One process: the heat map of a whole school, in ms of this process's own time.

Prints five figures: the first paint of 700 pupils by all subscales, a frame while scrolling (the
slowest but one in twenty), the side of one cell, and µs a pupil for 100 and for 5,000 pupils.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from random import Random
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from npo_desktop.charts.heat_detail import heat_detail
from npo_desktop.charts.heat_map import HeatChoice, HeatMap, heat_map
from npo_desktop.content.load import Content, load_content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.round_scores import RoundRead, ScoredRound, score_round
from ui import theme
from ui.group.heat_view import HeatView

PUPILS, GROUPS, MANY, FEW = 700, 32, 5000, 100
ROUNDS = (
    RoundFacts(UUID(int=1), "2026-1", date(2026, 4, 1), date(2026, 5, 1)),
    RoundFacts(UUID(int=2), "2026-2", date(2026, 11, 2), date(2026, 12, 4)),
)
SIZE = (1126, 520)  # of the map in a window as a small screen leaves it, the side folded away


def school(content: Content) -> ScoredRound:
    """Two rounds of 700 pupils, filled in by teachers and pupils."""
    chance, scans = Random(7), {}
    pupils = tuple(_pupil(n) for n in range(PUPILS))
    for pupil in pupils:
        ability = chance.gauss(2.4, 0.8)
        scans[pupil.id] = [
            _scan(form, pupil, this, ability, chance)
            for this in ROUNDS
            for form in content.questionnaires.values()
        ]
    read = RoundRead(ROUNDS[1], ROUNDS[0], pupils, scans, {}, {}, before_pupils=pupils)
    return score_round(content.questionnaires, read)


def _pupil(n: int) -> PupilFacts:
    grade = n % 8 + 1
    return PupilFacts(
        UUID(int=1000 + n),
        str(n),
        f"Pupil{n}",
        "",
        f"Family{n:04}",
        date(2022 - grade, 3, 1),
        grade,
        f"Groep {grade}",
        "pap",
        "nl",
        group_id=UUID(int=100 + n % GROUPS),
    )


def _scan(
    form: Questionnaire, pupil: PupilFacts, this: RoundFacts, ability: float, chance: Random
) -> ScanFacts:
    answers: dict[str, int | None] = {}
    for item in form.for_age(pupil.age_on(this.starts_on)):
        top = form.top_of(item)
        value = min(max(round(chance.gauss(ability, 1.0) * top / 4), 0), top)
        answers[item.id] = top - value if item.reverse else value
    return ScanFacts(
        UUID(int=chance.getrandbits(64)),
        pupil.id,
        this.id,
        form.code,
        form.edition,
        form.informant,
        "nl",
        None,
        this.starts_on,
        this.starts_on,
        "",
        answers,
    )


def of_size(scored: ScoredRound, pupils: int) -> ScoredRound:
    """The same pupils again and again under other ids, or the first of them."""
    known = list(scored.dossiers.values())
    found = {}
    for n in range(pupils):
        one = known[n % len(known)]
        fresh = replace(one, pupil=replace(one.pupil, id=UUID(int=10_000 + n)))
        found[fresh.pupil.id] = fresh
    return ScoredRound(scored.round, found, scored.references)


def timed(work: Callable[[], object], runs: int) -> list[float]:
    """ms of the processor, without what others take."""
    took = []
    for _run in range(runs):
        began = time.process_time()
        work()
        took.append(1000 * (time.process_time() - began))
    return took


def main() -> int:
    application = QApplication(sys.argv[:1])
    theme.apply_theme(application, "light")
    content = load_content()
    scored = school(content)

    def map_of(some: ScoredRound) -> HeatMap:
        return heat_map(some, content.subscales, content.questionnaires, HeatChoice())

    def first_paint() -> float:
        view = HeatView()
        view.resize(*SIZE)
        view.show()
        application.processEvents()

        def fill() -> None:
            view.set_map(map_of(scored), changes=True)
            view.grab()

        (took,) = timed(fill, 1)
        shown = view.table.map
        assert shown is not None and len(shown.rows) == PUPILS and len(shown.columns) == 24
        view.close()
        return took

    paints = [first_paint() for _run in range(7)]
    view = HeatView()
    view.resize(*SIZE)
    view.show()
    view.set_map(map_of(scored), changes=True)
    bar = view.verticalScrollBar()
    application.processEvents()
    assert bar.maximum() > 500

    def scroll(place: int) -> None:
        bar.setValue(place)
        application.processEvents()

    frames = []
    for place in range(0, bar.maximum(), 5):  # as the wheel goes, from the first pupil to the last
        frames += timed(partial(scroll, place), 1)
    frames += [t for _n in range(20) for t in timed(view.viewport().repaint, 1)]  # all of it anew
    names, dossiers = list(content.subscales.values())[:24], list(scored.dossiers.values())
    turn = iter(range(1_000_000))

    def one_detail() -> None:
        n = next(turn)
        heat_detail(
            dossiers[n % PUPILS], names[n % 24], None, content.questionnaires, scored.references
        )

    details = timed(one_detail, 200)
    each = []
    for pupils in (FEW, MANY):
        some = of_size(scored, pupils)
        map_of(some)
        gc.collect()
        gc.freeze()  # as the program does with what was loaded
        each.append(1000 * min(timed(partial(map_of, some), 9)) / pupils)
    slow = sorted(frames)[int(0.95 * len(frames))]
    figures = (statistics.median(paints), slow, statistics.median(details), *each)
    print(" ".join(f"{figure:.3f}" for figure in figures))
    view.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
