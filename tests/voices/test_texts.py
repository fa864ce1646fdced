"""What there is to record of a list."""

from dataclasses import replace

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.voices.pack import VoicePack
from npo_desktop.voices.texts import CLOSING, DONT_KNOW, Part, answer_id, recorded, spoken_texts


def pupil_list(content: Content) -> Questionnaire:
    return content.questionnaires["pupil"]


def test_every_statement_answer_and_word_of_the_desk_is_there_once(content: Content) -> None:
    asked = pupil_list(content)
    texts = spoken_texts(asked, "nl")
    ids = [one.id for one in texts]
    assert len(set(ids)) == len(ids)
    assert [one.id for one in texts if one.part is Part.ITEM] == [one.id for one in asked.items]
    assert {f"answer-{value}" for value in range(asked.top + 1)} <= set(ids)
    assert {DONT_KNOW, CLOSING} <= set(ids)
    assert all(one.words for one in texts)


def test_the_steps_of_a_stair_are_not_recorded(content: Content) -> None:
    asked = pupil_list(content)
    steps = tuple({"nl": str(step)} for step in range(11))
    scale = asked.scales[0]
    stair = replace(scale.items[0], options=steps)
    changed = replace(
        asked, scales=(replace(scale, items=(stair, *scale.items[1:])), *asked.scales[1:])
    )
    ids = [one.id for one in spoken_texts(changed, "nl")]
    assert stair.id in ids and not any(one.startswith(f"{stair.id}:") for one in ids)


def test_the_words_are_in_the_language_that_is_recorded(content: Content) -> None:
    asked = pupil_list(content)
    item = asked.items[0]
    for language in ("nl", "en", "pap", "es"):
        assert spoken_texts(asked, language)[0].words == item.texts[language]
    assert spoken_texts(asked, "pap")[0].is_draft == ("pap" in item.drafts)


def test_what_is_not_translated_is_not_asked_for(content: Content) -> None:
    asked = pupil_list(content)
    first = asked.scales[0].items[0]
    dutch = replace(first, texts={"nl": first.texts["nl"]})
    scale = replace(asked.scales[0], items=(dutch, *asked.scales[0].items[1:]))
    changed = replace(asked, scales=(scale, *asked.scales[1:]))
    assert first.id not in {one.id for one in spoken_texts(changed, "pap")}
    assert first.id in {one.id for one in spoken_texts(changed, "nl")}


def test_items_that_share_their_own_answers_share_the_recordings(content: Content) -> None:
    asked = pupil_list(content)
    yes_no = ({"nl": "ja"}, {"nl": "nee"})
    scale = asked.scales[0]

    def own(item: Item) -> Item:
        return replace(item, options=yes_no, kind=Kind.CHOICE)

    items = tuple(own(item) for item in scale.items)
    changed = replace(asked, scales=(replace(scale, items=items), *asked.scales[1:]))
    owner = changed.items[0].id if items[0].id == changed.items[0].id else items[0].id
    assert {answer_id(changed, item, 1) for item in items} == {f"{owner}:answer-1"}
    ids = [one.id for one in spoken_texts(changed, "nl")]
    assert ids.count(f"{owner}:answer-0") == 1 and ids.count(f"{owner}:answer-1") == 1


def test_a_recording_of_other_words_does_not_count(content: Content, pack: VoicePack) -> None:
    texts = spoken_texts(pupil_list(content), "pap")
    right = replace(pack.facts.clips[0], text=texts[0].id, words=texts[0].words)
    wrong = replace(pack.facts.clips[1], text=texts[1].id, words="other words")
    assert recorded(texts, replace(pack.facts, clips=(right, wrong))) == {texts[0].id}
    assert recorded(texts, None) == frozenset()
