"""T26: on paper a school's words are words: no markup, no links, no files opened."""

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from npo_desktop import paths
from npo_desktop.exports import access_json
from npo_desktop.exports.access_facts import (
    AccessCell,
    AccessFile,
    AccessRow,
    AccessTable,
    access_file_name,
)
from npo_desktop.exports.parent_facts import ParentSummary, summary_file_name
from npo_desktop.exports.pdf import access_file
from npo_desktop.exports.pdf.lettering import clean, drawable
from npo_desktop.exports.pdf.parent_summary import parent_summaries_in_one, parent_summary

MakeSummary = Callable[..., ParentSummary]
Filled = Callable[[Any, str], Any]
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/URI", "/EmbeddedFile", "/OpenAction", "/AA", "/Annots"}
WATCHED = ("open", "socket.connect", "urllib.Request", "subprocess.Popen", "os.system")

opened: list[str] = []
watches: list[bool] = []  # one, once the hook is in place; true while something is being made


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if watches[0] and event in WATCHED:
        opened.append(f"{event} {arguments[0]}")


@contextmanager
def watched() -> Iterator[None]:
    """Note every file that is opened and every call to the outside."""
    if not watches:
        watches.append(False)
        sys.addaudithook(watch)  # cannot be taken away again
    watches[0] = True
    try:
        yield
    finally:
        watches[0] = False


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def active_parts(pdf: bytes) -> set[str]:
    """Keys and kinds of any object of the file that a reader would act on."""
    reader = PdfReader(io.BytesIO(pdf))
    found: set[str] = set()
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    for number in range(1, size):
        made = reader.get_object(number)
        if isinstance(made, DictionaryObject):
            found |= {str(part) for part in (*made, *made.values()) if isinstance(part, str)}
    return found & ACTIVE


def test_no_payload_in_any_field_becomes_more_than_text(
    summary: MakeSummary, filled: Filled, payloads: tuple[str, ...]
) -> None:
    plain = summary(plan_count=2)
    parent_summary(plain)  # fonts and icons are read once
    opened.clear()
    for payload in payloads:
        facts = filled(plain, payload)
        with watched():
            pdf = parent_summary(facts)
            whole = parent_summaries_in_one([facts]).pdf

        shown = re.sub(r"\s+", "", drawable(clean(payload), 1))
        assert shown in words_of(pdf), payload
        for made in (pdf, whole):
            assert active_parts(made) == set(), payload
        assert re.fullmatch(r"[A-Za-z0-9~_-]+\.pdf", summary_file_name(facts)), payload
    assert [each for each in opened if str(paths.resources()) not in each] == []


def test_no_payload_becomes_more_than_text_in_the_file_of_one_pupil(
    payloads: tuple[str, ...],
) -> None:
    for payload in payloads:
        cells = tuple(AccessCell(column, payload, payload) for column in ("call_name", "remark"))
        facts = AccessFile(
            pupil_id=UUID(int=7),
            number=payload,
            name=payload,
            school=payload,
            place=payload,
            is_practice=False,
            made_on=date(2026, 11, 24),
            language="nl",
            tables=(AccessTable("pupil", (AccessRow("7", cells, under=payload),)),),
        )
        with watched():
            pdf, plain = access_file.render(facts), access_json.render(facts)

        assert re.sub(r"\s+", "", drawable(clean(payload), 1)) in words_of(pdf), payload
        assert active_parts(pdf) == set(), payload
        assert payload in str(json.loads(plain)) or repr(payload)[1:-1] in str(json.loads(plain))
        assert re.fullmatch(r"[A-Za-z0-9~_-]+\.pdf", access_file_name(facts, "pdf")), payload


def test_the_recorder_sees_a_file_being_opened(tmp_path: Path) -> None:
    with watched():
        (tmp_path / "secret").write_text("x")
    assert any("secret" in each for each in opened)


def test_the_check_sees_a_file_inside(summary: MakeSummary) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(parent_summary(summary()))))
    writer.add_attachment("x.txt", b"x")
    held = io.BytesIO()
    writer.write(held)
    assert "/EmbeddedFile" in active_parts(held.getvalue())
