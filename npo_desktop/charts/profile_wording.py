"""The profile chart in words: no score without its date, informant, edition and error. Pure."""

from npo_desktop.charts.profile_chart import ChartRow, Mark, Shown
from npo_desktop.content.informant_words import informant_text
from npo_desktop.dossiers import verdict_words
from npo_desktop.dossiers.dossier import ResultFacts
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.formats import MINUS, date_text, number
from npo_desktop.i18n import _


def value_text(row: ChartRow) -> str:
    """What stands in the column "now": a value of 0 to 100, a test level, or a dash."""
    if row.shown is Shown.TEST and row.test:
        return row.test.level or "–"
    return number(row.now.value) if row.shown is Shown.SCORE and row.now else "–"


def count_text(row: ChartRow) -> str:
    """How many of the statements were answered: 3/3."""
    return f"{row.now.answered}/{row.now.items}" if row.now else ""


def change_text(row: ChartRow) -> str:
    """The difference with the round before, with its sign; an arrow stands beside it if certain."""
    return "" if row.change is None else signed(row.change)


def signed(value: float) -> str:
    """+9, 0 or −13."""
    rounded = number(value)
    return rounded if rounded.startswith(MINUS) or rounded == "0" else f"+{rounded}"


def verdict_text(row: ChartRow) -> str:
    """The change in a sentence."""
    if row.before is None and not row.was_asked:
        return verdict_words.no_verdict_text(NoVerdict.FIRST_ROUND)
    return verdict_words.change_text(row.verdict, row.why)


def beside_verdict(row: ChartRow) -> tuple[str, ...]:
    """Facts of their own beside a change: now on level, what was to be expected."""
    if row.before is None:
        return ()
    lines = [verdict_words.now_fine_text(row.verdict, row.band_before, row.band)]
    if row.expectation is not None:
        lines.append(verdict_words.expectation_text(row.expectation))
        lines.append(verdict_words.expected_point_text(row.expectation))
    return tuple(line for line in lines if line)


def mark_text(mark: Mark) -> str:
    """One value with everything a score must carry."""
    words = _("{value} of 100: {informant}, {date}, edition {edition}, {answered} of {items}")
    return words.format(
        value=number(mark.value),
        informant=informant_text(mark.informant),
        date=date_text(mark.held_on),
        edition=mark.edition,
        answered=mark.answered,
        items=mark.items,
    )


def no_concern_text(mark: Mark) -> str:
    """What two tiers say of a subscale whose other statements were not needed: no figure."""
    words = _("No concern seen: only the first statement was asked ({informant}, {date})")
    return words.format(informant=informant_text(mark.informant), date=date_text(mark.held_on))


def result_text(result: ResultFacts) -> str:
    """A test result with its date, language and norm group."""
    parts = [" ".join(part for part in (result.test, result.moment) if part)]
    if result.level:
        parts.append(_("level {level}").format(level=result.level))
    if result.score is not None:
        decimals = 0 if result.score == round(result.score) else 1
        parts.append(_("score {score}").format(score=number(result.score, decimals)))
    parts.append(date_text(result.held_on))
    parts.append(language_text(result.language))
    parts.append(result.norm_group or _("norm group unknown"))
    return ", ".join(parts)


def language_text(code: str | None) -> str:
    """A language by its name; what we do not know stands as it came."""
    return {
        None: _("unknown"),
        "": _("unknown"),
        "nl": _("Dutch"),
        "en": _("English"),
        "pap": _("Papiamentu"),
        "es": _("Spanish"),
    }.get(code, str(code))


def details(row: ChartRow) -> tuple[str, ...]:
    """Everything behind a row, a sentence a line; for the tooltip and the line below the chart."""
    if row.shown is Shown.NOT_ASKED and not row.test:
        return (_("Not asked"),)
    lines = []
    if row.test:
        lines.append(result_text(row.test))
        if row.test_before:
            lines.append(_("before: {result}").format(result=result_text(row.test_before)))
    if row.now and row.shown is Shown.FEW:
        words = _("Not enough answers for a score ({n} of {total})")
        lines.append(words.format(n=row.now.answered, total=row.now.items))
    elif row.now and row.shown is Shown.NO_CONCERN:
        lines.append(no_concern_text(row.now))
    elif row.now:
        lines.append(mark_text(row.now))
        if row.shown is Shown.SCORE and row.now.items > 1:
            lines += [verdict_text(row), *beside_verdict(row)]
    if row.other:
        lines.append(_("The pupil's own answers give this signal."))
        lines.append(mark_text(row.other))
    if row.is_resting:
        lines.append(_("Taught in this language only a short time: no judgement yet"))
    return tuple(lines)
