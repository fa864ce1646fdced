"""All content that ships with the program, read once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.content.questionnaire import Questionnaire, SubscaleNames
from npo_desktop.content.read_catalogue import load_catalogue
from npo_desktop.content.read_questionnaire import load_questionnaire
from npo_desktop.content.rows import once, read_rows
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.paths import resources

__all__ = ["Content", "load_catalogue", "load_content", "load_questionnaire", "read_content"]


@dataclass(frozen=True, slots=True)
class Content:
    """What the school did not type in."""

    questionnaires: Mapping[str, Questionnaire]  # code -> newest edition
    editions: Mapping[tuple[str, str], Questionnaire]  # (code, edition) -> all of them
    subscales: Mapping[str, SubscaleNames]  # code -> names, in the order of the file
    catalogue: Catalogue


@cache
def load_content() -> Content:
    """The content that ships with the program; a fault in it is a ``UserError``."""
    return read_content(resources())


def read_content(folder: Path) -> Content:
    """The content of a folder laid out as ``resources``, read anew each time."""
    subscales = load_subscales(folder / "questionnaires" / "subscales.csv")
    editions: dict[tuple[str, str], Questionnaire] = {}
    for path in sorted((folder / "questionnaires").glob("*.toml")):
        questionnaire = load_questionnaire(path, subscales)
        editions[questionnaire.code, questionnaire.edition] = questionnaire
    if not editions:
        raise UserError(
            _("There is no questionnaire in {folder}.").format(folder=folder),
            _("Install the program again."),
        )
    newest = sorted(editions.values(), key=lambda q: (len(q.edition), q.edition))
    return Content(
        questionnaires={questionnaire.code: questionnaire for questionnaire in newest},
        editions=editions,
        subscales=subscales,
        catalogue=load_catalogue(folder / "catalogue", subscales),
    )


def load_subscales(path: Path) -> dict[str, SubscaleNames]:
    """The subscales that exist, by code: their names and the sentences for parents."""
    return {
        row.text("code"): SubscaleNames(
            code=row.filled("code"),
            domain=row.filled("domain"),
            staff=row.texts("staff_*"),
            parent=row.texts("parent_*"),
            strength=row.texts("strength_*"),
            practise=row.texts("practise_*"),
            help=row.texts("help_*"),
            drafts=row.drafts(pap="pap_status"),
        )
        for row in once(read_rows(path), "code")
    }
