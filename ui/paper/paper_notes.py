"""What the page of paper lists says about the form in front: already in, compared, replaced."""

from npo_desktop.content.entry_keys import TypedAnswer, typed_text
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.answering.paper_entry import FilledIn
from ui.paper.paper_visit import Mode, PaperVisit
from ui.paper.typed_rows import TypedRow

Words = tuple[str, str]  # the first sentence, and the rest


def already_in(before: FilledIn, total: int) -> Words:
    """There is an answer to this list already: how it came there, and what one can do."""
    ways = {
        "paper": _("This form was typed in before."),
        "grid": _("This list was filled in on the screen, in the class grid."),
        "desk": _("This list was filled in by the pupil, at the pupil desk."),
        "file": _("This list was read in from a file."),
    }
    first = ways.get(before.entry, _("This list was filled in on the screen."))
    count = _("{n} of {total} answers, the last on {date}.").format(
        n=before.answers, total=total, date=date_text(before.last_at.astimezone().date())
    )
    return first, f"{count} " + _("Nothing changes until you choose.")


def to_begin(visit: PaperVisit) -> Words:
    """While no form is in front."""
    first = _("Type the code of a form") if not visit.typed_forms else _("The next code")
    rest = _("It stands at the top right. Or scan the bars, or choose the pupil at the left.")
    if (following := visit.following()) is not None:
        own = _("Enter without a code: {name}.")
        rest = f"{rest} {own.format(name=following.pupil.full_name)}"
    return first, rest


def how_far(visit: PaperVisit) -> str:
    """Beside the name: how many statements have been typed."""
    words = _("{n} of {total} typed").format(n=visit.answered, total=len(visit.asked))
    kinds = {Mode.AGAIN: _("second time"), Mode.REPLACE: _("typing over")}
    return f"{words} · {kinds[visit.mode]}" if visit.mode in kinds else words


def sitting(visit: PaperVisit) -> str:
    """At the top: how many lists are in, and how many were typed just now."""
    complete = sum(one.is_complete for one in visit.lists)
    total = _("{done} of {total} lists are in").format(done=complete, total=len(visit.lists))
    n = len(visit.typed_forms)
    if not n:
        return total
    return f"{total} · " + _("{n} typed now").format(n=n)


def at_the_end(visit: PaperVisit) -> Words:
    """Behind the last statement."""
    missing = visit.missing
    if visit.mode is Mode.TYPE and not missing:
        return _("The form is in."), _("Enter: the next form.")
    if visit.mode is Mode.TYPE:
        words = ngettext("{n} statement is empty.", "{n} statements are empty.", missing)
        return words.format(n=missing), _("Enter: the next form. Up: back to the statements.")
    return _("Everything has been typed again."), _("Enter: see what differs.")


def compared(visit: PaperVisit) -> Words:
    """After the second time."""
    n = len(visit.differences)
    if not n:
        return _("Both times the same."), _("Enter: the next form.")
    words = ngettext("{n} statement differs.", "{n} statements differ.", n).format(n=n)
    return words, _("Look at the form and type what stands there. Enter keeps the first.")


def replacing(visit: PaperVisit) -> Words:
    """Before answers are replaced."""
    n = len(visit.differences)
    if not n:
        return _("Nothing changes: it is the same."), _("Enter: the next form.")
    words = ngettext("{n} answer changes.", "{n} answers change.", n).format(n=n)
    return words, _("Enter: replace. Esc: leave everything as it was.")


def not_asked() -> Words:
    """A form that should not be there."""
    rest = _("By its age, or because the round says so. See the exceptions under Scans.")
    return _("This list is not asked of this pupil in this round."), rest


def cleared(n: int) -> Words:
    """An answer made others needless."""
    words = ngettext("{n} answer was taken away.", "{n} answers were taken away.", n)
    return words.format(n=n), _("It is not asked any more after this answer. Ctrl+Z undoes it.")


def rows_of(visit: PaperVisit, *, compare: bool) -> list[TypedRow]:
    """Every statement with what was typed, and when comparing what was stored."""
    differing = set(visit.differences) if compare else set()
    questionnaire, shown, asked = visit.questionnaire, visit.shown, visit.asked_ids
    return [
        TypedRow(
            "" if item.kind is Kind.NOTE else str(number),
            questionnaire.text_of(item.texts, visit.language),
            _text(questionnaire, item, shown.get(item.id)),
            _text(questionnaire, item, visit.typed.get(item.id)) if item.id in differing else None,
            is_asked=item.id in asked,
        )
        for number, item in enumerate(visit.form, 1)
    ]


def _text(questionnaire: Questionnaire, item: Item, answer: TypedAnswer | None) -> str:
    return typed_text(questionnaire, item, answer)
