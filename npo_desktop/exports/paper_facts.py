"""What paper questionnaires are made from: finished data, no store. The forms hold no name."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from npo_desktop.content.entry_keys import Typed, TypedAnswer
from npo_desktop.content.paper_words import PaperWords, paper_words
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire, Texts
from npo_desktop.formats import long_date
from npo_desktop.i18n import NAMES


class Layout(StrEnum):
    """How a list is laid out on paper."""

    FORMS = "forms"  # one form a pupil
    CLASS_SHEET = "class-sheet"  # statements as columns, all pupils as rows


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item with the number that it has on the screen."""

    number: int  # 0: a note, which is read and not answered
    item: Item


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One pupil's form. The name is for the list to hand out by, never for the form."""

    code: str  # ten digits
    items: tuple[NumberedItem, ...]
    language: str
    group: str
    filled_by: str = ""  # a member of staff, when it is known who
    is_subset: bool = False  # not every statement is asked
    name: str = field(default="", repr=False)
    answers: Typed | None = field(default=None, repr=False)  # None: to be filled in
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaperSet:
    """The forms of one list, of one pupil or a whole group."""

    questionnaire: Questionnaire
    school: str
    is_practice: bool
    round: str
    return_by: date
    contacts: tuple[str, ...]  # whom a child may talk to
    forms: tuple[PaperForm, ...]  # in list order


@dataclass(frozen=True, slots=True)
class FormText:
    """One form with all it says, in its own language."""

    questionnaire: Questionnaire
    form: PaperForm
    words: PaperWords
    title: str
    origin: str  # school, round, group
    pile: str  # round and group, on the pages after the first
    how: str
    return_by: str
    talk: str
    note: str  # small: the language, and what is to be known about it
    watermark: str

    @property
    def informant(self) -> Informant:
        """Who fills it in."""
        return self.questionnaire.informant

    @property
    def is_filled(self) -> bool:
        """It shows what was answered, and is not to be filled in."""
        return self.form.answers is not None

    def given(self, item: Item) -> TypedAnswer | None:
        """What was answered, on a form that shows it; "don't know" is an answer too."""
        return (self.form.answers or {}).get(item.id)

    def chosen(self, item: Item, place: int | None) -> str:
        """The words of this option when it was chosen, else empty; ``None``: "don't know"."""
        given = self.given(item)
        if given is None:
            return ""
        if item.kind is Kind.SEVERAL and place is not None:
            is_chosen = item.codes[place] in (given.words or "").split()
        else:
            is_chosen = given.words is None and given.value == place
        if not is_chosen:
            return ""
        questionnaire = self.questionnaire
        if place is None:
            return self.of(questionnaire.dont_know)
        return self.of(questionnaire.options_of(item)[place])

    def of(self, texts: Texts) -> str:
        """In the language of the form, else in one that is there."""
        return self.questionnaire.text_of(texts, self.form.language)


def spoken(texts: Texts, language: str) -> str:
    """The text in this language, else in English, Dutch or whatever there is."""
    for candidate in (language, "en", "nl", *texts):
        if text := texts.get(candidate):
            return text
    return ""


def is_missing(texts: Texts, language: str) -> bool:
    """Whether another language has to stand in."""
    return bool(spoken(texts, language)) and not texts.get(language)


def form_text(facts: PaperSet, form: PaperForm, watermark: str) -> FormText:
    """Everything that is written on a form besides its statements."""
    language, questionnaire = form.language, facts.questionnaire
    words = paper_words(language)
    is_pupil = questionnaire.informant is Informant.PUPIL
    group = f"{words('group')} {form.group}" if form.group[:1].isdigit() else form.group
    pile = " · ".join(part for part in (words("round", name=facts.round), group) if part)
    talk = ""
    if is_pupil and facts.contacts:
        talk = words("talk", names=words.any_of(facts.contacts))
    how = words(f"how_{questionnaire.informant.value}")
    return_by = words(
        "return_by_pupil" if is_pupil else "return_by",
        date=long_date(facts.return_by, language, weekday=True),
    )
    if form.answers is not None:
        how, return_by, talk = words("how_filled"), _counted(form, words), ""
    return FormText(
        questionnaire=questionnaire,
        form=form,
        words=words,
        title=spoken(questionnaire.titles, language),
        origin=" · ".join(part for part in (facts.school, pile) if part),
        pile=pile,
        how=how,
        return_by=return_by,
        talk=talk,
        note=_note(facts.questionnaire, form, words),
        watermark=watermark,
    )


def _counted(form: PaperForm, words: PaperWords) -> str:
    """How many of its statements were answered: what is missing is told at the top."""
    asked = [one.item.id for one in form.items if one.number]
    given = sum(item in (form.answers or {}) for item in asked)
    return words("answered", given=given, asked=len(asked))


def language_missing(questionnaire: Questionnaire, form: PaperForm) -> bool:
    """Whether anything on the form is in another language than was asked for."""
    texts = [one.item.texts for one in form.items]
    texts += [option for one in form.items for option in questionnaire.options_of(one.item)]
    return any(is_missing(each, form.language) for each in (*texts, questionnaire.titles))


def is_draft(questionnaire: Questionnaire, form: PaperForm) -> bool:
    """Whether a native-speaking teacher has yet to read something of what is on the form."""
    return paper_words(form.language).is_draft or any(
        form.language in one.item.drafts for one in form.items
    )


def _note(questionnaire: Questionnaire, form: PaperForm, words: PaperWords) -> str:
    parts = [NAMES[form.language], words("edition", edition=questionnaire.edition)]
    if is_draft(questionnaire, form):
        parts.append(words("draft"))
    if language_missing(questionnaire, form):
        parts.append(words("fallback"))
    if form.is_subset:
        parts.append(words("subset"))
    return " · ".join(parts)
