"""Where a wish for a longer limit stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ExtensionState(StrEnum):
    """延期: asked by the unit, granted or refused by the director, ended when the limit was counted anew."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    ENDED = "ended"


EXTENSION_LABELS: Mapping[ExtensionState, str] = MappingProxyType(
    {
        ExtensionState.ASKED: "待批",
        ExtensionState.GRANTED: "已批准",
        ExtensionState.REFUSED: "未批准",
        ExtensionState.ENDED: "已结束",
    }
)
