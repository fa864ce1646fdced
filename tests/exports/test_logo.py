"""A logo out of a file: small and plain when it is one, and one sentence when it is not."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from npo_desktop.errors import UserError
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.logo import KEPT, prepared_logo, read_logo
from npo_desktop.exports.pdf.page_frame import LOGO_HEIGHT, LOGO_WIDTH, draw_letterhead
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.i18n import speaking


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def file_of(picture: Image.Image, kind: str = "PNG") -> bytes:
    held = io.BytesIO()
    picture.save(held, kind)
    return held.getvalue()


def drawn(width: int = 900, height: int = 400, mode: str = "RGBA") -> Image.Image:
    picture = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((5, 5, height - 5, height - 5), fill=(11, 102, 112, 255))
    return picture.convert(mode)


@pytest.mark.parametrize(
    "data",
    [
        file_of(drawn()),
        file_of(drawn(mode="RGB"), "JPEG"),
        file_of(drawn(mode="RGB").convert("CMYK"), "JPEG"),
        file_of(drawn(mode="P")),
        file_of(drawn(mode="L")),
        file_of(Image.new("I;16", (300, 200), 100)),
    ],
    ids=("clear", "jpeg", "cmyk", "palette", "grey", "deep"),
)
def test_a_good_logo_becomes_a_small_plain_picture(data: bytes) -> None:
    kept = Image.open(io.BytesIO(prepared_logo(data)))
    assert kept.mode == "RGB" and kept.format in ("PNG", "JPEG")
    assert kept.width <= KEPT[0] and kept.height <= KEPT[1]


def test_a_photograph_stays_small_and_its_place_and_camera_are_gone() -> None:
    noise = Image.effect_noise((3000, 2000), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Camera of somebody", 6  # lying on its side
    held = io.BytesIO()
    noise.save(held, "JPEG", exif=exif)
    made = prepared_logo(held.getvalue())
    kept = Image.open(io.BytesIO(made))
    assert len(made) < 200_000 and b"Camera" not in made
    assert kept.height > kept.width  # set upright


def test_what_was_clear_is_paper() -> None:
    kept = Image.open(io.BytesIO(prepared_logo(file_of(drawn()))))
    assert kept.getpixel((kept.width - 1, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a picture"),
        (b"%PDF-1.7 not a picture", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (file_of(drawn(mode="P"), "GIF"), "not a picture"),
        (file_of(drawn())[:700], "not a picture"),
        (file_of(Image.new("1", (8000, 5000))), "40 megapixels"),
        (file_of(Image.new("1", (20000, 10000))), "far too large"),
        (file_of(drawn(12, 12)), "only 12 by 12"),
        (file_of(drawn(2000, 30)), "long and narrow"),
        (file_of(Image.new("RGBA", (300, 300), (255, 255, 255, 120))), "nothing of this logo"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (9 * 2**20), "larger than 8 MB"),
    ],
)
def test_a_bad_logo_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UserError) as refused:
        prepared_logo(data)
    assert said in refused.value.message and refused.value.hint


def test_a_file_that_is_not_there_is_told_by_its_name_alone(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_logo(tmp_path / "logo.png")
    assert "logo.png" in refused.value.message and str(tmp_path) not in refused.value.message
    (tmp_path / "logo.png").write_bytes(file_of(drawn()))
    assert read_logo(tmp_path / "logo.png").startswith(b"\x89PNG")


@pytest.mark.parametrize("size", [(900, 400), (300, 300), (1000, 110), (110, 1000)])
def test_every_shape_of_logo_stays_above_the_rule_and_left_of_the_words(
    size: tuple[int, int],
) -> None:
    pen = RecordingPen()
    logo = prepared_logo(file_of(Image.new("RGB", size, (20, 60, 80))))
    head = Letterhead("Kaya Korá", "Kralendijk", ("717 0000",), logo)
    draw_letterhead(pen, head, 50.0, 700.0, ("24 November 2026", "EOZ"))
    (_data, x, y, width, height) = next(given for mark, given in pen.marks if mark == "picture")
    assert x == 50.0 and width <= LOGO_WIDTH + 0.01 and height <= LOGO_HEIGHT + 0.01
    assert y > 700 - 35 and y + height <= 700.01
    assert min(given[0] for mark, given in pen.marks if mark == "text") >= x + width + 9
