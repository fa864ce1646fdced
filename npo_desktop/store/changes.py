"""Whether anything was written to an open store since it was last looked at."""

from typing import Any
from weakref import WeakKeyDictionary

from npo_desktop.store.engine import Store

_seen: WeakKeyDictionary[Store, int] = WeakKeyDictionary()


def watch(store: Store) -> None:
    """Count from here: what was written so far needs no backup of its own."""
    _seen[store] = _total(store)


def changed(store: Store) -> bool:
    """Whether anything was written since ``watch``; yes for a store that never was watched."""
    return _total(store) != _seen.get(store, -1)


def _total(store: Store) -> int:
    raw: Any = store.engine.raw_connection().driver_connection
    return int(raw.total_changes)
