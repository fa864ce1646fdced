"""The weighted mean of an own scale, by hand and against the plain one."""

from random import Random

import pytest

from npo_desktop.scoring.scale import score_items, score_weighted


def test_with_equal_weights_it_is_the_plain_mean(chance: Random) -> None:
    for _trial in range(500):
        n, top = chance.randrange(1, 9), chance.randrange(1, 11)
        given = [chance.choice([None, *range(top + 1)]) for _item in range(n)]
        turned = [place for place in range(n) if chance.random() < 0.5]
        plain = score_items(given, reverse=turned, top=top)
        weighted = score_weighted(given, tops=[top] * n, weights=[2.5] * n, reverse=turned, top=top)
        assert (weighted.answered, weighted.items) == (plain.answered, plain.items)
        assert weighted.mean == pytest.approx(plain.mean)
        assert weighted.pomp == pytest.approx(plain.pomp)
        assert weighted.prorated_sum == pytest.approx(plain.prorated_sum)


def test_weights_tops_and_missing_by_hand() -> None:
    # 3 of 3 counts as 4 of 4, with weight 2; 4 - 1 = 3 reversed, weight 1: (2 x 4 + 3) / 3
    found = score_weighted([3, 1], tops=[3, 4], weights=[2, 1], reverse=[1], top=4)
    assert found.mean == pytest.approx(11 / 3)
    assert found.pomp == pytest.approx(100 * 11 / 12)
    # one of four missing is enough: (3 x 4 + 1 x 0 + 1 x 2) / 5
    found = score_weighted([4, None, 0, 2], tops=[4] * 4, weights=[3, 9, 1, 1], top=4)
    assert found.answered == 3
    assert found.mean == pytest.approx(14 / 5)
    # two of three is not
    found = score_weighted([4, None, 0], tops=[4] * 3, weights=[1] * 3, top=4)
    assert (found.answered, found.mean, found.pomp) == (2, None, None)


@pytest.mark.parametrize(
    ("given", "tops", "weights"),
    [([5], [4], [1.0]), ([-1], [4], [1.0]), ([1], [0], [1.0]), ([1], [4], [0.0]), ([1], [4], [-1])],
)
def test_what_can_not_be_is_refused(
    given: list[int], tops: list[int], weights: list[float]
) -> None:
    with pytest.raises(ValueError):
        score_weighted(given, tops=tops, weights=weights, top=4)
