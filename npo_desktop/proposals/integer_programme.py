"""Whole-number programmes, solved by HiGHS: the most of a sum under linear rules.

The solver is loaded when it is first needed. Without it there is no answer, never an error.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

NO_LIMIT = math.inf
ENOUGH = 0.005  # a proven gap at which long work may stop
# Work is counted in the solver's own steps, not in seconds: the same question, the same answer.
STEPS_TO_ENOUGH = 4  # per unit of effort: from here on "enough" will do
STEPS_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: low <= the sum of terms (column -> factor) <= high."""

    low: float
    high: float
    terms: Mapping[int, float]


@dataclass(slots=True)
class Model:
    """Columns are whole numbers from 0; what they bring is to be as much as possible."""

    gains: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, most: int = 1, gain: int = 0) -> int:
        """A new number from 0 to ``most``; its place."""
        self.gains.append(gain)
        self.most.append(most)
        return len(self.most) - 1

    def at_most(self, high: float, terms: Mapping[int, float]) -> None:
        """The sum is no more than ``high``."""
        if terms and high < NO_LIMIT:
            self.rows.append(Row(-NO_LIMIT, high, terms))

    def at_least(self, low: float, terms: Mapping[int, float]) -> None:
        """The sum is no less than ``low``."""
        self.rows.append(Row(low, NO_LIMIT, terms))

    def equal(self, value: float, terms: Mapping[int, float]) -> None:
        """The sum is ``value``."""
        self.rows.append(Row(value, value, terms))


@dataclass(frozen=True, slots=True)
class Solved:
    """The best values found (``None``: none were), and the most that could be reached."""

    values: tuple[int, ...] | None
    bound: float
    effort: float = 0.0  # what it took


def maximise(model: Model, effort: float) -> Solved | None:
    """The best values within ``effort``, or ``None`` when the solver is not there."""
    try:
        import highspy
    except ImportError:
        return None
    if not model.most:
        return Solved((), 0.0)
    new: Callable[[], highspy.Highs] = highspy.Highs  # its own file has no types
    solver = new()
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),  # gains are whole numbers
    ):
        solver.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.most), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = [float(gain) for gain in model.gains]
    lp.col_lower_ = [0.0] * len(model.most)
    lp.col_upper_ = [float(most) for most in model.most]
    lp.row_lower_ = [row.low for row in model.rows]
    lp.row_upper_ = [row.high for row in model.rows]
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(model.most)
    starts, places, factors = _by_row(model)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = len(model.most), len(model.rows)
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, places, factors
    solver.passModel(lp)
    steps = 0

    def step(
        _kind: highspy.cb.HighsCallbackType,
        _message: str,
        now: highspy.cb.HighsCallbackOutput,
        say: highspy.cb.HighsCallbackInput,
        _data: object,
    ) -> None:
        nonlocal steps
        steps += 1
        is_enough = steps >= STEPS_TO_ENOUGH * effort and now.mip_gap <= ENOUGH
        if is_enough or steps > STEPS_AT_MOST * effort:
            say.user_interrupt = True

    solver.setCallback(step, None)
    solver.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Solved(None, -NO_LIMIT, steps / STEPS_AT_MOST)
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = tuple(round(value) for value in solver.getSolution().col_value) if found else None
    return Solved(values, float(info.mip_dual_bound), steps / STEPS_AT_MOST)


def _by_row(model: Model) -> tuple[list[int], list[int], list[float]]:
    starts, places, factors = [0], [], []
    for row in model.rows:
        places += list(row.terms)
        factors += [float(factor) for factor in row.terms.values()]
        starts.append(len(places))
    return starts, places, factors


def whole_bound(solved: Solved) -> float:
    """The bound as a whole number; the solver's own noise does not raise it."""
    if not math.isfinite(solved.bound):
        return solved.bound
    return math.floor(solved.bound + 1e-5 + 1e-9 * abs(solved.bound))
