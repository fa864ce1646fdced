"""At which age a pupil is asked a list: its own, unless the round makes an exception. Pure."""

from functools import lru_cache

from npo_desktop.content.questionnaire import Questionnaire

AGES = range(3, 21)  # of everybody at a school


def asked_age(questionnaire: Questionnaire, age: int, exception: bool | None) -> int | None:
    """The age whose statements are asked; ``None``: the list is not asked at all.

    ``exception`` is what the round says of this pupil: asked, not asked, or nothing. Who is asked
    in spite of its age gets the statements of the nearest age that has any.
    """
    if exception is None:
        return age
    if not exception:
        return None
    ages = _ages_of(tuple((item.age_min, item.age_max) for item in questionnaire.items))
    if age in ages or not ages:
        return age
    return min(ages, key=lambda other: abs(other - age))


@lru_cache(maxsize=64)
def _ages_of(ranges: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    return tuple(age for age in AGES if any(low <= age <= high for low, high in ranges))
