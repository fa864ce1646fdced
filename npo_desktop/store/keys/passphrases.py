"""What a passphrase must be, and how long one waits after a wrong one."""

from collections.abc import Sequence

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.keys.guesses import ENOUGH, is_known, own_words, pieces

MINIMUM_LENGTH = 12
MINIMUM_WORDS = 4
FEWEST_LETTERS = 10  # of four words; "a b c d" is guessed in a moment
LONGEST = 1000  # characters
LONGEST_DELAY = 30.0  # seconds; never a wipe: who guesses has the file and needs no window


def check_passphrase(passphrase: str, *, about: Sequence[str] = ()) -> None:
    """Refuse what is too short, or what others would try first.

    ``about``: names that anybody can guess here: of the school, its place, its coordinator.
    """
    text = passphrase.strip()
    words, letters = len(text.split()), len("".join(text.split()))
    if len(text) < MINIMUM_LENGTH and (words < MINIMUM_WORDS or letters < FEWEST_LETTERS):
        raise UserError(
            _("This passphrase is too short."),
            _("Use at least 12 characters, or four words that do not belong together."),
        )
    if len(text) > LONGEST:
        raise UserError(_("This passphrase is too long."), _("Use at most 1000 characters."))
    hint = _("Take four words that do not belong together and say nothing about the school.")
    if is_known(text) or len(pieces(text)) < ENOUGH:
        raise UserError(_("This passphrase is among the first that others would try."), hint)
    if len(pieces(text, own_words(about))) < ENOUGH:
        raise UserError(_("This passphrase is easy to guess for who knows the school."), hint)


def delay_after(failures: int) -> float:
    """How many seconds the window waits after so many wrong passphrases in a row: 0, 1, 2, 4 .."""
    return 0.0 if failures < 1 else min(2.0 ** min(failures - 1, 10), LONGEST_DELAY)
