"""The list of what became of each pupil's summary: its columns and its words."""

from collections.abc import Iterable

from npo_desktop.i18n import NAMES, _, ngettext
from npo_desktop.jobs.summary_results import Outcome, PupilResult
from ui.tables.record_table import Column, IconRole, LinkRole, ToneRole

_ICONS = {
    Outcome.WRITTEN: ("circle-check", "accent"),
    Outcome.SKIPPED: ("alert-triangle", "warn"),
    Outcome.FAILED: ("circle-x", "err"),
    Outcome.BUSY: ("refresh", "ink"),
    Outcome.WAITING: ("hourglass", "ink2"),
}
_TONES = {
    Outcome.WRITTEN: "accent",
    Outcome.SKIPPED: "warn",
    Outcome.FAILED: "err",
    Outcome.BUSY: "ink",
    Outcome.WAITING: "ink2",
}


def result_columns() -> list[Column[PupilResult]]:
    """Pupil, language, result, remark, and what can be done with it."""
    return [
        Column(_("Pupil"), lambda r: r.name, width=212),
        Column(_("Language"), lambda r: NAMES.get(r.language, r.language), width=122),
        Column(
            _("Result"),
            lambda r: outcome_words(r.outcome),
            sort=lambda r: list(Outcome).index(r.outcome),
            width=136,
            roles={IconRole: lambda r: _ICONS[r.outcome], ToneRole: lambda r: _TONES[r.outcome]},
        ),
        Column(_("Remark"), remark, roles={ToneRole: lambda _r: "ink2"}, tip=lambda r: r.why),
        Column("", act_words, width=118, roles={LinkRole: lambda r: bool(act_words(r))}),
    ]


def outcome_words(outcome: Outcome) -> str:
    """In one word."""
    words = {
        Outcome.WRITTEN: _("ready"),
        Outcome.SKIPPED: _("skipped"),
        Outcome.FAILED: _("failed"),
        Outcome.BUSY: _("at work..."),
        Outcome.WAITING: _("waiting"),
    }
    return words[outcome]


def remark(result: PupilResult) -> str:
    """Why not, what to know of it, how many pages; why one failed stands above the list."""
    if result.outcome is Outcome.FAILED:
        return ""
    pages = ngettext("{n} page", "{n} pages", result.pages).format(n=result.pages)
    return " · ".join(part for part in (result.why, pages if result.pages else "") if part)


def act_words(result: PupilResult) -> str:
    """What a click at the right does; empty: nothing."""
    if result.path is not None:
        return _("Open")
    if result.outcome is Outcome.SKIPPED:
        return _("To the scan") if result.has_no_scan else _("Again")
    return ""


def counts_words(results: Iterable[PupilResult]) -> str:
    """How many went how."""
    found = [result.outcome for result in results]
    told = (
        (Outcome.WRITTEN, _("{n} ready")),
        (Outcome.FAILED, _("{n} failed")),
        (Outcome.SKIPPED, _("{n} skipped")),
    )
    return " · ".join(
        words.format(n=found.count(outcome)) for outcome, words in told if outcome in found
    )
