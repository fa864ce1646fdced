"""An evening of talks: who comes when, families together, breaks, and the list on paper."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.exports.evening_facts import (
    EveningLine,
    EveningList,
    EveningTimes,
    Guest,
    arranged,
    clock_of,
    moved,
    start_times,
    tidied,
    with_breaks,
)
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.pdf.evening_list import evening_list
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.exports.summary_gaps import Gap, gap_words
from npo_desktop.formats import clock_text, minutes_of
from npo_desktop.i18n import LANGUAGES, current, speaking
from npo_desktop.jobs.export_jobs import LoadedSummaries, render_parent_summaries
from npo_desktop.jobs.summary_document import render_summaries
from npo_desktop.progress import silent

TIMES = EveningTimes("19:00", 15, 10)


def guest(name: str, family: str = "", group: str = "Groep 5", language: str = "nl") -> Guest:
    return Guest(uuid4(), family, group, language, name)


def test_each_begins_when_the_one_before_ends_and_a_break_takes_its_own_time() -> None:
    order = ["a", "b", None, "c"]
    assert start_times(TIMES, order) == ["19:00", "19:15", "19:30", "19:40", "19:55"]
    assert start_times(TIMES, []) == ["19:00"]


def test_an_evening_that_would_go_on_after_midnight_is_refused_with_a_sentence() -> None:
    assert start_times(EveningTimes("23:30", 29), ["a"]) == ["23:30", "23:59"]
    with speaking("en"), pytest.raises(UserError, match="after midnight"):
        start_times(EveningTimes("23:30", 30), ["a"])


def test_children_of_one_family_stand_together_where_the_first_of_them_would_stand() -> None:
    anna, bea = guest("anna", "pourier", "Groep 5"), guest("bea", "windt", "Groep 5")
    carl, dave = guest("carl", "pourier", "Groep 7"), guest("dave", "", "Groep 4")
    everybody = [carl, bea, dave, anna]
    assert arranged(everybody, "group") == [dave, anna, carl, bea]
    assert arranged(everybody, "name") == [anna, carl, bea, dave]


def test_by_language_an_interpreter_comes_for_one_part_and_the_unknown_come_last() -> None:
    one, two = guest("a", language="pap"), guest("b", language="")
    three, four = guest("c", language="es"), guest("d", language="pap")
    assert arranged([one, two, three, four], "language") == [three, one, four, two]


def test_a_break_comes_after_so_many_talks_but_never_within_a_family_nor_last() -> None:
    a, b, c = guest("a"), guest("b", "windt"), guest("c", "windt")
    d = guest("d")
    assert with_breaks([a, b, c, d], 2) == [a, b, c, None, d]
    assert with_breaks([a, b, c, d], 4) == [a, b, c, d]
    assert with_breaks([a, b, c, d], 0) == [a, b, c, d]


def test_moving_stays_within_the_list_and_stray_breaks_go() -> None:
    assert moved(["a", "b", "c"], 0, 1) == ["b", "a", "c"]
    assert moved(["a", "b", "c"], 0, -1) == ["a", "b", "c"]
    assert moved(["a", "b", "c"], 2, 9) == ["a", "b", "c"]
    assert tidied([None, "a", None, None, "b", None]) == ["a", None, "b"]


def test_whatever_the_school_everybody_comes_once_and_nobody_at_the_same_time(
    chance: Random,
) -> None:
    for _case in range(300):
        families = ["", *(f"family {n}" for n in range(chance.randint(1, 9)))]
        guests = [
            guest(
                f"name {n}",
                chance.choice(families),
                f"Groep {chance.randint(1, 8)}",
                chance.choice(("nl", "pap", "")),
            )
            for n in range(chance.randint(1, 40))
        ]
        by = chance.choice(("name", "group", "language"))
        order = with_breaks(arranged(guests, by), chance.randint(0, 8))
        assert sorted(one.name for one in order if one) == sorted(one.name for one in guests)
        assert order[0] is not None and order[-1] is not None and tidied(order) == order
        # from midnight: the longest of these evenings takes 23 hours
        times = EveningTimes("00:00", chance.randint(5, 20), chance.randint(0, 15))
        starts = [minutes_of(at) for at in start_times(times, order)]
        talks = [at for at, one in zip(starts, order, strict=False) if one is not None]
        gaps = [after - before for before, after in pairwise(talks)]
        assert all(gap >= times.minutes for gap in gaps)
        for family in {one.family for one in guests if one.family}:
            places = [n for n, one in enumerate(order) if one and one.family == family]
            assert places == list(range(places[0], places[0] + len(places)))


def test_clocks_are_written_with_two_figures() -> None:
    assert clock_of(9 * 60 + 5) == "09:05" and minutes_of("09:05") == 545


def list_of(lines: tuple[EveningLine, ...], name: str = "Groep 5") -> EveningList:
    day = date(2026, 12, 1)
    head = PaperHead(Letterhead("De Kiem", "Rincon"), False, day, current())
    return EveningList(head, name, day, "20:10", lines)


def words_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


LINES = (
    EveningLine("19:00", "Emely Pourier", "Groep 5", "pap", (Gap.NO_SCAN, Gap.NO_LANGUAGE)),
    EveningLine("19:15"),
    EveningLine("19:25", "Jaïr de Windt", "Groep 5", "nl", (Gap.NO_SCAN,)),
)


@pytest.mark.parametrize("language", ["nl", "en", "pap", "es"])
@pytest.mark.parametrize("paper", list(Paper))
def test_what_is_missing_stands_above_who_comes_when(language: str, paper: Paper) -> None:
    with speaking(language):
        pdf = evening_list(list_of(LINES), paper=paper)
        (page,) = words_of(pdf)
        missing = gap_words(Gap.NO_SCAN).capitalize()
        first, pause, last = (clock_text(at) for at in ("19:00", "19:15", "19:25"))
    assert first == ("19:00" if language == "en" else "19.00")
    assert page.index(missing) < page.index(f"\n{first}")
    who = f"Emely Pourier ({first}), Jaïr de Windt ({last})."
    assert page.index(who) < page.index(f"\n{pause}") < page.index(f"\n{last}")
    assert evening_list(list_of(LINES), paper=paper) == evening_list(list_of(LINES), paper=paper)


def test_with_nothing_missing_the_list_says_so() -> None:
    with speaking("en"):
        (page,) = words_of(evening_list(list_of((EveningLine("19:00", "Emely", "5", "nl"),))))
    assert "Nothing is missing" in page and "Still missing" not in page


def test_a_long_evening_takes_more_pages_and_each_says_which_it_is() -> None:
    lines = tuple(
        EveningLine(clock_of(480 + 10 * n), f"Pupil {n} " + "Van den Lange Naam " * 6, "Groep 5")
        for n in range(60)
    )
    with speaking("en"):
        pages = words_of(evening_list(list_of(lines, "A name " * 30)))
    assert len(pages) > 2
    assert all(f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))
    assert sum(page.count("Pupil ") for page in pages) == 60


def test_an_evening_of_twenty_five_talks_is_a_list_of_two_pages() -> None:
    lines = [EveningLine(clock_of(480 + 10 * n), f"Pupil {n}", "Groep 5", "nl") for n in range(25)]
    lines[3] = replace(lines[3], pupil="Maria van der Merwede-Constancia-Winklaar tot Bolivar")
    lines[12:12] = [EveningLine("10:00"), EveningLine("10:10")]
    for language in LANGUAGES:
        with speaking(language):
            pages = words_of(evening_list(list_of(tuple(lines))))
        assert len(pages) == 2, language
        assert lines[3].pupil in " ".join(pages[0].split())


def test_twenty_five_summaries_of_two_pages_take_less_than_ten_seconds(
    summary: Callable[..., ParentSummary], tmp_path: Path
) -> None:
    made = [summary(name=f"Pupil {n}") for n in range(25)]
    everybody = tuple(
        replace(one, dossier=replace(one.dossier, pupil=numbered(one.dossier.pupil, n)))
        for n, one in enumerate(made)
    )
    loaded = LoadedSummaries(made[0].dossier.round, everybody)
    began = process_time()
    document = render_summaries(loaded, "a4", silent)
    in_one = process_time() - began
    began = process_time()
    written = render_parent_summaries(loaded, tmp_path)
    apart = process_time() - began
    sys.stdout.write(f"25 of two pages: one job {in_one:.2f} s, a file each {apart:.2f} s\n")
    assert len(words_of(document.pdf)) == 50 and len(document.pupils) == 25
    assert document.starts == tuple(range(0, 50, 2))
    assert [result.pages for result in written.results] == [2] * 25
    assert in_one < 10 and apart < 10


def numbered(pupil: PupilFacts, n: int) -> PupilFacts:
    return replace(pupil, id=uuid4(), number=str(n))


def ids(guests: list[Guest]) -> list[UUID]:
    return [one.pupil_id for one in guests]


def test_who_has_no_surname_is_nobodys_family() -> None:
    one, two, between = guest("a"), guest("c"), guest("b", "windt")
    assert ids(arranged([one, two, between], "name")) == ids([one, between, two])
