"""One score, one change or one test result as the cells of a row."""

from collections.abc import Iterator

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    Dossier,
    ResultFacts,
    ScoredChange,
    SubscaleScore,
    level_band,
)
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.exports.xlsx.wording import shown_band, subscale_text
from npo_desktop.exports.xlsx.workbook import Value
from npo_desktop.i18n import _, pick
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.reliability import standard_error

SHORTEST = 3  # items: under this there is no measurement error to state, and no verdict on change

Cells = tuple[Value, ...]


class ScoreCells:
    """Keeps the words that stand in thousands of cells, in the language spoken when it was made."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._subscales: dict[str, str] = {}
        self._forms: dict[tuple[str, str], str] = {}
        self._errors: dict[tuple[str, str, str], float | None] = {}
        self._informants = {informant: informant_name(informant) for informant in Informant}
        self._bands = {
            (band, strong): shown_band(band, is_strong=strong)
            for band in Band
            for strong in (False, True)
        }
        self._verdicts = _verdict_texts()
        self._too_few = _("Too few answers")
        self._one_question = _("One question: no signal")
        self._no_concern = _("No concern seen (first statement only)")
        self._too_new = _("Taught in this language only a short time: no judgement yet")

    def scores(self, dossier: Dossier) -> Iterator[Cells]:
        """A row for every subscale and composite of every informant."""
        changes = {(c.informant, c.subscale): c for c in dossier.changes}
        was = {(s.informant, s.subscale): s.band for s in dossier.before}
        for scored in (*dossier.scores, *dossier.composites):
            key = scored.informant, scored.subscale
            score = scored.score
            if not score.items:
                continue  # a list that asks nothing at this age
            yield (
                self._subscale(scored.subscale),
                self._informants[scored.informant],
                scored.held_on,
                score.pomp,
                self._error(scored) if score.mean is not None else None,
                self._signal(scored, dossier),
                self._change(scored, changes.get(key), was.get(key)),
                None,
                None,
                self._form(scored),
                score.answered,
                score.items,
                score.mean,
                scored.top,
                scored.t,
                scored.reference_n,
            )

    def result(self, result: ResultFacts, dossier: Dossier) -> Cells:
        """A row for a test of the school, which has a language and a norm group of its own."""
        language = language_text(result.language) if result.language else ""
        norm = (language, result.norm_group)
        test = " · ".join(part for part in (result.test, result.moment, *norm) if part)
        band = level_band(result.level) if result.level else Band.NONE
        is_resting = result.subscale in dossier.resting
        return (
            self._subscale(result.subscale) if result.subscale else None,
            _("Test"),
            result.held_on,
            *(None,) * 2,
            self._too_new if is_resting else self._bands[band, False],
            None,
            result.level,
            result.score,
            test,
            *(None,) * 6,
        )

    def _subscale(self, code: str) -> str:
        if code not in self._subscales:
            self._subscales[code] = subscale_text(self._content, code)
        return self._subscales[code]

    def _form(self, scored: SubscaleScore) -> str:
        key = scored.questionnaire, scored.edition
        if key not in self._forms:
            questionnaire = self._content.editions.get(key)
            title = pick(questionnaire.titles) if questionnaire else scored.questionnaire
            edition = _("edition {edition}").format(edition=scored.edition)
            self._forms[key] = f"{title}, {edition}"
        return self._forms[key]

    def _error(self, scored: SubscaleScore) -> float | None:
        """The standard error of measurement, 0 to 100; none for one or two items."""
        if scored.score.items < SHORTEST:
            return None
        key = scored.questionnaire, scored.edition, scored.subscale
        if key not in self._errors:
            self._errors[key] = _error_of(self._content, scored)
        return self._errors[key]

    def _signal(self, scored: SubscaleScore, dossier: Dossier) -> str:
        if scored.subscale in dossier.resting:
            return self._too_new
        if scored.no_concern:
            return self._no_concern
        if scored.band is Band.NONE:
            return self._too_few if scored.score.mean is None else self._one_question
        return self._bands[scored.band, scored.is_strong]

    def _change(self, scored: SubscaleScore, change: ScoredChange | None, was: Band | None) -> str:
        texts = self._verdicts
        if change is None:
            return texts[NoVerdict.TWO_TIERS if scored.in_two_tiers else NoVerdict.FIRST_ROUND]
        if change.verdict is Verdict.IMPROVED and scored.band is Band.FINE:
            return texts["improved" if was in (None, Band.FINE) else "improved-fine"]
        if change.verdict is not Verdict.UNKNOWN:
            return texts[change.verdict.value]
        return texts[change.why or NoVerdict.OTHER_FORM]


def _verdict_texts() -> dict[str, str]:
    """In short; the sheet of notes has the sentences."""
    return {
        "improved": _("Really better"),
        "improved-fine": _("Really better, on level"),
        "declined": _("Really weaker"),
        "unchanged": _("No certain change"),
        NoVerdict.FIRST_ROUND: _("First round"),
        NoVerdict.OTHER_FORM: _("Other version"),
        NoVerdict.OTHER_RATER: _("Another person answered"),
        NoVerdict.TOO_FEW: _("Too few answers"),
        NoVerdict.TOO_SHORT: _("Too few questions"),
        NoVerdict.TWO_TIERS: _("Short scan: no comparison"),
    }


def _error_of(content: Content, scored: SubscaleScore) -> float | None:
    questionnaire = content.editions.get((scored.questionnaire, scored.edition))
    if questionnaire is None:
        return None
    sd = questionnaire.composite_sd.get(scored.subscale, questionnaire.sd)
    reliability = questionnaire.composites.get(scored.subscale, questionnaire.reliability)
    return 100 * standard_error(sd, reliability) / questionnaire.top
