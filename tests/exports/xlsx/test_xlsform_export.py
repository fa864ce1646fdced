"""Questionnaires as Excel forms: others accept them, and they read back equal."""

import io
import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from npo_desktop.content.forms.own_questionnaire import sealed, to_document
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.exports.xlsx.forms.form_template import example, template_workbook
from npo_desktop.exports.xlsx.forms.xlsform import questionnaire_workbook
from npo_desktop.importers.xlsform.read import read_questionnaire

convert = import_module("pyxform.xls2xform").convert  # it comes without types
FILES = Path(__file__).parents[2] / "files" / "exchange"
FORMS = sorted((FILES / "xlsform").glob("*/*.xlsx")) + sorted(
    (FILES / "made-here").glob("xlsform*.xlsx")
)


def written(questionnaire: Questionnaire, folder: Path) -> Path:
    path = folder / "form.xlsx"
    path.write_bytes(questionnaire_workbook(questionnaire))
    return path


def back(questionnaire: Questionnaire, folder: Path) -> Questionnaire:
    """Written, accepted by pyxform, and read again."""
    path = written(questionnaire, folder)
    assert "<h:html" in convert(path).xform  # raises when it is no valid form
    return read_questionnaire(path).questionnaire


@pytest.mark.parametrize("code", ["teacher", "pupil", "parent"])
def test_a_built_in_questionnaire_reads_back_equal(
    content: Content, tmp_path: Path, code: str
) -> None:
    one = content.questionnaires[code]

    again = back(one, tmp_path)

    assert replace(again, is_own=False, source_text=one.source_text) == one


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_of_others_reads_back_equal(path: Path, tmp_path: Path) -> None:
    one = read_questionnaire(path).questionnaire

    assert to_document(back(one, tmp_path)) == to_document(one)


def test_the_template_is_a_form_with_drop_downs_and_dutch_help(tmp_path: Path) -> None:
    assert back(sealed(example()), tmp_path) == sealed(example())
    book: Any = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    assert book.sheetnames == [
        *("survey", "choices", "settings", "schalen", "normen", "npo", "uitleg")
    ]
    picks = [one.formula1 for one in book["survey"].data_validations.dataValidation]
    assert any("select_one antwoorden" in pick for pick in picks)
    assert any(pick == '"ja,nee"' for pick in picks)
    assert all(len(pick) <= 257 for pick in picks)
    assert "leerkracht,leerling,ouder" in str(
        book["settings"].data_validations.dataValidation[0].formula1
    )
    help_text = " ".join(str(row[0]) for row in book["uitleg"].values)
    assert "omgekeerd" in help_text and "normen" in help_text


def test_nothing_typed_becomes_a_formula(content: Content, tmp_path: Path) -> None:
    one = content.questionnaires["parent"]
    evil = {"nl": '=HYPERLINK("http://x")', "en": "+1", "pap": "@x", "es": "-1"}
    scales = tuple(
        replace(scale, items=tuple(replace(item, texts=evil) for item in scale.items))
        for scale in one.scales
    )
    path = written(replace(one, scales=scales, titles=evil), tmp_path)

    with zipfile.ZipFile(path) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert sheets and all(b"<f>" not in archive.read(name) for name in sheets)
    assert read_questionnaire(path).questionnaire.items[0].texts == evil


def test_any_questionnaire_reads_back_equal(
    content: Content, tmp_path: Path, chance: Random
) -> None:
    """Random ones, out of all that the samples and the built-in ones hold."""
    sources = [read_questionnaire(path).questionnaire for path in FORMS]
    for _round in range(15):
        one = chance.choice(sources)
        scales = tuple(
            replace(
                scale,
                items=tuple(
                    replace(
                        item,
                        texts={"nl": chance.choice(("A & B", "é <3", "_x000D_", "a\nb", "'1"))}
                        | dict(item.texts),
                        weight=chance.choice((1.0, 0.5, 2.25)),
                        age_min=chance.choice((0, 6)),
                        age_max=chance.choice((12, 25)),
                        hints={one.language: chance.choice(("tip", "5"))},
                    )
                    for item in scale.items
                ),
            )
            for scale in one.scales
        )
        made = sealed(replace(one, scales=scales, edition=str(chance.randrange(1, 99))))

        assert to_document(back(made, tmp_path)) == to_document(made)
