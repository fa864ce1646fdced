"""T21: after the lock neither names nor the key are in memory, for the process is another."""

from collections.abc import Callable
from typing import Any

KEYS = ("key raw", "key hex", "key HEX", "key hex utf-16")


def test_locking_leaves_no_name_and_no_key_in_memory(
    small_school: Any, script: Callable[..., Any], figure: Callable[[str], None]
) -> None:
    told = script("memory.py", small_school.store)
    before, after = told["before"], told["after"]
    figure(
        f"T21 lock: the old process was gone after {told['lived']:.2f} s; the fresh one holds "
        f"{sum(after[form] for form in after if form not in KEYS)} names and "
        f"{sum(after[form] for form in KEYS)} keys in {told['fresh_bytes'] / 1e6:.0f} MB "
        f"(control, unlocked: {before['utf-8'] + before['utf-16-le']} and "
        f"{sum(before[form] for form in KEYS)})"
    )
    assert told["code"] == 0
    assert told["lived"] <= 2
    assert before["utf-8"] > 0  # what would be found is found while the store is open
    assert before["key raw"] + before["key hex"] > 0
    assert told["fresh_bytes"] > 50_000_000  # the whole form stood there when it was searched
    assert set(after.values()) == {0}
