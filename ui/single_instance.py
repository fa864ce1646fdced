"""One program on one store: a lock file beside it, and a way to call the one that is open.

The store's own lock decides (``store/engine.py``); this one is friendlier: the second start brings
the first window forward and ends.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QSysInfo, Signal

if TYPE_CHECKING:  # the network library is not needed to paint
    from PySide6.QtNetwork import QLocalServer

PATIENCE = 3.0  # seconds in which the first one must answer
_TURN = 0.1
_HELLO = b"raise\n"


class SingleInstance(QObject):
    """``enter`` first; when that is refused, ``call_first``."""

    called = Signal()  # another start wants this window to come forward

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = store.with_name(store.name + ".lock")
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)  # only the death of its owner makes it old, no clock does
        self._store = store
        self._server: QLocalServer | None = None

    def enter(self) -> bool:
        """Whether nobody else has this store open. What a killed program left is taken away."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            return True  # opening the store will say what is wrong with the folder
        if self._lock.tryLock(0):
            return True
        if self._lock.error() != QLockFile.LockError.LockFailedError:
            return True  # a folder that cannot be written: the store's own lock remains
        return self._is_elsewhere() and self._lock.tryLock(0)

    def listen(self) -> None:
        """Let others call; after the window stands."""
        from PySide6.QtNetwork import QLocalServer

        if not self._lock.isLocked():
            return
        name = server_name(self._store)
        QLocalServer.removeServer(name)  # left by one that was killed; the lock is ours
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def call_first(self, patience: float = PATIENCE) -> bool:
        """Have the open window come forward; whether it answered within so many seconds."""
        from PySide6.QtNetwork import QLocalSocket

        self._let_it_come_forward()
        until = time.monotonic() + patience
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(server_name(self._store))
            if socket.waitForConnected(round(1000 * _TURN)):
                answered = socket.waitForReadyRead(round(1000 * (until - time.monotonic())))
                socket.disconnectFromServer()
                return answered
            time.sleep(_TURN)  # it is still starting: its ear comes after its window
        return False

    def release(self) -> None:
        """Let the next one in."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _answer(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_HELLO)
            socket.flush()
            self.called.emit()

    def _is_elsewhere(self) -> bool:
        """A lock of another computer came along with a copied folder: take it away."""
        _process, host, _program = self._lock.getLockInfo()
        if not host or host == QSysInfo.machineHostName():
            return False
        self._path.unlink(missing_ok=True)
        return True

    def _let_it_come_forward(self) -> None:
        """Windows lets only the program that the user just started hand the foreground on."""
        if sys.platform == "win32":
            import ctypes

            anyone = -1
            ctypes.windll.user32.AllowSetForegroundWindow(anyone)


def server_name(store: Path) -> str:
    """The same for every way to write the same path; tells nothing about it."""
    import hashlib  # not needed to paint

    return "npo-" + hashlib.sha256(str(store.resolve()).encode()).hexdigest()[:20]
