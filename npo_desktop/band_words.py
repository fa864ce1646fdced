"""A band as letter and words: the same on screen, on paper and in the workbook."""

from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Band

_PLACES = {Band.LOW: 0, Band.WATCH: 1, Band.FINE: 2}


def band_letters() -> list[str]:
    """The letters of help needed, watch, on level and strong."""
    return _("H W O S").split()


def band_letter(band: Band, strong: bool = False) -> str:
    """One letter; too few answers show a question mark."""
    if band is Band.NONE:
        return "?"
    return band_letters()[3 if strong and band is Band.FINE else _PLACES[band]]


def band_name(band: Band, strong: bool = False) -> str:
    """The band in words."""
    if strong and band is Band.FINE:
        return _("Strong")
    return {
        Band.LOW: _("Help needed"),
        Band.WATCH: _("Watch"),
        Band.FINE: _("On level"),
        Band.NONE: _("Too few answers"),
    }[band]


def band_text(band: Band, strong: bool = False) -> str:
    """Letter and words: H · Help needed."""
    return f"{band_letter(band, strong)} · {band_name(band, strong)}"
