"""What a pupil's page tells of the school's own questionnaires, a line a scale."""

from collections.abc import Mapping
from dataclasses import dataclass

from npo_desktop.band_words import band_name
from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import Dossier, ScoredChange, SubscaleScore
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from ui.questionnaires.questionnaire_words import form_name
from ui.tables.record_table import BandRole, BoldRole, Column, ToneRole

Editions = Mapping[tuple[str, str], Questionnaire]  # code, edition


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A scale with its score, or the heading of a list: who filled it in, when, which edition."""

    name: str
    tip: str = ""
    scored: SubscaleScore | None = None  # none: a heading
    label: str = ""  # of the band, in the words of the school where it gave any
    change: str = ""  # an arrow, only where it is certain


def own_lines(dossier: Dossier, editions: Editions) -> list[OwnLine]:
    """Every list with its scales, in the order in which they were filled in."""
    lines: list[OwnLine] = []
    heading = ""
    for scored in dossier.own_scores:
        questionnaire = editions.get((scored.questionnaire, scored.edition))
        above = _heading(scored, questionnaire)
        if above != heading:
            lines.append(OwnLine(above, above))
            heading = above
        lines.append(_line(dossier, scored, questionnaire))
    return lines


def own_score_columns() -> tuple[Column[OwnLine], ...]:
    """A heading takes the whole row; see ``OwnScoresCard``."""
    return (
        Column(
            _("Scale"),
            lambda line: line.name,
            tip=lambda line: line.tip,
            roles={
                ToneRole: lambda line: "ink" if line.scored else "ink2",
                BoldRole: lambda line: line.scored is None,
            },
        ),
        Column(_("Score"), _mean, width=82, tip=lambda line: line.tip),
        Column("", lambda line: "", roles={BandRole: _band}, width=44),
        Column(_("Level"), lambda line: line.label, width=92, tip=lambda line: line.label),
        Column(_("Questions"), _answered, width=64, tip=lambda line: line.tip),
    )


def _heading(scored: SubscaleScore, questionnaire: Questionnaire | None) -> str:
    name = form_name(questionnaire) if questionnaire else scored.questionnaire
    words = _("{name} · {informant}, {date}, edition {edition}")
    return words.format(
        name=name,
        informant=informant_text(scored.informant),
        date=date_text(scored.held_on),
        edition=scored.edition,
    )


def score_text(questionnaire: Questionnaire, scored: SubscaleScore) -> str:
    """A scale, its mean and its band on one line."""
    mean = scored.score.mean
    figure = "" if mean is None else _of_top(mean, scored.top)
    parts = (figure, _label(questionnaire, scored))
    name = _name(questionnaire, scored)
    return f"{name}: {', '.join(part for part in parts if part)}".removesuffix(": ")


def _line(dossier: Dossier, scored: SubscaleScore, questionnaire: Questionnaire | None) -> OwnLine:
    name = _name(questionnaire, scored)
    change = _change(dossier, scored)
    arrow = {Verdict.IMPROVED: "▲", Verdict.DECLINED: "▽"}
    return OwnLine(
        name,
        "\n".join(part for part in (name, _before(dossier, scored), _told(change)) if part),
        scored,
        _label(questionnaire, scored),
        arrow.get(change.verdict, "") if change else "",
    )


def _name(questionnaire: Questionnaire | None, scored: SubscaleScore) -> str:
    """What the school calls the scale; its code where the edition is gone."""
    if questionnaire is None:
        return scored.subscale
    names = {scale.code: scale.names for scale in questionnaire.scales}
    own = names.get(scored.subscale, {})
    return questionnaire.text_of(own, questionnaire.language) or scored.subscale


def _label(questionnaire: Questionnaire | None, scored: SubscaleScore) -> str:
    """The band in the words of the school, else in ours."""
    own = questionnaire.text_of(scored.labels, questionnaire.language) if questionnaire else ""
    return own or _known(scored)


def _of_top(mean: float, top: int) -> str:
    return _("{mean} of {top}").format(mean=number(mean, 1), top=top)


def _known(scored: SubscaleScore) -> str:
    """The band in words; a scale of one question has none, though it was answered."""
    if scored.band is Band.NONE and scored.score.mean is not None:
        return ""
    return band_name(scored.band, scored.is_strong)


def _change(dossier: Dossier, scored: SubscaleScore) -> ScoredChange | None:
    return next(
        (
            one
            for one in dossier.own_changes
            if (one.subscale, one.informant) == (scored.subscale, scored.informant)
        ),
        None,
    )


def _told(change: ScoredChange | None) -> str:
    words = {
        Verdict.IMPROVED: _("Really better: the difference is larger than the measurement error."),
        Verdict.DECLINED: _("Really weaker: the difference is larger than the measurement error."),
    }
    return words.get(change.verdict, "") if change else ""


def _before(dossier: Dossier, scored: SubscaleScore) -> str:
    """The mean of the round before, of the same list and the same edition."""
    for one in dossier.own_before:
        same = (one.questionnaire, one.edition, one.subscale, one.informant)
        mine = (scored.questionnaire, scored.edition, scored.subscale, scored.informant)
        if same == mine and one.score.mean is not None:
            return _("The round before: {mean} of {top}.").format(
                mean=number(one.score.mean, 1), top=one.top
            )
    return ""


def _mean(line: OwnLine) -> str:
    if line.scored is None:
        return ""
    if line.scored.score.mean is None:
        return "–"
    words = _of_top(line.scored.score.mean, line.scored.top)
    return f"{words} {line.change}".strip()


def _band(line: OwnLine) -> tuple[Band, bool] | None:
    scored = line.scored
    if scored is None or (scored.band is Band.NONE and scored.score.mean is not None):
        return None
    return scored.band, scored.is_strong


def _answered(line: OwnLine) -> str:
    if line.scored is None:
        return ""
    score = line.scored.score
    return _("{n} of {total}").format(n=score.answered, total=score.items)
