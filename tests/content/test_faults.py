"""A fault in what ships is named with its file and its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from npo_desktop.content.load import load_questionnaire, read_content
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking

Spoil = Callable[[str, str, str], str]

TEACHER = "questionnaires/teacher-1.toml"
SUBSCALES = "questionnaires/subscales.csv"
INTERVENTIONS = "catalogue/interventions.csv"
FIT = "catalogue/fit.csv"
TARGETS = "catalogue/targets.csv"
SHEETS = "catalogue/practice_sheets.csv"
GOALS = "catalogue/goals.csv"
NAMES = "catalogue/names.csv"
TIPS = "catalogue/home_tips.csv"

# what is wrong: file, what is replaced, by what, a word of the complaint
FAULTS = {
    "unknown subscale": (TEACHER, '"EF-FLX"', '"EF-XXX"', 'subscale "EF-XXX"'),
    "item twice": (TEACHER, '"T-EF-INH-2"', '"T-EF-INH-1"', "twice"),
    "item of another subscale": (TEACHER, '"T-EF-INH-2"', '"T-EF-WME-9"', "not an item"),
    "key with a typing error": (TEACHER, "edition =", "editon =", "editon"),
    "code that is not the file's": (TEACHER, '"teacher"', '"tutor"', "name of the file"),
    "unknown informant": (TEACHER, 'informant = "teacher"', 'informant = "aunt"', "aunt"),
    "highest answer in letters": (TEACHER, "top = 4", 'top = "four"', "four"),
    "reliability above one": (TEACHER, "reliability = 0.75", "reliability = 1.2", "1.2"),
    "unknown critical item": (TEACHER, "T-SE-SAF-3 = ", "T-SE-SAF-9 = ", "SAF-9"),
    "impossible critical answer": (TEACHER, "= [3, 4]", "= [3, 9]", "9"),
    "unnamed subscale": (SUBSCALES, "COG-SPE,COG,", ",COG,", "code"),
    "subscale named twice": (SUBSCALES, "COG-SPE,", "COG-COM,", "twice"),
    "placeholder lost": (SUBSCALES, "{name} reads words", "The pupil reads words", "placeholder"),
    "empty translation": (TIPS, "Tel onderweg met sprongen van twee, vijf of tien.", "", "nl"),
    "tip of unknown subscale": (TIPS, "COG-COM,1", "COG-XXX,1", "COG-XXX"),
    "month figure without its status": (INTERVENTIONS, ",3,3,3,2025,", ",,3,3,2025,", "status"),
    "evidence level 6": (INTERVENTIONS, ",3,3,3,2025,", ",3,6,3,2025,", "6"),
    "goal area 7": (INTERVENTIONS, ",5,Reducing class size,", ",7,Reducing class size,", "7"),
    "dose range in letters": (INTERVENTIONS, ",3-5,30,6-10,", ",often,30,6-10,", "often"),
    "unknown effect": (FIT, ",stop,Verzamelnaam", ",halt,Verzamelnaam", 'contra_effect "halt"'),
    "unknown level": (FIT, "summer-school,group,", "summer-school,team,", "team"),
    "year groups against phases": (FIT, "school,group,3,14", "school,group,1,14", "year groups"),
    "minutes in letters": (FIT, ",3,30,10,1,verified,", ",3,half,10,1,verified,", "half"),
    "decimal comma": (FIT, ",3,30,10,1,verified,", ',"3,5",30,10,1,verified,', "3,5"),
    "hours against the dose": (FIT, "group_size,15,10,", "group_size,16,10,", "/ 60"),
    "dose not as seen": (FIT, ",3,30,10,1,verified,", ",2,30,10,1,verified,", "verified"),
    "dose wrongly called verified": (FIT, ",8,school,weeks,", ",8,verified,weeks,", "status"),
    "unknown factor": (FIT, "14,trained;material;timetable", "14,luck;material;timetable", "luck"),
    "effect too many": (FIT, "warn;warn", "warn;warn;warn", "differ in number"),
    "one pupil, twelve in a group": (
        FIT,
        "digital-technology,class",
        "digital-technology,pupil",
        "",
    ),
    "unknown intervention": (TARGETS, "summer-school,COG-TEC", "winter-school,COG-TEC", "winter"),
    "target of unknown subscale": (TARGETS, "school,COG-TEC,0.5", "school,COG-XXX,0.5", "COG-XXX"),
    "match of a quarter": (TARGETS, "school,COG-TEC,0.5", "school,COG-TEC,0.25", "0.25"),
    "target twice": (TARGETS, "school,COG-COM,0.5", "school,COG-TEC,0.5", "twice"),
    "cell too many": (TARGETS, "school,COG-TEC,0.5", "school,,COG-TEC,0.5", "6"),
    "column missing": (GOALS, "goal_nl", "doel", "goal_nl"),
    "column twice": (GOALS, "goal_en", "goal_nl", "goal_nl"),
    "goal without a number": (GOALS, "COG-COM,1,", "COG-COM,one,", "one"),
    "quote never closed": (GOALS, "HOME-STU,3,{name}", 'HOME-STU,3,"{name}', "quote"),
    "unknown practice field": (SHEETS, "summer-school,purpose", "summer-school,aim", "aim"),
    "unknown draft status": (NAMES, "draft,draft", "draft,perhaps", "perhaps"),
}


def first_change(before: str, after: str) -> int:
    """The number of the first line that differs."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(number for number, (old, new) in enumerate(pairs, 1) if old != new)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_file_and_line(fault: str, folder: Path, spoil: Spoil) -> None:
    file, old, new, word = FAULTS[fault]
    before = (folder / file).read_text(encoding="utf-8")
    complaint = spoil(file, old, new)
    line = first_change(before, (folder / file).read_text(encoding="utf-8"))
    assert complaint.startswith(f"{Path(file).name}, line {line}: ")
    assert word in complaint


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("reverse = 0\n", "reverse = 2\n", "neither 0 nor 1: 2"),
        ("reverse = 0\n", "", "neither 0 nor 1"),
        ("age = [4, 18]\n", "age = [18, 4]\n", "age"),
        ('draft = ["pap", "es"]\n', 'draft = ["fr"]\n', 'draft "fr"'),
        ('nl = "Laat een klasgenoot', 'de = "Laat einen', 'key "de"'),
        ("zelf iets zegt.", "zelf {iets} zegt.", "placeholders"),
    ],
)
def test_a_fault_within_an_item_is_named_at_the_item(
    old: str, new: str, word: str, folder: Path, spoil: Spoil
) -> None:
    lines = (folder / TEACHER).read_text(encoding="utf-8").splitlines()
    complaint = spoil(TEACHER, old, new)
    line = lines.index('id = "T-EF-INH-1"') + 1
    assert complaint.startswith(f"teacher-1.toml, line {line}: ")
    assert word in complaint


