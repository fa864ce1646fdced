"""Names of people: taking them apart, putting them together, sorting and comparing them."""

import re
import unicodedata

INFIXES = (
    "van de", "van den", "van der", "van het", "van 't", "van t", "van",
    "v. d.", "v.d.", "v/d", "vd", "in 't", "in het", "op de", "op den", "op 't",
    "de la", "de las", "de los", "de l'", "del", "della", "dos", "das", "do",
    "de", "den", "der", "ter", "te", "ten", "'t", "el", "da", "la", "le", "di", "du", "von", "zu",
)  # fmt: skip
_LONGEST_FIRST = sorted(INFIXES, key=lambda infix: -len(infix.split()))


def folded(text: str) -> str:
    """Case-folded, without accents, single spaces: for sorting, searching and comparing."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def sort_name(call_name: str, infix: str, last_name: str) -> str:
    """What lists are sorted and searched by: "windt, jair de"."""
    given = " ".join(part for part in (call_name, infix) if part)
    return folded(", ".join(part for part in (last_name, given) if part))


def split_full_name(text: str) -> tuple[str, str, str]:
    """Call name, infix and last name of "Windt, Jaïr de" or "Jaïr de Windt"."""
    text = " ".join(text.split())
    if "," in text:
        last, given = (part.strip() for part in text.split(",", 1))
        call, infix = _infix_at_end(given)
        if not infix:
            infix, last = _infix_at_start(last)
        return call, infix, last
    words = text.split()
    for start in range(1, len(words) - 1):
        infix, last = _infix_at_start(" ".join(words[start:]))
        if infix:
            return " ".join(words[:start]), infix, last
    return (words[0] if words else "", "", " ".join(words[1:]))


def _infix_at_end(text: str) -> tuple[str, str]:
    words = text.split()
    for infix in _LONGEST_FIRST:
        size = len(infix.split())
        alone = len(words) == size and text.islower()  # "Bruin, de": the first name is missing
        if (len(words) > size or alone) and _same(" ".join(words[-size:]), infix):
            return " ".join(words[:-size]), " ".join(words[-size:])
    return text, ""


def _infix_at_start(text: str) -> tuple[str, str]:
    words = text.split()
    for infix in _LONGEST_FIRST:
        size = len(infix.split())
        if len(words) > size and _same(" ".join(words[:size]), infix):
            return " ".join(words[:size]), " ".join(words[size:])
    return "", text


def _same(one: str, other: str) -> bool:
    return re.sub("[’`´]", "'", one).casefold() == other
