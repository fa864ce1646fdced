"""Support groups at the edges: amounts of any size, sets in any order."""

from collections.abc import Sequence

from npo_desktop.proposals.grouping import Candidate, Programme, form_groups
from npo_desktop.proposals.integer_programme import Model, Row
from npo_desktop.proposals.support.cells import Cell, lay_out
from npo_desktop.proposals.support.splitting import Rules, Unit


def test_amounts_of_any_size_are_counted_whole() -> None:
    candidates = [Candidate(f"p{i}", 3, {"a": 5, "b": 9}) for i in range(6)]
    huge = [Programme("a", 1e308, 0.0), Programme("b", 1.0, 1e-300)]
    found = form_groups(candidates, huge, staff_hours=1e308, budget=1e308)
    assert found.value == found.bound == 54
    dear = [Programme("a", 2.0, 0.0), Programme("b", 1e12, 0.0)]  # what cannot be paid weighs not
    found = form_groups(candidates, dear, staff_hours=2.0, budget=0.0)
    assert found.value == found.bound == 30


def test_the_order_in_which_pairs_are_named_changes_nothing() -> None:
    units = [Unit((f"p{u}",), (3,), {"a": 5}) for u in range(10)]
    cell = Cell("a", tuple(range(10)), 3)

    def rows(others: Sequence[int]) -> list[Row]:
        model = Model()
        apart = {0: frozenset(others)} | {v: frozenset({0}) for v in others}
        lay_out(model, [cell], units, Rules((3, 6), apart), {0})
        return model.rows

    assert list(frozenset([1, 9])) != list(frozenset([9, 1]))  # sets remember how they were made
    assert rows([1, 9]) == rows([9, 1])