def test_an_item_without_dutch_is_named_at_the_item(folder: Path, spoil: Spoil) -> None:
    lines = (folder / TEACHER).read_text(encoding="utf-8").splitlines()
    line = lines.index('id = "T-EF-INH-3"') + 1
    complaint = spoil(TEACHER, lines[line] + "\n", "")
    assert complaint == f"teacher-1.toml, line {line}: the Dutch text is missing"


def test_a_subscale_in_two_pieces_is_named_at_the_second(folder: Path, spoil: Spoil) -> None:
    third = '[[scales.items]]\nid = "T-EF-INH-3"'
    before = (folder / TEACHER).read_text(encoding="utf-8")
    line = before[: before.index(third)].count("\n") + 2
    complaint = spoil(TEACHER, third, f'[[scales]]\ncode = "EF-INH"\n{third}')
    assert complaint == f'teacher-1.toml, line {line}: "EF-INH" stands here twice'


def test_toml_that_is_none_is_named_with_the_line_where_reading_stopped(spoil: Spoil) -> None:
    assert spoil(TEACHER, 'code = "teacher"', "code = teacher").startswith(
        "teacher-1.toml, line 5:"
    )


def test_an_answer_without_a_label_is_noticed(spoil: Spoil) -> None:
    zelden = '  { nl = "zelden", en = "seldom", pap = "raramente", es = "rara vez" },  # 1\n'
    assert '"options" has 4 labels for 5 answers' in spoil(TEACHER, zelden, "")


def test_an_intervention_without_fit_is_named_where_it_stands(folder: Path, spoil: Spoil) -> None:
    rows = (folder / FIT).read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(row for row in rows if row.startswith("summer-school,"))
    complaint = spoil(FIT, row, "")
    assert complaint == 'interventions.csv, line 4: "summer-school" has no row in fit.csv'


def test_half_a_practice_sheet_is_noticed(folder: Path, spoil: Spoil) -> None:
    rows = (folder / SHEETS).read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(row for row in rows if row.startswith("summer-school,parents,"))
    assert '"summer-school" is not complete' in spoil(SHEETS, row, "")


def test_text_that_is_not_utf_8_is_named_with_its_line(folder: Path) -> None:
    path = folder / GOALS
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:6]) + b"COG-COM,3,caf\xe9" + b"".join(lines[6:]))
    with speaking("en"), pytest.raises(UserError, match=r"goals\.csv, line 7: "):
        read_content(folder)


@pytest.mark.parametrize("file", [TIPS, FIT, SUBSCALES, TEACHER])
def test_an_empty_or_missing_file_is_a_clear_complaint(file: str, folder: Path) -> None:
    path = folder / file
    path.write_bytes(b"")
    with speaking("en"), pytest.raises(UserError, match=f"{path.name}, line 1: "):
        read_content(folder)
    path.unlink()
    with speaking("en"), pytest.raises(UserError, match="could not be read"):
        load_questionnaire(path) if file == TEACHER else read_content(folder)


def test_a_folder_without_questionnaires_is_a_clear_complaint(folder: Path) -> None:
    for path in (folder / "questionnaires").glob("*.toml"):
        path.unlink()
    with speaking("en"), pytest.raises(UserError, match="no questionnaire"):
        read_content(folder)
