"""Where things are: what we ship, and what we keep for this user."""

import os
from functools import cache
from pathlib import Path

APP_NAME = "NPO Desktop"


@cache
def resources() -> Path:
    """The folder with our data files: inside the package when installed, else beside it."""
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def data_dir() -> Path:
    """Where the live store is: local, not a folder that a cloud service takes along."""
    if chosen := os.environ.get("NPO_HOME"):
        return Path(chosen)
    from platformdirs import user_data_path  # only when asked: it is not needed to paint

    return user_data_path(APP_NAME, appauthor=False, roaming=False)


def default_store() -> Path:
    """The user's own store."""
    return data_dir() / "school.npo"


def practice_store() -> Path:
    """The practice school, kept apart from any real one."""
    return data_dir() / "practice" / "practice.npo"


def log_dir() -> Path:
    """Where the log files are."""
    return data_dir() / "logs"
