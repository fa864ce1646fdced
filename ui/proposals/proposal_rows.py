"""The rows of the proposals page: who needs an approach, why, and what was chosen."""

from dataclasses import dataclass

from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.needs import Reason, Signals
from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.words.proposed import listed, reason_text
from npo_desktop.scoring.norms import Band
from ui.tables.record_table import BoldRole, Column, IconRole, TagRole, ToneRole
from ui.tables.signals_delegate import SignalsRole
from ui.widgets.signal_chips import signals_text

SIGNALS_COLUMN, MOST_NEEDS = 2, 3
OPEN, MEETING, ALL = "open", "meeting", "all"


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One pupil who needs an approach."""

    dossier: Dossier
    signals: Signals
    needs: str  # what stands out, worst first
    first: str  # the name of the first proposal
    agreed: int
    concepts: int
    reasons: tuple[Reason, ...] = ()  # why on the meeting list; none: only signals

    def belongs(self, which: object) -> bool:
        """Whether this row is shown under a choice of the segments."""
        if which == ALL:
            return True
        return bool(self.reasons) and (which == MEETING or not self.agreed)

    @property
    def why(self) -> str:
        """The reasons in words."""
        return listed([reason_text(reason) for reason in self.reasons])


def needs_text(dossier: Dossier, names: dict[str, str]) -> str:
    """The first needs by name, and how many more there are."""
    flags = dossier.flags
    low = [names.get(code, code) for code, band in flags.items() if band is Band.LOW]
    watch = [names.get(code, code) for code, band in flags.items() if band is Band.WATCH]
    found = low + watch
    more = len(found) - MOST_NEEDS
    if more <= 0:
        return listed(found)
    return listed([*found[:MOST_NEEDS], _("{n} more").format(n=more)])


def need_columns() -> tuple[Column[NeedRow], ...]:
    """What the list shows; a function, so that titles follow the language."""
    return (
        Column(
            _("Pupil"),
            lambda row: row.dossier.pupil.list_name,
            width=196,
            roles={BoldRole: lambda row: True, IconRole: _talk_icon},
            tip=_talk_text,
            accessible=lambda row: f"{row.dossier.pupil.list_name}. {_talk_text(row)}".strip(),
        ),
        Column(_("Group"), lambda row: row.dossier.pupil.group, width=96),
        Column(
            _("Signals"),
            lambda row: "",
            sort=lambda row: row.signals.order,
            width=124,
            roles={SignalsRole: lambda row: row.signals},
            tip=lambda row: signals_text(row.signals),
            accessible=lambda row: signals_text(row.signals),
        ),
        Column(
            _("What stands out"),
            lambda row: row.needs,
            tip=lambda row: "\n".join(filter(None, (row.needs, row.why))),
            accessible=lambda row: ". ".join(filter(None, (row.needs, row.why))),
        ),
        Column(
            _("First proposal"),
            lambda row: row.first,
            width=232,
            roles={ToneRole: lambda row: "ink2"},
            tip=lambda row: row.first,
        ),
        Column(_("Plan"), chosen_text, width=112, roles={TagRole: _chosen_tag}, sort=chosen_text),
    )


def chosen_text(row: NeedRow) -> str:
    """How many plans were made."""
    if row.agreed:
        return ngettext("{n} plan", "{n} plans", row.agreed).format(n=row.agreed)
    return _("concept") if row.concepts else ""


def _chosen_tag(row: NeedRow) -> tuple[str, str | None] | None:
    if row.agreed:
        return ("ok", None)
    return ("neutral", "") if row.concepts else None


def _talk_icon(row: NeedRow) -> tuple[str, str] | None:
    return ("message", "warn") if row.signals.critical else None


def _talk_text(row: NeedRow) -> str:
    if not row.signals.critical:
        return ""
    words = _("Talk with {name} this week. See the answer to this question.")
    return words.format(name=row.dossier.pupil.call_name)
