"""Lists kept as JSON in resources/: their entries with the line of each, so that a fault names its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from desktop.errors import OfficeError


def entries_of(
    text: str, fault: Callable[[int, str], OfficeError]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield the objects of a JSON list, each with the line where it begins.

    `fault` makes the refusal of a line (from 1) and a reason in plain words; it is raised for anything else than
    a list of objects.
    """
    decoder, at = json.JSONDecoder(), _next(text, 0)
    if text[at : at + 1] != "[":
        raise fault(1, "应以方括号开头。")
    at = _next(text, at + 1)
    while text[at : at + 1] != "]":
        line = text.count("\n", 0, at) + 1
        try:
            entry, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise fault(error.lineno, "写法有误，可能少了引号、逗号或括号。") from error
        if not isinstance(entry, dict):
            raise fault(line, "每一条应写在花括号里。")
        yield line, entry
        at = _next(text, at)
        if text[at : at + 1] == ",":
            at = _next(text, at + 1)
        elif text[at : at + 1] != "]":
            raise fault(text.count("\n", 0, at) + 1, "两条之间少了逗号，或末尾少了方括号。")
    if text[at + 1 :].strip():
        raise fault(text.count("\n", 0, at) + 1, "方括号之后还有内容。")


def _next(text: str, at: int) -> int:
    """Return the place of the next character that is no blank."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at
