"""Questions that no answer leads to."""

from npo_desktop.content.forms.expression_functions import NotUnderstood
from npo_desktop.content.forms.expressions import Call, Chain, Minus, Name, Node, parse
from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire

MOST_TRIES = 5000  # combinations of answers to the questions that a condition looks at


def never_asked(questionnaire: Questionnaire) -> frozenset[str]:
    """The items whose condition is false whatever is answered; those not decided are left out.

    All answers are tried where only choices decide; and a condition on a question that itself is
    never asked is met by no answer at all.
    """
    by_id = {item.id: item for item in questionnaire.items}
    found: set[str] = set()
    for item in questionnaire.items:
        if item.relevant and _is_closed(questionnaire, item, by_id):
            found.add(item.id)
    return frozenset(found)


def _is_closed(questionnaire: Questionnaire, item: Item, by_id: dict[str, Item]) -> bool:
    try:
        tree = parse(item.relevant)
    except NotUnderstood:
        return False
    names = _names(questionnaire, tree, set())
    asked = [by_id[name] for name in names if name in by_id]
    if any(one.kind is not Kind.CHOICE or one.id == item.id for one in asked):
        return False
    tries = 1
    for one in asked:
        tries *= questionnaire.top_of(one) + 2
    if tries > MOST_TRIES:
        return False
    answers: list[dict[str, int | None]] = [{}]
    for one in asked:
        places = [None, *range(questionnaire.top_of(one) + 1)]
        answers = [{**given, one.id: place} for given in answers for place in places]
    return not any(Given(questionnaire, given).is_asked(item) for given in answers)


def _names(questionnaire: Questionnaire, tree: Node, seen: set[str]) -> set[str]:
    """What a condition looks at, through calculations and the conditions of what it looks at."""
    waiting: list[Node] = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case Name(name):
                if name in seen:
                    continue
                seen.add(name)
                waiting += _behind(questionnaire, name)
            case Chain(first, rest):
                waiting += [first, *(part for _operator, part in rest)]
            case Call(_function, arguments):
                waiting += arguments
            case Minus(of):
                waiting.append(of)
    return seen


def _behind(questionnaire: Questionnaire, name: str) -> list[Node]:
    texts = [questionnaire.calculations.get(name, "")]
    texts += [item.relevant for item in questionnaire.items if item.id == name]
    found = []
    for text in filter(None, texts):
        try:
            found.append(parse(text))
        except NotUnderstood:
            continue
    return found
