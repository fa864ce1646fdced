"""Which function a command calls, and whether it writes."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace, Session, Content], Result]


def does(parser: argparse.ArgumentParser, run: Run, *, writes: bool = False) -> None:
    """The parser's command is done by ``run``."""
    parser.set_defaults(run=run, writes=writes)
