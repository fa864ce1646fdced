"""A questionnaire as a document that JSON can hold, and back: what a school brings is kept so.

A document leaves out what is as usual, so that a field that comes later changes no old document.
Source: EXCHANGE.md, chapter 6 (decision).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from npo_desktop.content.questionnaire import (
    Informant,
    Item,
    Kind,
    Questionnaire,
    Scale,
    ScaleBand,
)
from npo_desktop.errors import UserError
from npo_desktop.i18n import _

Document = dict[str, Any]

FORMAT = 1  # of the document
OLDEST = 25  # years; an item for everybody is for 0 to this

# What reading a document raises that is not one of ours.
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError)


def to_document(questionnaire: Questionnaire) -> Document:
    """The whole questionnaire; ``from_document`` gives an equal one back."""
    q = questionnaire
    whole: Document = {
        "format": FORMAT,
        "code": q.code,
        "edition": q.edition,
        "informant": q.informant.value,
        "top": q.top,
        "titles": dict(q.titles),
        "stem": dict(q.stem),
        "options": [dict(texts) for texts in q.options],
        "judgement_options": [dict(texts) for texts in q.judgement_options],
        "dont_know": dict(q.dont_know),
        "scales": [_scale_out(scale) for scale in q.scales],
        "sd": q.sd,
        "reliability": q.reliability,
        "composites": dict(q.composites),
        "composite_sd": dict(q.composite_sd),
        "critical": {item: list(answers) for item, answers in q.critical.items()},
        "licence": q.licence,
        "language": q.language,
        "order": list(q.order),
        "calculations": dict(q.calculations),
        "blocks": {block: dict(texts) for block, texts in q.blocks.items()},
    }
    return {key: value for key, value in whole.items() if value not in ("", [], {})}


def from_document(document: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire of a document. Raises ``UserError`` when it is none, or a newer one."""
    try:
        if document["format"] != FORMAT:
            raise UserError(
                _("This questionnaire was made by a newer version of the program."),
                _("Install the newest version."),
            )
        return sealed(_questionnaire_in(document))
    except _MALFORMED as error:
        raise UserError(
            _("A questionnaire in the data file is damaged."),
            _("Read the Excel form in again, or put back a backup."),
        ) from error


def sealed(questionnaire: Questionnaire) -> Questionnaire:
    """The same as an own one, with its document as the text that its edition is kept by."""
    return replace(questionnaire, is_own=True, source_text=canonical(to_document(questionnaire)))


def canonical(document: Mapping[str, Any]) -> str:
    """One text for equal documents."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def same_content(first: Questionnaire, second: Questionnaire) -> bool:
    """Whether two questionnaires differ in nothing but their edition."""
    one, other = to_document(first), to_document(second)
    return canonical(one | {"edition": ""}) == canonical(other | {"edition": ""})


def _scale_out(scale: Scale) -> Document:
    whole: Document = {
        "code": scale.code,
        "domain": scale.domain,
        "scored": scale.scored,
        "items": [_item_out(item) for item in scale.items],
    }
    if scale.names:
        whole["names"] = dict(scale.names)
    if scale.bands:
        whole["bands"] = [
            [band.lowest, band.highest, band.colour, dict(band.labels)] for band in scale.bands
        ]
    return whole


def _item_out(item: Item) -> Document:
    whole: Document = {
        "id": item.id,
        "texts": dict(item.texts),
        "drafts": sorted(item.drafts),
        "reverse": item.reverse,
        "age": [] if (item.age_min, item.age_max) == (0, OLDEST) else [item.age_min, item.age_max],
        "judgement": item.judgement,
        "kind": "" if item.kind is Kind.CHOICE else item.kind.value,
        "options": [dict(texts) for texts in item.options],
        "codes": list(item.codes),
        "weight": "" if item.weight == 1 else item.weight,
        "optional": item.optional,
        "relevant": item.relevant,
        "block": item.block,
        "limits": list(item.limits or ()),
        "hints": dict(item.hints),
        "form": item.form,
        "constraint": item.constraint,
        "constraint_texts": dict(item.constraint_texts),
    }
    return {
        key: value
        for key, value in whole.items()
        if value is not False and value not in ("", [], {})
    }


def _questionnaire_in(document: Mapping[str, Any]) -> Questionnaire:
    d = document
    return Questionnaire(
        code=str(d["code"]),
        edition=str(d["edition"]),
        informant=Informant(d["informant"]),
        top=int(d["top"]),
        titles=_texts(d.get("titles", {})),
        stem=_texts(d.get("stem", {})),
        options=_list_of_texts(d.get("options", ())),
        judgement_options=_list_of_texts(d.get("judgement_options", ())),
        dont_know=_texts(d.get("dont_know", {})),
        scales=tuple(_scale_in(scale) for scale in d.get("scales", ())),
        sd=float(d["sd"]),
        reliability=float(d["reliability"]),
        composites={str(code): float(value) for code, value in d.get("composites", {}).items()},
        composite_sd={str(code): float(sd) for code, sd in d.get("composite_sd", {}).items()},
        critical={
            str(item): tuple(int(answer) for answer in answers)
            for item, answers in d.get("critical", {}).items()
        },
        licence=str(d.get("licence", "")),
        source_text="",
        is_own=True,
        language=str(d.get("language", "nl")),
        order=tuple(str(item) for item in d.get("order", ())),
        calculations=_texts(d.get("calculations", {})),
        blocks={str(block): _texts(texts) for block, texts in d.get("blocks", {}).items()},
    )


def _scale_in(scale: Mapping[str, Any]) -> Scale:
    code = str(scale["code"])
    return Scale(
        code=code,
        domain=str(scale["domain"]),
        items=tuple(_item_in(item, code) for item in scale["items"]),
        scored=scale["scored"] is True,
        names=_texts(scale.get("names", {})),
        bands=tuple(
            ScaleBand(float(low), float(high), str(colour), _texts(labels))
            for low, high, colour, labels in scale.get("bands", ())
        ),
    )


def _item_in(item: Mapping[str, Any], scale: str) -> Item:
    youngest, oldest = item.get("age", (0, OLDEST))
    limits = item.get("limits")
    return Item(
        id=str(item["id"]),
        scale=scale,
        texts=_texts(item.get("texts", {})),
        drafts=frozenset(str(language) for language in item.get("drafts", ())),
        reverse=item.get("reverse") is True,
        age_min=int(youngest),
        age_max=int(oldest),
        judgement=item.get("judgement") is True,
        kind=Kind(item.get("kind", Kind.CHOICE.value)),
        options=_list_of_texts(item.get("options", ())),
        codes=tuple(str(code) for code in item.get("codes", ())),
        weight=float(item.get("weight", 1.0)),
        optional=item.get("optional") is True,
        relevant=str(item.get("relevant", "")),
        block=str(item.get("block", "")),
        limits=(float(limits[0]), float(limits[1])) if limits else None,
        hints=_texts(item.get("hints", {})),
        form=str(item.get("form", "")),
        constraint=str(item.get("constraint", "")),
        constraint_texts=_texts(item.get("constraint_texts", {})),
    )


def _texts(texts: Mapping[str, Any]) -> dict[str, str]:
    return {str(language): str(text) for language, text in texts.items()}


def _list_of_texts(options: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], ...]:
    return tuple(_texts(texts) for texts in options)
