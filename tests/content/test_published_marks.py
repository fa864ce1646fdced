"""The published figures: as the source has them, and a faulty file names its line."""

from pathlib import Path

import pytest

from npo_desktop.content.read_life_marks import PLACES, load_life_marks, read_life_marks
from npo_desktop.errors import UserError


def test_the_figures_are_those_of_the_source_each_with_year_and_source() -> None:
    found = {one.place: one for one in load_life_marks()}
    marks = {place: one.mark for place, one in found.items()}
    assert marks == {"bonaire": 8.4, "saba": 7.9, "sint-eustatius": 7.6, "mainland": 7.4}
    assert set(found) == set(PLACES)
    assert all(one.year == 2017 and "Caribisch Netwerk" in one.source for one in found.values())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("mark = 84", "0"),
        ("mark = true", "mark"),
        ('place = "aruba"', "aruba"),
        ("year = 17", "17"),
        ('source = ""', "source"),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    fields = {"place": '"saba"', "year": "2017", "mark": "7.9", "source": '"X"'}
    key, _is, value = line.partition(" = ")
    fields[key] = value
    path = tmp_path / "life_marks.toml"
    path.write_text("\n[[marks]]\n" + "\n".join(f"{k} = {v}" for k, v in fields.items()))
    with pytest.raises(UserError) as caught:
        read_life_marks(path)
    assert "life_marks.toml" in caught.value.message and "2" in caught.value.message
    assert said in caught.value.message


def test_what_is_no_list_of_marks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "life_marks.toml"
    for text in ("marks = [", "[[other]]\nplace = 1", "marks = 3"):
        path.write_text(text)
        with pytest.raises(UserError):
            read_life_marks(path)
