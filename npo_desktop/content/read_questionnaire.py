"""One questionnaire from its TOML file, checked to the last item."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from npo_desktop.content.questionnaire import Informant, Item, Questionnaire, Scale, Texts
from npo_desktop.content.rows import fault, read_text, same_placeholders
from npo_desktop.errors import UserError
from npo_desktop.i18n import LANGUAGES, _

Table = Mapping[str, object]

TOP_KEYS = (
    *("code", "edition", "informant", "top", "licence", "source"),
    *("title", "stem", "answers", "constants", "critical", "scales"),
)
SCALE_KEYS = ("code", "scored", "items")
ITEM_KEYS = ("id", *LANGUAGES, "draft", "reverse", "age", "judgement", "optional", "options")
JUDGEMENT_TOP = 4
OLDEST = 25


@dataclass(slots=True)
class _Source:
    """The file being read: where a word stands, and which items were seen."""

    path: Path
    text: str
    seen: set[str] = field(default_factory=set)

    def fault(self, what: str, near: str = "", *, nth: int = 1) -> UserError:
        """A fault on the line where ``near`` stands for the nth time, else on the first line."""
        found = [n for n, line in enumerate(self.text.splitlines(), 1) if near and near in line]
        return fault(self.path.name, found[min(nth, len(found)) - 1] if found else 1, what)

    def only(self, table: Table, keys: Collection[str], near: str) -> None:
        """No word that means nothing here: most are typing errors."""
        for key in table:
            if key not in keys:
                raise self.fault(
                    _('unknown {kind} "{value}"').format(kind="key", value=key), near or key
                )

    def table(self, parent: Table, key: str) -> Table:
        """A table that must be there."""
        value = parent.get(key)
        if not isinstance(value, dict):
            raise self.fault(_('"{column}" is missing').format(column=key))
        return cast(Table, value)

    def tables(self, parent: Table, key: str, near: str) -> list[Table]:
        """A list of tables that must be there and not be empty."""
        value = parent.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(t, dict) for t in value):
            raise self.fault(_('"{column}" is missing').format(column=key), near)
        return cast(list[Table], value)

    def word(self, table: Table, key: str, near: str = "") -> str:
        """A text that must be there."""
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(_('"{column}" is missing').format(column=key), near or key)
        return value

    def number(self, table: Table, key: str, near: str, limits: tuple[float, float]) -> float:
        """A number within its limits, the highest excluded."""
        value = table.get(key)
        if type(value) not in (int, float) or not limits[0] <= cast(float, value) < limits[1]:
            what = _('"{column}" is not a number it can be: {value}')
            raise self.fault(what.format(column=key, value=value), near)
        return float(cast(float, value))

    def texts(self, table: Table, near: str) -> Texts:
        """A text per language; Dutch must be there, and all carry the same placeholders."""
        found = {
            language: self.word(table, language, near)
            for language in LANGUAGES
            if language in table
        }
        if "nl" not in found:
            raise self.fault(_("the Dutch text is missing"), near)
        if not same_placeholders(found):
            raise self.fault(_("the placeholders differ between the languages"), near)
        return found


def load_questionnaire(path: Path, subscales: Collection[str] | None = None) -> Questionnaire:
    """Read ``<code>-<edition>.toml``; ``subscales`` are the codes that exist, all when left out."""
    source = _Source(path, read_text(path))
    document = _parsed(source)
    source.only(document, TOP_KEYS, "")
    code, edition = source.word(document, "code"), source.word(document, "edition")
    if path.name != f"{code}-{edition}.toml":
        raise source.fault(_("code and edition do not match the name of the file"), "code")
    informant = source.word(document, "informant")
    if informant not in list(Informant):
        what = _('unknown {kind} "{value}"').format(kind="informant", value=informant)
        raise source.fault(what, "informant")
    top = int(source.number(document, "top", "top", (1, 11)))
    scales = tuple(
        _scale(source, table, subscales) for table in source.tables(document, "scales", "scales")
    )
    _no_scale_twice(source, scales)
    answers = source.table(document, "answers")
    constants = source.table(document, "constants")
    composites = source.table(constants, "composites")
    return Questionnaire(
        code=code,
        edition=edition,
        informant=Informant(informant),
        top=top,
        titles=source.texts(source.table(document, "title"), "[title]"),
        stem=source.texts(source.table(document, "stem"), "[stem]") if "stem" in document else {},
        options=_options(source, answers, "options", top),
        judgement_options=(
            _options(source, answers, "judgement_options", JUDGEMENT_TOP)
            if any(scale.judgement for scale in scales)
            else ()
        ),
        dont_know=source.texts(source.table(answers, "dont_know"), "dont_know"),
        scales=scales,
        sd=_sd(source, constants, "sd"),
        reliability=source.number(constants, "reliability", "reliability", (0, 1)),
        composites={
            name: source.number(source.table(composites, name), "reliability", name, (0, 1))
            for name in composites
        },
        composite_sd={
            name: _sd(source, source.table(composites, name), name) for name in composites
        },
        critical=_critical(source, source.table(document, "critical"), top),
        licence=source.word(document, "licence"),
        source_text=source.word(document, "source"),
    )


def _parsed(source: _Source) -> Table:
    try:
        return cast(Table, tomllib.loads(source.text))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else source.text.count("\n") + 1
        what = _("this is not TOML: {reason}").format(reason=error)
        raise fault(source.path.name, line, what) from error


def _scale(source: _Source, table: Table, subscales: Collection[str] | None) -> Scale:
    code = source.word(table, "code", "[[scales]]")
    near = f'"{code}"'
    source.only(table, SCALE_KEYS, near)
    scored = table.get("scored", True)
    if subscales is not None and code not in subscales and scored is not False:
        raise source.fault(_('unknown {kind} "{value}"').format(kind="subscale", value=code), near)
    items = tuple(_item(source, item, code) for item in source.tables(table, "items", near))
    if not isinstance(scored, bool):
        raise source.fault(_('"{column}" must be true or false').format(column="scored"), near)
    return Scale(code=code, domain=code.split("-")[0], items=items, scored=scored)


def _item(source: _Source, table: Table, scale: str) -> Item:
    item_id = source.word(table, "id", f'"{scale}"')
    near = f'"{item_id}"'
    if item_id in source.seen:
        raise source.fault(_('"{id}" stands here twice').format(id=item_id), near, nth=2)
    source.seen.add(item_id)
    source.only(table, ITEM_KEYS, near)
    if not re.fullmatch(rf"[A-Z]+-{re.escape(scale)}-\d+", item_id):
        what = _('"{id}" is not an item of subscale {scale}').format(id=item_id, scale=scale)
        raise source.fault(what, near)
    texts = source.texts(table, near)
    reverse = table.get("reverse")
    if reverse not in (0, 1):
        raise source.fault(_('"reverse" is neither 0 nor 1: {value}').format(value=reverse), near)
    youngest, oldest = _age(source, table, near)
    return Item(
        id=item_id,
        scale=scale,
        texts=texts,
        drafts=_drafts(source, table, texts, near),
        reverse=bool(reverse),
        age_min=youngest,
        age_max=oldest,
        judgement=table.get("judgement", False) is True,
        options=_own_options(source, table, near),
        optional=table.get("optional", False) is True,
    )


def _age(source: _Source, table: Table, near: str) -> tuple[int, int]:
    value = table.get("age")
    match value:
        case [int(youngest), int(oldest)] if 0 <= youngest <= oldest <= OLDEST:
            return youngest, oldest
    what = _('"age" must be the youngest and the oldest age: {value}').format(value=value)
    raise source.fault(what, near)


def _drafts(source: _Source, table: Table, texts: Texts, near: str) -> frozenset[str]:
    value = table.get("draft", [])
    words = value if isinstance(value, list) else [value]
    for language in words:
        if not isinstance(language, str) or language not in texts:
            what = _('unknown {kind} "{value}"').format(kind="draft", value=language)
            raise source.fault(what, near)
    return frozenset(words)


def _own_options(source: _Source, table: Table, near: str) -> tuple[Texts, ...]:
    """An item's own labels, such as the steps of a ladder; none: the questionnaire's."""
    if "options" not in table:
        return ()
    return tuple(source.texts(option, near) for option in source.tables(table, "options", near))


def _options(source: _Source, answers: Table, key: str, top: int) -> tuple[Texts, ...]:
    options = source.tables(answers, key, "[answers]")
    if len(options) != top + 1:
        what = _('"{column}" has {n} labels for {total} answers')
        raise source.fault(what.format(column=key, n=len(options), total=top + 1), key)
    return tuple(source.texts(option, key) for option in options)


def _sd(source: _Source, table: Table, near: str) -> float:
    return source.number(table, "sd", near, (0.01, 10))


def _critical(source: _Source, table: Table, top: int) -> dict[str, tuple[int, ...]]:
    for item_id, answers in table.items():
        if item_id not in source.seen:
            what = _('unknown {kind} "{value}"').format(kind="item", value=item_id)
            raise source.fault(what, f"{item_id} =")
        if not isinstance(answers, list) or not all(
            type(answer) is int and 0 <= answer <= top for answer in answers
        ):
            what = _("{id}: an answer that cannot be given: {value}")
            raise source.fault(what.format(id=item_id, value=answers), f"{item_id} =")
    return {item_id: tuple(cast(list[int], answers)) for item_id, answers in table.items()}


def _no_scale_twice(source: _Source, scales: tuple[Scale, ...]) -> None:
    seen: set[str] = set()
    for scale in scales:
        if scale.code in seen:
            what = _('"{id}" stands here twice').format(id=scale.code)
            raise source.fault(what, f'"{scale.code}"', nth=2)
        seen.add(scale.code)
