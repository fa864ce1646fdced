"""A ready workbook to make a questionnaire in: an example, drop-downs and a page of help.

What it asks is an example, written for this program; a school writes its own over it.
"""

from npo_desktop.content.forms.answer_codes import DONT_KNOW
from npo_desktop.content.questionnaire import (
    Informant,
    Item,
    Kind,
    Questionnaire,
    Scale,
    ScaleBand,
    Texts,
)
from npo_desktop.exports.xlsx.forms.xlsform import OLDEST, questionnaire_workbook

ANSWERS: tuple[Texts, ...] = (
    {"nl": "(bijna) nooit", "en": "(almost) never", "pap": "(kasi) nunka", "es": "(casi) nunca"},
    {"nl": "zelden", "en": "seldom", "pap": "raramente", "es": "rara vez"},
    {"nl": "soms", "en": "sometimes", "pap": "tin biaha", "es": "a veces"},
    {"nl": "vaak", "en": "often", "pap": "hopi biaha", "es": "a menudo"},
    {
        "nl": "(bijna) altijd",
        "en": "(almost) always",
        "pap": "(kasi) semper",
        "es": "(casi) siempre",
    },
)
COOPERATION: Texts = {"nl": "Samenwerken", "en": "Working together"}
STATEMENTS: tuple[tuple[str, Texts, bool], ...] = (
    (
        "samen_1",
        {"nl": "Luistert naar ideeën van anderen", "en": "Listens to others' ideas"},
        False,
    ),
    ("samen_2", {"nl": "Wil alles alleen bepalen", "en": "Wants to decide everything alone"}, True),
    ("samen_3", {"nl": "Doet een eerlijk deel van het werk", "en": "Does a fair share"}, False),
)


def template_workbook() -> bytes:
    """The template as an .xlsx in memory; saved by the caller."""
    return questionnaire_workbook(example())


def example() -> Questionnaire:
    """One scale of three questions with bands, one choice outside it and a remark."""
    scored = tuple(
        _item(name, texts, scale="samenwerken", reverse=reverse, block="samenwerken")
        for name, texts, reverse in STATEMENTS
    )
    known = _item(
        "hoe_lang",
        {"nl": "Hoe lang kent u de leerling?", "en": "How long have you known the pupil?"},
        codes=("kort", "lang"),
        options=(
            {"nl": "korter dan een half jaar", "en": "less than half a year"},
            {"nl": "langer", "en": "longer"},
        ),
        optional=True,
    )
    remark = _item(
        "toelichting",
        {"nl": "Wat wilt u nog zeggen?", "en": "Anything to add?"},
        kind=Kind.WORDS,
        optional=True,
        relevant="${samen_2} >= 3",
    )
    bands = (
        ScaleBand(0.0, 1.5, "low", {"nl": "hulp nodig", "en": "needs help"}),
        ScaleBand(1.5, 2.0, "watch", {"nl": "let op", "en": "watch"}),
        ScaleBand(2.0, 4.0, "fine", {"nl": "op peil", "en": "on level"}),
    )
    return Questionnaire(
        code="mijn_lijst",
        edition="1",
        informant=Informant.TEACHER,
        top=4,
        titles={"nl": "Voorbeeld: samenwerken", "en": "Example: working together"},
        stem={"nl": "In de laatste zes weken", "en": "In the last six weeks"},
        options=ANSWERS,
        judgement_options=(),
        dont_know=DONT_KNOW,
        scales=(
            Scale("samenwerken", "", scored, scored=True, names=COOPERATION, bands=bands),
            Scale("", "", (known, remark), scored=False),
        ),
        sd=0.8,
        reliability=0.75,
        composites={},
        composite_sd={},
        critical={},
        licence="",
        source_text="",
        is_own=True,
        language="nl",
        blocks={"samenwerken": COOPERATION},
    )


def _item(
    name: str,
    texts: Texts,
    *,
    scale: str = "",
    reverse: bool = False,
    kind: Kind = Kind.CHOICE,
    codes: tuple[str, ...] = (),
    options: tuple[Texts, ...] = (),
    optional: bool = False,
    relevant: str = "",
    block: str = "",
) -> Item:
    return Item(
        id=name,
        scale=scale,
        texts=texts,
        drafts=frozenset(),
        reverse=reverse,
        age_min=0,
        age_max=OLDEST,
        judgement=False,
        kind=kind,
        options=options,
        codes=codes,
        optional=optional,
        relevant=relevant,
        block=block,
    )
