"""Every sentence of the source is in both catalogues, translated, with the same blanks to fill."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LANGUAGES = ("nl", "en")
ALL_LANGUAGES = (*LANGUAGES, "pap", "es")
BLANK = re.compile(r"\{\w*(?:[:!][^}]*)?\}")


@cache
def asked() -> tuple[tuple[list[str], str], ...]:
    """Each sentence of the source, in all its forms, and where it stands."""
    return tuple(
        (forms(message), f"{package}/{file}:{line}")
        for package in ("npo_desktop", "ui")
        for file, line, message, *_ in extract_from_dir(str(ROOT / package))
    )


def extracted() -> dict[str, str]:
    """Each sentence of the source in its first form, and one place where it stands."""
    return {sentence[0]: place for sentence, place in asked()}


@cache
def catalogue(language: str) -> Catalog:
    path = ROOT / "resources" / "translations" / f"{language}.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else list(text) if isinstance(text, tuple | list) else []


def entries(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def test_there_are_sentences_to_translate() -> None:
    assert len(extracted()) > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_source_is_in_the_catalogue(language: str) -> None:
    held = {forms(message.id)[0] for message in entries(language)}

    missing = {place: text for text, place in extracted().items() if text not in held}
    assert missing == {}


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_no_sentence_waits_in_a_catalogue_that_nobody_asks_for(language: str) -> None:
    assert not {forms(message.id)[0] for message in entries(language)} - extracted().keys()


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_what_is_counted_has_its_plural_in_the_catalogue(language: str) -> None:
    singular = {message.id for message in entries(language) if isinstance(message.id, str)}

    lost = {place: text[1] for text, place in asked() if len(text) > 1 and text[0] in singular}
    assert lost == {}


def test_every_dutch_sentence_is_translated() -> None:
    sentences = extracted()
    empty = [
        message.id
        for message in entries("nl")
        if forms(message.id)[0] in sentences and not all(forms(message.string))
    ]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [message.id for message in entries(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_blanks_to_fill(language: str) -> None:
    differing = []
    for message in entries(language):
        asked = set(BLANK.findall(" ".join(forms(message.id))))
        for text in filter(None, forms(message.string)):
            if not set(BLANK.findall(text)) <= asked or (
                isinstance(message.id, str) and set(BLANK.findall(text)) != asked
            ):
                differing.append((message.id, text))
    assert differing == []


@cache
def nodes() -> list[tuple[str, ast.Call | ast.JoinedStr]]:
    """Every call and every f-string of the source, with its place; parsed once."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for package in ("npo_desktop", "ui")
        for path in sorted((ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call | ast.JoinedStr)
    ]


def _asks_for_a_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    )


def test_no_text_to_translate_stands_inside_an_f_string() -> None:
    """Not every Python lets the extractor look inside one, so the text would be lost."""
    found = [
        place
        for place, node in nodes()
        if isinstance(node, ast.JoinedStr) and any(map(_asks_for_a_text, ast.walk(node)))
    ]
    assert found == []


def test_every_text_to_translate_is_written_out() -> None:
    """An f-string or a variable inside ``_()`` can not be extracted, so nobody translates it."""
    found = [
        place
        for place, node in nodes()
        if isinstance(node, ast.Call)
        and _asks_for_a_text(node)
        and not isinstance(node.args[0], ast.Constant)
    ]
    assert found == []
