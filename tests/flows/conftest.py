"""Flows go through a real window; without one they say so instead of half running."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

WhereNamed = Callable[[Iterable[Path], Iterable[str]], list[str]]


@pytest.fixture
def where_named() -> WhereNamed:
    """Which of these files hold one of these names, in UTF-8 or UTF-16, or are called after one."""

    def found(files: Iterable[Path], names: Iterable[str]) -> list[str]:
        wanted = [(name, form) for name in names for form in _written(name)]
        assert wanted
        return [
            f"{name} in {file}"
            for file in files
            for all_of_it in [file.name.encode() + b"\0" + file.read_bytes()]
            for name, form in wanted
            if form in all_of_it
        ]

    return found


def _written(name: str) -> set[bytes]:
    """As it stands on paper and as it is kept for searching."""
    spellings = (name, name.casefold())
    return {spelling.encode(form) for spelling in spellings for form in ("utf-8", "utf-16-le")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("QT_QPA_PLATFORM") == "xcb":
        return
    reason = "needs a real window: make test runs it under Xvfb with QT_QPA_PLATFORM=xcb"
    for item in items:
        if "flows" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason=reason))
