"""The words of a paper questionnaire besides its questions, in four languages."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from npo_desktop.content.questionnaire import Texts
from npo_desktop.i18n import pick
from npo_desktop.paths import resources


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The words in one language."""

    language: str
    is_draft: bool  # no native-speaking teacher has read them yet
    words: Mapping[str, Texts]
    domains: Mapping[str, Texts]

    def __call__(self, key: str, **blanks: object) -> str:
        """One sentence with its blanks filled; ``KeyError`` when there is no such sentence."""
        return pick(self.words[key], self.language).format(**blanks)

    def any_of(self, names: Sequence[str]) -> str:
        """A, B or C."""
        first, last = ", ".join(names[:-1]), "".join(names[-1:])
        return f"{first} {self('or')} {last}" if first else last

    def domain(self, code: str) -> str:
        """What a domain is called above its statements; empty when it has no name."""
        return pick(self.domains.get(code, {}), self.language)


@cache
def paper_words(language: str) -> PaperWords:
    """The words of this language."""
    document = _document()
    is_draft = language in document["draft"]
    return PaperWords(language, is_draft, document["words"], document["domains"])


@cache
def _document() -> dict[str, dict[str, Texts]]:
    path = resources() / "paper" / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
