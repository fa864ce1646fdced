"""What one guess at a passphrase costs, and how much this computer can bear."""

import time
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

KEY_BYTES = 32
MOST_MEMORY = 1024 * 1024  # KiB; a tampered slot may ask for more than there is
MOST_PASSES = 100
MOST_LANES = 64
TESTS_MEMORY = 1024  # KiB; the program never makes a slot this cheap, only a test does
LONGEST_TRY = 10_000  # characters; to compose a longer text could itself take minutes


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: KiB of memory, passes, lanes (Argon2id)."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


STRONG = Cost()  # RFC 9106, low-memory profile
FLOOR = STRONG  # a slot cheaper than this is made anew at the next login


def calibrated(target_s: float = 0.7) -> Cost:
    """What takes about ``target_s`` seconds on this computer; never less than ``STRONG``.

    Memory first, up to four times, because it hurts a guesser most; then passes.
    """
    seconds = min(_seconds(STRONG) for _try in range(2))  # the quicker: less else was going on
    share = max(1.0, target_s / seconds)
    doublings = 2 if share >= 4 else 1 if share >= 2 else 0
    passes = round(STRONG.passes * share / 2**doublings)
    memory = STRONG.memory << doublings
    return Cost(memory, max(STRONG.passes, min(passes, MOST_PASSES)), STRONG.lanes)


def strengthened(cost: Cost) -> Cost:
    """The cost a slot must have by now: at least the floor."""
    if cost.memory < TESTS_MEMORY:
        return cost
    if cost.memory >= FLOOR.memory and cost.passes >= FLOOR.passes:
        return cost
    return Cost(max(cost.memory, FLOOR.memory), max(cost.passes, FLOOR.passes), FLOOR.lanes)


def is_bearable(cost: Cost) -> bool:
    """Whether trying this cost can do no harm: what stands in a file may be tampered with."""
    parts = ((cost.memory, MOST_MEMORY), (cost.passes, MOST_PASSES), (cost.lanes, MOST_LANES))
    if not all(type(part) is int and 1 <= part <= most for part, most in parts):
        return False
    return cost.memory >= 8 * cost.lanes and cost.memory * cost.passes <= 20 * MOST_MEMORY


def stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key that a passphrase gives; composed and decomposed letters give the same."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return kdf.derive(_as_bytes(passphrase))


def _as_bytes(passphrase: str) -> bytes:
    """What is stretched. Nobody can have chosen a huge text: it is tried as its digest, in vain."""
    if len(passphrase) > LONGEST_TRY:
        return b"\xff" + sha256(passphrase.encode("utf-8", "surrogatepass")).digest()
    return unicodedata.normalize("NFC", passphrase.strip()).encode("utf-8", "surrogatepass")


def _seconds(cost: Cost) -> float:
    start = time.perf_counter()
    stretched("a passphrase to measure with", bytes(16), cost)
    return time.perf_counter() - start
