"""Expressions of XLSForm: when a question is asked, what an answer must be, what is worked out.

Read by a small parser of our own; never handed to Python. What it does not know is kept as text:
a question whose condition is not understood is always asked. Source: EXCHANGE.md, chapter 5.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from npo_desktop.content.forms.expression_functions import FUNCTIONS, NotUnderstood, is_usable

LONGEST = 2000  # letters
DEEPEST = 40  # brackets within brackets

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<name>\$\{\s*[^{}$]+?\s*\})
      | (?P<number>\d+(?:\.\d+)?|\.\d+)
      | (?P<text>'[^']*'|"[^"]*"|[‘’][^‘’]*[‘’]|[“”][^“”]*[“”])
      | (?P<word>[A-Za-z_][\w.:-]*)
      | (?P<mark><=|>=|!=|[=<>+*(),-]|\.(?!\.))
    )""",
    re.VERBOSE,
)
_LEVELS = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a text."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Name:
    """The answer to a question, or what a calculation gives: ``${name}``."""

    name: str


@dataclass(frozen=True, slots=True)
class Self:
    """The answer that is being checked: ``.``"""


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Minus:
    """The opposite of a number."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts with operators of one rank between them, worked out from left to right."""

    first: "Node"
    rest: tuple[tuple[str, "Node"], ...]


Node = Constant | Name | Self | Call | Minus | Chain


@lru_cache(maxsize=2048)
def parse(text: str) -> Node:
    """The tree of an expression. Raises ``NotUnderstood`` with the part that is the trouble."""
    if len(text) > LONGEST:
        raise NotUnderstood(text[:20] + "…")
    reader = _Reader(_tokens(text))
    node = reader.chain(0)
    if reader.here:
        raise NotUnderstood(reader.here)
    return node


def trouble_of(text: str) -> str:
    """The part of an expression that is not understood; empty when all of it is."""
    try:
        parse(text)
    except NotUnderstood as error:
        return str(error)
    refused = refused_pattern(text)
    return f"regex('{refused[:40]}')" if refused else ""


def refused_pattern(text: str) -> str:
    """The first pattern in an expression that no answer is held against; empty when there is none.

    Only what stands there as text: one that is put together out of answers is not known yet.
    """
    try:
        found = _patterns(parse(text))
    except NotUnderstood:
        return ""
    return next((pattern for pattern in found if not is_usable(pattern)), "")


def names_in(text: str) -> frozenset[str]:
    """The questions and calculations that an expression looks at, understood or not."""
    return frozenset(name.strip() for name in re.findall(r"\$\{([^{}]+)\}", text))


def _patterns(tree: Node) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Call("regex", (_text, Constant(str(pattern)))):
                yield pattern
            case Call(_function, arguments):
                waiting += arguments
            case Chain(first, rest):
                waiting += [first, *(part for _operator, part in rest)]
            case Minus(of):
                waiting.append(of)


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, text = [], 0, text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise NotUnderstood(text[at : at + 20].strip())
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    if not found:
        raise NotUnderstood("")
    return found


class _Reader:
    """Goes through the tokens once; every method leaves ``at`` behind what it read."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = self.depth = 0

    @property
    def here(self) -> str:
        """The next token; empty at the end."""
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def chain(self, level: int) -> Node:
        """What stands between operators of this rank."""
        if level == len(_LEVELS):
            return self.single()
        first, rest = self.chain(level + 1), []
        while self.here in _LEVELS[level] and self.tokens[self.at][0] in ("word", "mark"):
            operator = self.here
            self.at += 1
            rest.append((operator, self.chain(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def single(self) -> Node:
        """One value, one call, or something between brackets."""
        if self.at >= len(self.tokens):
            raise NotUnderstood("…")
        kind, token = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            return Constant(float(token))
        if kind == "text":
            return Constant(token[1:-1])
        if kind == "name":
            return Name(token[2:-1].strip())
        if kind == "word":
            return self.call(token)
        if token == ".":
            return Self()
        if token == "-":
            return Minus(self.deeper(self.single))
        if token == "(":
            inner = self.deeper(lambda: self.chain(0))
            self.expect(")")
            return inner
        raise NotUnderstood(token)

    def call(self, function: str) -> Node:
        """A function that we know, with as many arguments as it takes."""
        if self.here != "(" or function not in FUNCTIONS:
            raise NotUnderstood(f"{function}()" if self.here == "(" else function)
        self.at += 1
        arguments: list[Node] = []
        while self.here != ")":
            if arguments:
                self.expect(",")
            arguments.append(self.deeper(lambda: self.chain(0)))
        self.at += 1
        fewest, most = FUNCTIONS[function].takes
        if not fewest <= len(arguments) <= most:
            raise NotUnderstood(f"{function}()")
        return Call(function, tuple(arguments))

    def deeper(self, read: Callable[[], Node]) -> Node:
        """One pair of brackets further in; too many would overflow the stack."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotUnderstood("((((…")
        node = read()
        self.depth -= 1
        return node

    def expect(self, mark: str) -> None:
        """The token that must be next."""
        if self.here != mark:
            raise NotUnderstood(self.here or mark)
        self.at += 1
