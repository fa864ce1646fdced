"""What a PDF says of itself to who cannot see it: headings, lists, tables, in reading order."""

import io
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.pdf.parent_summary import (
    new_canvas,
    parent_summaries_in_one,
    parent_summary,
)
from npo_desktop.exports.pdf.pen import CanvasPen
from npo_desktop.exports.pdf.style import INK, REGULAR, Paper

MakeSummary = Callable[..., ParentSummary]
BEGINS = re.compile(rb"/(\w+)\s+(?:<<\s*/MCID (\d+)\s*>>\s+BDC|BMC)")


def pieces(pdf: bytes) -> list[tuple[int, Any]]:
    """Every piece of the tree with its depth, in order."""

    def below(piece: Any, depth: int) -> Iterator[tuple[int, Any]]:
        yield depth, piece
        kids = piece.get("/K", [])
        for kid in kids:
            found = kid.get_object()
            if isinstance(found, dict) and found.get("/Type") == "/StructElem":
                yield from below(found, depth + 1)

    return list(below(root_of(pdf)["/StructTreeRoot"]["/K"].get_object(), 0))


def root_of(pdf: bytes) -> Any:
    """A tree of dictionaries, of whatever kind."""
    return PdfReader(io.BytesIO(pdf)).root_object


def kinds(pdf: bytes) -> list[str]:
    return [str(piece["/S"]).strip("/") for _depth, piece in pieces(pdf)]


def struct_text(pdf: bytes, folder: Path) -> str:
    file = folder / "one.pdf"
    file.write_bytes(pdf)
    command = ["pdfinfo", "-struct-text", str(file)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_it_calls_itself_tagged_and_shows_its_title(summary: MakeSummary) -> None:
    root = root_of(parent_summary(summary(language="pap")))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "pap"


def test_headings_stand_in_order_under_one_title(summary: MakeSummary, tmp_path: Path) -> None:
    told = struct_text(parent_summary(summary(plan_count=2, language="en")), tmp_path)
    heads = re.findall(r'(H[123]) \(block\)\s+"([^"]+?) ?"', told)
    assert heads == [
        ("H1", "How Jeandro is doing"),
        ("H2", "What Jeandro does well"),
        ("H3", "Getting along with others"),
        ("H3", "Keeping going when it is hard"),
        ("H2", "How it is going now"),
        ("H2", "What has changed"),
        ("H2", "What Jeandro says"),
        ("H2", "What we agree"),
        ("H3", "Our goal"),
        ("H3", "What the school does"),
        ("H3", "What can help at home"),
        ("H3", "What Jeandro does"),
        ("H2", "What would you like to tell us?"),
        ("H2", "Signatures"),
    ]


def test_lines_of_a_paragraph_do_not_run_together(summary: MakeSummary, tmp_path: Path) -> None:
    told = struct_text(parent_summary(summary(plan_count=1, language="nl")), tmp_path)
    assert "U kent Jeandro het best. Vertel ons ook wat u ziet." in told


def test_the_picture_is_a_table_that_says_where_each_mark_stands(summary: MakeSummary) -> None:
    found = [piece for _depth, piece in pieces(parent_summary(summary(language="en")))]
    rows = [piece for piece in found if piece["/S"] == "/TR"]
    assert len(rows) == 9
    assert {len(row["/K"]) for row in rows} == {4}
    says = [piece["/Alt"] for piece in found if piece["/S"] == "/TD" and "/Alt" in piece]
    assert len(says) == 8
    assert Counter(says) == {
        "here we help": 2,
        "we practise this, clearly better than in May": 1,
        "this goes well": 5,
    }
    scopes = Counter(piece["/A"]["/Scope"] for piece in found if piece["/S"] == "/TH")
    assert scopes == {"/Column": 3, "/Row": 8}


def test_each_language_of_two_is_named_for_the_voice(summary: MakeSummary) -> None:
    pdf = parent_summary(summary(plan_count=1, second_language="pap"))
    spoken = Counter(piece["/Lang"] for _depth, piece in pieces(pdf) if "/Lang" in piece)
    assert set(spoken) == {"nl", "pap"}
    assert spoken["nl"] == spoken["pap"] > 20


@pytest.mark.parametrize("second", ["", "es"])
def test_every_mark_belongs_to_a_piece_or_is_an_artifact(summary: MakeSummary, second: str) -> None:
    pdf = parent_summary(summary(plan_count=3, second_language=second, is_practice=True))
    reader = PdfReader(io.BytesIO(pdf))
    parents = root_of(pdf)["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(reader.pages):
        content = page.get_contents()
        assert content is not None
        stream = content.get_data()
        begins = list(BEGINS.finditer(stream))
        assert len(begins) == stream.count(b"EMC") > 10
        marked = [int(begin[2]) for begin in begins if begin[2]]
        assert marked == list(range(len(marked)))
        assert page.raw_get("/StructParents") == number
        owners = parents[2 * number + 1]
        assert len(owners) == len(marked)
        for begin, owner in zip((b for b in begins if b[2]), owners, strict=True):
            assert owner.get_object()["/S"].encode() == b"/" + begin[1]
        outside = re.sub(rb"(BDC|BMC).*?EMC", b"", stream, flags=re.DOTALL)
        assert not re.search(rb"\bT[jJ]\b|\bS\b|\bf\b", outside)


def test_many_in_one_file_keep_one_tree_and_each_its_language(summary: MakeSummary) -> None:
    one = Counter(kinds(parent_summary(summary(language="en"))))
    languages = ("en", "pap", "en")
    all_of_them = parent_summaries_in_one([summary(language=each) for each in languages]).pdf
    parts = [piece for depth, piece in pieces(all_of_them) if depth == 1]
    assert [(part["/S"], part["/Lang"]) for part in parts] == [
        ("/Sect", each) for each in languages
    ]
    three = Counter(kinds(all_of_them))
    assert three.pop("Sect") == 3 and three.pop("Document") == 1
    for kind in ("H1", "H2", "H3", "Table", "TR", "TH", "TD", "L", "LI", "BlockQuote"):
        assert three[kind] == 3 * one[kind]


def test_loose_lines_become_paragraphs_and_loose_marks_artifacts() -> None:
    held = io.BytesIO()
    canvas = new_canvas(held, Paper.A4, "en", "Loose", "School")
    pen = CanvasPen(canvas)
    for y in (700.0, 686.0, 500.0):
        pen.text(72, y, "words", REGULAR, 11, INK)
    pen.line(72, 480, 200, 480, 1, INK)
    with pen.tagged("Artifact"), pen.tagged("P"):
        pen.text(72, 30, "page 1", REGULAR, 9, INK)
    pen.next_page()
    canvas.save()
    assert kinds(held.getvalue()) == ["Document", "P", "P"]
