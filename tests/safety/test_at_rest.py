"""T19: after everything was done with a school, no file of the program holds a word of it."""

import base64
import gzip
import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from npo_desktop.content.load import Content
from npo_desktop.store.engine import Store

HERE = Path(__file__).parent / "at_rest"
CODES = re.compile(
    r".*\.(item|subscale|edition|informant|language|questionnaire|school_year|intervention|kind"
    r"|level|level_scale|form|entry|state|sex|role|number|island|rows|choice|decision"
    r"|questionnaires|periods|subscales)"
    r"|(plan|parent_talk)\.outcome|round\.name|school\.name"
    r"|parent_(talk|evening)\.starts_at|talk_agreement\.who"
)


def load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


searching, seeding = load("searching"), load("seeding")
WORD: str = seeding.WORD


def run_everything(tmp_path: Path) -> tuple[Path, Path, str]:
    """The searched home, what lies outside of it in the open, and what the child said."""
    home, outside = tmp_path / "everything", tmp_path / "outside"
    folders = {name: home / name for name in ("data", "config", "cache", "temp", "state")}
    for folder in (*folders.values(), outside):
        folder.mkdir(parents=True)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NPO_")},
        **{"NPO_HOME": str(folders["data"]), "HOME": str(home), "NPO_TODAY": "2026-11-24"},
        **{"TMPDIR": str(folders["temp"]), "XDG_CONFIG_HOME": str(folders["config"])},
        **{"XDG_CACHE_HOME": str(folders["cache"]), "XDG_STATE_HOME": str(folders["state"])},
    }
    done = subprocess.run(
        [sys.executable, str(HERE / "worker.py"), str(home), str(outside)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=120,
    )
    assert done.returncode == 9, done.stderr  # it died where it should
    assert WORD not in done.stderr
    return home, outside, done.stdout


def test_nothing_is_readable_in_any_file_after_everything_was_done(tmp_path: Path) -> None:
    home, outside, said = run_everything(tmp_path)

    names = sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file())
    assert any(name.endswith("-wal") for name in names), names  # it was cut off while writing
    assert any(name.endswith(".npobak") for name in names)
    assert sum(name.startswith("locked") for name in names) >= 6
    assert [name for name in names if name.endswith(".log")]
    assert [name for name in names if "temp" in name] == []
    assert WORD.casefold() not in " ".join(names).casefold()
    assert searching.hits(home, WORD) == []

    columns, tables = map(int, re.findall(r"\d+", said))
    assert columns >= 55 and tables >= 15  # the canaries were there
    assert len(searching.hits(outside, WORD)) >= 3  # and the search finds them where they may be


def test_every_column_that_can_hold_text_is_filled_or_a_code(
    store: Store, content: Content
) -> None:
    with store.writing() as session:
        filled = seeding.fill(session, content)
    left = {name for name in seeding.text_columns() - filled if not CODES.fullmatch(name)}
    assert left == set()


def _zip(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", data)
    return held.getvalue()


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode(),
    "utf-16": lambda text: text.encode("utf-16-le"),
    "hex": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64, moved by one": lambda text: base64.b64encode(b"x" + text.encode()),
    "base64, moved by two": lambda text: base64.b64encode(b"xx" + text.encode()),
    "json": lambda text: json.dumps({"a": text}).encode(),
    "zip": lambda text: _zip(text.encode()),
    "zip in a zip": lambda text: _zip(_zip(text.encode())),
    "zlib": lambda text: b"junk" + zlib.compress(text.encode()) + b"junk",
    "gzip": lambda text: gzip.compress(text.encode()),
    "cut zlib": lambda text: zlib.compress(text.encode() + os.urandom(9_000))[:5_000],
    "small letters": lambda text: text.casefold().encode(),
    "without accents": lambda text: text.replace("ë", "e").encode(),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_the_search_finds_a_canary_however_it_was_written(how: str, tmp_path: Path) -> None:
    folder = tmp_path / "searched"
    folder.mkdir()
    leaked = WRITTEN[how](f"some words, then {WORD}.pupil.last_name.7 and more")
    (folder / "cache.bin").write_bytes(os.urandom(5_000) + leaked + os.urandom(5_000))
    if how.startswith(("zip", "gzip")):
        (folder / "cache.bin").write_bytes(leaked)
    assert searching.hits(folder, WORD) != []


def test_the_search_finds_nothing_in_noise(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(os.urandom(2_000_000))
    assert searching.hits(tmp_path, WORD) == []
