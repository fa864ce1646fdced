"""The last sheet: what the file holds, and how its numbers are to be read."""

from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.verdict_words import change_text, no_verdict_text
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.wording import (
    no_figure_text,
    small_numbers_text,
    watermark_text,
)
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, current, ngettext
from npo_desktop.scoring.change import Verdict


def notes_sheet(facts: PlanWorkbook, title: str, *, with_plans: bool = True) -> Sheet:
    """A subject and what there is to know about it; ``with_plans``: also of plans and hours."""

    def rows() -> list[tuple[Value, ...]]:
        plans = [*_about_the_plans(), *_about_the_hours()] if with_plans else []
        figures = _about_the_figures() if with_plans else []
        return [*_about_the_file(facts), *plans, *_about_the_numbers(), *figures]

    return Sheet(
        name=_("Notes"),
        title=title,
        columns=(
            Column(_("Subject"), 26, Look.WRAPPED),
            Column(_("Explanation"), 100, Look.WRAPPED),
        ),
        rows=rows,
        has_filter=False,
    )


def keep_safe_text(pupils: int) -> str:
    """What the file holds, and what to do about it."""
    return ngettext(
        "This file holds data of 1 pupil. Keep it safe.",
        "This file holds data of {n} pupils. Keep it safe.",
        pupils,
    ).format(n=pupils)


def _about_the_file(facts: PlanWorkbook) -> list[tuple[Value, ...]]:
    first, last = long_date(facts.round.starts_on), long_date(facts.round.ends_on)
    period = _("{name}: {first} to {last}").format(name=facts.round.name, first=first, last=last)
    rows: list[tuple[Value, ...]] = [
        (_("This file"), keep_safe_text(len(facts.dossiers))),
        (_("School"), facts.school),
        (_("Round"), period),
        (_("Made on"), long_date(facts.made_on)),
        (_("Who decides"), _("The program proposes. You decide.")),
    ]
    if facts.is_practice:
        rows.insert(0, (watermark_text(), _("All names and numbers in this file are invented.")))
    return rows


def _about_the_plans() -> list[tuple[Value, ...]]:
    """What may be changed, and what the marks say."""
    return [
        (
            _("Framed columns"),
            _(
                "State, review and sessions given may be changed in this file. The program can "
                "read them back: it shows every change first, and you decide."
            ),
        ),
        (
            _("Marks"),
            _(
                "Underlined in a frame: the review should have been already. In a frame: less "
                "than half of the sessions planned until now were given. In italics: ended."
            ),
        ),
        (
            _("Sessions planned"),
            _("Until the review; holiday weeks hold none. Until now: until this file was made."),
        ),
    ]


def _about_the_hours() -> list[tuple[Value, ...]]:
    return [
        (
            _("Staff hours per week"),
            _(
                "Pupils of one group with the same approach and the same person share its "
                "sessions, up to the group size. Stopped plans do not count."
            ),
        ),
        (
            _("Hours by colleague"),
            _(
                "Who is named in a plan by first or last name counts as that colleague. Nobody, "
                "or more than one named: as it stands in the plan."
            ),
        ),
        (
            _("Material and money"),
            _(
                "The price on the card, once for each group. Budget lines tell what fixed blocks "
                "and blocks in concept take from them."
            ),
        ),
    ]


def _about_the_numbers() -> list[tuple[Value, ...]]:
    return [
        (_("Questionnaires"), _("Own screening list, not normed; no diagnosis.")),
        (_("Small numbers"), small_numbers_text()),
        (
            _("Scanned"),
            _("This person answered enough for at least one score."),
        ),
        (
            _("Signals"),
            _(
                "The teacher's answers, for feelings also the pupil's, for subjects the newest "
                "test. Parents' answers alone give no signal."
            ),
        ),
        (
            _("Score (0-100)"),
            _(
                "The mean answer as a share of the highest. A higher score is always stronger. "
                "For the executive and social-emotional totals, subscales are counted as items."
            ),
        ),
        (
            _("Error, plus or minus (0-100)"),
            _(
                "One standard error of measurement. It rests on an assumed reliability, because "
                "the lists are not normed."
            ),
        ),
        (
            "T",
            _(
                "Compared with pupils of this school who are as old: 50 is their mean, 10 their "
                "spread. Only from 20 pupils on."
            ),
        ),
        *_about_change(),
    ]


def _about_change() -> list[tuple[Value, ...]]:
    """The sentences behind the short words of the scores."""
    texts = [
        change_text(Verdict.DECLINED),
        change_text(Verdict.UNCHANGED),
        change_text(Verdict.UNCHANGED, NoVerdict.CHANCE),
        no_verdict_text(NoVerdict.OTHER_RATER),
        no_verdict_text(NoVerdict.OTHER_FORM),
        _("After a low score, a score often rises a little even without help."),
    ]
    return [
        (_("Change since the round before"), change_text(Verdict.IMPROVED)),
        *((None, text) for text in texts),
    ]


def _about_the_figures() -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = [
        (
            _("Months of progress, on average"),
            _(
                "This figure is an average from research elsewhere. "
                "It is no promise for this child."
            ),
        ),
        (_("No figure"), no_figure_text()),
        (
            _("Evidence and cost"),
            _(
                "Evidence from 0, too few studies, to 5, very extensive. Cost from 1, very low, "
                "to 5, very high, as British schools paid."
            ),
        ),
    ]
    if current() != "en":
        rows.append((_("Language"), _("Cautions and sources are in English.")))
    return rows
