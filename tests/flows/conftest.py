"""Flows go through a real window; without one they say so instead of half running."""

import os

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("QT_QPA_PLATFORM") == "xcb":
        return
    reason = "needs a real window: make test runs it under Xvfb with QT_QPA_PLATFORM=xcb"
    for item in items:
        if "flows" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason=reason))
