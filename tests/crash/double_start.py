"""Two starts at the same moment on one store, again and again; T29.

The two wait behind one gate. The winner is killed each time, and a third start is timed.
"""

import argparse
import json
import os
import signal
import sys
from pathlib import Path
from time import monotonic

import school

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.store.lifecycle import open_store


def enter(path: Path, gate: int, out: int, careless: bool) -> int:
    """Open when the gate opens; stay in until killed, or say why not. An exit code.

    ``careless`` is the fault to be found: one that is in and does not keep the other out.
    """
    os.read(gate, 1)  # returns when the parent closes its end
    try:
        store = open_store(path, school.PASSPHRASE)
    except UserError as error:
        os.write(out, json.dumps([os.getpid(), error.message, error.hint]).encode() + b"\n")
        return 3
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE school SET place = place || 'x'")
    if careless:
        store.close()
    os.write(out, json.dumps([os.getpid(), "in", ""]).encode() + b"\n")
    while True:
        signal.pause()


def started(path: Path, gate: tuple[int, int], out: int, careless: bool) -> int:
    """A process before the gate."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            os.close(gate[1])
            code = enter(path, gate[0], out, careless)
        finally:
            os._exit(code)
    return pid


def race(path: Path, careless: bool) -> tuple[int, list[str], float]:
    """How many came in, what the others said, and how long a third start took (seconds)."""
    gate, (heard, out) = os.pipe(), os.pipe()
    pids = [started(path, gate, out, careless) for _ in range(2)]
    for end in (*gate, out):
        os.close(end)
    with os.fdopen(heard) as pipe:
        lines = [json.loads(pipe.readline()) for _pid in pids]
    said = {pid: (message, hint) for pid, message, hint in lines}
    winners = [pid for pid in pids if said[pid][0] == "in"]
    for pid in pids:
        if pid in winners:
            os.kill(pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert code == (-signal.SIGKILL if pid in winners else 3), f"exit code {code}"
    refusals = [" ".join(said[pid]) for pid in pids if pid not in winners]
    begun = monotonic()
    open_store(path, school.PASSPHRASE).close()
    return len(winners), refusals, monotonic() - begun


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--races", type=int, required=True)
    parser.add_argument("--careless", action="store_true", help="do not keep the other out")
    chosen = parser.parse_args()
    i18n.use("en")
    races = [race(chosen.store, chosen.careless) for _ in range(chosen.races)]
    told = {
        "winners": [winners for winners, _said, _third in races],
        "refusals": sorted({text for _winners, said, _third in races for text in said}),
        "third": max(third for _winners, _said, third in races),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
