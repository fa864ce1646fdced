"""Expressions of Excel forms: worked out by a parser of our own, never by Python."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, strategies

from npo_desktop.content.forms.expression_functions import NotUnderstood, as_text
from npo_desktop.content.forms.expressions import parse, trouble_of
from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Scale


def item(
    name: str,
    kind: Kind = Kind.CHOICE,
    *,
    relevant: str = "",
    form: str = "",
    limits: tuple[float, float] | None = None,
    constraint: str = "",
) -> Item:
    codes = ("1", "2", "3", "4") if kind is Kind.CHOICE else ()
    made = Item(name, "", {"nl": name}, frozenset(), False, 0, 25, False, kind=kind, codes=codes)
    made = replace(made, options=tuple({"nl": code} for code in codes), relevant=relevant)
    return replace(made, form=form, limits=limits, constraint=constraint)


@pytest.fixture
def form(content: Content) -> Questionnaire:
    """Two choices, words, several, and calculations, one of which runs in a circle."""
    items = (
        item("a"),
        item("b", relevant="${a} > 2"),
        item("w", Kind.WORDS),
        item("s", Kind.SEVERAL),
        item("n", Kind.NUMBER, form="integer", limits=(0.0, 20.0), constraint=". >= ${a}"),
    )
    return replace(
        content.questionnaires["teacher"],
        scales=(Scale("", "", items, scored=False),),
        calculations={
            "som": "${a} + (5 - ${b})",
            "dubbel": "${som} * 2",
            "ik": "${jij} + 1",
            "jij": "${ik} + 1",
        },
    )


def worth(form: Questionnaire, text: str, own: str = "") -> str:
    made = replace(form, calculations={**form.calculations, "x": text})
    answers = {"a": 2, "b": 3}
    return as_text(Given(made, answers, {"w": "2026-02-01", "s": "x y"}).value("x"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("7 div 2", "3.5"),
        ("7 mod 2", "1"),
        ("-3 + 1", "-2"),
        ("10 - 2 - 3", "5"),
        ("1 div 0", "NaN"),
        ("${a} + 1", "4"),
        ("${som}", "4"),
        ("${dubbel}", "8"),
        ("${a} = 3", "true"),
        ("${a} = '3'", "true"),
        ("${a} != 3", "false"),
        ("1 < 2 and 2 < 1 or 3 >= 3", "true"),
        ("not(${a} = 3)", "false"),
        ("selected(${s}, 'y')", "true"),
        ("selected(${s}, 'xy')", "false"),
        ("count-selected(${s})", "2"),
        ("if(${a} > 2, 'hoog', 'laag')", "hoog"),
        ("coalesce('', 'leeg')", "leeg"),
        ("int(2.9)", "2"),
        ("round(2.345, 2)", "2.35"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("sum(3, 1, 2)", "6"),
        ("string-length('vier')", "4"),
        ("regex('ab12', '[a-z]+[0-9]+')", "true"),
        ("concat('a', 1, 'b')", "a1b"),
        ("today()", "2026-11-24"),
        ("${w} < today()", "true"),
        ("'2026-03-01' > '2026-02-28'", "true"),
        ("once('x')", "x"),
        ("‘a’ = 'a'", "true"),
        ("number('') = number('')", "false"),
        ("'' + 1", "NaN"),
    ],
)
def test_what_it_gives(
    form: Questionnaire, monkeypatch: pytest.MonkeyPatch, text: str, value: str
) -> None:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")

    assert worth(form, text) == value


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("pulldata('a')", "pulldata()"),
        ("jr:choice-name(${a}, '${a}')", "jr:choice-name()"),
        (". != null", "null"),
        ("1 +", "…"),
        ("(1", ")"),
        ("1 2", "2"),
        ("__import__('os')", "__import__()"),
        ("a.b()", "a.b()"),
        ("", ""),
        ("if(1)", "if()"),
        ("/data/x", "/data/x"),
        ("../x", "../x"),
        ("(" * 2000, None),
        ("1" + "+1" * 1500, None),
    ],
)
def test_what_is_not_understood_is_named(text: str, part: str | None) -> None:
    with pytest.raises(NotUnderstood) as raised:
        parse(text)
    assert part is None or str(raised.value) == part
    assert bool(trouble_of(text)) == bool(str(raised.value))


def test_a_question_is_asked_when_its_condition_holds_or_is_not_understood(
    form: Questionnaire,
) -> None:
    assert not Given(form, {"a": 1}).is_asked(form.item("b"))
    assert Given(form, {"a": 2}).is_asked(form.item("b"))
    assert not Given(form, {}).is_asked(form.item("b"))
    for text in ("weg()", "${nergens} = 1", "${ik} = 1", "regex(${w}, '(a+)+$')"):
        assert Given(form, {"a": 1}).is_asked(replace(form.item("b"), relevant=text)), text


def test_a_hidden_answer_counts_as_none(form: Questionnaire) -> None:
    assert Given(form, {"a": 1, "b": 3}).value("b") == ""
    assert as_text(Given(form, {"a": 1, "b": 3}).value("som")) == "NaN"


def test_conditions_in_a_circle_end(form: Questionnaire) -> None:
    items = (item("a", relevant="${b} = 1"), item("b", relevant="${a} = 1"))
    circle = replace(form, scales=(Scale("", "", items, scored=False),))

    assert isinstance(Given(circle, {"a": 0, "b": 0}).is_asked(items[0]), bool)


def test_a_text_that_doubles_itself_ends(form: Questionnaire) -> None:
    sums = {"c0": "'xxxxxxxxxx'"}
    sums |= {f"c{n}": f"concat(${{c{n - 1}}}, ${{c{n - 1}}})" for n in range(1, 29)}
    growing = replace(form, calculations=sums)

    with pytest.raises(NotUnderstood):
        Given(growing, {}).value("c28")


@pytest.mark.parametrize(
    ("answer", "fits"), [("5", True), ("2", False), ("21", False), ("4.5", False), ("x", False)]
)
def test_an_answer_keeps_to_its_limits_and_its_constraint(
    form: Questionnaire, answer: str, fits: bool
) -> None:
    assert Given(form, {"a": 2}).accepts(form.item("n"), answer) is fits  # a is "3"


@given(strategies.text(alphabet="${}ab().,'\"<>=!+-*1 0divmodandor", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    with suppress(NotUnderstood):
        parse(text)


def test_a_slow_pattern_is_not_tried(form: Questionnaire) -> None:
    with pytest.raises(NotUnderstood):
        worth(form, "regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a|a)*$')")
