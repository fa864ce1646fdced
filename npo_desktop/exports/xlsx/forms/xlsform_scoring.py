"""Our own sheets of an Excel form: the scales, their bands, and what XLSForm has no place for."""

from collections.abc import Sequence

from npo_desktop.content.forms.answer_codes import steps_of
from npo_desktop.content.forms.form_languages import language_heading
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.exports.xlsx.forms.form_workbook import FormColumn, FormSheet, FormValue

YES_NO = ("ja", "nee")
COLOURS = {"low": "rood", "watch": "oranje", "fine": "groen"}


def scales_sheet(questionnaire: Questionnaire, languages: Sequence[str]) -> FormSheet:
    """What each scale is called, and whether it has a score."""
    columns = (
        FormColumn("schaal", 18),
        *_labels(languages, 30),
        FormColumn("gescoord", 11, YES_NO),
        FormColumn("hoofddomein", 14),
    )
    rows = tuple(
        (
            scale.code,
            *(scale.names.get(language) for language in languages),
            "ja" if scale.scored else "nee",
            scale.domain,
        )
        for scale in questionnaire.scales
        if scale.code
    )
    return FormSheet("schalen", columns, rows)


def bands_sheet(questionnaire: Questionnaire, languages: Sequence[str]) -> FormSheet:
    """In the numbers of the answers as they stand on the sheet choices."""
    columns = (
        *(FormColumn("schaal", 18), FormColumn("van", 9), FormColumn("tot", 9)),
        *_labels(languages, 24),
        FormColumn("kleur", 11, tuple(COLOURS.values())),
    )
    rows: list[tuple[FormValue, ...]] = []
    for scale in questionnaire.scales:
        codes = max((item.codes for item in scale.items), key=len, default=())
        first, step = steps_of(codes) or (0.0, 1.0)
        for band in scale.bands:
            ends = (round(end * step + first, 4) for end in (band.lowest, band.highest))
            labels = (band.labels.get(language) for language in languages)
            rows.append((scale.code, *ends, *labels, COLOURS.get(band.colour, "")))
    return FormSheet("normen", columns, tuple(rows))


def rest_sheet(questionnaire: Questionnaire) -> FormSheet:
    """What only we need: titles in all languages, and the constants that scores rest on."""
    q = questionnaire
    texts = {"titel": q.titles, "inleiding": q.stem, "weet_niet": q.dont_know}
    languages = tuple(dict.fromkeys(lang for found in texts.values() for lang in found))
    values: dict[str, str] = {
        "licentie": q.licence,
        "top": str(q.top),
        "sd": repr(q.sd),
        "betrouwbaarheid": repr(q.reliability),
        **{f"samengesteld {code}": repr(value) for code, value in q.composites.items()},
        **{f"samengesteld_sd {code}": repr(value) for code, value in q.composite_sd.items()},
    }
    rows: list[tuple[FormValue, ...]] = [
        (key, "", *(found.get(language) for language in languages)) for key, found in texts.items()
    ]
    rows += [(key, value, *(None,) * len(languages)) for key, value in values.items() if value]
    columns = (FormColumn("sleutel", 22), FormColumn("waarde", 24), *_labels(languages, 34))
    return FormSheet("npo", columns, tuple(rows))


def _labels(languages: Sequence[str], width: float) -> tuple[FormColumn, ...]:
    return tuple(FormColumn(f"label::{language_heading(lang)}", width) for lang in languages)
