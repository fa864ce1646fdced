"""Why an approach is proposed to a pupil: everything its card and its paper need."""

from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.errors import UserError
from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.i18n import _, current, pick
from npo_desktop.proposals.because import Because, because
from npo_desktop.proposals.propose import Proposals, propose
from npo_desktop.proposals.words.proposed import exclusion_text
from npo_desktop.queries.papers.letterheads import paper_head
from npo_desktop.queries.planning.criteria import criteria_of
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.ranking_choices import school_here
from npo_desktop.queries.scans import scan_facts


def load_because(
    session: Session,
    content: Content,
    dossier: Dossier,
    intervention_id: str,
    proposals: Proposals | None = None,
) -> Because:
    """The reasons of one proposal; says why when it is not proposed to this pupil."""
    answers, here = feasibility_answers(session), school_here(session)
    found = proposals or propose(dossier, content.catalogue, answers, here)
    scans = scan_facts(session, round_id=dossier.round.id, pupil_id=dossier.pupil.id)
    card = because(
        dossier,
        found,
        intervention_id,
        scans,
        content.questionnaires,
        answers,
        here,
        criteria_of(session, intervention_id),
        current(),
    )
    if card is None:
        raise _not_proposed(content, dossier, found, intervention_id)
    return card


def load_because_paper(session: Session, content: Content, card: Because) -> BecausePaper:
    """The card with what stands around it on paper."""
    names = {code: pick(names.staff) for code, names in content.subscales.items()}
    return BecausePaper(card, names, paper_head(session))


def _not_proposed(
    content: Content, dossier: Dossier, found: Proposals, intervention_id: str
) -> UserError:
    intervention, reason = (
        content.catalogue.get(intervention_id),
        found.left_out.get(intervention_id),
    )
    if intervention is None:
        return UserError(
            _("There is no approach called {id} in the catalogue.").format(id=intervention_id),
            _("See the proposals for this pupil."),
        )
    words = _("{name} is not proposed for this pupil.").format(name=intervention.name)
    why = exclusion_text(reason, intervention, dossier) if reason else ""
    return UserError(words, why or _("See the proposals for this pupil."))
