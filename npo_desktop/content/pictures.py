"""The pictures of a child's picture code: simple, told apart without colour, easy to name.

They stand in ``resources/icons``, so that screen and paper show the very same drawing.
"""

from collections.abc import Iterable

from npo_desktop.i18n import _

PICTURES = (
    *("fish", "sailboat", "sun", "star", "home", "tree", "flower", "heart"),
    *("key", "ball-football", "umbrella", "moon", "butterfly", "cactus", "apple", "car"),
    *("bike", "bell", "cloud", "gift", "cat", "dog", "music", "scissors"),
)
PARTS = 3  # pictures in a code; their order does not matter

Code = tuple[str, ...]  # of PICTURES, in their order


def code_of(pictures: Iterable[str]) -> Code:
    """The code that these pictures are, in whatever order they were pointed at."""
    chosen = set(pictures)
    return tuple(name for name in PICTURES if name in chosen)


def picture_word(name: str) -> str:
    """What one calls a picture."""
    return {
        "fish": _("fish"),
        "sailboat": _("boat"),
        "sun": _("sun"),
        "star": _("star"),
        "home": _("house"),
        "tree": _("tree"),
        "flower": _("flower"),
        "heart": _("heart"),
        "key": _("key"),
        "ball-football": _("ball"),
        "umbrella": _("umbrella"),
        "moon": _("moon"),
        "butterfly": _("butterfly"),
        "cactus": _("cactus"),
        "apple": _("apple"),
        "car": _("car"),
        "bike": _("bicycle"),
        "bell": _("bell"),
        "cloud": _("cloud"),
        "gift": _("present"),
        "cat": _("cat"),
        "dog": _("dog"),
        "music": _("music"),
        "scissors": _("scissors"),
    }[name]


def code_words(code: Code) -> str:
    """A code to read out: fish, key, moon."""
    return ", ".join(picture_word(name) for name in code)
