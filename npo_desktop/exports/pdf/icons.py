"""Our icons as paths for paper, read once from the same drawings as the screen's."""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportlab.pdfgen.pathobject import PDFPathObject

from npo_desktop.paths import resources

GRID = 24.0  # the side of a drawing
_STEP = re.compile(r"([a-zA-Z])|(-?(?:\d+\.\d+|\.\d+|\d+))")
_LENGTHS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}

Point = tuple[float, float]
Curve = tuple[Point, Point, Point]


@cache
def icon_path(name: str) -> PDFPathObject:
    """The strokes of an icon on a grid of 24, y upwards."""
    drawing = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    path = PDFPathObject()
    for strokes in re.findall(r'<path d="([^"]+)"', drawing):
        _trace(path, strokes)
    return path


def _trace(path: PDFPathObject, strokes: str) -> None:
    here: Point = (0.0, 0.0)
    start = handle = here
    for command, numbers in _steps(strokes):
        kind, origin = command.lower(), here if command.islower() else (0.0, 0.0)
        if kind == "z":
            path.close()
            here = start
        elif kind in "ml":
            here = (origin[0] + numbers[0], origin[1] + numbers[1])
            if kind == "m":
                start = here
                path.moveTo(*_up(here))
            else:
                path.lineTo(*_up(here))
        elif kind in "hv":
            moved = (origin[0] + numbers[0], origin[1] + numbers[0])
            here = (moved[0], here[1]) if kind == "h" else (here[0], moved[1])
            path.lineTo(*_up(here))
        elif kind in "cs":
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            points = [(origin[0] + x, origin[1] + y) for x, y in pairs]
            if kind == "s":  # the first handle mirrors the last one
                points.insert(0, (2 * here[0] - handle[0], 2 * here[1] - handle[1]))
            path.curveTo(*_up(points[0]), *_up(points[1]), *_up(points[2]))
            handle, here = points[1], points[2]
        else:
            end = (origin[0] + numbers[5], origin[1] + numbers[6])
            for first, second, last in _arc(here, end, numbers):
                path.curveTo(*_up(first), *_up(second), *_up(last))
            here = end


def _steps(strokes: str) -> Iterator[tuple[str, Sequence[float]]]:
    """Each command with its numbers; numbers that go on repeat the command."""
    command, numbers = "", list[float]()
    for letter, number in _STEP.findall(strokes):
        if letter:
            command = letter
            if letter in "zZ":
                yield letter, ()
            continue
        numbers.append(float(number))
        if len(numbers) == _LENGTHS[command.lower()]:
            yield command, numbers
            numbers = []
            command = {"m": "l", "M": "L"}.get(command, command)


def _up(point: Point) -> Point:
    return point[0], GRID - point[1]


def _arc(start: Point, end: Point, numbers: Sequence[float]) -> Iterator[Curve]:
    """An unturned elliptical arc as curves. Source: SVG 2, appendix B.2."""
    rx, ry, large, sweep = numbers[0], numbers[1], bool(numbers[3]), bool(numbers[4])
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    stretch = max(1.0, math.hypot(dx / rx, dy / ry))
    rx, ry = rx * stretch, ry * stretch
    away = (dx / rx) ** 2 + (dy / ry) ** 2
    factor = math.sqrt(max(0.0, 1 / away - 1)) * (-1 if large == sweep else 1)
    middle_x = (start[0] + end[0]) / 2 + factor * rx * dy / ry
    middle_y = (start[1] + end[1]) / 2 - factor * ry * dx / rx
    first = math.atan2((start[1] - middle_y) / ry, (start[0] - middle_x) / rx)
    turn = math.atan2((end[1] - middle_y) / ry, (end[0] - middle_x) / rx) - first
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    parts = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / parts
    reach = 4 / 3 * math.tan(step / 4)
    for part in range(parts):
        a, b = first + part * step, first + (part + 1) * step
        yield (
            (
                middle_x + rx * (math.cos(a) - reach * math.sin(a)),
                middle_y + ry * (math.sin(a) + reach * math.cos(a)),
            ),
            (
                middle_x + rx * (math.cos(b) + reach * math.sin(b)),
                middle_y + ry * (math.sin(b) - reach * math.cos(b)),
            ),
            (middle_x + rx * math.cos(b), middle_y + ry * math.sin(b)),
        )
