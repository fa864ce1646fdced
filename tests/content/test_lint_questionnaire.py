"""What a colleague would remark on a questionnaire, in plain words."""

from dataclasses import replace
from typing import Any

import pytest

from npo_desktop.content.forms.lint_questionnaire import Weight, lint
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Scale, ScaleBand
from npo_desktop.exports.xlsx.forms.form_template import example
from npo_desktop.i18n import speaking


def kinds(questionnaire: Questionnaire) -> set[tuple[str, str]]:
    with speaking("en"):
        return {(finding.kind, finding.where) for finding in lint(questionnaire)}


def changed(questionnaire: Questionnaire, item_id: str, **more: Any) -> Questionnaire:
    """The same with one item changed."""
    scales = tuple(
        replace(
            scale,
            items=tuple(
                replace(item, **more) if item.id == item_id else item  # any field
                for item in scale.items
            ),
        )
        for scale in questionnaire.scales
    )
    return replace(questionnaire, scales=scales)


@pytest.fixture
def plain() -> Questionnaire:
    """The example, in the two languages it is written in: nothing to remark."""
    made = example()
    options = tuple({"nl": one["nl"], "en": one["en"]} for one in made.options)
    return replace(made, options=options)


def test_a_good_list_gets_no_remark(plain: Questionnaire) -> None:
    assert lint(plain) == ()


def test_an_item_in_no_scale_with_the_answers_of_one(plain: Questionnaire) -> None:
    scored, loose = plain.scales
    moved = replace(scored.items[0], scale="")
    scales = (replace(scored, items=scored.items[1:]), replace(loose, items=(moved, *loose.items)))

    assert ("no scale", "samen_1") in kinds(replace(plain, scales=scales))


def test_a_missing_translation_is_named_with_its_language(plain: Questionnaire) -> None:
    made = changed(plain, "samen_1", texts={"nl": "Luistert"})
    with speaking("en"):
        (found,) = lint(made)

    assert (found.kind, found.where) == ("translation", "samen_1")
    assert found.text == "There is no text in English: samen_1."


@pytest.mark.parametrize(
    ("condition", "kind"),
    [
        ("${samen_2} = 9", "unreachable"),
        ("${samen_2} > 2 and ${samen_2} < 2", "unreachable"),
        ("1 = 2", "unreachable"),
        ("weg()", "condition"),
        ("${toelichting} = 'x'", "order"),
    ],
)
def test_a_question_that_is_never_asked_or_not_as_meant(
    plain: Questionnaire, condition: str, kind: str
) -> None:
    assert (kind, "hoe_lang") in kinds(changed(plain, "hoe_lang", relevant=condition))


@pytest.mark.parametrize(
    ("constraint", "kind"),
    [
        ("regex(., '(a+)+')", "pattern"),  # may take for ever
        ("not(regex(., '[0-9')) and 1 = 1", "pattern"),  # a bracket that is not closed
        ("regex(., '" + "a" * 201 + "')", "pattern"),
        ("weg(.)", "constraint"),
    ],
)
def test_what_is_never_held_against_an_answer_is_said(
    plain: Questionnaire, constraint: str, kind: str
) -> None:
    assert (kind, "toelichting") in kinds(changed(plain, "toelichting", constraint=constraint))


@pytest.mark.parametrize("constraint", ["regex(., '[0-9]{4} ?[A-Z]{2}')", ". > 3"])
def test_a_constraint_that_works_gets_no_remark(plain: Questionnaire, constraint: str) -> None:
    assert lint(changed(plain, "toelichting", constraint=constraint)) == ()


def test_behind_a_question_that_is_never_asked_nothing_is(plain: Questionnaire) -> None:
    made = changed(plain, "hoe_lang", relevant="${samen_2} = 9")
    made = changed(made, "toelichting", relevant="${hoe_lang} = 'lang'")

    assert ("unreachable", "toelichting") in kinds(made)


def test_hard_sentences_are_found_per_language(plain: Questionnaire) -> None:
    long = " ".join(["De leerling doet mee"] * 6) + "."
    made = changed(plain, "samen_1", texts={"nl": long, "en": "Listens"})
    with speaking("en"):
        (found,) = [one for one in lint(made) if one.kind == "reading"]
    assert found.text == "A sentence of 24 words (Nederlands): split it."

    made = changed(
        plain, "samen_1", texts={"nl": "Luistert", "en": "Demonstrates metacommunicational skills"}
    )
    assert ("reading", "samen_1") in kinds(made)


@pytest.mark.parametrize(
    "text",
    [
        "Luistert goed naar de juf en maakt daarna zijn werk af",
        "Vindt het niet leuk om niet mee te doen",
    ],
)
def test_two_things_or_two_denials_in_one_question(plain: Questionnaire, text: str) -> None:
    made = changed(plain, "samen_1", texts={"nl": text, "en": "Listens"})

    assert ("wording", "samen_1") in kinds(made)


def test_scales_that_are_short_or_all_one_way(plain: Questionnaire) -> None:
    scored, loose = plain.scales
    one = replace(plain, scales=(replace(scored, items=scored.items[:1], bands=()), loose))
    two = replace(plain, scales=(replace(scored, items=scored.items[:2], bands=()), loose))
    ahead = changed(plain, "samen_2", reverse=False)

    assert ("one item", "samenwerken") in kinds(one)
    assert ("two items", "samenwerken") in kinds(two)
    assert ("no reverse", "samenwerken") in kinds(ahead)


def test_bands_with_a_gap(plain: Questionnaire) -> None:
    scored, loose = plain.scales
    bands = (ScaleBand(0, 1, "low", {}), ScaleBand(2, 4, "fine", {}))
    made = replace(plain, scales=(replace(scored, bands=bands), loose))
    (found,) = lint(made)

    assert (found.kind, found.weight) == ("band gap", Weight.FAULT)


def test_answers_out_of_order_skipping_or_twice(plain: Questionnaire) -> None:
    labels = tuple({"nl": text, "en": text} for text in ("een", "twee", "drie"))
    upside = changed(plain, "samen_1", codes=("3", "2", "1"), options=labels)
    skipping = changed(plain, "samen_1", codes=("1", "2", "4"), options=labels)
    twice = changed(plain, "samen_1", codes=("1", "2", "3"), options=(labels[0], *labels[:2]))

    assert ("options order", "samen_1") in kinds(upside)
    assert ("options steps", "samen_1") in kinds(skipping)
    assert ("options twice", "samen_1") in kinds(twice)


def test_the_same_question_twice(plain: Questionnaire) -> None:
    made = changed(plain, "samen_3", texts=plain.item("samen_1").texts)

    assert ("twice", "samen_3") in kinds(made)


def test_a_list_without_scores_or_far_too_long(plain: Questionnaire) -> None:
    many = tuple(
        Item(f"q{n}", "", {"nl": f"Vraag {n}"}, frozenset(), False, 0, 25, False, kind=Kind.WORDS)
        for n in range(70)
    )
    made = replace(plain, scales=(Scale("", "", many, scored=False),))

    assert {("no scores", ""), ("long", "")} <= kinds(made)


def test_drafts_are_named_once_a_language(content: Content) -> None:
    with speaking("en"):
        drafts = [one for one in lint(content.questionnaires["pupil"]) if one.kind == "draft"]

    assert len(drafts) == 2
    assert "and 8 more" in drafts[0].text
