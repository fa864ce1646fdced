"""The linter of cards: each fault one sentence that names the field and says what to do."""

import pytest

from npo_desktop import i18n
from npo_desktop.content.card_fields import CARD_FIELDS, field_name, own_document, shown, values_of
from npo_desktop.content.catalogue import Intervention
from npo_desktop.content.lint_catalogue import lint_card, lint_shipped, read_values
from npo_desktop.content.load import Content
from npo_desktop.content.own_card import card_of

GOOD = {
    "name_nl": "Leesmaatje",
    "name_en": "Reading buddy",
    "goal_area": "2",
    "level": "one pupil",
    "grade_from": "3",
    "grade_to": "6",
    "sessions_per_week": "2",
    "minutes_per_session": "20",
    "weeks": "10",
    "group_size": "1",
    "targets": "COG-TEC 1; COG-COM 0,5",
    "contraindications": "take care: Rustige plek nodig | A quiet place is needed",
    "source": "own experience",
}


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


def _faults(content: Content, **changed: str) -> list[tuple[str, str]]:
    values, faults = read_values(GOOD | changed)
    return [(one.field, one.text) for one in (*faults, *lint_card(values, content.subscales))]


def test_a_good_card_has_no_fault_and_is_what_was_typed(content: Content) -> None:
    values, faults = read_values(GOOD)
    assert not faults and not lint_card(values, content.subscales)
    card = card_of("own-leesmaatje", own_document(values))
    assert card.names == {"nl": "Leesmaatje", "en": "Reading buddy"}
    assert card.targets == {"COG-TEC": 1.0, "COG-COM": 0.5}
    assert card.dose and card.dose.staff_hours == pytest.approx(20 / 3)
    assert card.months is None and card.cost is None
    assert [one.texts["nl"] for one in card.warnings] == ["Rustige plek nodig"]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("months", "13", "write a number from -12 to 12"),
        ("months", "vier", "write a number from -12 to 12"),
        ("evidence", "2.5", "write a whole number from 0 to 5"),
        ("cost", "0", "write a whole number from 1 to 5"),
        ("material_usd", "-1", "write a number from 0 to 100000"),
        ("goal_area", "", "choose one"),
        ("level", "somewhere", "write one of these: one pupil, small group"),
        ("grade_from", "7", "the highest year group comes first"),
        ("weeks", "", "fill in all four parts of the dose"),
        ("group_size", "3", "this card is for one pupil; write 1"),
        ("targets", "COG-XYZ 1", "COG-XYZ is not a subscale"),
        ("targets", "COG-TEC 0,7", "how well it fits: 1, 0.5 or 0"),
        ("targets", "", "at least one thing"),
        ("contraindications", "if tired", 'begin each line with "take care:"'),
        ("name_en", "", "give the card a name"),
        ("name_nl", "x" * 121, "longer than 120 characters"),
    ],
)
def test_each_fault_names_its_field_and_says_what_to_do(
    content: Content, field: str, typed: str, says: str
) -> None:
    found = _faults(content, **{field: typed})
    assert found, "nothing was said"
    told = [text for _where, text in found]
    assert any(says in text for text in told), told
    for where, text in found:
        assert text.startswith(f"{field_name(where)}: ") and text.endswith(".")
        assert text.count(". ") == 0  # one sentence


def test_words_are_read_in_every_language_we_speak(content: Content) -> None:
    for language in ("nl", "en"):
        i18n.use(language)
        word = shown("level", "group")
        values, faults = read_values(GOOD | {"level": str(word), "group_size": "4"})
        i18n.use("en")
        assert not faults and values["level"] == "group"


def test_of_a_shipped_card_only_what_may_be_overruled_changes(content: Content) -> None:
    feedback = content.catalogue.get("feedback")
    assert feedback
    values = values_of(feedback)
    assert not lint_shipped(values, feedback)
    assert not lint_shipped(values | {"months": 2.0, "cost": 4, "choice": "hidden"}, feedback)
    for field, other in (("name_nl", "Anders"), ("targets", {}), ("source", "ik")):
        faults = lint_shipped(values | {field: other}, feedback)
        assert [one.field for one in faults] == [field]
        assert "make an own card" in faults[0].text


def test_every_shipped_card_is_read_back_from_its_own_words(content: Content) -> None:
    for language in ("nl", "en"):
        i18n.use(language)
        for card in content.catalogue.interventions:
            assert _again(card) == values_of(card)


def _again(card: Intervention) -> dict[str, object]:
    values = values_of(card)
    texts: dict[str, str] = {}
    for field in CARD_FIELDS:
        said = shown(field, values[field])
        texts[field] = f"{said:g}" if isinstance(said, float) else said or ""
    found, faults = read_values(texts)
    assert not faults, (card.id, faults)
    return found
