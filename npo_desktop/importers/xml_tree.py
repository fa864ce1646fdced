"""XML as a small tree that knows its lines; no DTD, no entities, no network.

Source: EXCHANGE.md, rule 6; SAFETY.md, section 6.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

MOST_ELEMENTS = 500_000  # a pupil has about 15
DEEPEST = 60  # levels; EDEXML needs 6, a SOAP envelope 3 more

sax: Any = import_module("defusedxml.sax")  # defusedxml carries no type information
refused: Any = import_module("defusedxml.common")


@dataclass(slots=True)
class Element:
    """An element by its local name: prefixes and namespaces do not matter here."""

    name: str
    line: int
    attributes: Mapping[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, name: str) -> "Element | None":
        """The first child of this name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, *names: str) -> list["Element"]:
        """The children of these names, in their order."""
        return [child for child in self.children if child.name in names]

    def under(self, path: str, *names: str) -> list["Element"]:
        """The children of these names under one child: ``under("leerlingen", "leerling")``."""
        parent = self.child(path)
        return parent.all(*names) if parent else []

    def value(self, name: str) -> str:
        """The text of a child, stripped; empty when it is not there."""
        child = self.child(name)
        return child.text if child else ""

    def key(self, name: str = "key") -> str:
        """An attribute, stripped."""
        return self.attributes.get(name, "").strip()

    def descendants(self) -> Iterator["Element"]:
        """This element and everything in it."""
        yield self
        for child in self.children:
            yield from child.descendants()


def read_tree(content: bytes, *, without: Collection[str] = ()) -> Element:
    """The whole document; elements named in ``without`` stay, but empty."""
    if max(content.count(b"<") // 2, content.count(b"=")) > MOST_ELEMENTS:
        raise _too_much()  # before one tag with a million attributes is made into objects
    builder = _Builder(without)
    try:
        sax.parseString(content, builder, forbid_dtd=True)
    except refused.DefusedXmlException as error:
        raise UserError(
            _("This XML file holds a DTD or entities and is not read, for safety."),
            _("Export it again from your pupil system."),
        ) from error
    except SAXParseException as error:
        raise UserError(
            _("The XML file is cut off or damaged at line {line}.").format(
                line=error.getLineNumber()
            ),
            _("Export it again and copy it whole."),
        ) from error
    except (ValueError, LookupError) as error:  # an encoding that is not there
        raise UserError(
            _("The encoding of this XML file is not known."), _("Export it again as UTF-8.")
        ) from error
    if builder.root is None:
        raise UserError(_("The file is empty."), _("Export it again from your pupil system."))
    return builder.root


def _too_much() -> UserError:
    return UserError(
        _("This XML file holds too much to be read."),
        _("Export it again from your pupil system."),
    )


class _Builder(ContentHandler):
    def __init__(self, without: Collection[str]) -> None:
        super().__init__()
        self.root: Element | None = None
        self._without = without
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0
        self._left_out = 0  # how deep we are in what is not wanted
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        if self._left_out:
            self._left_out += 1
            return
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise _too_much()
        if len(self._open) >= DEEPEST:
            raise UserError(
                _("This XML file is nested too deeply to be read."),
                _("Export it again from your pupil system."),
            )
        line = (self._locator.getLineNumber() if self._locator else None) or 0
        attributes = {key.rpartition(":")[2]: value for key, value in attrs.items()}
        element = Element(name.rpartition(":")[2], line, attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        if element.name in self._without:
            self._left_out = 1
            return
        self._open.append(element)
        self._texts.append([])

    def characters(self, content: str) -> None:
        if not self._left_out and self._texts:
            self._texts[-1].append(content)

    def endElement(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        self._open.pop().text = " ".join("".join(self._texts.pop()).split())
