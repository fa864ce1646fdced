"""The recorder's log, read back; and a disk that forgets what was not synced."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

HEAD = struct.Struct("<cIQI")
SECTOR = 512  # bytes that a disk writes whole or not at all


@dataclass(frozen=True, slots=True)
class Event:
    """One change to a file, in the order in which it was made. Ops: see recorder.c."""

    op: str
    path: str
    offset: int
    data: bytes


def read_log(log: Path) -> Iterator[Event]:
    """Every change; a record cut off by SIGKILL ends the log."""
    content = memoryview(log.read_bytes())
    at = 0
    while at + HEAD.size <= len(content):
        op, length, offset, size = HEAD.unpack_from(content, at)
        at += HEAD.size
        if at + length + size > len(content):
            return
        path = bytes(content[at : at + length]).decode(errors="surrogateescape")
        yield Event(op.decode(), path, offset, bytes(content[at + length : at + length + size]))
        at += length + size


@dataclass(slots=True, eq=False)
class _Inode:
    """What is safe of one file, and what is on its way."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)
    _whole: bytes | None = None

    def whole(self) -> bytes:
        """What is safe; the same object as long as it is the same, for it is asked for often."""
        if self._whole is None:
            self._whole = bytes(self.safe)
        return self._whole

    def sync(self) -> None:
        """What waited is safe now."""
        for event in self.waiting:
            _apply(self.safe, event)
        self.waiting.clear()
        self._whole = None


@dataclass(frozen=True, slots=True)
class _Naming:
    """A change of names in one folder that waits for that folder to be synced."""

    folder: str
    event: Event
    inode: _Inode


class Disk:
    """Files as they are after a power cut, told event by event what happened.

    Safe is: what a file held when it was synced, under names whose folder was synced. Of the rest
    anything may be lost: ``after_cut`` loses all of it, or draws. ``before``: a copy of the folder
    as it was, all of it safe; ``seen_as``: where it was while the work was done.
    """

    def __init__(self, before: Path, *, seen_as: Path) -> None:
        self._safe: dict[str, _Inode] = {}
        for path in before.rglob("*"):
            if path.is_file():
                name = str(seen_as / path.relative_to(before))
                self._safe[name] = _Inode(bytearray(path.read_bytes()))
        self._seen = dict(self._safe)  # as the running program sees it
        self._namings: list[_Naming] = []

    def happened(self, event: Event) -> None:
        """Take one event in."""
        match event.op:
            case "W" | "T":
                if (inode := self._seen.get(event.path)) is not None:
                    inode.waiting.append(event)
            case "S":
                if (inode := self._seen.get(event.path)) is not None:
                    inode.sync()
            case "D":
                ready = [n for n in self._namings if n.folder == event.path]
                self._namings = [n for n in self._namings if n.folder != event.path]
                for naming in ready:
                    _rename(self._safe, naming)
            case "C" | "U" | "R" | "L":
                self._named(event)
            case "K" | "X":
                pass  # folders come and go with what is in them
            case "M" if event.path.endswith("-shm"):
                pass  # an index of the WAL, made anew at every opening
            case _:
                raise ValueError(f"a power cut cannot be played after {event.op} {event.path}")

    def _named(self, event: Event) -> None:
        inode = _Inode() if event.op == "C" else self._seen.get(event.path)
        if inode is None:
            return
        goal = event.data.decode() if event.op in "RL" else event.path
        naming = _Naming(str(Path(goal).parent), event, inode)
        _rename(self._seen, naming)
        self._namings.append(naming)

    def after_cut(self, rng: Random | None) -> dict[str, bytes]:
        """Every file by path. Without ``rng`` all that is not safe is gone; with it, some is."""
        if rng is None:
            return {path: inode.whole() for path, inode in self._safe.items()}
        names = dict(self._safe)
        reached = {n.folder: rng.randint(0, len(self._namings)) for n in self._namings}
        for place, naming in enumerate(self._namings):  # a journal keeps a folder's order
            if place < reached[naming.folder]:
                _rename(names, naming)
        return {path: _drawn(inode, rng) for path, inode in names.items()}


def _rename(names: dict[str, _Inode], naming: _Naming) -> None:
    event = naming.event
    if event.op == "C":
        names[event.path] = naming.inode
    elif event.op == "U":
        names.pop(event.path, None)
    else:
        if event.op == "R":
            names.pop(event.path, None)
        names[event.data.decode()] = naming.inode


def _apply(content: bytearray, event: Event) -> None:
    """A write or a change of length; a hole is filled with zeros."""
    end = event.offset + len(event.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if event.op == "T":
        del content[event.offset :]
    else:
        content[event.offset : end] = event.data


def _drawn(inode: _Inode, rng: Random) -> bytes:
    """Each waiting change whole, torn at sectors, or not at all; a later one without an earlier."""
    if not inode.waiting:
        return inode.whole()
    content = bytearray(inode.safe)
    share = rng.choice((0.1, 0.5, 0.9))
    for event in inode.waiting:
        fate = rng.random()
        if fate < share:
            _apply(content, event)
        elif event.op == "W" and fate < share + (1 - share) / 2:
            for piece in _sectors(event):
                if rng.random() < 0.5:
                    _apply(content, piece)
        elif event.op == "W" and rng.random() < 0.3:  # the length came through, the data did not
            _apply(content, Event("W", event.path, event.offset + len(event.data), b""))
    return bytes(content)


def _sectors(event: Event) -> Iterator[Event]:
    """The same write in pieces that end where a sector ends."""
    at = event.offset
    end = at + len(event.data)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        yield Event("W", event.path, at, event.data[at - event.offset : until - event.offset])
        at = until
