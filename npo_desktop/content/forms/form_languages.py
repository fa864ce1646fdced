"""Languages as a form in Excel names them: "Nederlands (nl)" above a column, and back."""

import re

_NAMES = {
    "nl": "Nederlands",
    "en": "English",
    "pap": "Papiamentu",
    "es": "Español",
    "de": "Deutsch",
    "fr": "Français",
    "pt": "Português",
}
_LANGUAGES = {
    **dict.fromkeys(("nederlands", "dutch", "hulandes", "neerlandes"), "nl"),
    **dict.fromkeys(("english", "engels", "ingles", "inglés"), "en"),
    **dict.fromkeys(("papiamentu", "papiamento", "papiaments"), "pap"),
    **dict.fromkeys(("español", "espanol", "spanish", "spaans", "spaño"), "es"),
    **dict.fromkeys(("deutsch", "german", "duits"), "de"),
    **dict.fromkeys(("français", "francais", "french", "frans"), "fr"),
    **dict.fromkeys(("português", "portugues", "portuguese", "portugees"), "pt"),
    **dict.fromkeys(("chinese", "chinees"), "zh"),
}
_CODE = r"[a-z]{2,3}(?:-[a-z0-9]{1,8})?"


def language_of(text: str) -> str:
    """The code of a language as people write it: "Nederlands (nl)", "english", "pap"."""
    plain = text.strip().casefold()
    if match := re.search(rf"\(({_CODE})\)$", plain):
        return match[1]
    return _LANGUAGES.get(plain, re.sub(r"[^\w-]+", "_", plain)[:12])


def language_heading(code: str) -> str:
    """What a column in this language is called; ``language_of`` gives the code back."""
    if not re.fullmatch(_CODE, code):
        return code
    return f"{_NAMES.get(code, code)} ({code})"
