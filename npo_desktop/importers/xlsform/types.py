"""What the types of an Excel form are called, now and formerly, and what is done with each.

Source: EXCHANGE.md, chapter 5 (types; dialects).
"""

import re
from dataclasses import dataclass

ONE, SEVERAL = "select_one", "select_multiple"

# Asked as words or as a number; the second is the form of the answer.
PLAIN = {
    **dict.fromkeys(("text", "string", "add text prompt"), ("words", "")),
    **dict.fromkeys(("integer", "int", "add integer prompt"), ("number", "integer")),
    **dict.fromkeys(("decimal", "add decimal prompt"), ("number", "decimal")),
    "range": ("number", "range"),
    "date": ("words", "date"),
    "time": ("words", "time"),
    **dict.fromkeys(("datetime", "date time", "dateTime"), ("words", "datetime")),
    **dict.fromkeys(("note", "add note prompt"), ("note", "")),
    **dict.fromkeys(("acknowledge", "trigger"), ("acknowledge", "")),
}
METADATA = frozenset(
    (
        *("start", "end", "today", "deviceid", "device id", "username", "phonenumber", "email"),
        *(
            "audit",
            "simserial",
            "subscriberid",
            "sim id",
            "subscriber id",
            "phone number",
            "caseid",
        ),
        *("start time", "end time", "get start time", "get end time", "get today", "instance"),
        *(
            "start-geopoint",
            "background-audio",
            "text audit",
            "audio audit",
            "comments",
            "enumerator",
        ),
        *("hidden", "calculate here", "speed violations count", "sensor stream"),
    )
)
MEDIA = frozenset(
    (
        *("image", "photo", "audio", "video", "file", "barcode", "osm", "geopoint", "location"),
        *("geotrace", "geoshape", "gps", "csv-external", "xml-external", "rank", "xml external"),
        *("select one external", "select one from file", "select multiple from file"),
    )
)
_LIST = re.compile(
    r"""(?:add\s+)?
        (?:select\s+(?P<many>all\s+that\s+apply|multiple)|select\s+(?:one|1)|select1|select
          |(?P<rank>rank))
        (?:\s+prompt)?(?:\s+(?:from|using))?
        \s+(?P<list>\S+)
        (?P<other>\s+or\s+(?:specify\s+)?other)?""",
    re.VERBOSE | re.IGNORECASE,
)
_EDGE = re.compile(r"(?P<edge>begin|end)\s+(?P<what>\S+)(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class RowType:
    """What a row is. ``kind``: a plain type, "one", "several", "begin", "end", "calculate"..."""

    kind: str
    form: str = ""  # of a plain one; of an edge "group", "repeat", "score"
    options: str = ""  # its list
    or_other: bool = False


def type_of(text: str) -> RowType:
    """What a row of this type is; an unknown one has the kind ""."""
    spaced = re.sub(r"[\s_]+", " ", text.strip())
    plain = spaced.casefold()
    if plain in ("calculate", "add calculate prompt"):
        return RowType("calculate")
    if plain in PLAIN:
        return RowType(*PLAIN[plain])
    if match := _EDGE.fullmatch(plain):
        return RowType(match["edge"], match["what"])
    if plain == "score row":
        return RowType("score row")
    if plain in METADATA or plain.startswith(("text audit", "audio audit", "uri:", "speed viol")):
        return RowType("metadata")
    words = text.strip()
    # the name of a list may hold an underscore: only the words before it lose theirs
    head = re.sub(
        r"^(add[\s_]+)?select[\s_]+(one|multiple|1)([\s_]+(external|from[\s_]+file))?(?=\s|$)",
        lambda found: re.sub(r"[\s_]+", " ", found[0]),
        words,
        flags=re.IGNORECASE,
    )
    head = re.sub(r"\s+or_other$", " or other", head)
    if any(head.casefold() == one or head.casefold().startswith(one + " ") for one in MEDIA):
        return RowType("media", head)
    if match := _LIST.fullmatch(head):
        kind = "several" if match["many"] else "one"
        return RowType(kind, options=match["list"], or_other=match["other"] is not None)
    return RowType("")
