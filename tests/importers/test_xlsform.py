"""Questionnaires out of Excel forms: what is read, and what is said about the rest."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from npo_desktop.content.forms.matrices import matrices
from npo_desktop.content.questionnaire import Informant, Kind, Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.importers.xlsform.read import QuestionnaireFile, read_questionnaire

FILES = Path(__file__).parents[1] / "files" / "exchange"
FORMS = FILES / "xlsform"
EF_SCAN = FILES / "made-here" / "xlsform-ef-scan-nl-en-pap.xlsx"
SURVEY = ("type", "name", "label")
CHOICES = ("list_name", "name", "label")
YES_NO = [("yn", "0", "nee"), ("yn", "1", "ja")]

Rows = Sequence[Sequence[object]]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """What is said is put into words when it is read, so all of a test speaks English."""
    with speaking("en"):
        yield


def form(
    folder: Path,
    survey: Rows,
    choices: Rows = (),
    settings: Rows = (),
    *,
    head: Sequence[str] = SURVEY,
    choice_head: Sequence[str] = CHOICES,
    **sheets: Rows,
) -> Path:
    """A form as somebody in Excel makes it."""
    book = openpyxl.Workbook()
    first: Any = book.active
    first.title = "survey"
    for row in (head, *survey):
        first.append(list(row))
    more: dict[str, Rows] = {"choices": [choice_head, *choices]} if choices else {}
    more |= {"settings": settings} if settings else {}
    for name, rows in (more | sheets).items():
        sheet: Any = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = folder / "lijst.xlsx"
    book.save(path)
    return path


def read(folder: Path, *args: Any, **more: Any) -> QuestionnaireFile:
    return read_questionnaire(form(folder, *args, **more))


def said(file: QuestionnaireFile) -> list[str]:
    return [one.text for one in file.skipped]


def kinds(questionnaire: Questionnaire) -> Counter[str]:
    return Counter(item.kind.value for item in questionnaire.items)


def test_our_own_sample_is_read_whole() -> None:
    file = read_questionnaire(EF_SCAN)
    found = file.questionnaire

    assert (found.code, found.edition, found.language) == ("voorbeeld_ef_scan", "2026010101", "nl")
    assert file.languages == ("nl", "en", "pap")
    assert file.skipped == ()
    assert [scale.code for scale in found.scales if scale.scored] == ["aandacht", "planning"]
    assert found.scale("aandacht").names["en"] == "Sustained attention"
    assert [item.id for item in found.items if item.reverse] == ["a2", "p2"]
    assert found.item("a1").codes == ("1", "2", "3", "4")
    assert found.item("rol_anders").relevant == "${rol} = 'anders'"
    assert found.item("datum").constraint == ". <= today()"
    assert set(found.calculations) == {"aandacht_som", "planning_gem"}
    assert [[item.id for item in run] for run in matrices(found)] == [
        ["a1", "a2", "a3"],
        ["p1", "p2"],
    ]
    assert found.items[0].id == "datum"  # asked in the order of the sheet


def test_the_youth_programme_scale_is_read_with_its_tables() -> None:
    file = read_questionnaire(FORMS / "correlaid" / "testA.xlsx")
    found = file.questionnaire

    assert len(found.questions) == 21
    assert kinds(found) == Counter(choice=14, several=1, number=2, words=4, note=3)
    assert len(found.blocks) == 6
    likert = [run for run in matrices(found) if len(found.options_of(run[0])) == 5]
    assert [len(run) for run in likert] == [5, 2]  # a note splits them
    line = found.item("attribution_beruf")
    assert (line.form, line.limits) == ("range", (0.0, 100.0))
    assert line.constraint == "(. - 0) mod 5 = 0"
    assert line.relevant == "${beruf_post} != ${beruf_pre}"
    assert found.titles == {"de": "testwerk_wirkung_2025"}  # no title: the id


def test_a_survey_of_a_thousand_rows_in_one_language() -> None:
    file = read_questionnaire(FORMS / "correlaid" / "mitwirken_umfrage.xlsx")
    found = file.questionnaire

    assert file.languages == ("de",)
    assert len(found.questions) == 38
    lists = {
        (item.codes, tuple(texts["de"] for texts in item.options))
        for item in found.items
        if item.codes
    }
    assert len(lists) == 17
    texts = " ".join(item.texts["de"] for item in found.items)
    assert "**" not in texts and "](http" not in texts


def test_every_type_is_read_or_named() -> None:
    with speaking("en"):
        file = read_questionnaire(FORMS / "correlaid" / "all_types_survey.xlsx")
    book: Any = openpyxl.load_workbook(FORMS / "correlaid" / "all_types_survey.xlsx")
    rows = list(book["survey"].iter_rows(min_row=2, max_col=2, values_only=True))
    asked = {item.id for item in file.questionnaire.items}
    told = " ".join(said(file))
    for kind, name in rows:
        is_edge = kind.startswith(("begin", "end"))
        known = name in asked or name in file.questionnaire.calculations or is_edge
        assert known or f" {name}:" in told or f" {name} " in told, (kind, name)
    assert file.questionnaire.item("q_sel1_other_other").relevant == (
        "selected(${q_sel1_other}, 'other')"
    )


def test_the_dialect_of_surveycto_and_its_missing_codes() -> None:
    with speaking("en"):
        file = read_questionnaire(FORMS / "ipa" / "Likert_template.xlsx")
    found = file.questionnaire

    assert kinds(found)["choice"] == 11
    assert found.item("likert3").codes == ("1", "2", "3", "4", "5")
    assert found.dont_know == {"en": "Don't know"}
    told = said(file)
    assert "Sheet choices, row 14, likert2 -999: counts as don't know and is never added up" in told
    assert any("row 15, likert2 -888" in text for text in told)
    assert any("row 6" in text and "device-info()" in text for text in told)
    assert not any("help-" in one.sheet for one in file.skipped)
    assert "<b>" not in found.item("explain").texts["en"]


def test_a_column_twice_is_said_with_sheet_row_and_column() -> None:
    with speaking("en"):
        file = read_questionnaire(FORMS / "pyxform" / "duplicate_columns.xlsx")

    assert "Sheet survey, row 1, E label: stands here twice" in said(file)[0]
    assert file.questionnaire.item("my_name").texts["nl"] == "Enter your name"


@pytest.mark.parametrize("name", ["unknown_question_type.xls", "calculate_without_calculation.xls"])
def test_the_old_excel_is_refused_politely(name: str) -> None:
    with speaking("en"), pytest.raises(UserError) as refused:
        read_questionnaire(FORMS / "pyxform" / name)

    assert "old or locked Office file" in refused.value.message
    assert ".xlsx" in refused.value.hint


@pytest.mark.parametrize(
    "name",
    ["case_insensitivity", "choice_filter_test", "field-list", "or_other", "specify_other"],
)
def test_the_other_samples_are_read(name: str) -> None:
    assert read_questionnaire(FORMS / "pyxform" / f"{name}.xlsx").questionnaire.questions


def test_an_unknown_type_costs_one_row_and_one_message(tmp_path: Path) -> None:
    file = read(tmp_path, [("blub", "a", "A?"), ("text", "b", "B?")])

    assert [item.id for item in file.questionnaire.items] == ["b"]
    assert said(file) == ["Sheet survey, row 2, type blub: this type is not known: skipped"]


def test_a_name_that_is_too_long_is_cut_and_said(tmp_path: Path) -> None:
    settings = [("form_id", "version"), ("lijst_" * 7, "2026-11-22 om half elf")]
    file = read(tmp_path, [("text", "b", "B?")], (), settings)

    assert (file.questionnaire.code, file.questionnaire.edition) == (
        ("lijst_" * 7)[:40],
        "2026-11-22 om half e",
    )
    assert sorted(said(file)) == [
        f"Sheet settings, row 2, form_id: is longer than 40 letters: kept as {('lijst_' * 7)[:40]}",
        "Sheet settings, row 2, version: is longer than 20 letters: kept as 2026-11-22 om half e",
    ]
    short = [("form_id", "version"), ("x" * 40, "1" * 20)]
    assert said(read(tmp_path, [("text", "b", "B?")], (), short)) == []


def test_a_pattern_that_is_never_held_against_an_answer_is_said(tmp_path: Path) -> None:
    head = ("type", "name", "label", "constraint")
    rows = [
        ("text", "a", "A?", "regex(., '(a+)+')"),
        ("text", "b", "B?", "regex(., '[0-9]{4}')"),
    ]
    file = read(tmp_path, rows, head=head)

    assert said(file) == [
        "Sheet survey, row 2, a, constraint: regex('(a+)+') is not supported, skipped:"
        " every answer is taken"
    ]


def test_an_empty_calculation_is_named(tmp_path: Path) -> None:
    file = read(tmp_path, [("calculate", "som", ""), ("text", "b", "B?")])

    assert "row 2, som, calculation: is empty" in said(file)[0]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("text", "", "A?"), "name: is empty"),
        (("text", "met spatie", "A?"), "name met spatie: a name of letters"),
        (("text", "b", "A?"), "this name stands in row 2 too"),
        (("", "c", "A?"), "has no type"),
        (("select_one weg", "c", "A?"), "the list weg has no options"),
        (("geopoint", "c", "A?"), "this type is not supported"),
        (("deviceid", "c", ""), "is about the device"),
        (("end_group", "", ""), "closes a group that was not opened"),
        (("begin_group", "g", "G"), "this group is never closed"),
        (("begin_repeat", "g", "G"), "a repeated group is asked once"),
    ],
)
def test_each_faulty_row_is_told_and_the_rest_read(
    tmp_path: Path, row: Sequence[str], words: str
) -> None:
    file = read(tmp_path, [("text", "b", "B?"), row, ("text", "d", "D?")])

    assert {"b", "d"} <= {item.id for item in file.questionnaire.items}
    assert any("Sheet survey, row 3" in text and words in text for text in said(file))


@pytest.mark.parametrize(
    "kind",
    [
        *("select_one yn", "select one yn", "select one from yn", "select1 yn"),
        *("add select one prompt using yn", "Select_One yn"),
    ],
)
def test_old_names_of_types_mean_the_same(tmp_path: Path, kind: str) -> None:
    file = read(tmp_path, [(kind, "a", "A?")], YES_NO)

    assert file.questionnaire.item("a").options == ({"nl": "nee"}, {"nl": "ja"})


def test_the_columns_of_surveycto_and_of_old_files(tmp_path: Path) -> None:
    head = ("Type", "NAME", "label:english", "Relevance", "constraint message", "disabled")
    survey = [
        ("select_one yn", "a", "A?", "", "", ""),
        ("text", "b", "B?", "${a} = '1'", "No!", ""),
        ("text", "c", "C?", "", "", "yes"),
    ]
    choices = [("yn", 1.0, "Yes"), ("yn", 0.0, "No")]
    found = read(
        tmp_path, survey, choices, head=head, choice_head=("list name", "value", "label:english")
    ).questionnaire

    assert [item.id for item in found.items] == ["a", "b"]
    # numbers, and in their order: the code of each is its place
    assert found.item("a").options == ({"en": "No"}, {"en": "Yes"})
    assert found.item("a").codes == ()
    assert found.item("b").relevant == "${a} = '1'"
    assert found.language == "en"


def test_a_bare_label_is_in_the_default_language(tmp_path: Path) -> None:
    settings = [("form_title", "default_language"), ("T", "English (en)")]
    found = read(tmp_path, [("text", "b", "B?")], (), settings).questionnaire

    assert (found.language, found.item("b").texts) == ("en", {"en": "B?"})


def test_a_group_without_a_name_and_a_table_with_a_head(tmp_path: Path) -> None:
    head = (*SURVEY, "appearance")
    survey = [
        ("begin group", "", "", "field-list"),
        ("select_one yn", "kop", "Kies", "label"),
        ("select_one yn", "a", "A?", "list-nolabel"),
        ("select_one yn", "b", "B?", "list-nolabel"),
        ("end group", "", "", ""),
    ]
    file = read(tmp_path, survey, YES_NO, head=head)

    assert [item.id for item in file.questionnaire.items] == ["a", "b"]
    assert [len(run) for run in matrices(file.questionnaire)] == [2]
    assert list(file.questionnaire.blocks.values()) == [{"nl": "Kies"}]


def test_a_condition_that_is_not_understood_is_said_and_hides_nothing(tmp_path: Path) -> None:
    head = (*SURVEY, "relevant")
    survey = [
        ("text", "a", "A?", "pulldata('x', 'y')"),
        ("text", "b", "B?", "${weg} = 1"),
        ("text", "c", "C?", "${a} = 'x'"),
    ]
    file = read(tmp_path, survey, head=head)

    assert [text.split(": ", 1)[1] for text in said(file)] == [
        "pulldata() is not supported, skipped: the question is always asked",
        "${weg} is not supported, skipped: the question is always asked",
    ]
    assert file.questionnaire.item("a").relevant == "pulldata('x', 'y')"  # kept as text
    assert file.questionnaire.item("c").relevant == "${a} = 'x'"


def test_conditions_of_groups_hold_for_what_is_in_them(tmp_path: Path) -> None:
    head = (*SURVEY, "relevant")
    survey = [
        ("select_one yn", "a", "A?", ""),
        ("begin_group", "g", "G", "${a} = '1'"),
        ("text", "b", "B?", "${a} != ''"),
        ("end_group", "", "", ""),
    ]
    found = read(tmp_path, survey, YES_NO, head=head).questionnaire

    assert found.item("b").relevant == "(${a} = '1') and (${a} != '')"


def test_scales_weights_and_bands_speak_in_the_numbers_of_the_answers(tmp_path: Path) -> None:
    head = (*SURVEY, "domein", "omgekeerd", "gewicht")
    survey = [
        ("select_one f", "a", "A?", "Aandacht", "", 2),
        ("select_one f", "b", "B?", "aandacht", "ja", ""),
        ("text", "c", "C?", "aandacht", "", ""),
        ("select_one f", "d", "D?", "", "", "veel"),
    ]
    choices = [("f", n, word) for n, word in enumerate(("nooit", "soms", "vaak", "altijd"), 1)]
    normen = [
        ("schaal", "van", "tot", "label", "kleur"),
        ("Aandacht", 1, "2,5", "hulp", "rood"),
        ("Aandacht", 2.5, 4, "goed", "paars"),
        ("Aandacht", 2, 3, "dubbel", "oranje"),
        ("Weg", 1, 2, "", ""),
        ("Aandacht", "x", 2, "", ""),
    ]
    file = read(tmp_path, survey, choices, head=head, normen=normen)
    scale = file.questionnaire.scale("Aandacht")

    assert [(item.id, item.reverse, item.weight) for item in scale.items] == [
        ("a", False, 2.0),
        ("b", True, 1.0),
    ]
    assert [(band.lowest, band.highest, band.colour) for band in scale.bands] == [
        (0.0, 1.5, "low"),
        (1.5, 3.0, ""),
    ]
    told = "\n".join(said(file))
    assert "row 4, c, domein: only a choice out of two or more can be added up" in told
    assert "row 5, d, gewicht: veel is no weight above 0" in told
    assert "Sheet normen, row 3, Aandacht, kleur: paars is not one of" in told
    assert "Sheet normen, row 4, Aandacht: overlaps" in told
    assert "Sheet normen, row 5, schaal Weg: there is no scale of this name" in told
    assert "Sheet normen, row 6, Aandacht, van: x is no number" in told


@pytest.mark.parametrize("word", ["ja", "Sí", "si", "yes", "Y", "true()", "WAAR", "x", 1, True])
def test_turned_round_is_understood_in_every_language(tmp_path: Path, word: object) -> None:
    head = (*SURVEY, "domein", "omgekeerd")
    rows = [("select_one yn", "a", "A?", "S", word), ("select_one yn", "b", "B?", "S", "nee")]
    file = read(tmp_path, rows, YES_NO, head=head)

    assert [item.reverse for item in file.questionnaire.items] == [True, False]
    assert not said(file)


def test_a_word_that_is_neither_yes_nor_no_is_said_and_turns_nothing_round(tmp_path: Path) -> None:
    head = (*SURVEY, "domein", "omgekeerd")
    file = read(tmp_path, [("select_one yn", "a", "A?", "S", "misschien")], YES_NO, head=head)

    assert not file.questionnaire.items[0].reverse
    expected = "Sheet survey, row 2, a, omgekeerd: misschien is neither yes nor no: counts as no"
    assert said(file) == [expected]


def test_who_fills_it_in_comes_from_settings_or_from_who_asks(tmp_path: Path) -> None:
    settings = [("form_id", "informant"), ("x", "leerling")]
    path = form(tmp_path, [("text", "b", "B?")], (), settings)

    assert read_questionnaire(path).questionnaire.informant is Informant.PUPIL
    told = read_questionnaire(path, informant=Informant.PARENT).questionnaire
    assert told.informant is Informant.PARENT


def test_a_list_longer_than_a_scale_can_be_is_one_of_many(tmp_path: Path) -> None:
    choices = [("dorp", f"d{n}", f"Dorp {n}") for n in range(30)]
    item = read(tmp_path, [("select_one dorp", "a", "A?")], choices).questionnaire.item("a")

    assert (item.kind, item.form, item.limits) == (Kind.SEVERAL, "one", (0.0, 1.0))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 hello", "PDF"),
        (b"type,name,label\ntext,a,A?\n", "not an Excel form"),
        (b"<?xml version='1.0'?><x/>", "not an Excel form"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(content)
    with speaking("en"), pytest.raises(UserError, match=words):
        read_questionnaire(path)


def test_half_a_workbook_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "lijst.xlsx"
    whole = EF_SCAN.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with speaking("en"), pytest.raises(UserError):
        read_questionnaire(path)


def test_a_workbook_with_something_else_in_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    memory = io.BytesIO()
    first: Any = book.active
    first.append(["Leerlingnummer", "Roepnaam"])
    book.save(memory)
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(memory.getvalue())
    with speaking("en"), pytest.raises(UserError, match="no sheet called survey"):
        read_questionnaire(path)


def test_a_questionnaire_without_items_is_refused(tmp_path: Path) -> None:
    with speaking("en"), pytest.raises(UserError, match="no question that can be asked"):
        read(tmp_path, [("note", "n", "Lees dit")])
