"""A list as it was filled in: a cross at every answer, and what was not answered stays open."""

import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from npo_desktop.content.entry_keys import TypedAnswer, entry_digits, is_circled
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.dossiers.form_code import form_code
from npo_desktop.exports.paper_facts import NumberedItem, PaperForm, PaperSet
from npo_desktop.exports.pdf.paper.paper_list import marks_of_form
from npo_desktop.exports.pdf.pen import Mark
from npo_desktop.i18n import LANGUAGES
from npo_desktop.jobs.filled_jobs import render_filled_list
from npo_desktop.progress import silent

PUPIL, DAY = UUID(int=7), date(2026, 11, 10)
CROSS = 2.4  # width of its lines
EACH = [(code, language) for code in ("teacher", "pupil", "parent") for language in LANGUAGES]


def filled(
    questionnaire: Questionnaire, answers: dict[str, TypedAnswer], language: str = "nl"
) -> PaperSet:
    items = questionnaire.for_age(10)
    form = PaperForm(
        code=form_code(PUPIL, UUID(int=99), questionnaire.code),
        items=tuple(NumberedItem(place, item) for place, item in enumerate(items, 1)),
        language=language,
        group="Groep 7",
        filled_by="Ilvienne Martis",
        name="Evertsz, Jeandro",
        answers=answers,
        filled_on=DAY,
    )
    return PaperSet(questionnaire, "Kaya Korá", False, "2026-1", DAY, (), (form,))


def some_answers(questionnaire: Questionnaire) -> dict[str, TypedAnswer]:
    """The first, the second, ... option in turn; the last statement is left open."""
    items = questionnaire.for_age(10)
    return {
        item.id: TypedAnswer(place % len(questionnaire.options_of(item)))
        for place, item in enumerate(items[:-1])
    }


def crosses(marks: list[Mark]) -> list[tuple[float, float]]:
    """The middle of each cross."""
    lines = [given for method, given in marks if method == "line" and given[4] == CROSS]
    return [((x1 + x2) / 2, (y1 + y2) / 2) for x1, y1, x2, y2, _width, _ink in lines[::2]]


def digit_at(marks: list[Mark], spot: tuple[float, float]) -> str:
    """The digit in the circle that this cross stands on."""
    texts = (given for method, given in marks if method == "text" and given[2].isdigit())
    near = min(texts, key=lambda given: abs(given[0] + 3 - spot[0]) + abs(given[1] + 3 - spot[1]))
    return str(near[2])


@pytest.mark.parametrize("code", ["teacher", "pupil", "parent"])
def test_each_answer_is_crossed_where_it_was_chosen_and_nothing_else_is(
    content: Content, code: str
) -> None:
    questionnaire = content.questionnaires[code]
    answers = some_answers(questionnaire)
    facts = filled(questionnaire, answers)
    marks: list[Mark] = []
    found = []
    for mark in [*marks_of_form(facts, facts.forms[0])]:
        marks.append(mark)
        if mark[0] == "next_page":
            found += [digit_at(marks, spot) for spot in crosses(marks)]
            marks = []
    by_id = {item.id: item for item in questionnaire.items}
    first = {item: 1 if is_first_one(questionnaire, by_id[item]) else 0 for item in answers}
    assert found == [str((given.value or 0) + first[item]) for item, given in answers.items()]


def is_first_one(questionnaire: Questionnaire, item: Item) -> bool:
    return entry_digits(questionnaire, item)[0] == "1"


def test_do_not_know_is_an_answer_and_an_empty_form_has_no_cross(content: Content) -> None:
    questionnaire = content.questionnaires["teacher"]
    item = questionnaire.for_age(10)[0]
    one = filled(questionnaire, {item.id: TypedAnswer(None)})
    (spot,) = crosses(marks_of_form(one, one.forms[0]))
    assert digit_at(marks_of_form(one, one.forms[0]), spot) == "0"
    none = filled(questionnaire, {})
    assert crosses(marks_of_form(none, none.forms[0])) == []
    blank = replace(none, forms=(replace(none.forms[0], answers=None),))
    assert crosses(marks_of_form(blank, blank.forms[0])) == []


def test_what_has_no_answer_is_told_and_no_name_stands_on_it(content: Content) -> None:
    questionnaire = content.questionnaires["parent"]
    facts = filled(questionnaire, some_answers(questionnaire))
    document = render_filled_list(facts, "letter", silent, pupil_id=PUPIL)
    assert document.pupils == (PUPIL,) and len(document.missing) == 1
    assert "Evertsz" not in document.file_name + document.title
    words = " ".join(given[2] for method, given in marks_of_form(facts, facts.forms[0])
                     if method == "text")  # fmt: skip
    assert "Evertsz" not in words and "10 november 2026" in words


def test_every_kind_of_answer_of_an_own_list_stands_on_it_whole(content: Content) -> None:
    rng = random.Random(7)
    base = content.questionnaires["parent"]
    long = " ".join(f"woord{n}" for n in range(120))
    options = tuple({"nl": f"keuze {n}"} for n in range(4))
    plain = replace(base.items[0], options=(), codes=(), judgement=False)
    several = replace(
        plain, id="OWN-1", kind=Kind.SEVERAL, options=options, codes=("a", "b", "c", "d")
    )
    words = replace(plain, id="OWN-2", kind=Kind.WORDS)
    amount = replace(plain, id="OWN-3", kind=Kind.NUMBER, limits=(0, 10))
    answers = {
        "OWN-1": TypedAnswer(None, "b d"),
        "OWN-2": TypedAnswer(None, long),
        "OWN-3": TypedAnswer(None, "7"),
    }
    facts = filled(base, answers)
    facts = replace(
        facts,
        forms=(
            replace(
                facts.forms[0],
                items=tuple(
                    NumberedItem(n, item) for n, item in enumerate((several, words, amount), 1)
                ),
            ),
        ),
    )
    marks = marks_of_form(facts, facts.forms[0])
    said = " ".join(given[2] for method, given in marks if method == "text").split()
    assert len(crosses(marks)) == 2 and "7" in said
    assert all(f"woord{n}" in said for n in rng.sample(range(120), 40))
    assert not is_circled(base, several)
