"""How slow work reports how far it is, and hears that it must stop."""

from typing import Protocol


class Progress(Protocol):
    """Called between steps; raises ``Cancelled`` when the user pressed Stop."""

    def __call__(self, done: int, total: int, label: str = "") -> None: ...


def silent(done: int, total: int, label: str = "") -> None:
    """Report to nobody."""
