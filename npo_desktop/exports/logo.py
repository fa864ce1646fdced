"""A logo out of a file: looked at before anything is unpacked, made small, without its history.

What is kept is a new picture: place, camera and whatever else stood in the file are gone.
"""

import io
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_BYTES = 8 * 2**20
MOST_PIXELS = 20_000_000
LONGEST_SHAPE = 10  # one side at most so many times the other
SMALLEST = 24  # pixels of the longer side
KEPT = (640, 240)  # pixels: sharp at the size it is printed
MOST_KEPT = 150_000  # bytes; a photograph is kept as JPEG
PALEST = 232  # of 255: what is lighter than this everywhere is not seen on white paper
WHITE = (255, 255, 255)


def read_logo(path: Path) -> bytes:
    """The logo in this file, ready to be printed."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # of a film nobody wants the rest
    except OSError as error:
        raise UserError(
            _("{file} cannot be read.").format(file=path.name),
            _("Look whether it is still there and opens in another program."),
        ) from error
    return prepared_logo(data)


def prepared_logo(data: bytes) -> bytes:
    """A small PNG or JPEG that can be printed; ``UserError`` says in one sentence why not."""
    from PIL import Image, ImageOps  # not at the start of the program

    if len(data) > MOST_BYTES:
        raise UserError(
            _("The file of the logo is larger than 8 MB."),
            _("Save it smaller first, for instance 600 pixels wide."),
        )
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
            _check_shape(*found.size)
            found.draft("RGB", KEPT)  # a JPEG is unpacked no larger than needed
            upright = ImageOps.exif_transpose(found)
            picture = _on_white(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(0) from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error) as error:
        raise UserError(
            _("This file is not a picture that can be used as a logo."),
            _("Choose a PNG or JPEG file that opens in other programs too."),
        ) from error
    picture.thumbnail(KEPT, Image.Resampling.LANCZOS)
    _check_seen(picture)
    return _kept(picture)


def _check_shape(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_large(round(width * height / 1_000_000))
    if max(width, height) < SMALLEST:
        raise UserError(
            _("The logo is only {width} by {height} pixels.").format(width=width, height=height),
            _("Choose a larger one: 300 pixels wide or more prints sharply."),
        )
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise UserError(
            _("The logo is too long and narrow: {width} by {height} pixels.").format(
                width=width, height=height
            ),
            _("Cut it so that it is at most ten times as long as it is high."),
        )


def _too_large(megapixels: int) -> UserError:
    words = _("The logo is too large: {n} megapixels; the most is 20.").format(n=megapixels)
    if not megapixels:
        words = _("The logo is far too large; the most is 20 megapixels.")
    return UserError(words, _("Save it smaller first, for instance 600 pixels wide."))


def _on_white(found: "Picture") -> "Picture":
    """Without anything to see through: what was clear is paper."""
    from PIL import Image

    if not found.has_transparency_data:
        return found.convert("RGB")
    clear = found.convert("RGBA")
    ground = Image.new("RGB", clear.size, WHITE)
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _check_seen(picture: "Picture") -> None:
    darkest = picture.convert("L").tobytes()
    if min(darkest) >= PALEST:
        raise UserError(
            _("On white paper nothing of this logo can be seen."),
            _("Choose the logo in a dark colour, as it stands on letters."),
        )


def _kept(picture: "Picture") -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG", optimize=True)
    if held.tell() > MOST_KEPT:
        held = io.BytesIO()
        picture.save(held, "JPEG", quality=88)
    return held.getvalue()
