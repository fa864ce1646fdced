"""Forms of a questionnaire about nobody, to see how it looks on paper. Pure."""

from collections.abc import Sequence

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Kind, Questionnaire
from npo_desktop.exports.paper_facts import NumberedItem, PaperForm, PaperSet
from npo_desktop.i18n import _

NO_CODE = "0000000000"  # of no pupil: a form with it is never taken for a filled one


def example_forms(questionnaire: Questionnaire, languages: Sequence[str], age: int) -> PaperSet:
    """A form in each language, of what a pupil of this age is asked; marked as an example."""
    items = tuple(
        NumberedItem(0 if item.kind is Kind.NOTE else place, item)
        for place, item in enumerate(questionnaire.for_age(age), 1)
    )
    return PaperSet(
        questionnaire=questionnaire,
        school=_("Example"),
        is_practice=True,  # the mark
        round=str(today().year),
        return_by=today(),
        contacts=(),
        forms=tuple(PaperForm(NO_CODE, items, one, group="") for one in languages),
    )
