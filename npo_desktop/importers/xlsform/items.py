"""One row of the sheet survey as one question.

Source: EXCHANGE.md, chapter 5.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from npo_desktop.content.forms.answer_codes import ANSWERS, JUDGEMENTS
from npo_desktop.content.forms.own_questionnaire import OLDEST
from npo_desktop.content.questionnaire import Item, Kind, Texts
from npo_desktop.i18n import _
from npo_desktop.importers.xlsform.choices import MOST_PLACES, Options
from npo_desktop.importers.xlsform.sheets import Report, Row, without_markup
from npo_desktop.importers.xlsform.types import RowType

LONGEST_NAME = 40
NAME = re.compile(r"[A-Za-z_À-ÖØ-öø-ÿ][A-Za-z0-9_À-ÖØ-öø-ÿ.-]*")  # as XML has them
OTHER = {"nl": "Anders", "en": "Other", "pap": "Otro", "es": "Otro"}
OTHER_ASKED = {"nl": "Wat dan?", "en": "Which one?", "pap": "Kua?", "es": "¿Cuál?"}
ONE_OF_MANY = "one"  # the form of a choice too long for the places of a scale

_KINDS = {"words": Kind.WORDS, "number": Kind.NUMBER, "note": Kind.NOTE}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: its sheet, the block it is in, the languages of the file."""

    sheet: str
    block: str
    default: str  # the language that texts fall back to
    languages: tuple[str, ...]

    def in_these(self, texts: Texts) -> Texts:
        """Words of ours in the languages of the file."""
        found = {language: texts[language] for language in self.languages if language in texts}
        return found or {self.default: texts["en"]}


def items_of(
    row: Row, kind: RowType, lists: Mapping[str, Options], place: Place, report: Report
) -> list[Item]:
    """The question of a row, and "which one?" after one with "other"; empty when it is skipped."""
    item = _bare(row, place, report)
    if kind.kind in _KINDS:
        return [_plain(item, row, kind, place, report)]
    if kind.kind == "acknowledge":
        labels = ({place.default: "OK"},)
        return [replace(item, kind=Kind.SEVERAL, codes=("OK",), options=labels, form="acknowledge")]
    options = lists.get(kind.options)
    if options is None or not options.codes:
        why = _("the list {name} has no options on the sheet choices: skipped")
        report.add(place.sheet, row.line, item.id, why.format(name=kind.options))
        return []
    return _with_options(item, kind, options, place)


def _bare(row: Row, place: Place, report: Report) -> Item:
    """What every kind of question has."""
    texts = row.text("label")
    if not texts:
        texts = row.text("hint") or {place.default: without_markup(row.get("name"))}
        why = _("has no label: {text} is shown")
        report.add(
            place.sheet, row.line, row.get("name"), why.format(text=next(iter(texts.values())))
        )
    youngest, oldest = _ages(row, place, report)
    return Item(
        id=row.get("name"),
        scale="",
        texts=texts,
        drafts=_drafts(row, texts),
        reverse=_yes(row, "reverse", "omgekeerd", place, report),
        age_min=youngest,
        age_max=oldest,
        judgement=_yes(row, "judgement", "oordeel", place, report),
        weight=_weight(row, place, report),
        optional=not _is_required(row),
        block=place.block,
        hints=row.text("hint"),
        constraint=row.get("constraint"),
        constraint_texts=row.text("constraint_message"),
    )


def _plain(item: Item, row: Row, kind: RowType, place: Place, report: Report) -> Item:
    item = replace(item, kind=_KINDS[kind.kind], form=kind.form)
    if item.kind is Kind.NOTE:
        return replace(item, optional=True)
    return _ranged(item, row, place, report) if kind.form == "range" else item


