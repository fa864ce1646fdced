"""What others would try first: known passphrases, common words, rows of keys, years, repeats.

A passphrase is cut into as few pieces as possible: a common word, a run of neighbouring keys, a
year or another single character is one piece each. A piece that comes twice counts once.
The words are our own list in ``resources/passphrases``; nothing is asked of the network.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import combinations

from npo_desktop.paths import resources

ENOUGH = 4  # pieces that an acceptable passphrase consists of at least
SHORTEST_WORD, LONGEST_WORD = 3, 24
LONGEST_LOOK = 200  # characters that are looked at
A_DATE = "a year or a day"  # all of them are one and the same piece
KEPT_SIGNS = "@$!"  # they may stand for letters
RUNS = (
    *("1234567890", "abcdefghijklmnopqrstuvwxyz"),
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertz"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp"),
    *("1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "147258369", "0123456789", "0987654321"),
)
LEET = (
    str.maketrans("013457@$!8", "oieastasib"),
    str.maketrans("013457@$!8", "oleastaslb"),
)


def is_known(text: str) -> bool:
    """Whether it is a passphrase that everybody has read somewhere; case and spaces aside."""
    return _bare(text) in _known_phrases()


def pieces(text: str, also: frozenset[str] = frozenset()) -> set[str]:
    """The different pieces it consists of; the fewer, the sooner guessed. ``also``: more words.

    Words that are typed apart are cut apart. The first two kinds of punctuation say nothing.
    """
    words = folded(text[:LONGEST_LOOK]).split()
    if len(words) < ENOUGH or min(map(len, words)) < 2:
        words = ["".join(words)]
    signs = {sign for sign in text if not sign.isalnum() and not sign.isspace()} - set(KEPT_SIGNS)
    found = set(sorted(signs)[2:])
    for word in words:
        found.update(_cut(_once(word.strip("!")), also))
    return found


def folded(text: str) -> str:
    """In small letters without accents; punctuation becomes a space."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = (sign if sign.isalnum() or sign in KEPT_SIGNS else " " for sign in plain)
    return "".join(
        sign for sign, given in zip(kept, plain, strict=True) if not unicodedata.combining(given)
    )


def own_words(names: Iterable[str]) -> frozenset[str]:
    """Every word of these names, and neighbouring words written as one."""
    found = set()
    for name in names:
        words = folded(name).split()
        for start, end in combinations(range(len(words) + 1), 2):
            found.add("".join(words[start:end]))
    return frozenset(word for word in found if SHORTEST_WORD <= len(word) <= LONGEST_WORD)


def _bare(text: str) -> str:
    """Letters and digits only."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


def _once(letters: str) -> str:
    """A text that only repeats itself, said once."""
    again = (letters + letters).find(letters, 1)
    return letters[:again] if 0 < again < len(letters) else letters


def _cut(letters: str, also: frozenset[str]) -> list[str]:
    """In as few pieces as can be."""
    fewest: list[tuple[int, int]] = [(0, 0)]  # at each place: how many pieces, the last one's start
    for end in range(1, len(letters) + 1):
        best = (fewest[end - 1][0] + 1, end - 1)
        for start in range(max(0, end - LONGEST_WORD), end - SHORTEST_WORD + 1):
            if fewest[start][0] + 1 < best[0] and _is_one_piece(letters[start:end], also):
                best = (fewest[start][0] + 1, start)
        fewest.append(best)
    found, end = [], len(letters)
    while end:
        start = fewest[end][1]
        part = letters[start:end]
        found.append(A_DATE if _is_date(part) else part)
        end = start
    return found


def _is_one_piece(part: str, also: frozenset[str]) -> bool:
    if len(set(part)) == 1 or _is_run(part) or _is_date(part):
        return True
    words = _common_words()
    forms = {part, *(part.translate(table) for table in LEET)}
    return any(form in words or form in also for form in forms)


def _is_run(part: str) -> bool:
    """Neighbouring keys or letters, forwards or backwards."""
    return any(part in run or part[::-1] in run for run in RUNS)


def _is_date(part: str) -> bool:
    """A year, or a day written in six or eight digits."""
    if not part.isascii() or not part.isdigit():
        return False
    if len(part) == 4:
        return part[:2] in ("19", "20")
    return len(part) in (6, 8) and 1 <= int(part[:2]) <= 31 and 1 <= int(part[2:4]) <= 12


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for word in _list("words.txt") if len(word) >= SHORTEST_WORD)


@cache
def _known_phrases() -> frozenset[str]:
    return frozenset(_list("phrases.txt"))


def _list(name: str) -> list[str]:
    """The entries of one list, folded as what is typed is folded; # begins a heading."""
    lines = (resources() / "passphrases" / name).read_text(encoding="utf-8").splitlines()
    entries = (line for line in lines if not line.startswith("#"))
    split = name == "words.txt"
    return [_bare(part) for line in entries for part in (line.split() if split else [line])]
