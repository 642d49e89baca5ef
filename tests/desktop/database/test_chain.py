"""The digest of an event is one and the same for ever, and changes with everything it covers."""

from __future__ import annotations

import hashlib
import math
import uuid
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.database.chain import GENESIS, event_digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


class Tag(StrEnum):
    REGISTER = "matter:register"


def test_a_digest_worked_by_hand() -> None:
    moment = datetime(2026, 1, 7, 16, 30, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    fields = {
        "seq": 1,
        "tag": Tag.REGISTER,
        "at": moment,
        "words": "登记“一件”",
        "unit": None,
        "on": date(2026, 1, 8),
    }
    canonical = (
        '{"at":"2026-01-07T08:30:00.000005Z","on":"2026-01-08","seq":1,"tag":"matter:register",'
        '"unit":null,"words":"登记“一件”"}'
    )
    assert event_digest(GENESIS, fields) == hashlib.sha256(f"{'0' * 64}{canonical}".encode()).hexdigest()


def test_other_values_have_one_form() -> None:
    number = uuid.UUID("12345678123456781234567812345678")
    assert event_digest(
        "", {"a": b"\x01\xff", "b": Decimal("1.50"), "c": number, "d": (1, 2)}
    ) == event_digest("", {"a": "01ff", "b": "1.50", "c": str(number), "d": [1, 2]})


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        math.nan,
        datetime(2026, 1, 7, tzinfo=UTC).replace(tzinfo=None),
        object(),
        {1, 2},
        [1.5],
        {"a": 1.5},
    ],
)
def test_what_does_not_come_back_as_it_went_in_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        event_digest(GENESIS, {"value": value})


@given(st.dictionaries(st.text(), VALUES, min_size=1))
def test_order_does_not_count_but_every_value_does(fields: dict[str, object]) -> None:
    digest = event_digest(GENESIS, fields)
    assert digest == event_digest(GENESIS, dict(reversed(fields.items())))
    assert digest != event_digest("1" + GENESIS[1:], fields)
    name = next(iter(fields))
    assert digest != event_digest(GENESIS, {**fields, name: [fields[name]]})
    assert digest != event_digest(GENESIS, {key: value for key, value in fields.items() if key != name})
