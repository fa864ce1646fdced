"""Questionnaires on paper: every statement, every circle, inside both papers, without a name."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from npo_desktop import i18n
from npo_desktop.content.entry_keys import entry_digits, keys_of
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.dossiers.form_code import code_text, form_code
from npo_desktop.exports.paper_facts import NumberedItem, PaperForm, PaperSet
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.paper.names import name_list
from npo_desktop.exports.pdf.paper.paper_list import marks_of_form, paper_lists
from npo_desktop.exports.pdf.paper.sheet import class_sheet
from npo_desktop.exports.pdf.pen import Mark
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, INK, INK_SOFT, Paper

ALL = [(code, language) for code in ("teacher", "pupil", "parent") for language in i18n.LANGUAGES]
NAME = "Evertsz, Jeandro"
MakeSet = Callable[..., PaperSet]


@pytest.fixture
def papers(content: Content) -> MakeSet:
    """``make(code, language, pupils, items, **fields)``: forms of invented pupils of ten."""

    def make(
        code: str | Questionnaire = "teacher",
        language: str = "nl",
        pupils: int = 1,
        items: tuple[Item, ...] | None = None,
        **fields: Any,
    ) -> PaperSet:
        questionnaire = content.questionnaires[code] if isinstance(code, str) else code
        asked = questionnaire.for_age(10) if items is None else items
        numbered = tuple(
            NumberedItem(0 if item.kind is Kind.NOTE else place, item)
            for place, item in enumerate(asked, 1)
        )
        forms = tuple(
            PaperForm(
                code=form_code(UUID(int=n), UUID(int=99), questionnaire.code),
                items=numbered,
                language=language,
                group="Groep 7",
                filled_by="Ilvienne Martis" if questionnaire.code == "teacher" else "",
                name=f"{NAME} {n}",
            )
            for n in range(pupils)
        )
        made = PaperSet(
            questionnaire=questionnaire,
            school="Basisschool Kaya Korá",
            is_practice=False,
            round="2026-1",
            return_by=date(2026, 12, 4),
            contacts=("Dianira Ortela", "juf Ilvienne"),
            forms=forms,
        )
        return replace(made, **fields)

    return make


def texts_of(marks: list[Mark]) -> list[str]:
    return [arguments[2] for method, arguments in marks if method == "text"]


def written(marks: list[Mark]) -> str:
    return " ".join(texts_of(marks))


def outside_box(marks: list[Mark], paper: Paper) -> list[Mark]:
    """Marks that leave the 180 x 245 mm; a hair is allowed for rounding and line widths."""
    left, top = paper.corner
    found = []
    for mark in marks:
        method, given = mark
        if method == "text":
            x, y, string, face, size, _colour = given
            box = (x, y - 0.25 * size, x + width_of(string, face, size), y + 0.75 * size)
        elif method == "rect":
            x, y, width, height = given[:4]
            box = (x, y, x + width, y + height)
        elif method in ("circle", "ring"):
            x, y, radius = given[:3]
            box = (x - radius, y - radius, x + radius, y + radius)
        elif method == "line":
            x1, y1, x2, y2 = given[:4]
            box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        else:
            continue
        within = (
            box[0] >= left - 0.5
            and box[2] <= left + BOX_WIDTH + 0.5
            and box[1] >= top - BOX_HEIGHT - 0.5
            and box[3] <= top + 0.5
        )
        if not within:
            found.append(mark)
    return found


@pytest.mark.parametrize(("code", "language"), ALL)
@pytest.mark.parametrize("paper", Paper)
def test_everything_stands_inside_what_a4_and_letter_both_hold(
    papers: MakeSet, code: str, language: str, paper: Paper
) -> None:
    facts = papers(code, language)
    assert outside_box(marks_of_form(facts, facts.forms[0], paper=paper), paper) == []


@pytest.mark.parametrize(("code", "language"), ALL)
def test_every_statement_is_there_whole_with_its_number_and_its_circles(
    papers: MakeSet, code: str, language: str
) -> None:
    facts = papers(code, language)
    form, questionnaire = facts.forms[0], facts.questionnaire
    marks = marks_of_form(facts, form)
    words, texts = written(marks), texts_of(marks)
    for one in form.items:
        assert questionnaire.text_of(one.item.texts, language) in words
        assert str(one.number) in texts
    asked = [one.item for one in form.items]
    answers = sum(len(entry_digits(questionnaire, item)) for item in asked)
    unknown = sum("0" in keys_of(questionnaire, item)[-1:] for item in asked)
    pages = sum(method == "next_page" for method, _given in marks)
    circles = [given for method, given in marks if method == "circle"]
    # on the first page two more: what a good and a corrected answer look like
    assert len(circles) == answers + unknown + 2
    assert sum(method == "ring" for method, _given in marks) == unknown
    assert pages == (3 if code == "teacher" else 1)


def test_no_form_holds_a_name_and_every_form_its_own_code(papers: MakeSet) -> None:
    facts = papers("parent", "nl", pupils=24)
    made = paper_lists(facts)
    words = [page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages]
    assert len(words) == made.pages == 24
    for page, form in zip(words, facts.forms, strict=True):
        assert code_text(form.code) in page
    assert "Evertsz" not in " ".join(words) and "Jeandro" not in " ".join(words)


def test_the_page_of_names_goes_apart_and_has_each_code_beside_its_name(papers: MakeSet) -> None:
    facts = papers("parent", "nl", pupils=40)
    read = PdfReader(io.BytesIO(name_list(facts)))
    words = " ".join(page.extract_text() for page in read.pages)
    assert len(read.pages) == 2
    for form in facts.forms:
        assert form.name in words and code_text(form.code) in words


def test_a_school_s_page_of_names_says_which_group_and_counts_its_pages(papers: MakeSet) -> None:
    facts = papers("parent", "nl", pupils=70)
    long = "Boekhoudt-Bernabela van der Meulen, Ruthmila Esperanza Guadalupe"
    forms = [replace(form, group=f"Groep {n % 8 + 1}") for n, form in enumerate(facts.forms)]
    forms[3] = replace(forms[3], name=long)
    with i18n.speaking("nl"):
        of_all = name_list(replace(facts, forms=tuple(forms)))
        of_one = name_list(papers("parent", "nl", pupils=2))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(of_all)).pages]
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert f"Bladzijde {number} van 3" in page
        assert "Leerling" in page and "Groep" in page and "Code" in page
    assert all(form.group in "".join(pages) for form in forms)
    assert long[:20] in pages[0] and long not in pages[0]
    assert "Groep 7" in PdfReader(io.BytesIO(of_one)).pages[0].extract_text()


def test_every_page_of_a_fallen_pile_says_whose_it_is(papers: MakeSet) -> None:
    facts = papers("teacher", school="Openbare Basisschool " + "Sint Bernardus " * 6)
    pages = written(marks_of_form(facts, facts.forms[0])).split("Blad ")
    for page, said in enumerate(pages[1:], 1):
        assert said.startswith(f"{page} van 3")
        assert code_text(facts.forms[0].code) in pages[page - 1]
        assert page == 1 or "ronde 2026-1 · Groep 7" in pages[page - 1]


def test_a_child_who_does_not_know_is_not_sent_to_the_lowest_step(papers: MakeSet) -> None:
    for language in i18n.LANGUAGES:
        facts = papers("pupil", language)
        marks = marks_of_form(facts, facts.forms[0])
        # the only 0 that means "don't know" has a broken edge; the 0 of the stairs has not
        rings = sum(method == "ring" for method, _given in marks)
        assert texts_of(marks).count("0") == rings + 1
        how = written(marks).split("?")[1]
        assert "0" not in how


def test_what_is_left_of_the_last_page_is_room_to_write(papers: MakeSet) -> None:
    for code, most in (("teacher", 6), ("parent", 6)):
        facts = papers(code, items=papers(code).questionnaire.for_age(10)[:4])
        marks = marks_of_form(facts, facts.forms[0])
        at = next(
            n
            for n, mark in enumerate(marks)
            if "zonder naam)" in str(mark[1]) or "nog iets vertellen" in str(mark[1])
        )
        following = [method for method, _given in marks[at + 1 :]]
        assert following[:most] == ["line"] * most


@pytest.mark.parametrize("code", ["teacher", "pupil", "parent"])
def test_answers_are_printed_black_and_grey_is_only_for_not_knowing(
    papers: MakeSet, code: str
) -> None:
    marks = marks_of_form(papers(code), papers(code).forms[0])
    for before, mark in pairwise(marks):
        if mark[0] == "text" and before[0] in ("circle", "ring"):
            assert mark[1][5] is (INK if before[0] == "circle" else INK_SOFT)


@pytest.mark.parametrize(("is_duplex", "pages"), [(False, 3), (True, 4)])
def test_on_both_sides_no_sheet_holds_two_pupils(
    papers: MakeSet, is_duplex: bool, pages: int
) -> None:
    facts = papers("teacher", "nl", pupils=3)
    made = paper_lists(facts, is_duplex=is_duplex)
    assert (made.pages, made.starts) == (3 * pages, (0, pages, 2 * pages))
    first = [page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages][pages]
    assert code_text(facts.forms[1].code) in first and "Vragenlijst" in first


@pytest.mark.parametrize("paper", Paper)
def test_fonts_are_embedded_and_title_and_language_are_set(papers: MakeSet, paper: Paper) -> None:
    data = paper_lists(papers("parent", "pap", pupils=2), paper=paper).pdf
    read = PdfReader(io.BytesIO(data))
    assert read.metadata is not None and "Lista di pregunta" in str(read.metadata.title)
    root = dictionary(read.trailer["/Root"])
    assert str(root["/Lang"]) == "pap"
    for page in read.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(paper.size, abs=0.1)
        fonts = dictionary(dictionary(page["/Resources"])["/Font"])
        assert fonts
        for font in fonts.values():
            assert "/FontFile2" in dictionary(dictionary(font)["/FontDescriptor"])


def dictionary(held: Any) -> DictionaryObject:
    """A dictionary of a PDF, wherever it stands."""
    found = held.get_object()
    assert isinstance(found, DictionaryObject)
    return found


def test_the_same_facts_give_the_same_bytes(papers: MakeSet) -> None:
    assert paper_lists(papers("pupil", "es")) == paper_lists(papers("pupil", "es"))


@pytest.mark.parametrize(
    ("language", "is_draft"), [("nl", False), ("en", False), ("pap", True), ("es", True)]
)
def test_a_translation_nobody_read_yet_says_so_small(
    papers: MakeSet, language: str, is_draft: bool
) -> None:
    facts = papers("parent", language)
    words = written(marks_of_form(facts, facts.forms[0]))
    assert is_draft == any(word in words for word in ("Konsepto:", "Borrador:"))


def test_a_missing_translation_falls_back_where_one_sees_it(
    papers: MakeSet, content: Content
) -> None:
    teacher = content.questionnaires["teacher"]
    item = teacher.items[0]
    texts = {key: text for key, text in item.texts.items() if key != "es"}
    facts = papers("teacher", "es", items=(replace(item, texts=texts),))
    words = written(marks_of_form(facts, facts.forms[0]))
    assert item.texts["nl"] in words and "No todo está traducido" in words
    whole = papers("teacher", "es")
    assert "No todo está traducido" not in written(marks_of_form(whole, whole.forms[0]))


def test_a_child_sees_whom_to_talk_to_and_a_parent_says_who_fills_it_in(papers: MakeSet) -> None:
    pupil, parent = papers("pupil"), papers("parent")
    words = written(marks_of_form(pupil, pupil.forms[0]))
    assert "Dat kan met Dianira Ortela of juf Ilvienne." in words
    assert sum(mark[0] == "polygon" for mark in marks_of_form(pupil, pupil.forms[0])) >= 7
    words = written(marks_of_form(parent, parent.forms[0]))
    assert all(word in words for word in ("moeder", "vader", "iemand anders:"))
    for facts in (pupil, parent):
        assert "vrijdag 4 december 2026" in written(marks_of_form(facts, facts.forms[0]))


def test_the_life_mark_is_drawn_as_stairs_with_words_at_both_ends(papers: MakeSet) -> None:
    facts = papers("pupil")
    texts = texts_of(marks_of_form(facts, facts.forms[0]))
    assert {"heel slecht", "heel goed", "10"} <= set(texts)


def test_parents_and_pupils_read_no_names_of_scales(papers: MakeSet, content: Content) -> None:
    for code in ("pupil", "parent"):
        facts = papers(code)
        words = written(marks_of_form(facts, facts.forms[0])).casefold()
        for scale in facts.questionnaire.scales:
            if scale.code not in content.subscales:
                continue  # the life mark has no name
            name = content.subscales[scale.code].staff["nl"].casefold()
            if not any(name in item.texts["nl"].casefold() for item in facts.questionnaire.items):
                assert name not in words


@pytest.fixture
def own(content: Content) -> tuple[Questionnaire, tuple[Item, ...]]:
    """Every kind of question that a school may bring itself."""
    teacher = content.questionnaires["teacher"]
    plain = teacher.items[0]
    fruit = tuple({"nl": word} for word in ("Met de bus", "Lopend", "Op de fiets", "Met de auto"))
    items = (
        replace(plain, id="q1", kind=Kind.NOTE, texts={"nl": "Lees dit eerst."}),
        replace(plain, id="q2", texts={"nl": "Dit is een gewone vraag. " * 8}),
        replace(
            plain,
            id="q3",
            kind=Kind.SEVERAL,
            options=fruit,
            codes=("a", "b", "c", "d"),
            texts={"nl": "Hoe komt het kind op school?"},
        ),
        replace(plain, id="q4", kind=Kind.NUMBER, limits=(0, 24), texts={"nl": "Hoeveel uur?"}),
        replace(plain, id="q5", kind=Kind.WORDS, texts={"nl": "Wat gaat goed?"}),
        replace(
            plain,
            id="q6",
            options=tuple({"nl": str(n)} for n in range(11)),
            texts={"nl": "Welk cijfer geef je je leven?"},
            relevant="${q2} = '1'",
        ),
        replace(
            plain,
            id="q7",
            options=tuple({"nl": f"Een lang antwoord, nummer {n}"} for n in range(1, 9)),
            texts={"nl": "Kies er een."},
        ),
    )
    return replace(teacher, code="own", is_own=True), items


@pytest.mark.parametrize("paper", Paper)
def test_an_own_questionnaire_prints_every_kind_of_question(
    papers: MakeSet, own: tuple[Questionnaire, tuple[Item, ...]], paper: Paper
) -> None:
    questionnaire, items = own
    facts = papers(questionnaire, "nl", items=items)
    marks = marks_of_form(facts, facts.forms[0], paper=paper)
    words, texts = written(marks), texts_of(marks)
    assert outside_box(marks, paper) == []
    for item in items:
        assert item.texts["nl"].strip() in words
    assert "Meer antwoorden mogen." in words and "een getal van 0 tot en met 24" in words
    assert "Alleen als dit van toepassing is." in words
    assert "10" in texts and "Een lang antwoord, nummer 8" in words


def test_a_part_of_the_list_keeps_its_numbers_and_says_that_it_is_a_part(
    papers: MakeSet,
) -> None:
    facts = papers("teacher")
    form = replace(facts.forms[0], items=facts.forms[0].items[::3], is_subset=True)
    facts = replace(facts, forms=(form,))
    marks = marks_of_form(facts, form)
    assert {"1", "4", "58"} <= set(texts_of(marks))
    assert "Niet alle nummers staan op dit blad." in written(marks)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_class_sheet_has_every_statement_and_every_pupil(
    papers: MakeSet, language: str, paper: Paper
) -> None:
    facts = papers("teacher", language, pupils=24)
    made = class_sheet(facts, paper=paper)
    words = " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made.pdf)).pages
    )
    assert made.pages == 5
    for one in facts.forms[0].items:
        assert facts.questionnaire.text_of(one.item.texts, language) in words
    for form in facts.forms:
        assert words.count(code_text(form.code)) == 5


@pytest.mark.parametrize("pupils", [1, 24, 33, 60])
def test_a_class_of_any_size_fits_its_sheets(papers: MakeSet, pupils: int) -> None:
    facts = papers("teacher", "es", pupils=pupils)
    data = class_sheet(facts).pdf
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert all(code_text(form.code) in words for form in facts.forms)
