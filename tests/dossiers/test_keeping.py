"""The collector rests while much is made, and always comes back."""

import gc

import pytest

from npo_desktop.dossiers.keeping import without_collecting


def test_the_collector_is_back_also_after_a_failure() -> None:
    assert gc.isenabled()
    with without_collecting():
        assert not gc.isenabled()
        with without_collecting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), without_collecting():
        _ = 1 / 0
    assert gc.isenabled()
