"""A copy of our content that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from npo_desktop.content.load import read_content
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.paths import resources

Spoil = Callable[[str, str, str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "resources"
    for part in ("questionnaires", "catalogue"):
        shutil.copytree(resources() / part, copy / part)
    return copy


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Replace the first ``old`` in a file of the copy; what reading it then complains of."""

    def change(file: str, old: str, new: str) -> str:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with speaking("en"), pytest.raises(UserError) as complaint:
            read_content(folder)
        assert complaint.value.hint
        return complaint.value.message

    return change
