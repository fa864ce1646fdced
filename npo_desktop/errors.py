"""What can go wrong in a way that is not our mistake, and clearing up after whatever went wrong."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


class UserError(Exception):
    """Something the user can mend: what is wrong and where, and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class StoreError(UserError):
    """The store cannot be used as it is: in use, damaged, or newer than the program."""


class Cancelled(Exception):
    """The user pressed Stop; raised from a progress report."""


@contextmanager
def on_failure(act: Callable[[], object]) -> Iterator[None]:
    """Do this when the block is left by an exception of any kind; the exception goes on."""
    with ExitStack() as stack:
        stack.callback(act)
        yield
        stack.pop_all()
