"""Where a live store may be: on a fixed disk of this computer, and nowhere that is synchronised.

A database that another program copies while it is written breaks, and a cloud keeps copies that
nobody erases. Closed backup files may go anywhere. Source: SAFETY.md, section 3 (folder policy).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

from npo_desktop.drives import Drive, drive_of, has_placeholder, is_writable
from npo_desktop.i18n import _
from npo_desktop.paths import data_dir

CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
CLOUDS = {  # beginning of a folder's name, in small letters -> what it is called
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mijn drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pcloud": "pCloud",
    "proton drive": "Proton Drive",
    "megasync": "MEGA",
}
CLOUDS_WHOLE = {"box": "Box", "mega": "MEGA"}  # words that may begin another name


class Verdict(StrEnum):
    """What may be done with a store in a place."""

    FINE = "fine"
    PORTABLE = "portable"  # a stick: only after the warning was acknowledged
    REFUSED = "refused"


class Finding(StrEnum):
    """What is the matter with a place."""

    NOTHING = ""
    CLOUD = "cloud"
    NETWORK = "network"
    REMOVABLE = "removable"
    READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class Facts:
    """What this computer says of a folder."""

    drive: Drive
    is_writable: bool
    is_placeholder: bool  # files there may exist in a cloud only
    cloud_roots: tuple[tuple[str, PurePath], ...]  # name, folder


@dataclass(frozen=True, slots=True)
class Place:
    """Whether a store may live in a folder, and what to say when not."""

    verdict: Verdict
    finding: Finding = Finding.NOTHING
    message: str = ""
    hint: str = ""
    suggested: Path | None = None  # where it may be


def place_of(store: Path) -> Place:
    """May the live store be there, on this computer, as it is now? Links are followed."""
    facts = gather_facts(store)
    as_called = judge_place(store, facts)
    return judge_place(store.resolve(), facts) if as_called.verdict is Verdict.FINE else as_called


def judge_place(store: PurePath, facts: Facts) -> Place:
    """May the live store be there? Pure: everything about the computer is in ``facts``."""
    if cloud := cloud_of(store, facts.cloud_roots):
        return _refused(
            Finding.CLOUD,
            _("The school's data is in {cloud}. A cloud folder damages it.").format(cloud=cloud),
        )
    if facts.is_placeholder:
        return _refused(
            Finding.CLOUD, _("The school's data is in a cloud folder. That damages it.")
        )
    if facts.drive is Drive.REMOTE or str(store).startswith(("\\\\", "//")):
        return _refused(
            Finding.NETWORK,
            _("The school's data is on another computer in the network. That damages it."),
        )
    if not facts.is_writable:
        return _refused(Finding.READ_ONLY, _("The school's data cannot be written where it is."))
    if facts.drive is Drive.REMOVABLE:
        return Place(
            Verdict.PORTABLE,
            Finding.REMOVABLE,
            _("The school's data is on a stick. Lose the stick and everything since is lost."),
            _("Make a backup elsewhere every day, and take the stick out only after closing."),
            data_dir(),
        )
    return Place(Verdict.FINE)


def gather_facts(store: Path, environment: Mapping[str, str] = os.environ) -> Facts:
    """Ask the computer about the folder of a store, which need not exist yet."""
    folder = _nearest_folder(store)
    named = (environment.get(name) for name in CLOUD_VARIABLES)
    roots = tuple(("OneDrive", PurePath(root)) for root in named if root)
    return Facts(
        drive_of(folder),
        is_writable(folder) and (not store.exists() or os.access(store, os.W_OK)),
        has_placeholder(store) or has_placeholder(folder),
        roots,
    )


def cloud_of(store: PurePath, roots: tuple[tuple[str, PurePath], ...]) -> str:
    """The cloud whose folder this is in; empty when in none that we know."""
    parts = tuple(part.casefold() for part in store.parts)
    for name, root in roots:
        root_parts = tuple(part.casefold() for part in root.parts)
        if root_parts and parts[: len(root_parts)] == root_parts:
            return name
    for part in parts[:-1]:  # "OneDrive - Basisschool" too; the store's own name may be anything
        if part in CLOUDS_WHOLE:
            return CLOUDS_WHOLE[part]
        for beginning, name in CLOUDS.items():
            if part == beginning or part.startswith((f"{beginning} ", f"{beginning}-")):
                return name
    return ""


def _refused(finding: Finding, message: str) -> Place:
    hint = _("Move it to this computer's own disk with the button below. Backups may stay there.")
    return Place(Verdict.REFUSED, finding, message, hint, data_dir())


def _nearest_folder(store: Path) -> Path:
    """The folder of the store, or the first above it that exists; links followed."""
    try:
        folder = store.resolve().parent
    except OSError:  # a share that is away
        folder = store.parent
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder
