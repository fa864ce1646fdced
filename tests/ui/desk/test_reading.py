"""What the desk reads aloud: recordings first, answers too, and never somebody else's words."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.i18n import speaking
from npo_desktop.voices import VoiceFacts
from npo_desktop.voices.pack_folder import keep_clip
from npo_desktop.voices.sound import RATE, Sound
from npo_desktop.voices.texts import DONT_KNOW, desk_words, spoken_texts
from ui.desk import calm_words
from ui.desk.voice import question_heard, screen_heard


@pytest.fixture
def asked(content: Content) -> Questionnaire:
    return content.questionnaires["pupil"]


def record(asked: Questionnaire, language: str, *texts: str) -> None:
    """Somebody reads these texts as they stand; no texts: all of them."""
    voice = VoiceFacts(asked.code, asked.edition, language, "", date(2026, 11, 24))
    for place, one in enumerate(spoken_texts(asked, language)):
        if not texts or one.id in texts:
            sound = Sound(RATE, [place + 1] * 900)
            voice = keep_clip(voice, one.id, one.words, sound, date(2026, 11, 24))


def test_a_question_is_read_with_its_answers_in_their_order(asked: Questionnaire) -> None:
    item = asked.items[0]
    record(asked, "pap")
    heard = question_heard(asked, item, "pap")
    words = [item.texts["pap"], *(one["pap"] for one in asked.options), asked.dont_know["pap"]]
    assert [part.words for part in heard.parts] == words
    clips = [part.clip for part in heard.parts]
    assert all(clips) and len(set(clips)) == len(clips)


def test_without_recordings_the_words_are_there_for_a_voice(asked: Questionnaire) -> None:
    heard = question_heard(asked, asked.items[0], "nl")
    assert heard.language == "nl" and [part.clip for part in heard.parts] == [None] * 6


def test_a_question_that_is_not_translated_is_read_as_it_stands(asked: Questionnaire) -> None:
    item = replace(asked.items[0], texts={"nl": "Alleen in het Nederlands."})
    heard = question_heard(asked, item, "es")
    assert heard.language == "nl"
    assert [part.words for part in heard.parts] == ["Alleen in het Nederlands."]


def test_a_recording_of_a_text_that_changed_is_not_played(asked: Questionnaire) -> None:
    item = asked.items[0]
    record(asked, "nl", item.id)
    changed = replace(item, texts={**item.texts, "nl": "Iets anders dan er stond."})
    assert question_heard(asked, item, "nl").parts[0].clip is not None
    assert question_heard(asked, changed, "nl").parts[0].clip is None


def test_eleven_steps_of_a_stair_are_not_read_out(asked: Questionnaire) -> None:
    steps = tuple({"nl": str(step)} for step in range(11))
    item = replace(asked.items[0], options=steps)
    assert len(question_heard(asked, item, "nl").parts) == 1


def test_every_sentence_that_can_be_recorded_stands_on_a_screen_of_the_desk() -> None:
    for language in ("nl", "en", "pap", "es"):
        with speaking(language):
            screens = [
                calm_words.welcome("juf Els"),
                calm_words.help_comes(),
                calm_words.stopping(),
                calm_words.goodbye("Emely", ["juf Els"], stopped=True),
                calm_words.resting(),
            ]
        shown = {words for one in screens for words in (one.title, *one.body)}
        assert set(desk_words(language).values()) <= shown
        assert not any(
            "Emely" in words or "Els" in words for words in desk_words(language).values()
        )


def test_a_screen_is_heard_as_far_as_it_is_recorded(asked: Questionnaire) -> None:
    record(asked, "pap", "desk-closing", DONT_KNOW)
    with speaking("pap"):
        words = calm_words.goodbye("Emely", ["juf Els"], stopped=False)
    heard = screen_heard(asked, (words.title, *words.body), "pap")
    assert [part.clip is not None for part in heard.parts] == [False, False, True]


def test_the_desk_offers_a_button_only_where_something_can_be_heard(
    open_desk: Any, asked: Questionnaire
) -> None:
    desk = open_desk("Emely", languages=("pap",))
    assert not desk.calm.voice.isVisible()  # her name is on it, and nobody speaks Papiamentu
    desk.calm.buttons[0].click()
    assert not desk.calm.voice.isVisible()
    record(asked, "pap", "desk-welcome", asked.items[0].id)
    desk.flow.reader.voices_found.emit()
    desk.head.help.click()
    desk.calm.buttons[0].click()  # back again
    assert desk.calm.voice.isVisible()
    desk.calm.voice.click()
    assert [clip is not None for clip in desk.flow.reader.clips].count(True) == 1
    desk.calm.buttons[0].click()
    assert desk.question.voice.isEnabled()
    desk.question.voice.click()
    assert isinstance(desk.flow.reader.clips[0], Path)


def test_the_button_of_a_calm_screen_reads_its_title_too(
    open_desk: Any, school: SimpleNamespace
) -> None:
    desk = open_desk("Emely", languages=("nl",))
    desk.calm.voice.click()
    assert desk.flow.reader.said == [(desk.calm.title.text(), "nl")]
