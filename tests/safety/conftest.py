"""Stores that were made a moment ago: these tests look at the making too."""

import pytest

from npo_desktop.store.engine import Store


@pytest.fixture
def store(new_store: Store) -> Store:
    """Not a copy."""
    return new_store
