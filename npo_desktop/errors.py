"""What can go wrong in a way that is not our mistake."""


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
