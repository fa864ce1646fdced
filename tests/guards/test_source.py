"""Rules about the source itself that no other tool holds."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b")
FORBIDDEN_NAMES = ("util", "helper", "common", "manager", "handler", "base")


def sources(*packages: str) -> list[Path]:
    found = [path for package in packages for path in sorted((ROOT / package).rglob("*.py"))]
    assert found, f"no source under {packages}"
    return found


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string of a module, but not its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def test_no_file_is_longer_than_one_can_read() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources("npo_desktop", "ui")
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_colours_stand_in_the_theme_only() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {text}"
        for path in sources("ui")
        if path != ROOT / "ui" / "theme_tokens.py"
        for line, text in strings_of(path)
        if HEX_COLOUR.search(text)
    ]
    assert found == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in sources("npo_desktop", "ui")
        for word in path.stem.split("_")
        if word.rstrip("s") in FORBIDDEN_NAMES
    ]
    assert found == []


@pytest.mark.parametrize("colour", ["#fff", "border: 1px solid #1A2b3C;", "#80112233"])
def test_the_colour_check_sees_a_colour(colour: str) -> None:
    assert HEX_COLOUR.search(colour)
