"""Searches every byte that was written, also to files deleted since, for canaries; T20.

Prints one JSON document: files and bytes looked through, and each hit: path and form.
"""

import argparse
import base64
import json
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from recording import Event, read_log

ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
ZIP_ENTRY = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
ASCII85 = re.compile(rb"stream\r?\n([!-uz\s]+)~>")
DEEPEST = 3  # a stream in a stream in a stream


def forms(word: str) -> dict[str, re.Pattern[bytes]]:
    """A word as it may be written; its first letter is left off, for it may be large or small."""
    tail = word[1:]
    wanted = {
        "UTF-8": re.escape(tail.encode()),
        "UTF-16": re.escape(tail.encode("utf-16-le")),
        "UTF-16 the other way": re.escape(tail.encode("utf-16-be")),
        "UTF-32": re.escape(tail.encode("utf-32-le")),
        "hex": tail.encode().hex().encode(),
        "hex of UTF-16": tail.encode("utf-16-le").hex().encode(),
        "JSON escaped": rb"(?:\\u00(?:%s))" % rb")\\u00(?:".join(b"%02x" % ord(c) for c in tail),
    }
    for name, coded in (("base64", tail.encode()), ("base64 of UTF-16", tail.encode("utf-16-le"))):
        inner = [
            base64.b64encode(bytes(before) + coded)[-(-4 * before // 3) : -4] for before in range(3)
        ]
        wanted[name] = b"|".join(re.escape(part.lstrip(b"A=")[1:]) for part in inner)
    return {name: re.compile(form, re.IGNORECASE) for name, form in wanted.items()}


def found(content: bytes, wanted: dict[str, re.Pattern[bytes]], depth: int = 0) -> set[str]:
    """Under which forms a canary stands in it, also packed."""
    hits = {name for name, form in wanted.items() if form.search(content)}
    if depth < DEEPEST:
        for how, unpacked in packed(content):
            hits |= {f"{name} in {how}" for name in found(unpacked, wanted, depth + 1)}
    return hits


def packed(content: bytes) -> Iterator[tuple[str, bytes]]:
    """What can be unpacked from it, wherever it begins."""
    for at in ZLIB.finditer(content):
        if unpacked := _inflated(content[at.start() :], zlib.MAX_WBITS):
            yield "zlib", unpacked
    for entry in ZIP_ENTRY.finditer(content):
        begins = entry.end() + sum(int.from_bytes(size, "little") for size in entry.groups())
        if unpacked := _inflated(content[begins:], -zlib.MAX_WBITS):
            yield "zip", unpacked
    for stream in ASCII85.finditer(content):
        try:
            yield "ascii85", base64.a85decode(stream.group(1))
        except ValueError:
            continue


def _inflated(content: bytes, bits: int) -> bytes:
    """As far as it goes; by chance almost nothing comes of it."""
    machine = zlib.decompressobj(bits)
    unpacked = b""
    try:
        for at in range(0, len(content), 4096):
            unpacked += machine.decompress(content[at : at + 4096])
            if machine.eof:
                break
    except zlib.error:
        pass
    return unpacked


def written(events: list[Event], left_out: set[str]) -> dict[str, bytes]:
    """All that was ever written under each name, in the order of writing."""
    for event in reversed(events):  # what became one of these under another name is one of these
        if event.op == "R" and event.data.decode() in left_out:
            left_out.add(event.path)
    pieces: defaultdict[str, list[bytes]] = defaultdict(list)
    for event in events:
        if event.op == "W" and event.path not in left_out:
            pieces[event.path].append(event.data)
    names = "\n".join(event.path for event in events)  # a name of a file is written too
    return {path: b"".join(parts) for path, parts in pieces.items()} | {
        "(names of files)": names.encode(errors="surrogateescape")
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("log", type=Path)
    parser.add_argument("--word", required=True)
    parser.add_argument("--left-out", action="append", default=[], help="an export for people")
    chosen = parser.parse_args()
    events = list(read_log(chosen.log))
    files = written(events, set(chosen.left_out))
    wanted = forms(chosen.word)
    hits = sorted([path, form] for path, text in files.items() for form in found(text, wanted))
    told = {
        "files": len(files) - 1,
        "bytes": sum(map(len, files.values())),
        "hits": hits,
        "seen": sorted(files),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
