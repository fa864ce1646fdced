"""Head and foot of a paper questionnaire: the code instead of a name, how to fill it in."""

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.form_code import code_text
from npo_desktop.exports.paper_facts import FormText
from npo_desktop.exports.pdf.blocks import draw_lines, draw_tick_box
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, fitting, lines_of, width_of
from npo_desktop.exports.pdf.paper.marks import (
    bars_width,
    draw_bars,
    draw_blackened,
    draw_crossed,
)
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_HEIGHT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    WATERMARK,
    WHITE,
    Paper,
)
from npo_desktop.formats import long_date

CODE_WIDTH, CODE_HEIGHT = 152.0, 62.0
SMALL, NOTE = 9.0, 8.0
FOOT = 34.0  # points, of every page
NEXT_HEAD = 24.0  # of the pages after the first
FIELD_HEIGHT = 34.0
HOW_SIZE, HOW_LEADING = 10.0, 13.2
EXAMPLES = 132.0  # points beside the instruction
SLOPE = 52.0  # degrees, of the watermark


def first_head(text: FormText) -> Block:
    """What stands above the statements of the first page."""
    how = lines_of(text.how, REGULAR, HOW_SIZE, BOX_WIDTH - EXAMPLES - 28)
    after = [(text.return_by, SEMIBOLD)] + ([(text.talk, REGULAR)] if text.talk else [])
    lower = [
        (line, face)
        for words, face in after
        for line in lines_of(words, face, HOW_SIZE, BOX_WIDTH - EXAMPLES - 28)
    ]
    box = HOW_LEADING * (len(how) + len(lower)) + 14
    # a pupil writes only the date: it goes beside the code, under a title of one line
    is_compact = text.informant is Informant.PUPIL and len(_title(text)[1]) == 1
    fields = 0.0 if is_compact else FIELD_HEIGHT + 6

    def draw(pen: Pen, left: float, top: float) -> None:
        _draw_title(pen, text, left, top)
        _draw_code(pen, text, left + BOX_WIDTH - CODE_WIDTH, top)
        at = top - CODE_HEIGHT - 8
        _draw_fields(pen, text, left, at + FIELD_HEIGHT + 6 if is_compact else at)
        at -= fields
        pen.rect(left, at - box, BOX_WIDTH, box, WHITE, ACCENT, 0.9, 4)
        below = draw_lines(pen, how, left + 12, at - 7, HOW_SIZE, HOW_LEADING)
        for line, face in lower:
            below = draw_lines(pen, [line], left + 12, below, HOW_SIZE, HOW_LEADING, face=face)
        _draw_examples(pen, text, left + BOX_WIDTH - EXAMPLES - 4, at - box / 2)

    return Block(CODE_HEIGHT + 8 + fields + box + 8, draw)


def next_head(text: FormText) -> Block:
    """What stands above the statements of the other pages: enough to sort a fallen pile by."""
    code = code_text(text.form.code)

    def draw(pen: Pen, left: float, top: float) -> None:
        taken = width_of(code, SEMIBOLD, 11)
        room = BOX_WIDTH - taken - 16
        pile = elided(text.pile, REGULAR, SMALL, room * 0.5)
        title = elided(
            text.title, SEMIBOLD, 11, room - width_of(pile, REGULAR, SMALL) - (10 if pile else 0)
        )
        pen.text(left, top - 10, title, SEMIBOLD, 11, INK)
        beside = left + width_of(title, SEMIBOLD, 11) + 10
        pen.text(beside, top - 10, pile, REGULAR, SMALL, INK_SOFT)
        pen.text(left + BOX_WIDTH - taken, top - 10, code, SEMIBOLD, 11, INK)
        pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 0.8, ACCENT)

    return Block(NEXT_HEAD, draw)


def draw_foot(pen: Pen, text: FormText, paper: Paper, page: int, pages: int) -> None:
    """Where the form is typed in, the page, and small: the language and what to know of it."""
    left, top = paper.corner
    bottom = top - BOX_HEIGHT
    pen.line(left, bottom + 26, left + BOX_WIDTH, bottom + 26, 0.6, LINE)
    number = text.words("page", page=page, pages=pages)
    taken = width_of(number, REGULAR, SMALL)
    pen.text(left + BOX_WIDTH - taken, bottom + 14, number, REGULAR, SMALL, INK_SOFT)
    typed = "" if text.is_filled else text.words("typed_in")
    mark = left + BOX_WIDTH - taken - 22 - width_of(typed, REGULAR, SMALL)
    if typed:
        draw_tick_box(pen, mark - 13, bottom + 21, 10)
        pen.text(mark, bottom + 14, typed, REGULAR, SMALL, INK_SOFT)
    code = code_text(text.form.code)
    if text.informant is Informant.TEACHER and typed:
        words = text.words("typing", code=code)
    else:
        words = f"{text.words('for_school')}: {code}"
    pen.text(left, bottom + 14, _fit(words, SMALL, mark - 24 - left), REGULAR, SMALL, INK_SOFT)
    pen.text(left, bottom + 2.5, _fit(text.note, NOTE, BOX_WIDTH), REGULAR, NOTE, INK_SOFT)


