"""The quick bands of a whole round are those that the dossiers show."""

from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import PupilFacts, ScanFacts
from npo_desktop.dossiers.quick_bands import QuickBands, TeacherList, gated_codes
from npo_desktop.dossiers.scan_scores import has_norms, references_from, score_scan
from npo_desktop.scoring.norms import Band

START = date(2026, 11, 2)


def pupil(chance: Random) -> PupilFacts:
    age = chance.randrange(4, 13)
    facts: dict[str, Any] = {
        **{"id": uuid4(), "number": "1", "call_name": "E", "infix": "", "last_name": "P"},
        **{"birth_date": date(2026 - age, 3, 1), "grade": max(age - 4, 1), "group": ""},
        **{"home_language": None, "talk_language": None},
    }
    return PupilFacts(**facts)


def scan(content: Content, chance: Random, code: str, who: PupilFacts) -> ScanFacts:
    questionnaire = content.questionnaires[code]
    unsure, weak = chance.choice([0, 0.05, 0.4]), chance.random()
    answers = {
        item.id: None
        if chance.random() < unsure
        else min(questionnaire.top, chance.choice([0, 1, 2]) if chance.random() < weak else 3)
        for item in questionnaire.for_age(who.age_on(START))
    }
    facts: dict[str, Any] = {
        **{"id": uuid4(), "pupil_id": who.id, "round_id": uuid4(), "questionnaire": code},
        **{"edition": "1", "informant": Informant(code), "staff_id": None, "held_on": START},
        **{"asked_on": START, "remark": "", "language": chance.choice(["nl", "nl", "nl", "pap"])},
    }
    form = "two-tier" if code == "teacher" and chance.random() < 0.1 else "full"
    return ScanFacts(**facts, answers=answers, form=form, is_mixed=chance.random() < 0.05)


def test_a_round_by_its_norms_is_as_the_dossiers_score_it(content: Content, chance: Random) -> None:
    teacher = content.questionnaires["teacher"]
    given = [
        (who, scan(content, chance, "teacher", who)) for who in (pupil(chance) for _n in range(200))
    ]
    references = references_from((p, s, score_scan(teacher, s, p, {})) for p, s in given)
    assert references  # there are norms to go wrong with

    lists = [
        (who, TeacherList((s.questionnaire, s.edition), s.language, has_norms(s), s.answers))
        for who, s in given
    ]
    quick = QuickBands(content.editions, teacher).by_norms(START, lists)

    codes = gated_codes(teacher)
    assert len(codes) == 16
    for who, one in given:
        slowly = {
            scored.subscale: scored.band
            for scored in score_scan(teacher, one, who, references)
            if scored.subscale in codes and scored.band is not Band.NONE
        }
        assert quick.get(who.id, {}) == slowly


def test_other_informants_flag_by_the_criterion(content: Content, chance: Random) -> None:
    teacher = content.questionnaires["teacher"]
    quick = QuickBands(content.editions, teacher)
    flagged = 0
    for _case in range(200):
        who = pupil(chance)
        scans = [scan(content, chance, code, who) for code in ("pupil", "parent")]
        worst: dict[str, Band] = {}
        for one in scans:
            for scored in score_scan(content.questionnaires[one.questionnaire], one, who, {}):
                both = (scored.band, worst.get(scored.subscale))
                if scored.subscale in gated_codes(teacher) and Band.LOW in both:
                    worst[scored.subscale] = Band.LOW
                elif scored.subscale in gated_codes(teacher) and Band.WATCH in both:
                    worst[scored.subscale] = Band.WATCH
        lists = [((one.questionnaire, one.edition), one.answers) for one in scans]
        assert quick.by_criterion(who.age_on(START), lists) == worst
        flagged += len(worst)
    assert flagged > 20
