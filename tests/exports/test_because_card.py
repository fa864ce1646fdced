"""The because-card on paper: one page on A4 and Letter, whatever is in it."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, PupilFacts, RoundFacts, ScanFacts, SubscaleScore
from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.pdf.because_card import because_card, card_sheet
from npo_desktop.exports.pdf.document_frame import draw_sheet
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, Paper
from npo_desktop.i18n import pick
from npo_desktop.proposals.because import because
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.criteria import Criterion, Said
from npo_desktop.proposals.propose import propose
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

HELD = date(2026, 11, 10)


def facts_of(content: Content, *, codes: int, language: str = "en") -> BecausePaper:
    """A pupil with so many low needs, each answered by teacher and pupil."""
    i18n.use(language)
    form = content.questionnaires["teacher"]
    scales = [scale for scale in form.scales if scale.code[:2] in ("EF", "SE")]
    scales = sorted(scales, key=lambda scale: scale.code != "EF-PLA")[:codes]
    pupil = PupilFacts(uuid4(), "22001", "Jeandro", "", "Evertsz", None, 5, "Groep 5", None, None)
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    answers = {item.id: 0 for scale in scales for item in scale.items}
    scan = ScanFacts(
        *(uuid4(), pupil.id, this.id, "teacher", "1", Informant.TEACHER, "nl", None, HELD, HELD),
        remark="",
        answers=answers,
    )
    scores = tuple(
        SubscaleScore(
            *(scale.code, Informant.TEACHER, "teacher", "1", HELD, 4),
            score=ItemScore(3, 3, 0.0, 0.0, 0.0),
            band=Band.LOW,
        )
        for scale in scales
    )
    flags = {scale.code: Band.LOW for scale in scales}
    dossier = Dossier(pupil, this, scores=scores, flags=flags)
    found = propose(dossier, content.catalogue, {})
    said = {Criterion.TEAM: Said(True, "wide " * 40)}
    card = because(
        *(dossier, found, "metacognition-self-regulation", [scan], content.questionnaires, {}),
        here=Here(),
        said=said,
        language=language,
    )
    assert card is not None
    names = {code: pick(names.staff) for code, names in content.subscales.items()}
    letterhead = Letterhead("School", "Kralendijk")
    return BecausePaper(card, names, PaperHead(letterhead, False, date(2026, 11, 24), language))


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("codes", [1, 5, 17])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_one_page_and_nothing_leaves_the_box(
    content: Content, paper: Paper, codes: int, language: str
) -> None:
    pen = RecordingPen()
    facts = facts_of(content, codes=codes, language=language)
    draw_sheet(pen, facts.head, card_sheet(facts), paper)
    assert sum(method == "next_page" for method, _arguments in pen.marks) == 1
    left, top = paper.corner
    for method, arguments in pen.marks:
        if method == "text":
            x, y, string, face, size, _colour = arguments
            assert left - 0.01 <= x <= x + width_of(string, face, size) <= left + BOX_WIDTH + 0.01
            assert top - BOX_HEIGHT - 0.01 <= y <= top


def words_of(facts: BecausePaper) -> str:
    pages = PdfReader(BytesIO(because_card(facts))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_which_answers_which_rule_and_what_it_costs(content: Content) -> None:
    told = words_of(facts_of(content, codes=3))
    for words in ("Metacognition and self-regulation", "Place 1 of", "10 November 2026",
                  "Which answers", "(almost) never", "Which rule", "Covers", "What research says",
                  "2025", "Leerpunt", "About $", "For whom not",
                  "What would change it", "What else there is", "Before you choose",
                  "own list without norms, no diagnosis", "(22001)"):  # fmt: skip
        assert words in told, words


def test_answers_that_do_not_fit_are_counted_not_dropped_in_silence(content: Content) -> None:
    assert "more answers stand in the program" not in words_of(facts_of(content, codes=2))
    assert "more answers stand in the program" in words_of(facts_of(content, codes=17))


def test_the_same_facts_give_the_same_bytes_and_a_practice_school_its_mark(
    content: Content,
) -> None:
    facts = facts_of(content, codes=2)
    assert because_card(facts) == because_card(facts)
    practice = replace(facts.head, is_practice=True)
    assert "EXAMPLE SCHOOL" in words_of(replace(facts, head=practice)).replace("\n", " ")
