"""What an earlier import brought, in words."""

from npo_desktop.i18n import _
from npo_desktop.queries.imports.pupil_files import ImportRow


def kind_name(kind: str) -> str:
    """What was read in."""
    names = {
        "pupils": _("Pupils"),
        "answers": _("Answers"),
        "results": _("Test results"),
        "attendance": _("Attendance"),
        "questionnaires": _("Questionnaires"),
        "questionnaire": _("Questionnaire"),
        "menukaart": _("Menukaart"),
        "plans": _("Plans"),
    }
    return names.get(kind, kind)


def brought(run: ImportRow) -> str:
    """Pupils: 6 new, 1 who left."""
    counts = run.counts.get(run.kind) or next(iter(run.counts.values()), {})
    words = (
        ("new", _("{n} new")),
        ("changed", _("{n} changed")),
        ("left", _("{n} who left")),
        ("doubtful", _("{n} doubtful")),
        ("faulty", _("{n} not read")),
    )
    told = [text.format(n=counts[key]) for key, text in words if counts.get(key)]
    kind = kind_name(run.kind)
    return f"{kind}: {', '.join(told)}." if told else f"{kind}."


def taken_back(run: ImportRow) -> str:
    """What taking it back does."""
    if run.kind == "pupils":
        return _("New pupils disappear, changed ones become as they were.")
    if run.kind == "results":
        return _("New results disappear, changed ones become as they were.")
    return _("What was new disappears, what was changed becomes as it was.")
