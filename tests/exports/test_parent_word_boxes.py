"""Random pupils with the worst of texts: no word leaves its page, and none lies over another.

Looked at from outside: the words as a reader of PDF files finds them on the page.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.parent_blocks import BLOCKS
from npo_desktop.exports.parent_facts import AgreedGoal, AgreedPlan, AgreedPoint, ParentSummary
from npo_desktop.exports.pdf.parent_summary import parent_summaries_in_one
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, Paper

MakeSummary = Callable[..., ParentSummary]

CASES, A_FILE = 500, 50
LANGUAGES = ("nl", "en", "pap", "es")
NAMES = (
    "Jeandro",
    "W" * 200,
    "i" * 200,
    "Maria Esperanza " * 13,
    "😀👩‍👩‍👧 😀",
    "שלום עולם",
    "مرحبا بالعالم",
    "\u202eJoan\u0000\u200d",
    "Jean <b>Piet</b> & {name}",
    "d’Àngelo-Ðỗ",
    "é" * 40 + " " + "o" * 160,
    "A\nB\tC",
    "",
)
SENTENCES = (
    "Wij lezen samen.",
    "Elke dag tien minuten hardop lezen in welke taal ook. " * 4,
    "x" * 300,
    "woord " * 120,
    "😀 " * 60,
    "שלום " * 40,
    "a",
)
WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')
GLYPHS = 0.62  # of the height of a box: what letters without accents and tails take of it
HAIR = 0.6  # points


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def random_pupil(
    chance: Random, summary: MakeSummary, plans: tuple[AgreedPlan, ...]
) -> ParentSummary:
    """Some things plain, some extreme, some missing."""

    def name() -> str:
        return chance.choice(NAMES)

    def sentence() -> str:
        return chance.choice((*SENTENCES, name()))

    def day() -> date | None:
        return chance.choice((None, date(2027, 1, 1) + timedelta(chance.randrange(365))))

    made = tuple(
        replace(
            chance.choice(plans),
            goals=tuple(AgreedGoal(sentence(), None) for _ in range(chance.choice((0, 1, 2, 9)))),
            who=sentence(),
            pupil_words=chance.choice(("", sentence(), sentence() * 5)),
            is_nothing_extra=chance.random() < 0.1,
        )
        for _ in range(chance.choice((0, 1, 1, 2, 3, 6)))
    )
    language = chance.choice(LANGUAGES)
    facts = summary(
        name=name(),
        plans=made,
        school=name(),
        place=name(),
        coordinator=name(),
        teachers=tuple(name() for _ in range(chance.randrange(4))),
        language=language,
        second_language=chance.choice(("", "", *LANGUAGES)).replace(language, ""),
        blocks=frozenset(block for block in BLOCKS if chance.random() < 0.9),
        agreements=tuple(
            AgreedPoint(sentence(), chance.choice(("", "school", "home", "pupil")), day())
            for _ in range(chance.choice((0, 0, 1, 3, 30)))
        ),
        letterhead=chance.choice((None, Letterhead(name(), name(), (name(), name())))),
        talk_on=day(),
        talk_at=chance.choice(("", "13:30")),
        **({"answers": {}} if chance.random() < 0.15 else {}),
    )
    pupil = replace(facts.dossier.pupil, last_name=name() or "Evertsz", group=name())
    return replace(facts, dossier=replace(facts.dossier, pupil=pupil))


def pages_of_words(pdf: bytes, folder: Path) -> Iterator[list[Word]]:
    """The words of each page, with their places in points from the left top."""
    file = folder / "all.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-bbox", str(file), "-"]
    told = subprocess.run(command, check=True, capture_output=True).stdout
    # An emoji in the author's name is told in halves that are no text: only the words matter here.
    for page in told.decode(errors="replace").split("<page ")[1:]:
        yield [
            Word(float(left), float(top), float(right), float(bottom), text)
            for left, top, right, bottom, text in WORD.findall(page)
        ]


def outside(words: list[Word], paper: Paper) -> list[Word]:
    """Words that leave the 180 x 245 mm."""
    left, top = paper.corner
    top = paper.size[1] - top
    return [
        word
        for word in words
        if word.left < left - HAIR
        or word.right > left + BOX_WIDTH + HAIR
        or word.top < top - HAIR - 3  # above the tallest letter a font keeps some room
        or word.bottom > top + BOX_HEIGHT + HAIR + 3
    ]


def overlapping(words: list[Word]) -> list[tuple[Word, Word]]:
    """Pairs of which the letters themselves lie over each other."""
    cored = sorted((_core(word) for word in words), key=lambda word: word.top)
    found = []
    for number, word in enumerate(cored):
        for other in cored[number + 1 :]:
            if other.top >= word.bottom:
                break
            if other.left < word.right - HAIR and word.left < other.right - HAIR:
                found.append((word, other))
    return found


def _core(word: Word) -> Word:
    cut = (word.bottom - word.top) * (1 - GLYPHS) / 2
    return Word(word.left, word.top + cut, word.right, word.bottom - cut, word.text)


def test_no_word_leaves_its_page_or_lies_over_another(
    summary: MakeSummary, plans: tuple[AgreedPlan, ...], chance: Random, tmp_path: Path
) -> None:
    for first in range(0, CASES, A_FILE):
        paper = chance.choice(list(Paper))
        pupils = [random_pupil(chance, summary, plans) for _ in range(A_FILE)]
        seen = 0
        pdf = parent_summaries_in_one(pupils, paper=paper).pdf
        for words in pages_of_words(pdf, tmp_path):
            assert outside(words, paper) == [], f"file {first}"
            assert overlapping(words) == [], f"file {first}"
            seen += len(words)
        assert seen > 60 * A_FILE


def test_the_measure_sees_a_word_outside_and_two_over_each_other() -> None:
    left, top = Paper.A4.corner
    top = Paper.A4.size[1] - top
    here = Word(left + 10, top + 10, left + 40, top + 25, "een")
    assert outside([here], Paper.A4) == []
    assert outside([here._replace(right=left + BOX_WIDTH + 5)], Paper.A4)
    assert outside([here._replace(bottom=top + BOX_HEIGHT + 9)], Paper.A4)
    assert overlapping([here, here._replace(left=left + 30, right=left + 60)])
    under = here._replace(top=top + 25, bottom=top + 40)
    assert overlapping([here, under]) == []
