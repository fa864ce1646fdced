"""The menukaart as a workbook that reads back the same: a row a card, and a sheet that explains."""

from collections.abc import Mapping, Sequence

from npo_desktop.content.card_fields import CARD_FIELDS, field_name, shown, values_of, words_of
from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.content.questionnaire import SubscaleNames
from npo_desktop.content.school_catalogue import all_cards
from npo_desktop.exports.xlsx.forms.form_workbook import FormColumn, FormSheet, form_workbook
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.words.card import months_note

WIDTHS = {"id": 26.0, "name_nl": 34.0, "name_en": 34.0, "targets": 26.0, "note": 30.0}
LONG = ("contraindications", "source", "caution")


def menukaart_workbook(catalogue: Catalogue, subscales: Mapping[str, SubscaleNames]) -> bytes:
    """All cards, hidden ones too, in the order of their goal areas."""
    return form_workbook(
        (_cards(all_cards(catalogue)), _notes(subscales)), title=_("Menukaart of the school")
    )


def _cards(cards: Sequence[Intervention]) -> FormSheet:
    rows = []
    for card in cards:
        values = values_of(card)
        rows.append(tuple(shown(field, values[field]) for field in CARD_FIELDS))
    return FormSheet(_("Cards"), tuple(_column(field) for field in CARD_FIELDS), tuple(rows))


def _column(field: str) -> FormColumn:
    width = WIDTHS.get(field, 60.0 if field in LONG else 13.0)
    picks = tuple(filter(None, words_of(field).values())) if field in ("choice", "level") else ()
    return FormColumn(field_name(field), width, picks)


def _notes(subscales: Mapping[str, SubscaleNames]) -> FormSheet:
    """A page to read, one text a row."""
    lines = [
        _("About this file"),
        _("One row is one card. Change what you want, save it, and read it in on the menukaart."),
        _("Before anything changes you see what is new, what changes and what is wrong."),
        _("Rows that you leave out stay as they are: nothing is deleted by this file."),
        "",
        _("The columns"),
        *(f"{field_name(field)}: {_about(field)}" for field in CARD_FIELDS if _about(field)),
        _("Of cards that came with the program you can change: choice, year groups, figures, "
          "material, dose and why. What you change is shown as your own from then on."),
        _("A new card: leave the first column empty and fill in the names, the goal area, where "
          "it happens, the year groups and what it works on."),
        "",
        _("How to read months"),
        months_note(),
        "",
        _("Codes of what a card works on"),
        *(f"{code}: {pick(names.staff)}" for code, names in subscales.items()),
    ]  # fmt: skip
    return FormSheet(_("Notes"), (), tuple((line,) for line in lines))


def _about(field: str) -> str:
    return {
        "id": _("leave it as it is; it says which card this is."),
        "choice": _("chosen, hidden, or empty. Hidden cards are not proposed."),
        "months": _("from -12 to 12. Empty: no figure."),
        "evidence": _("0 too few studies, 1 very limited, 2 limited, 3 moderate, 4 extensive,"
                      " 5 very extensive."),
        "cost": _("1 very low to 5 very high. The scale is British; overrule it for your island."),
        "material_usd": _("American dollars for one group. Empty: unknown."),
        "sessions_per_week": _("fill in all four parts of the dose, or none."),
        "targets": _("code and how well it fits, 1 or 0.5: COG-TEC 1; COG-COM 0.5"),
        "contraindications": _(
            'one a line. Begin with "{warn}:" (is shown) or "{stop}:" (never proposed);'
            " Dutch | English."
        ).format(warn=words_of("effect")["warn"], stop=words_of("effect")["stop"]),
        "note": _("why your school overrules a figure."),
    }.get(field, "")  # fmt: skip
