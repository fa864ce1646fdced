"""The structure of a PDF: what is a heading, a list, a table, in the order in which one reads.

The PDF library writes none. Here every mark stands in marked content that belongs to an element
of a tree, or is an artifact that no reader speaks. Source: STACK.md, section 4; ISO 32000-1, 14.8.
"""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFName, PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

GROUPS = frozenset(
    {"Document", "Sect", "Div", "L", "LI", "Table", "TR"}
)  # hold no marks themselves
Piece = AbstractContextManager[None]  # until its end, what is drawn belongs to one element
ARTIFACT = "Artifact"  # what is only there to look at


class Element:
    """A piece of the document: of which kind, in what, with which marks or pieces in it."""

    __slots__ = ("alt", "kids", "kind", "language", "number", "parent", "row")

    def __init__(
        self, kind: str, parent: "Element | None", alt: str = "", language: str = ""
    ) -> None:
        self.kind, self.parent, self.alt, self.language = kind, parent, alt, language
        self.kids: list[Element | tuple[int, int]] = []  # a piece, or page and number of marks
        self.number = 0  # of its object in the file
        self.row = False  # of a table: names its row, not its column


class TaggedCanvas(Canvas):
    """A canvas that keeps a tree of what is drawn, and writes it down when it is saved."""

    _doc: Any  # of the library, which has no public way to either
    _code: list[str]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._root = Element("Document", None)
        self._open = [self._root]
        self._shown: Element | None = None  # whose marks are being drawn
        self._loose: tuple[float, float] | None = None  # where the last loose line began
        self._is_marking = False
        self._closing = _Closing(self)
        self._pages: list[tuple[str, list[Element]]] = []
        self._marked: list[Element] = []  # on this page, by number
        self.starts: list[int] = []  # first pages of what ``begin_one`` began, from 0
        self.setViewerPreference("DisplayDocTitle", "true")

    @property
    def page_count(self) -> int:
        """How many pages are whole."""
        return len(self._pages)

    def begin_one(self, bookmark: str = "") -> None:
        """The next page is for somebody else than the one before; ``bookmark``: for the outline."""
        key = f"piece-{len(self.starts)}"
        self.starts.append(self.page_count)
        if bookmark:
            self.bookmarkPage(key)
            self.addOutlineEntry(bookmark, key)

    def piece(self, kind: str, alt: str = "", language: str = "", row: bool = False) -> Piece:
        """What is drawn from now on belongs to this piece, until the end of ``with``."""
        self._end_marks()
        parent = self._open[-1]
        element = Element(ARTIFACT if parent.kind == ARTIFACT else kind, parent, alt, language)
        element.row = row
        if element.kind != ARTIFACT:
            parent.kids.append(element)
        self._open.append(element)
        return self._closing

    def end_piece(self) -> None:
        """The piece begun last is whole."""
        self._end_marks()
        self._open.pop()

    def begin_text(self, x: float, y: float, leading: float) -> None:
        """Before a line of text; a loose one goes on with the paragraph above it, or begins one."""
        piece = self._open[-1]
        if piece.kind not in GROUPS:
            self._begin(piece)
            return
        goes_on = (
            self._loose is not None
            and self._shown is not None
            and abs(self._loose[0] - x) < 0.5
            and 0 < self._loose[1] - y <= leading
        )
        if not goes_on:
            self._end_marks()
            paragraph = Element("P", piece)
            piece.kids.append(paragraph)
            self._begin(paragraph)
        self._loose = (x, y)

    def begin_mark(self) -> None:
        """Before a line, a box or an icon; a loose one is an artifact."""
        piece = self._open[-1]
        self._begin(None if piece.kind in GROUPS else piece)

    def showPage(self) -> None:
        self._end_marks()
        name = self._doc.thisPageName()
        super().showPage()
        page = self._doc.idToObject[name]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._pages), PDFName("S")
        self._pages.append((name, self._marked))
        self._marked = []

    def save(self) -> None:
        self._end_marks()
        if len(self._code):
            self.showPage()
        _write_tree(self._doc, self._root, self._pages)
        super().save()

    def _begin(self, piece: Element | None) -> None:
        if piece is not None and piece.kind == ARTIFACT:
            piece = None
        if self._is_marking and piece is self._shown:
            return
        self._end_marks()
        if piece is None:
            self._code.append("/Artifact BMC")
        else:
            number = len(self._marked)
            self._marked.append(piece)
            piece.kids.append((len(self._pages), number))
            self._code.append(f"/{piece.kind} <</MCID {number}>> BDC")
        self._shown, self._is_marking = piece, True

    def _end_marks(self) -> None:
        if self._is_marking:
            self._code.append("EMC")
        self._shown, self._is_marking, self._loose = None, False, None


class _Closing:
    """Ends the piece that was begun last."""

    __slots__ = ("_canvas",)

    def __init__(self, canvas: TaggedCanvas) -> None:
        self._canvas = canvas

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._canvas.end_piece()


def _write_tree(document: Any, root: Element, pages: list[tuple[str, list[Element]]]) -> None:
    """The tree as objects of the file, and the table from marks back to their pieces."""
    elements = [element for element in _in_order(root) if element.kids or element.kind == "TD"]
    top, table = document.objectcounter + 1, document.objectcounter + 2
    for number, element in enumerate(elements, table + 1):
        element.number = number
    numbers = [document.idToObjectNumberAndVersion[name][0] for name, _marked in pages]
    document.Reference(
        b"<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>"
        % (table + 1, table, len(pages)),
        "StructTree",
    )
    parents = " ".join(
        f"{page} [{' '.join(f'{element.number} 0 R' for element in marked)}]"
        for page, (_name, marked) in enumerate(pages)
    )
    document.Reference(f"<</Nums [{parents}]>>".encode(), "StructParents")
    for element in elements:
        words = _words(element, top, numbers)
        document.Reference(words.encode(), f"Struct{element.number}")
    document.Catalog.StructTreeRoot = PDFObjectReference("StructTree")
    document.Catalog.MarkInfo = b"<</Marked true>>"


def _in_order(root: Element) -> list[Element]:
    """All pieces, each before what is in it."""
    found, waiting = list[Element](), [root]
    while waiting:
        element = waiting.pop()
        found.append(element)
        waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
    return found


def _words(element: Element, top: int, numbers: list[int]) -> str:
    parent = element.parent.number if element.parent else top
    first = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    words = [f"<</Type /StructElem /S /{element.kind} /P {parent} 0 R"]
    if first is not None:
        words.append(f"/Pg {numbers[first]} 0 R")
    words.append(f"/K [{' '.join(filter(None, (_kid(k, first, numbers) for k in element.kids)))}]")
    if element.alt:
        words.append(f"/Alt {_string(element.alt)}")
    if element.language:
        words.append(f"/Lang ({element.language})")
    if element.kind == "TH":
        words.append(f"/A <</O /Table /Scope /{'Row' if element.row else 'Column'}>>")
    return " ".join(words) + ">>"


def _kid(kid: Element | tuple[int, int], first: int | None, numbers: list[int]) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R" if kid.number else ""
    page, number = kid
    if page == first:
        return str(number)
    return f"<</Type /MCR /Pg {numbers[page]} 0 R /MCID {number}>>"


def _string(text: str) -> str:
    return "<" + ("\ufeff" + text).encode("utf-16-be", "replace").hex() + ">"
