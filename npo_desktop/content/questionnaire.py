"""A questionnaire: frozen, in four languages; a released edition never changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Texts = Mapping[str, str]  # language -> text


class Informant(StrEnum):
    """Who fills a scan in."""

    TEACHER = "teacher"
    PUPIL = "pupil"
    PARENT = "parent"


class Kind(StrEnum):
    """What an answer to an item is. Only a choice can be scored."""

    CHOICE = "choice"  # one of the options: their place, from 0
    SEVERAL = "several"  # codes of options, apart by spaces
    NUMBER = "number"
    WORDS = "words"
    NOTE = "note"  # read, not answered


@dataclass(frozen=True, slots=True)
class Item:
    """One statement to answer. What follows ``judgement`` is for own questionnaires and ladders."""

    id: str
    scale: str  # its subscale: "EF-INH" for "T-EF-INH-1"
    texts: Texts
    drafts: frozenset[str]  # languages whose text no native-speaking teacher has read yet
    reverse: bool  # a high answer is weak
    age_min: int
    age_max: int
    judgement: bool  # one subject compared with the goals: single, 0 to 4, no mean
    kind: Kind = Kind.CHOICE
    options: tuple[Texts, ...] = ()  # its own labels, by answer; none: the questionnaire's
    codes: tuple[str, ...] = ()  # of its own options, as a file and an expression write them
    weight: float = 1.0  # in the mean of its scale
    optional: bool = False  # a list is complete without it
    relevant: str = ""  # asked only when this expression holds (XLSForm); empty: always
    block: str = ""  # items of one block stand together, as a grid when the options are the same
    limits: tuple[float, float] | None = None  # of a number; of several: how many may be chosen
    hints: Texts = field(default_factory=dict)
    form: str = ""  # of words "date", "time", "datetime"; of a number "integer", "decimal", "range"
    constraint: str = ""  # an answer must make this true (XLSForm; "." is the answer itself)
    constraint_texts: Texts = field(default_factory=dict)  # what is said when it does not

    def suits(self, age: int) -> bool:
        """Whether a child of this age is asked this."""
        return self.age_min <= age <= self.age_max


@dataclass(frozen=True, slots=True)
class ScaleBand:
    """One band of an own scale. ``lowest`` and ``highest`` are means in answer steps from 0."""

    lowest: float
    highest: float  # belongs to the next band, except in the last one
    colour: str  # "low", "watch", "fine", or "" when the school gave none that we know
    labels: Texts


@dataclass(frozen=True, slots=True)
class Scale:
    """The items of one subscale in one questionnaire, in asking order."""

    code: str  # of an own questionnaire: as the school wrote it; "" for what is in no scale
    domain: str  # "EF", "SE", "COG", "HOME"; of an own scale ""
    items: tuple[Item, ...]
    scored: bool  # False: talked about only, never a number, in no total
    names: Texts = field(default_factory=dict)  # of an own scale; the built-in have SubscaleNames
    bands: tuple[ScaleBand, ...] = ()  # of an own scale, the lowest first; none: the criterion

    @property
    def judgement(self) -> bool:
        """A subject judgement: 0 and 1 are low, 2 to 4 fine, and there is no mean."""
        return all(item.judgement for item in self.items)

    @property
    def short(self) -> bool:
        """One or two items: all must be answered, no T and no verdict on change."""
        return len(self.items) < 3


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What is asked, how it may be answered, and the constants its scores rest on."""

    code: str
    edition: str
    informant: Informant
    top: int  # the highest answer; the lowest is 0
    titles: Texts
    stem: Texts  # "In the last six weeks"; empty for the pupil
    options: tuple[Texts, ...]  # a label per answer, 0 to top
    judgement_options: tuple[Texts, ...]  # a label per answer 0 to 4, empty without judgements
    dont_know: Texts
    scales: tuple[Scale, ...]  # in asking order
    sd: float  # of a subscale's mean, in answer steps
    reliability: float  # of a subscale
    composites: Mapping[str, float]  # reliability of "EF" and "SE", or of "TOTAL"
    composite_sd: Mapping[str, float]  # in answer steps
    critical: Mapping[str, tuple[int, ...]]  # item -> raw answers that ask for a talk this week
    licence: str
    source_text: str
    is_own: bool = False  # the school brought it itself
    language: str = "nl"  # the one that its texts fall back to
    order: tuple[str, ...] = ()  # ids in asking order, where that is not scale by scale
    calculations: Mapping[str, str] = field(default_factory=dict)  # name -> expression
    blocks: Mapping[str, Texts] = field(default_factory=dict)  # block -> its heading

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in asking order."""
        found = (item for scale in self.scales for item in scale.items)
        if not self.order:
            return tuple(found)
        by_id = {item.id: item for item in found}
        return tuple(by_id[item_id] for item_id in self.order)

    @property
    def questions(self) -> tuple[Item, ...]:
        """What can be answered, in asking order."""
        return tuple(item for item in self.items if item.kind is not Kind.NOTE)

    def text_of(self, texts: Texts, language: str) -> str:
        """A text in this language, else in the questionnaire's own, else in any."""
        own = texts.get(language) or texts.get(self.language)
        return own or next((text for text in texts.values() if text), "")

    def options_of(self, item: Item) -> tuple[Texts, ...]:
        """The labels of an item's answers, the lowest first."""
        return item.options or (self.judgement_options if item.judgement else self.options)

    def top_of(self, item: Item) -> int:
        """The highest answer of an item that is a choice; the lowest is 0."""
        return len(self.options_of(item)) - 1

    def item(self, item_id: str) -> Item:
        """The item of this id; ``KeyError`` when this edition does not ask it."""
        for scale in self.scales:
            for item in scale.items:
                if item.id == item_id:
                    return item
        raise KeyError(item_id)

    def scale(self, code: str) -> Scale:
        """The subscale of this code; ``KeyError`` when this edition does not ask it."""
        for scale in self.scales:
            if scale.code == code:
                return scale
        raise KeyError(code)

    def for_age(self, age: int) -> tuple[Item, ...]:
        """What is asked about a child of this age, in asking order."""
        return tuple(item for item in self.items if item.suits(age))

    def composite_scales(self, composite: str) -> tuple[Scale, ...]:
        """The scored subscales behind "EF", "SE" or "TOTAL"; judgements are in none."""
        return tuple(
            scale
            for scale in self.scales
            if scale.scored
            and not scale.judgement
            and (composite == "TOTAL" or scale.domain == composite)
        )

    def drafts(self, age: int | None = None) -> frozenset[str]:
        """The languages in which at least one text still is a draft."""
        items = self.items if age is None else self.for_age(age)
        return frozenset(language for item in items for language in item.drafts)


@dataclass(frozen=True, slots=True)
class SubscaleNames:
    """What a subscale is called for staff and parents, and its sentences for the parents' page."""

    code: str
    domain: str
    staff: Texts
    parent: Texts
    strength: Texts  # each of these three holds "{name}" once
    practise: Texts
    help: Texts
    drafts: frozenset[str]
