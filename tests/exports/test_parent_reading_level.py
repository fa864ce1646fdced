"""Every fixed sentence that parents read is plain: level B1 at most, in each language.

No test measures B1 itself; what is known to go with it is measured: short sentences, short words,
a high score on the language's own reading ease, and no word of the trade. Reading ease: Flesch
(English), Flesch-Douma (Dutch), Fernandez Huerta (Spanish). For Papiamentu nobody made one, so
that LIX stands in for it, which asks for no syllables.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, replace
from statistics import fmean
from typing import Any

import pytest

from npo_desktop.content.load import Content
from npo_desktop.exports.parent_facts import AgreedPlan, ParentSummary
from npo_desktop.exports.parent_text import parent_text

Sentences = Callable[..., list[str]]
MakeSummary = Callable[..., ParentSummary]
LANGUAGES = ("nl", "en", "pap", "es")
# base, weight of syllables a word, weight of words a sentence
EASE: Mapping[str, tuple[float, float, float]] = {
    "nl": (206.84, 77.0, 0.93),
    "en": (206.835, 84.6, 1.015),
    "es": (206.84, 60.0, 1.02),
}
PLAIN = 65.0  # reading ease: what a fifteen-year-old reads with ease
MEAN_WORDS, MOST_WORDS = 10.0, 20
EASY_LIX = 35.0
LONG_WORD = 6  # letters, for LIX
JARGON: Mapping[str, tuple[str, ...]] = {
    "nl": (
        *("executieve", "sociaal-emotioneel", "cognitief", "interventie", "score", "percentiel"),
        *("norm", "signaal", "indicatie", "didactisch", "metacogni", "subschaal", "achterstand"),
    ),
    "en": (
        *("executive", "socio-emotional", "cognitive", "intervention", "score", "percentile"),
        *("norm", "baseline", "metacogni", "subscale", "deficit", "disorder"),
    ),
    "pap": ("ehekutivo", "sosio-emoshonal", "kognitivo", "intervenshon", "skor", "persentil"),
    "es": (
        *("ejecutiva", "socioemocional", "cognitiv", "intervención", "puntuación", "percentil"),
        *("norma", "metacogni", "subescala", "déficit", "trastorno"),
    ),
}
SEX: Mapping[str, str] = {
    "nl": r"\b(hij|hem|haar|zijn eigen|uw zoon|uw dochter)\b",
    "en": r"\b(he|she|him|her|his|hers|son|daughter)\b",
    "pap": r"\byu (hòmber|muhé)\b",
    "es": r"\b(él|un niño|una niña)\b|\best[áé] (enojad|tranquil|enferm|cansad|list)[oa]\b",
}
TOO_NEAR: Mapping[str, str] = {  # how parents are never addressed
    "nl": r"\b(je|jij|jouw|jullie)\b",
    "pap": r"\bbo (yu|por|mester|ke|ta)\b",
    "es": r"\b(tú|tu|tus|vosotros|vuestro)\b",
}


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif type(value) is tuple:
        for part in value:
            yield from strings_in(part)


@pytest.fixture
def sentences(content: Content, summary: MakeSummary, plans: tuple[AgreedPlan, ...]) -> Sentences:
    """Whole sentences that may stand on a parents' page: of the content and of the page itself."""

    def found(language: str, *, with_tips: bool = True) -> list[str]:
        texts = [
            kind[language]
            for names in content.subscales.values()
            for kind in (names.strength, names.practise, names.help)
        ]
        if with_tips:
            for code in content.subscales:
                texts += [tip.texts[language] for tip in content.catalogue.tips_for(code)]
        cards = content.catalogue.interventions
        texts += [card.explanations[language] for card in cards if card.explanations]
        silent = tuple(replace(plan, goals=(), who="", pupil_words="") for plan in plans)
        for answers in ({}, {"EF-INI": (1, 1, 0), "SE-SOC": (4, 4, 4)}, {"COG-TEC": (1,)}):
            facts = summary(plans=silent, answers=answers, language=language, place="")
            text = replace(parent_text(facts), day="", people="", pupil="", school="")
            texts += strings_in(astuple(text))
        parts = [re.split(r"(?<=[.?!:])\s+", " ".join(text.split())) for text in texts]
        whole = [part.replace("{name}", "Ana") for each in parts for part in each]
        return [one for one in dict.fromkeys(whole) if one.rstrip().endswith((".", "?"))]

    return found


def words_of(sentence: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", sentence)


def syllables(word: str) -> int:
    """Groups of vowels; near enough over hundreds of sentences."""
    return max(1, len(re.findall(r"[aeiouyáéíóúàèìòùäëïöüâêîôû]+", word.lower())))


def reading_ease(sentences: list[str], language: str) -> float:
    base, by_syllable, by_length = EASE[language]
    words = [word for sentence in sentences for word in words_of(sentence)]
    a_word = sum(map(syllables, words)) / len(words)
    return base - by_syllable * a_word - by_length * len(words) / len(sentences)


def lix(sentences: list[str]) -> float:
    words = [word for sentence in sentences for word in words_of(sentence)]
    long = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long / len(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(sentences: Sentences, language: str) -> None:
    found = sentences(language)
    assert len(found) > 100
    assert fmean(len(words_of(one)) for one in found) <= MEAN_WORDS
    assert [one for one in found if len(words_of(one)) > MOST_WORDS] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_short(sentences: Sentences, language: str) -> None:
    assert lix(sentences(language)) <= EASY_LIX


@pytest.mark.parametrize("language", EASE)
def test_the_reading_ease_is_that_of_plain_language(sentences: Sentences, language: str) -> None:
    assert reading_ease(sentences(language), language) >= PLAIN


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_trade_is_used(sentences: Sentences, language: str) -> None:
    words = " ".join(sentences(language)).lower()
    assert [word for word in JARGON[language] if re.search(rf"\b{word}", words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_whether_it_is_a_boy_or_a_girl(
    sentences: Sentences, language: str
) -> None:
    found = [one for one in sentences(language) if re.search(SEX[language], one.lower())]
    assert found == []


@pytest.mark.parametrize("language", TOO_NEAR)
def test_parents_are_addressed_as_the_school_does(sentences: Sentences, language: str) -> None:
    fixed = sentences(language, with_tips=False)  # a tip may say what one says to a child
    found = [one for one in fixed if re.search(TOO_NEAR[language], one.lower())]
    assert found == []


def test_papiamentu_is_spelled_as_on_bonaire(sentences: Sentences) -> None:
    aruban = r"\b(scol|cas|of|y|cu)\b|cion\b"
    assert [one for one in sentences("pap") if re.search(aruban, one.lower())] == []


def test_papiamentu_nouns_stay_bare_after_a_numeral(
    sentences: Sentences,
) -> None:
    numeral = r"\b(\d+|un|dos|tres|kuater|sinku|dies|algun|hopi|kada)\s+\w+nan\b"
    assert [one for one in sentences("pap") if re.search(numeral, one.lower())] == []


def test_the_measure_knows_plain_from_hard() -> None:
    plain = ["We read a book.", "Then we talk."]
    hard = [
        "The aforementioned intervention facilitates metacognitive self-regulation in pupils "
        "experiencing considerable difficulties with executive functioning."
    ]
    assert reading_ease(plain, "en") > 90 > PLAIN > reading_ease(hard, "en")
    assert lix(plain) < EASY_LIX < lix(hard)
