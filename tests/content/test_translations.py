"""The fixed sentences in four languages."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from npo_desktop.i18n import LANGUAGES
from npo_desktop.paths import resources


def catalogue(language: str) -> Catalog:
    with (resources() / "translations" / f"{language}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_english(language: str) -> None:
    for message in catalogue(language):
        if message.id and isinstance(message.string, str) and message.string:
            english, translated = (
                sorted(re.findall(r"\{\w*\}", str(text))) for text in (message.id, message.string)
            )
            assert english == translated, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_forms_are_declared_and_the_text_is_utf_8(language: str) -> None:
    found = catalogue(language)
    assert found.num_plurals == 2
    assert found.charset == "utf-8"


def test_a_sentence_from_the_founders_is_there_in_every_language() -> None:
    english = "This is going about the same as in {month}."
    said = {language: catalogue(language)[english].string for language in LANGUAGES}
    assert said == {
        "nl": "Dit gaat ongeveer hetzelfde als in {month}.",
        "en": "",  # English is its own message id
        "pap": "Esaki ta bai mas o ménos meskos ku na {month}.",
        "es": "Esto va más o menos igual que en {month}.",
    }


def test_papiamentu_drafts_stay_marked() -> None:
    draft = catalogue("pap")["Our goal"]
    read = catalogue("pap")["Signatures"]
    assert "draft" in draft.auto_comments
    assert "draft" not in read.auto_comments
