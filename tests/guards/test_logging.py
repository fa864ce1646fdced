"""Every sentence that goes to the log is written out in the source: values come as arguments."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEVELS = ("debug", "info", "warning", "error", "exception", "critical", "log")
LOGGERS = ("log", "logger", "logging")


def composed_sentences(source: str) -> list[int]:
    """Lines where a logger gets anything but a written-out string."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in LOGGERS
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]


def test_no_sentence_of_the_log_is_composed() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for package in ("npo_desktop", "ui")
        for path in sorted((ROOT / package).rglob("*.py"))
        for line in composed_sentences(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("call", ['log.info(f"of {name}")', "log.error(name)", 'log.info("a" + b)'])
def test_the_check_sees_a_composed_sentence(call: str) -> None:
    assert composed_sentences(call) == [1]
