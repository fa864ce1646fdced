"""Our own columns and sheets: which questions form a scale, and where its bands lie.

``normen`` speaks in the numbers of the answers as they stand on the sheet choices, 1 to 4 say; here
they become answer steps from 0. Source: EXCHANGE.md, chapter 5 (scoring).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from npo_desktop.content.forms.answer_codes import may_be_added_up, steps_of
from npo_desktop.content.questionnaire import Item, Kind, Scale, ScaleBand, Texts
from npo_desktop.i18n import _
from npo_desktop.importers.xlsform.choices import Options
from npo_desktop.importers.xlsform.sheets import Report, Row, Table, without_markup
from npo_desktop.importers.xlsform.survey import Survey

LONGEST_CODE = 40
_COLOURS = {
    **dict.fromkeys(("rood", "red", "low", "laag", "hulp", "kòrá", "rojo"), "low"),
    **dict.fromkeys(("oranje", "geel", "amber", "orange", "yellow", "watch", "let op"), "watch"),
    **dict.fromkeys(("groen", "green", "fine", "op peil", "berde", "verde"), "fine"),
}
_NO = ("no", "nee", "false", "0")


@dataclass(frozen=True, slots=True)
class _Named:
    """A scale as the sheet schalen gives it."""

    code: str
    names: Texts
    scored: bool
    domain: str


def scales_of(
    survey: Survey,
    shared: Mapping[bool, Options | None],
    schalen: Table,
    normen: Table,
    default: str,
    report: Report,
) -> tuple[Scale, ...]:
    """The scales in the order of schalen, then as they come; what is in none stands last.

    ``shared``: the answers of the whole questionnaire, for judgements (True) and the rest.
    """
    named = _named(schalen, report)
    members: dict[str, list[Item]] = {key: [] for key in named}
    loose: list[Item] = []
    for item in survey.items:
        row = survey.rows[item.id]
        code = row.get("scale")[:LONGEST_CODE].strip() if row.get("name") == item.id else ""
        key = code.casefold()
        if code and key not in named:
            named[key] = _Named(code, _heading(survey, code, default), True, "")
            members[key] = []
        if code and named[key].scored and not _counts(item, shared):
            why = _("only a choice out of two or more can be added up: in no scale")
            report.add("survey", row.line, f"{item.id}, domein", why)
            code = ""
        if code:
            optional = item.optional and not named[key].scored
            members[key].append(replace(item, scale=named[key].code, optional=optional))
        else:
            loose.append(item)
    bands = _bands(normen, members, shared, report)
    scales = [
        Scale(one.code, one.domain, tuple(members[key]), one.scored, one.names, bands.get(key, ()))
        for key, one in named.items()
        if members[key]
    ]
    if loose:
        scales.append(Scale("", "", tuple(loose), scored=False))
    return tuple(scales)


def _named(schalen: Table, report: Report) -> dict[str, _Named]:
    found: dict[str, _Named] = {}
    for row in schalen.rows:
        code = row.get("scale")[:LONGEST_CODE].strip()
        if not code:
            report.add(schalen.name, row.line, "schaal", _("is empty: the row is skipped"))
        elif code.casefold() in found:
            report.add(schalen.name, row.line, code, _("stands here twice: skipped"))
        else:
            scored = row.get("scored").casefold() not in _NO
            found[code.casefold()] = _Named(code, row.text("label"), scored, row.get("domain"))
    return found


def _heading(survey: Survey, code: str, default: str) -> Texts:
    """What a scale is called: as the group of that name is, else as its code."""
    for block, texts in survey.blocks.items():
        if block.casefold() == code.casefold() and texts:
            return texts
    return {default: without_markup(code) or code}


def _counts(item: Item, shared: Mapping[bool, Options | None]) -> bool:
    return item.kind is Kind.CHOICE and may_be_added_up(codes_of(item, shared))


def codes_of(item: Item, shared: Mapping[bool, Options | None]) -> Sequence[str]:
    """The codes of a choice: its own, else the places of its options or of the shared ones."""
    options = shared[item.judgement]
    places = tuple(str(place) for place in range(len(item.options)))
    return item.codes or places or (options.codes if options else ())


def _bands(
    normen: Table,
    members: Mapping[str, Sequence[Item]],
    shared: Mapping[bool, Options | None],
    report: Report,
) -> dict[str, tuple[ScaleBand, ...]]:
    found: dict[str, list[ScaleBand]] = {}
    for row in normen.rows:
        key = row.get("scale")[:LONGEST_CODE].strip().casefold()
        if not members.get(key):
            why = _("there is no scale of this name: the row is skipped")
            report.add(normen.name, row.line, f"schaal {row.get('scale')}", why)
            continue
        items = members[key]
        longest = max((codes_of(item, shared) for item in items), key=len)
        band = _band(normen, row, longest, report)
        earlier = found.setdefault(key, [])
        if band is None:
            continue
        if any(one.lowest < band.highest and band.lowest < one.highest for one in earlier):
            why = _("overlaps another band of this scale: the row is skipped")
            report.add(normen.name, row.line, row.get("scale"), why)
            continue
        earlier.append(band)
    return {key: tuple(sorted(bands, key=lambda band: band.lowest)) for key, bands in found.items()}


def _band(normen: Table, row: Row, codes: Sequence[str], report: Report) -> ScaleBand | None:
    first, step = steps_of(codes) or (0.0, 1.0)
    ends = []
    for name, column in (("from", "van"), ("to", "tot")):
        text = row.get(name).replace(",", ".")
        if not re.fullmatch(r"-?\d{1,6}(\.\d{1,9})?", text):
            why = _("{text} is no number: the row is skipped").format(
                text=row.get(name)[:20] or "–"
            )
            report.add(normen.name, row.line, f"{row.get('scale')}, {column}", why)
            return None
        ends.append(round((round(float(text), 4) - first) / step, 6))
    if ends[0] >= ends[1]:
        why = _("van must be lower than tot: the row is skipped")
        report.add(normen.name, row.line, row.get("scale"), why)
        return None
    colour = row.get("colour").casefold()
    if colour and colour not in _COLOURS:
        why = _("{text} is not one of rood, oranje, groen: no colour is shown")
        report.add(
            normen.name, row.line, f"{row.get('scale')}, kleur", why.format(text=colour[:20])
        )
    return ScaleBand(ends[0], ends[1], _COLOURS.get(colour, ""), row.text("label"))
