"""Time two sides in turn, in one run, and hold their ratio against a limit."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Both sides, mostly medians in milliseconds, and whether the limit held."""

    name: str
    ours: float
    bare: float | None
    limit: float
    unit: str  # "x": ours / bare; "ms": ours alone
    measured: str = "ms"  # in what both sides are

    @property
    def value(self) -> float:
        return self.ours / self.bare if self.bare is not None else self.ours

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def line(self) -> str:
        sides = f"ours {self.ours:9.2f} {self.measured}"
        if self.bare is not None:
            sides += f"   bare {self.bare:9.2f} {self.measured}"
        mark = "ok " if self.holds else "MISS"
        value = f"{self.value:.2f} {self.unit}"
        return f"{mark} {self.name:<58} {value:>10} (limit {self.limit:g})   {sides}"


def in_turn(
    ours: Callable[[], object], bare: Callable[[], object], *, runs: int, warm: int = 1
) -> tuple[float, float]:
    """Medians in milliseconds of A B A B ..., after a warm-up of each."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(-warm, runs):
        for side, work in enumerate((ours, bare)):
            gc.collect()
            began = time.perf_counter()
            work()
            took = 1000 * (time.perf_counter() - began)
            if run >= 0:
                times[side].append(took)
    return statistics.median(times[0]), statistics.median(times[1])


def alone(work: Callable[[], object], *, runs: int, warm: int = 1) -> float:
    """Median in milliseconds."""
    times = []
    for run in range(-warm, runs):
        began = time.perf_counter()
        work()
        if run >= 0:
            times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def cpu(work: Callable[[], object], *, runs: int, warm: int = 1) -> float:
    """Median in milliseconds of this process's own time: others on the machine do not count."""
    times = []
    for run in range(-warm, runs):
        began = time.process_time()
        work()
        if run >= 0:
            times.append(1000 * (time.process_time() - began))
    return statistics.median(times)