def draw_watermark(pen: Pen, words: str, paper: Paper) -> None:
    """Of the practice school; under everything."""
    if words:
        width, height = paper.size
        size = min(38.0, 700.0 / width_of(words, BOLD, 1.0))
        pen.turned_text(width / 2, height / 2, SLOPE, words, BOLD, size, WATERMARK)


def _fit(words: str, size: float, room: float) -> str:
    return elided(words, REGULAR, size, room)


def _title(text: FormText) -> tuple[float, tuple[str, ...]]:
    """Its size, and its lines beside the code."""
    room = BOX_WIDTH - CODE_WIDTH - 16
    return fitting(text.title, BOLD, ((20, 1), (18, 1), (17, 2)), room)


def _draw_title(pen: Pen, text: FormText, left: float, top: float) -> None:
    size, lines = _title(text)
    origin = elided(text.origin, REGULAR, 10, BOX_WIDTH - CODE_WIDTH - 16)
    pen.text(left, top - 9, origin, REGULAR, 10, INK_SOFT)
    with pen.tagged("H1"):
        draw_lines(pen, lines, left, top - 15, size, size * 1.2, face=BOLD)


def _draw_code(pen: Pen, text: FormText, left: float, top: float) -> None:
    pen.rect(left, top - CODE_HEIGHT, CODE_WIDTH, CODE_HEIGHT, WHITE, INK, 1.4, 4)
    label, code = text.words("code"), code_text(text.form.code)
    middle = left + CODE_WIDTH / 2
    pen.text(middle - width_of(label, REGULAR, 8.5) / 2, top - 11, label, REGULAR, 8.5, INK_SOFT)
    pen.text(middle - width_of(code, BOLD, 17) / 2, top - 28, code, BOLD, 17, INK)
    width = bars_width(text.form.code)
    draw_bars(pen, middle - width / 2, top - CODE_HEIGHT + 7, 21, text.form.code)


def _draw_fields(pen: Pen, text: FormText, left: float, top: float) -> None:
    """Who fills it in, and when; a pupil only when."""
    form, words = text.form, text.words
    day = long_date(form.filled_on, form.language) if form.filled_on else ""
    wide, date_width = BOX_WIDTH - 150 - 14, 150.0
    if text.informant is Informant.PUPIL:
        _draw_field(pen, left, top, date_width, words("date"), day)
        return
    _draw_field(pen, left + wide + 14, top, date_width, words("date"), day)
    if text.informant is Informant.TEACHER:
        _draw_field(pen, left, top, wide, words("filled_by"), form.filled_by)
        return
    if text.is_filled:  # which parent it was is not kept
        return
    pen.text(left, top - FIELD_HEIGHT + 4, words("filled_by"), REGULAR, SMALL, INK_SOFT)
    x = left
    for key in ("mother", "father", "someone_else"):
        draw_tick_box(pen, x, top - 8, 14, 10)
        pen.text(x + 15, top - 18.5, words(key), REGULAR, 11, INK)
        x += 15 + width_of(words(key), REGULAR, 11) + 18
    pen.line(x - 12, top - FIELD_HEIGHT + 13, left + wide, top - FIELD_HEIGHT + 13, 0.8, INK)


def _draw_field(
    pen: Pen, left: float, top: float, width: float, label: str, filled: str = ""
) -> None:
    line = top - FIELD_HEIGHT + 13
    if filled:
        pen.text(left, line + 4, elided(filled, REGULAR, 11, width), REGULAR, 11, INK)
    pen.line(left, line, left + width, line, 0.8, INK)
    pen.text(left, line - 9, elided(label, REGULAR, SMALL, width), REGULAR, SMALL, INK_SOFT)


def _draw_examples(pen: Pen, text: FormText, left: float, middle: float) -> None:
    if text.is_filled:
        return
    for draw, key, y in (
        (draw_crossed, "good", middle + 10),
        (draw_blackened, "corrected", middle - 10),
    ):
        draw(pen, left + 20, y, 7.5)
        word = elided(text.words(key), REGULAR, HOW_SIZE, EXAMPLES - 40)
        pen.text(left + 34, y - HOW_SIZE * 0.33, word, REGULAR, HOW_SIZE, INK)
