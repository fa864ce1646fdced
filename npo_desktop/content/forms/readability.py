"""Whether a sentence is plain enough for parents and pupils: about level B1, by its length.

A rough measure: short sentences of words in daily use are easier in every language. Papiamentu and
Spanish words are a little shorter than Dutch compounds, hence a limit for each language.
"""

import re

from npo_desktop.i18n import NAMES, _

LONG_SENTENCE = 20  # words
LONG_WORD = {"nl": 16, "en": 13, "pap": 13, "es": 14}  # letters, from here on
USUAL_LONG_WORD = 15
MEAN_LETTERS = {"nl": 7.0, "en": 6.5, "pap": 6.5, "es": 7.0}  # of the words of one text
USUAL_MEAN = 7.0


def hard_words(text: str, language: str) -> tuple[str, ...]:
    """Words that are long for this language, at most three."""
    limit = LONG_WORD.get(language, USUAL_LONG_WORD)
    return tuple(word for word in _words(text) if len(word) >= limit)[:3]


def reading_trouble(text: str, language: str) -> str:
    """Why a text is hard to read; empty when it is not."""
    name = NAMES.get(language, language)
    longest = max((len(_words(part)) for part in re.split(r"[.!?:;]+\s", text)), default=0)
    if longest > LONG_SENTENCE:
        what = _("A sentence of {n} words ({language}): split it.")
        return what.format(n=longest, language=name)
    words = _words(text)
    if len(words) >= 5:
        mean = sum(map(len, words)) / len(words)
        if mean > MEAN_LETTERS.get(language, USUAL_MEAN):
            return _("Hard to read ({language}): many long words.").format(language=name)
    return ""


def _words(text: str) -> list[str]:
    return [word.strip("-'’") for word in re.findall(r"[^\W\d_][\w'’-]*", text)]
