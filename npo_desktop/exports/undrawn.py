"""Letters that the faces of our documents lack: noted while one is drawn, told when it is made.

On paper each is a box. Whoever makes documents in a file notes them around it::

    with noting_undrawn() as undrawn:
        pdf = parent_summary(facts)
    undrawn.sentence()
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from npo_desktop.i18n import _, ngettext

_MOST = 8  # letters, or pages, that are told one by one
_ANYWHERE = 0  # instead of a page: in one of several files


class Undrawn:
    """What stands as a box, by page from 1."""

    def __init__(self) -> None:
        self._letters: dict[int, set[str]] = {}

    @property
    def letters(self) -> Mapping[int, set[str]]:
        """Those of each page that has any."""
        return self._letters

    def note(self, page: int, letters: Iterable[str]) -> None:
        """A line with these stands on this page."""
        self._letters.setdefault(page, set()).update(letters)

    def sentence(self, first: int = 1, last: int | None = None) -> str:
        """Where which letters cannot be printed, and what to do; empty when all were drawn.

        ``first`` and ``last``: of these pages only.
        """
        pages = [
            page
            for page in sorted(self._letters)
            if page >= first and (last is None or page <= last)
        ]
        if _ANYWHERE in self._letters:
            words, pages = _on_paper(), list(self._letters)
        else:
            words = _on_pages(len(pages))
        if not pages:
            return ""
        letters = set().union(*(self._letters[page] for page in pages))
        return words.format(pages=_few(map(str, pages), ", "), letters=_told(letters))


_noting: ContextVar[Undrawn | None] = ContextVar("undrawn", default=None)


@contextmanager
def noting_undrawn() -> Iterator[Undrawn]:
    """What is drawn within is noted; also, without its page, by whoever notes around it."""
    inner, around = Undrawn(), _noting.get()
    token = _noting.set(inner)
    try:
        yield inner
    finally:
        _noting.reset(token)
        if around is not None and inner.letters:
            around.note(_ANYWHERE, set().union(*inner.letters.values()))


def note_undrawn(page: int, letters: Iterable[str]) -> None:
    """Called by the pen; ``page`` counts from 1."""
    if (undrawn := _noting.get()) is not None:
        undrawn.note(page, letters)


def _on_pages(n: int) -> str:
    return ngettext(
        "On page {pages} □ stands for what cannot be printed ({letters}): "
        "write it in other letters, or by pen on the paper.",
        "On pages {pages} □ stands for what cannot be printed ({letters}): "
        "write it in other letters, or by pen on the paper.",
        n,
    )


def _on_paper() -> str:
    return _(
        "On paper □ stands for what cannot be printed ({letters}): "
        "write it in other letters, or by pen on the paper."
    )


def _told(letters: set[str]) -> str:
    """In the order of their codes, so that they spell no name."""
    shown = (one if one.isprintable() else f"U+{ord(one):04X}" for one in sorted(letters))
    return _few(shown, " ")


def _few(parts: Iterable[str], between: str) -> str:
    found = list(parts)
    return between.join(found[:_MOST]) + (f"{between}…" if len(found) > _MOST else "")
