"""What settings say of a pupil by id: a draft half typed, why there was no place, who was open."""

import json
from collections.abc import Collection
from contextlib import suppress
from typing import Any

from sqlmodel import Session, select

from npo_desktop.store.tables import Setting

_GONE = object()


def erase_settings(session: Session, ids: Collection[str]) -> int:
    """Forget these pupils in every setting; of one that is about others too the rest stays."""
    wanted = {form for pupil_id in ids for form in (pupil_id, pupil_id.replace("-", ""))}
    erased = 0
    for row in session.exec(select(Setting)):
        if not any(one in row.key or one in row.value for one in wanted):
            continue
        left = _without(row, wanted)
        if left is None:
            session.delete(row)
        else:
            row.value = left
        erased += 1
    return erased


def _without(row: Setting, wanted: Collection[str]) -> str | None:
    """The value without them; ``None`` when nothing of it can stay."""
    with suppress(ValueError):
        kept = _pruned(json.loads(row.value), wanted)
        left = json.dumps(kept, ensure_ascii=False) if isinstance(kept, dict | list) else ""
        if left and not any(one in row.key or one in left for one in wanted):
            return left
    return None


def _pruned(value: Any, wanted: Collection[str]) -> Any:
    """JSON without what stands under a pupil's id, or beside it, as in a draft; or is one."""
    if isinstance(value, dict):
        if any(isinstance(one, str) and one in wanted for one in value.values()):
            return _GONE
        parts = {name: _pruned(one, wanted) for name, one in value.items() if name not in wanted}
        return {name: one for name, one in parts.items() if one is not _GONE}
    if isinstance(value, list):
        return [one for one in (_pruned(each, wanted) for each in value) if one is not _GONE]
    return _GONE if isinstance(value, str) and value in wanted else value
