"""Which screen comes when: pictures, name, language, who helps, the questions, whom to talk to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from npo_desktop.content.pictures import Code
from npo_desktop.content.questionnaire import Item
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, speaking
from npo_desktop.store.keys import delay_after
from ui.desk import calm_words
from ui.desk.calm_words import CalmWords
from ui.desk.sitting import DeskPlan, Sitting
from ui.desk.voice import Heard, question_heard, screen_heard
from ui.reading_aloud import ReadingAloud

if TYPE_CHECKING:
    from ui.app import App
    from ui.desk.desk_window import DeskWindow

PATIENT = 3  # wrong picture codes before one has to wait
GOODBYE = 60_000  # milliseconds that the last screen of a child stays


class DeskFlow(QObject):
    """One child after the other, until an adult leaves the desk."""

    def __init__(
        self, desk: DeskWindow, app: App, plan: DeskPlan, reader: ReadingAloud | None = None
    ) -> None:
        super().__init__(desk)
        self._desk, self.plan = desk, plan
        self.sitting = Sitting(app, plan)
        self.reader = reader or ReadingAloud(self)
        self.at = 0  # the question in front
        self._heard = Heard((), plan.languages[0])  # what is read aloud of this screen
        self._wrong_codes = 0
        self._begun = False  # this child is past the first screens
        self._goodbye = QTimer(self)
        self._goodbye.setSingleShot(True)
        self._goodbye.setInterval(GOODBYE)
        self._goodbye.timeout.connect(self.next_child)
        self._connect()

    def begin(self) -> None:
        """The first child."""
        if self.plan.pupil is None:
            self.next_child()
        else:
            self._greet(self.plan.pupil)

    def end(self) -> None:
        """Silence; nobody sits here any more."""
        self._goodbye.stop()
        self.reader.shut()
        self.sitting.stand_up()

    def next_child(self) -> None:
        """Nobody sits here: pictures again, or rest when there is nobody left."""
        self._goodbye.stop()
        self.reader.stop()
        self.sitting.stand_up()
        if self.plan.pupil is not None or not self._waiting():
            self._rest()
            return
        with speaking(self.plan.languages[0]):
            self._desk.codes.start_again()
            words = _("They stand on your card. The order does not matter.")
        self._desk.show_screen(self._desk.codes, words, self.plan.languages[0])

    def ask_help(self) -> None:
        """Calls the adult."""
        self._calm(calm_words.help_comes)

    def ask_stop(self) -> None:
        """Whether the child means it."""
        self._calm(calm_words.stopping)

    def ask_language(self) -> None:
        """In which language the rest is read."""
        self._calm(partial(calm_words.languages, self.plan.languages))

    def choose_language(self, language: str) -> None:
        """From now on; the question in front stays."""
        self.sitting.language = language
        self._return()

    # --- one child ---

    def _waiting(self) -> Collection[UUID]:
        """Who has something left to answer; everybody while a task has the store."""
        try:
            return self.sitting.waiting()
        except UserError as error:
            self._desk.note_error(error)
            return set(self.plan.codes.values())

    def _take_code(self, code: Code) -> None:
        pupil_id = self.plan.codes.get(code)
        with speaking(self.plan.languages[0]):
            if pupil_id is None:
                self._wrong_codes += 1
                self._desk.codes.refuse(_("These pictures are not right. Look at your card."))
                self._hold(delay_after(self._wrong_codes - PATIENT + 1))
            elif pupil_id not in self._waiting():
                self._desk.codes.refuse(_("The list of these pictures is done already."))
            else:
                self._wrong_codes = 0
                self._greet(pupil_id)

    def _hold(self, seconds: float) -> None:
        """Somebody is trying out pictures: not so fast."""
        if seconds > 0:
            self._desk.codes.hold(True)
            QTimer.singleShot(round(1000 * seconds), self, self._release)

    def _release(self) -> None:
        self._desk.codes.hold(False)

    def _greet(self, pupil_id: UUID) -> None:
        try:
            self.sitting.sit_down(pupil_id)
        except UserError as error:
            self._desk.note_error(error)
            self._rest()
            return
        self.at = min(self.sitting.first_open, len(self.sitting.items) - 1)
        self._calm(partial(calm_words.greeting, self.sitting.first_name))

    def _welcome(self) -> None:
        self._calm(partial(calm_words.welcome, self.plan.adult), sits=True)

    def _show_question(self) -> None:
        self.reader.stop()
        self._begun = True
        sitting, item = self.sitting, self._item
        screen = self._desk.question
        screen.show_question(
            self.plan.questionnaire,
            item,
            sitting.language,
            given=item.id in sitting.entry.answers,
            value=sitting.entry.answers.get(item.id),
            is_first=self.at == 0,
            is_last=self.at == len(sitting.items) - 1,
        )
        self._heard = question_heard(self.plan.questionnaire, item, sitting.language)
        with speaking(sitting.language):
            words = _("No answer is wrong. Choose what fits you.")
        self._desk.show_screen(screen, words, sitting.language, sits=True)
        self._show_voice()

    @property
    def _item(self) -> Item:
        return self.sitting.items[self.at]

    def _answer(self, value: int | None) -> None:
        item, sitting = self._item, self.sitting
        try:
            sitting.answer(item, value)
        except UserError as error:
            self._desk.note_error(error)
            with speaking(sitting.language):
                words = _("This could not be kept. Press again, or ask {adult}.")
            self._desk.question.say_trouble(words.format(adult=self.plan.adult))
        answers = sitting.entry.answers
        self._desk.question.show_answer(item.id in answers, answers.get(item.id))
        self._desk.renew_head()

    def _go_on(self) -> None:
        if self.at + 1 < len(self.sitting.items):
            self.at += 1
            self._show_question()
        elif not self.sitting.entry.is_complete:  # one was left out on the way
            self.at = self.sitting.first_open
            self._show_question()
        else:
            self._say_goodbye(stopped=False)

    def _go_back(self) -> None:
        if self.at > 0:
            self.at -= 1
            self._show_question()

    def _say_goodbye(self, *, stopped: bool) -> None:
        people = self.plan.contacts or (self.plan.adult,)
        name = self.sitting.first_name
        self._calm(partial(calm_words.goodbye, name, people, stopped=stopped))
        self._goodbye.start()

    def _rest(self) -> None:
        self.sitting.stand_up()
        self._calm(calm_words.resting)

    def _pressed(self, key: str) -> None:
        """What was chosen on a calm screen; every key has one meaning."""
        acts: dict[str, Callable[[], None]] = {
            "me": self._after_greeting,
            "not me": self.next_child,
            "begin": self._show_question,
            "on": self._return,
            "stop": partial(self._say_goodbye, stopped=True),
            "bye": self.next_child,
        }
        acts.get(key, partial(self.choose_language, key))()

    def _after_greeting(self) -> None:
        self._begun = False
        if len(self.plan.languages) > 1:
            self.ask_language()
        else:
            self._welcome()

    def _return(self) -> None:
        """Where the child was before help, stop or the languages."""
        if self._begun:
            self._show_question()
        else:
            self._welcome()

    # --- what is shown, what is heard ---

    def _calm(self, made: Callable[[], CalmWords], *, sits: bool = False) -> None:
        """``sits``: with the head that says whose turn it is, help and stop."""
        self.reader.stop()
        language = self.sitting.language
        with speaking(language):
            words = made()
        self._desk.calm.show_words(words.title, words.body, words.choices, words.icon)
        sentences = (words.title, *words.body)
        self._heard = screen_heard(self.plan.questionnaire, sentences, language)
        self._desk.show_screen(self._desk.calm, "", language, sits=sits)
        self._show_voice()

    def _show_voice(self) -> None:
        """Whether what stands here can be heard: of a question at least the question itself."""
        screen, heard = self._desk.stack.currentWidget(), self._heard
        can = [self.reader.can_read(heard.language, part.clip) for part in heard.parts]
        with speaking(self.sitting.language):
            words, none = _("Read aloud"), _("No voice in this language")
        if screen is self._desk.question:
            first = bool(can) and can[0]
            self._desk.question.show_voice(words if first else none, can_read=first)
        elif screen is self._desk.calm:
            self._desk.calm.show_voice(words, can_read=any(can))

    def _read(self) -> None:
        self.reader.say_all(self._heard.parts, self._heard.language)

    def _cannot_read(self, error: UserError) -> None:
        """No loudspeaker, perhaps: the question stands there to be read all the same."""
        self._desk.note_error(error)
        with speaking(self.sitting.language):
            self._desk.question.show_voice(_("There is no sound"), can_read=False)
            self._desk.calm.show_voice("", can_read=False)

    def _connect(self) -> None:
        desk = self._desk
        desk.codes.chosen.connect(self._take_code)
        desk.calm.pressed.connect(self._pressed)
        desk.question.answered.connect(self._answer)
        desk.question.went_on.connect(self._go_on)
        desk.question.went_back.connect(self._go_back)
        desk.question.read_asked.connect(self._read)
        desk.calm.read_asked.connect(self._read)
        self.reader.voices_found.connect(self._show_voice)
        self.reader.failed.connect(self._cannot_read)
