"""What we depend on: each with its reason, all of it in the lock, nothing from elsewhere."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PUBLIC = {"https://pypi.org", "https://files.pythonhosted.org"}
DEPENDENCY = re.compile(r'^\s+"[A-Za-z0-9][\w.-]*\s*[<>=!~]')


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def name_and_limits(requirement: str) -> tuple[str, frozenset[str]]:
    match = re.match(r"([A-Za-z0-9._-]+)(.*)", requirement)
    assert match is not None, requirement
    return normal(match[1]), frozenset(filter(None, match[2].split(",")))


def locked_project() -> dict[str, Any]:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    metadata: dict[str, Any] = next(
        package["metadata"] for package in lock["package"] if package["name"] == "npo-desktop"
    )
    return metadata


def test_every_dependency_says_what_it_is_for() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    found = [number for number, line in enumerate(lines) if DEPENDENCY.match(line)]
    assert len(found) > 15

    silent = [
        lines[number].strip()
        for number in found
        if "  # " not in lines[number] and not lines[number - 1].strip().startswith("# ")
    ]
    assert silent == []


def test_the_lock_belongs_to_this_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = locked_project()
    pairs = [
        (project["project"]["dependencies"], locked["requires-dist"]),
        (project["dependency-groups"]["dev"], locked["requires-dev"]["dev"]),
    ]
    for wanted, held in pairs:
        assert {name_and_limits(line) for line in wanted} == {
            name_and_limits(entry["name"] + entry.get("specifier", "")) for entry in held
        }


def test_the_lock_names_only_the_public_index() -> None:
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^/\"]+", text)) == PUBLIC
