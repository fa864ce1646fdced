"""Files from outside: recognised by what is in them, read whole or refused with one sentence."""