def _ranged(item: Item, row: Row, place: Place, report: Report) -> Item:
    """A number on a line: its ends as limits, its steps as a constraint."""
    numbers = {"start": 1.0, "end": 10.0, "step": 1.0}
    for name, value in re.findall(r"(\w+)\s*=\s*([^\s;,]+)", row.get("parameters")):
        if name in numbers and re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", value):
            numbers[name] = float(value)
    low, high, step = numbers["start"], numbers["end"], numbers["step"]
    if low > high or step <= 0:
        why = _("these limits cannot be: {text}")
        report.add(place.sheet, row.line, item.id, why.format(text=row.get("parameters")))
        return replace(item, form="decimal")
    stepped = item.constraint
    if step != 1 and not stepped:
        stepped = f"(. - {low:g}) mod {step:g} = 0"
    return replace(item, limits=(low, high), constraint=stepped)


def _with_options(item: Item, kind: RowType, options: Options, place: Place) -> list[Item]:
    """A choice; longer than a scale can be, one of many; with "other" a second question."""
    codes, labels = options.codes, options.labels
    if kind.or_other and "other" not in codes:
        codes, labels = (*codes, "other"), (*labels, place.in_these(OTHER))
    if kind.kind == "several":
        found = replace(item, kind=Kind.SEVERAL, codes=codes, options=labels)
    elif len(codes) > MOST_PLACES:
        found = replace(item, kind=Kind.SEVERAL, codes=codes, options=labels)
        found = replace(found, limits=(0.0, 1.0), form=ONE_OF_MANY)
    elif _is_shared(options, item, kind):
        found = item
    elif options.counts_from_zero and not kind.or_other:
        found = replace(item, options=labels)  # the code of each is its place
    else:
        found = replace(item, codes=codes, options=labels)
    if not kind.or_other:
        return [found]
    asked = Item(
        id=f"{item.id}_other"[:LONGEST_NAME],
        scale="",
        texts=place.in_these(OTHER_ASKED),
        drafts=frozenset(),
        reverse=False,
        age_min=item.age_min,
        age_max=item.age_max,
        judgement=False,
        kind=Kind.WORDS,
        optional=True,
        relevant=f"selected(${{{item.id}}}, 'other')",
        block=item.block,
    )
    return [found, asked]


def _is_shared(options: Options, item: Item, kind: RowType) -> bool:
    """Whether an item takes the answers of the whole questionnaire."""
    name = JUDGEMENTS if item.judgement else ANSWERS
    return options.name == name and options.counts_from_zero and not kind.or_other


def _drafts(row: Row, texts: Texts) -> frozenset[str]:
    """The languages whose text nobody has read yet: "pap, es"."""
    return frozenset(re.findall(r"[a-z]{2,3}", row.get("draft").casefold())) & frozenset(texts)


def _is_required(row: Row) -> bool:
    given = row.get("required").casefold().rstrip("()")
    return given not in ("", "no", "false", "nee", "0")


def _yes(row: Row, name: str, column: str, place: Place, report: Report) -> bool:
    """Yes or no; a word that is neither is said, because it decides how answers count."""
    if row.is_no_answer(name):
        why = _("{text} is neither yes nor no: counts as no")
        what = f"{row.get('name')}, {column}"
        report.add(place.sheet, row.line, what, why.format(text=row.get(name)[:20]))
    return row.says_yes(name)


def _weight(row: Row, place: Place, report: Report) -> float:
    text = row.get("weight").replace(",", ".")
    if not text:
        return 1.0
    if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", text) and float(text) > 0:
        return float(text)
    why = _("{text} is no weight above 0: counts as 1")
    report.add(place.sheet, row.line, f"{row.get('name')}, gewicht", why.format(text=text[:20]))
    return 1.0


def _ages(row: Row, place: Place, report: Report) -> tuple[int, int]:
    """Youngest and oldest; everybody without them."""
    found = []
    for name, usual in (("age_from", 0), ("age_to", OLDEST)):
        text = row.get(name)
        is_age = re.fullmatch(r"\d{1,2}", text) and int(text) <= OLDEST
        if text and not is_age:
            why = _("{text} is no age in whole years: left out")
            report.add(place.sheet, row.line, row.get("name"), why.format(text=text[:20]))
        found.append(int(text) if is_age else usual)
    if found[0] > found[1]:
        why = _("the youngest is older than the oldest: asked at every age")
        report.add(place.sheet, row.line, row.get("name"), why)
        return 0, OLDEST
    return found[0], found[1]
