"""T28: a PDF for transport gives nothing away without its password, and everything with it."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from npo_desktop.errors import UserError
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.pdf.locked import check_password, easy_password, locked
from npo_desktop.exports.pdf.parent_summary import parent_summaries_in_one, parent_summary

MakeSummary = Callable[..., ParentSummary]
REPORTS = 20


def names(number: int) -> dict[str, str]:
    """Everything of a summary that a school typed, each a canary."""
    return {
        "name": f"Kanarina{number}",
        "school": f"Schoolkanarie{number}",
        "place": f"Plaatskanarie{number}",
        "coordinator": f"Begeleiderkanarie{number}",
    }


def readable(pdf: bytes) -> bytes:
    """The bytes, and whatever in them can be inflated without a key."""
    found = [pdf]
    for piece in pdf.split(b"stream")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(piece.lstrip(b"\r\n")))
        except zlib.error:
            continue
    return b"".join(found)


def hits(pdf: bytes, words: list[str]) -> list[str]:
    text = readable(pdf)
    return [
        word
        for word in words
        if any(word.encode(code) in text for code in ("utf-8", "utf-16-le", "utf-16-be"))
    ]


@pytest.mark.parametrize("number", range(REPORTS))
def test_nothing_is_readable_without_the_password(summary: MakeSummary, number: int) -> None:
    words = names(number)
    facts = summary(plan_count=number % 4, **words)
    password = easy_password()
    plain = parent_summaries_in_one([facts]).pdf if number % 2 else parent_summary(facts)
    pdf = locked(plain, password)

    assert hits(pdf, list(words.values())) == []
    encryption: Any = PdfReader(io.BytesIO(pdf)).trailer["/Encrypt"].get_object()
    assert (encryption["/V"], encryption["/R"], encryption["/Length"]) == (5, 6, 256)
    for wrong in ("", password[:-1], password.replace("-", ""), "password"):
        shut = PdfReader(io.BytesIO(pdf))
        assert not shut.decrypt(wrong)
        with pytest.raises(FileNotDecryptedError):
            shut.pages[0].extract_text()

    opened = PdfReader(io.BytesIO(pdf))
    assert opened.decrypt(password)
    before = PdfReader(io.BytesIO(plain))
    assert [p.extract_text() for p in opened.pages] == [p.extract_text() for p in before.pages]
    assert opened.metadata == before.metadata
    assert words["name"] in opened.pages[0].extract_text()


def test_the_search_finds_the_names_in_a_pdf_that_is_not_locked(summary: MakeSummary) -> None:
    words = names(1)
    assert hits(parent_summaries_in_one([summary(**words)]).pdf, list(words.values())) != []


def test_no_two_passwords_are_alike_and_all_are_long() -> None:
    made = {easy_password() for _ in range(1_000)}
    assert len(made) == 1_000
    assert {len(password) for password in made} == {19}
    for password in made:
        check_password(password)


@pytest.mark.parametrize("password", ["", " " * 12, "1234567"])
def test_a_password_that_keeps_nobody_out_is_refused(password: str) -> None:
    with pytest.raises(UserError):
        check_password(password)


def test_nothing_of_it_reaches_the_temp_folder(
    summary: MakeSummary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))  # any use of it would fail
    assert locked(parent_summary(summary()), "a long password").startswith(b"%PDF-")
