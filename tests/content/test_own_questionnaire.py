"""A questionnaire as a document, and back."""

import json
from dataclasses import replace

import pytest

from npo_desktop.content.forms.own_questionnaire import (
    canonical,
    from_document,
    same_content,
    sealed,
    to_document,
)
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Scale, ScaleBand
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking


@pytest.fixture
def full(content: Content) -> Questionnaire:
    """A questionnaire in which every field holds something that is not usual."""
    first = Item(
        id="a",
        scale="x",
        texts={"nl": "A", "pap": "a"},
        drafts=frozenset({"pap"}),
        reverse=True,
        age_min=6,
        age_max=9,
        judgement=True,
        kind=Kind.NUMBER,
        options=({"nl": "een"}, {"nl": "twee"}),
        codes=("1", "2"),
        weight=2.5,
        optional=True,
        relevant="${b} = 1",
        block="blok",
        limits=(0.0, 10.0),
        hints={"nl": "tip"},
        form="integer",
        constraint=". > 1",
        constraint_texts={"nl": "te laag"},
    )
    band = ScaleBand(0.0, 1.5, "low", {"nl": "hulp"})
    return replace(
        content.questionnaires["teacher"],
        scales=(Scale("x", "EF", (first,), True, {"nl": "X"}, (band,)),),
        language="en",
        order=("a",),
        calculations={"som": "${a} + 1"},
        blocks={"blok": {"nl": "Blok"}, "leeg": {}},
    )


def test_a_document_that_went_through_json_gives_the_same_questionnaire(
    full: Questionnaire, content: Content
) -> None:
    for one in (full, *content.questionnaires.values()):
        kept = sealed(one)
        again = from_document(json.loads(json.dumps(to_document(one))))
        assert again == kept
        assert replace(again, is_own=one.is_own, source_text=one.source_text) == one


def test_the_text_of_an_edition_is_its_document(full: Questionnaire) -> None:
    kept = sealed(full)

    assert kept.is_own
    assert from_document(json.loads(kept.source_text)) == kept
    assert sealed(replace(full, titles={"nl": "anders"})).source_text != kept.source_text
    assert canonical({"b": 1, "a": 2}) == '{"a":2,"b":1}'


def test_only_the_edition_may_differ_for_the_content_to_be_the_same(full: Questionnaire) -> None:
    assert same_content(full, replace(full, edition="7"))
    assert not same_content(full, replace(full, top=3))


@pytest.mark.parametrize(
    "document",
    [{}, {"format": 1}, {"format": 1, "code": "x", "scales": 3}, {"format": 1, "scales": [1]}],
)
def test_a_document_that_is_none_is_refused_in_a_sentence(document: dict[str, object]) -> None:
    with pytest.raises(UserError):
        from_document(document)


def test_a_document_of_a_newer_program_says_so(full: Questionnaire) -> None:
    with speaking("en"), pytest.raises(UserError, match="newer"):
        from_document(to_document(full) | {"format": 99})
