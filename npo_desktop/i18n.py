"""The one translation system: gettext, for screens, PDFs and workbooks alike.

Message ids are English sentences. The catalogues stand in ``resources/translations`` as ``.po``;
``make setup`` compiles them to ``.mo``, and a missing or older ``.mo`` is compiled in memory.
"""

import gettext
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from npo_desktop.paths import resources

LANGUAGES = ("nl", "en", "pap", "es")
COMPLETE = ("nl", "en")  # the others are drafts until a native speaker has read them
NAMES = {"nl": "Nederlands", "en": "English", "pap": "Papiamentu", "es": "Español"}

_default = "nl"
_speaking: ContextVar[str | None] = ContextVar("speaking", default=None)


def use(language: str) -> None:
    """Speak this language from now on, wherever no other is asked for."""
    global _default
    _default = language if language in LANGUAGES else "nl"
    _catalogue(_default)


def current() -> str:
    """The language spoken here and now."""
    return _speaking.get() or _default


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while, in this thread only: a document for parents."""
    token = _speaking.set(language)
    try:
        yield
    finally:
        _speaking.reset(token)


def _(message: str) -> str:
    return _catalogue(current()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a sentence that fits the number."""
    return _catalogue(current()).ngettext(one, many, n)


def pick(texts: Mapping[str, str], language: str | None = None) -> str:
    """The text in this language of data that carries its own; English, Dutch or any other else."""
    for candidate in (language or current(), "en", "nl", *texts):
        if text := texts.get(candidate):
            return text
    return ""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = resources() / "translations"
    source, compiled = folder / f"{language}.po", folder / f"{language}.mo"
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    if not source.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        catalogue = read_po(file, locale=None)
    memory = io.BytesIO()
    write_mo(memory, catalogue)
    memory.seek(0)
    return gettext.GNUTranslations(memory)
