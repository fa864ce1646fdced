"""A dialog whose typed words outlive the lock: locking asks nothing and waits for nobody."""

from PySide6.QtWidgets import QDialog


class KeptDialog(QDialog):
    """The window that it hangs on calls ``keep_draft`` before it closes."""

    def keep_draft(self) -> None:
        """Keep what was typed and is not in the store yet."""
        raise NotImplementedError
