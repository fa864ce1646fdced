"""What is cleared up after a failure, and what goes on."""

import pytest

from npo_desktop.errors import Cancelled, on_failure


@pytest.mark.parametrize("kind", [ValueError, Cancelled, KeyboardInterrupt, SystemExit])
def test_whatever_went_wrong_is_cleared_up_after_and_goes_on(kind: type[BaseException]) -> None:
    done: list[str] = []
    with pytest.raises(kind, match="why"), on_failure(lambda: done.append("cleared")):
        raise kind("why")
    assert done == ["cleared"]


def test_nothing_is_cleared_up_when_nothing_went_wrong() -> None:
    done: list[str] = []
    with on_failure(lambda: done.append("cleared")):
        done.append("made")
    assert done == ["made"]


def test_leaving_early_is_no_failure() -> None:
    done: list[str] = []

    def made() -> str:
        with on_failure(lambda: done.append("cleared")):
            return "made"

    assert made() == "made"
    assert done == []
