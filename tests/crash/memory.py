"""Looks into the memory of the program before and after it was locked; T21.

Prints one JSON document: what the unlocked process held (it must hold names, else the search is
blind), how long it lived after the lock, and what the fresh locked process holds.
"""

import argparse
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import school

from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.store.lifecycle import open_store

WORD = "Zqxkanarie"
PATIENCE = 60.0  # seconds
QUIET = 0.7  # seconds without work: the locked form stands there


def adopt_orphans() -> None:
    """The detached process becomes ours: some systems let one look only into one's own."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def held(pid: int, wanted: dict[str, bytes]) -> dict[str, int]:
    """How often each stands in the memory of a process."""
    counts = dict.fromkeys(wanted, 0)
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights, *rest = line.split()
            if not rights.startswith("r") or rest[-1] in ("[vvar]", "[vsyscall]", "[vvar_vclock]"):
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except (OSError, OverflowError, ValueError):
                continue  # a page of the system's own, or gone since
            for name, form in wanted.items():
                counts[name] += content.count(form)
    return counts


def forms(key: str) -> dict[str, bytes]:
    """Names as Python, Qt and SQLite hold them; the key raw and as it is typed into a pragma."""
    words = {form: WORD.encode(form) for form in ("utf-8", "utf-16-le", "utf-32-le")}
    keys = {"key raw": bytes.fromhex(key), "key hex": key.encode(), "key HEX": key.upper().encode()}
    return words | keys | {"key hex utf-16": key.encode("utf-16-le")}


def fresh_process(store: Path) -> int:
    """The process that waits for the passphrase of this store."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # ended meanwhile
            if b"--locked" in words and str(store).encode() in words:
                return int(folder.name)
        time.sleep(0.02)
    raise TimeoutError("no fresh locked process came")


def wait_until_quiet(pid: int) -> None:
    """Until it has painted and loaded what it loads."""
    worked, since = -1, time.monotonic()
    while time.monotonic() - since < QUIET or worked < 50:  # hundredths of a second of work
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        now = int(fields[11]) + int(fields[12])
        if now != worked:
            worked, since = now, time.monotonic()
        time.sleep(0.05)


def watched(
    window: "subprocess.Popen[str]", path: Path, wanted: dict[str, bytes]
) -> dict[str, object]:
    """Let it lock, and look before and after."""
    assert window.stdin is not None and window.stdout is not None
    assert window.stdout.readline() == "open\n", "the window did not open"
    before = held(window.pid, wanted)
    locked_at = time.monotonic()
    window.stdin.write("lock\n")
    window.stdin.flush()
    window.wait(PATIENCE)
    lived = time.monotonic() - locked_at
    fresh = fresh_process(path)
    try:
        wait_until_quiet(fresh)
        after = held(fresh, wanted)
        size = int(Path(f"/proc/{fresh}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    finally:
        os.kill(fresh, signal.SIGKILL)
        os.waitpid(fresh, 0)
    told = {"before": before, "lived": lived, "after": after, "code": window.returncode}
    return told | {"fresh_bytes": size}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    path = parser.parse_args().store
    key = school.read(path).key
    store = open_store(path, school.PASSPHRASE)
    file = school.pupil_file(path.with_name("names.csv"), first=100, pupils=60, word=WORD)
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(file)))
    store.close()
    file.unlink()
    adopt_orphans()
    window = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("unlocked_window.py")), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        told = watched(window, path, forms(key))
    finally:
        window.kill()
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
