"""What takes time on the page of support groups: what everybody needs, and dividing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.proposals.support.board_needs import Needs, needs_of
from npo_desktop.proposals.support.board_question import question_of
from npo_desktop.proposals.support.obstacle_words import obstacle_hint, obstacle_text
from npo_desktop.proposals.support.support_board import Board
from npo_desktop.proposals.support.support_groups import Arrangement, arrange, optimality_gap
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.ranking_choices import school_here

if TYPE_CHECKING:
    from npo_desktop.dossiers.round_scores import ScoredRound
    from ui.app import App, Session

EFFORTS = (0.5, 2.0, 5.0)  # seconds; each further try only when more can be gained


class SupportSolver(QObject):
    """Works on the worker; ``needs`` is what is known, of which round and catalogue."""

    loaded = Signal()

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self.needs: Mapping[UUID, Needs] | None = None
        self.is_dividing = False
        self._key: tuple[object, ...] = ()
        self._asked: tuple[object, ...] = ()

    def look(self, session: Session, scored: ScoredRound) -> Mapping[UUID, Needs] | None:
        """The needs of this round; what changed since is worked out anew, and ``loaded`` follows.

        ``None``: nothing is known yet of this round.
        """
        content = self._app.content
        answers, here = feasibility_answers(session), school_here(session)
        key = (scored, content, answers, here)
        if not self._same(self._key, key) and not self._same(self._asked, key):
            self._asked = key

            def work(_progress: Progress) -> dict[UUID, Needs]:
                return needs_of(scored.dossiers.values(), content.catalogue, answers, here)

            def keep(found: dict[UUID, Needs]) -> None:
                if self._asked is key:
                    self.needs, self._key = found, key

            self._app.jobs.start(work, keep, after=self.loaded.emit)
        return self.needs if self._key and self._key[0] is scored else None

    def divide(
        self, board: Board, then: Callable[[Arrangement], None], end: Callable[[], None]
    ) -> None:
        """Divide around the pins; stopped, nothing changes."""
        question = question_of(board)

        def work(progress: Progress) -> Arrangement:
            best: Arrangement | None = None
            for tried, effort in enumerate(EFFORTS):
                progress(tried, len(EFFORTS), _("Dividing pupils over groups"))
                found = arrange(replace(question, effort=effort))
                if best is None or _better(found, best):
                    best = found
                if optimality_gap(best.value, best.bound) <= 0:
                    break
            assert best is not None
            progress(len(EFFORTS), len(EFFORTS), _("Dividing pupils over groups"))
            return best

        def done() -> None:
            self.is_dividing = False
            end()

        self.is_dividing = True
        self._app.jobs.start(work, then, label=_("Dividing pupils over groups"), after=done)

    @staticmethod
    def _same(first: tuple[object, ...], second: tuple[object, ...]) -> bool:
        """The first two are large and only ever replaced: the very same will do."""
        return (
            len(first) == len(second)
            and all(one is other for one, other in zip(first[:2], second[:2], strict=True))
            and first[2:] == second[2:]
        )


def reached_text(arrangement: Arrangement) -> str:
    """What a division reached, and how much better it could at most be."""
    placed = sum(len(group.pupils) for group in arrangement.groups)
    n = len(arrangement.groups)
    told = [
        ngettext("{pupils} pupils in {n} group.", "{pupils} pupils in {n} groups.", n).format(
            pupils=placed, n=n
        ),
        _("{n} of {all} needs for help are served.").format(
            n=arrangement.reds_served, all=arrangement.reds
        ),
    ]
    if arrangement.bound == 0:  # nothing could be gained at all: no hours, or nothing to divide
        return " ".join(told)
    gap = optimality_gap(arrangement.value, arrangement.bound)
    if gap > 0.0005:
        share = number(100 * gap, 0 if gap >= 0.01 else 1)
        told.append(_("At most {n} percent better is possible.").format(n=share))
    else:
        told.append(_("Nothing better is possible within these hours and limits."))
    return " ".join(told)


def conflict_texts(board: Board, arrangement: Arrangement) -> list[str]:
    """Pins and must-togethers that could not be kept, each with what stops it."""
    names = {group.id: group.name for group in board.groups}
    found = []
    for conflict in arrangement.conflicts:
        pupils = [board.children[UUID(one)].name for one in conflict.pupils]
        why, what = obstacle_text(conflict.obstacle), obstacle_hint(conflict.obstacle)
        if conflict.group_key is not None:
            group = names.get(UUID(conflict.group_key), "")
            words = _("The pin of {name} in {group} could not be kept. {why} {what}")
            found.append(words.format(name=pupils[0], group=group, why=why, what=what))
        else:
            words = _("{names} could not be put together. {why} {what}")
            found.append(words.format(names=", ".join(pupils), why=why, what=what))
    return found


def _better(found: Arrangement, best: Arrangement) -> bool:
    return (found.reds_served, found.value) > (best.reds_served, best.value)
