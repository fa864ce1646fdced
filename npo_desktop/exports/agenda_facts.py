"""What the agenda of a meeting of the support team says on paper."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from npo_desktop.exports.paper_head import PaperHead


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One pupil: why it is talked about, and the next step that stands ready."""

    pupil: str
    group: str
    why: str
    next_step: str
    minutes: str = ""  # of a meeting that was held


@dataclass(frozen=True, slots=True)
class AgendaAction:
    """What was agreed earlier and is not done yet."""

    words: str
    who: str
    due_on: date | None
    pupil: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The whole agenda, in its order."""

    head: PaperHead
    held_on: date
    name: str
    present: str
    lines: tuple[AgendaLine, ...]
    open_actions: tuple[AgendaAction, ...] = ()
    pupil_ids: tuple[UUID, ...] = ()  # of the lines, for the log; nowhere on paper
