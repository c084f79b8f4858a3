"""The protocols that others implement, and the fields of the messages, are those of the contract.

The names of parameters are not compared: callers pass them by position.
"""

import asyncio
import inspect

import pytest
from market_data_core.protocols import FeedbackPublisher, RateController
from market_data_core.telemetry import BackpressureLevel, FeedbackEvent, RateAdjustment
from pydantic import ValidationError

EVENT = {"coordinator_id": "bars_coordinator_1", "queue_size": 850, "capacity": 1000, "level": "soft", "ts": 1760000000.25}
ADJUSTMENT = {"provider": "ibkr", "scale": 0.7, "reason": "soft", "ts": 1760000000.25}


class Recorder:
    """Implements both protocols with nothing but their methods."""

    def __init__(self):
        self.received = []

    async def apply(self, adjustment):
        self.received.append(adjustment)

    async def publish(self, event):
        self.received.append(event)


def assert_async_with_one_argument(method):
    """The method is async, returns None, and needs exactly one argument besides self."""
    assert inspect.iscoroutinefunction(method)
    signature = inspect.signature(method)
    assert signature.return_annotation in (None, "None")
    signature.bind(object(), object())
    for wrong in ((object(),), (object(), object(), object())):
        with pytest.raises(TypeError):
            signature.bind(*wrong)


def assert_required_fields(message, values):
    """The message reads these values, and nothing without one of them."""
    required = {name for name, field in message.model_fields.items() if field.is_required()}
    assert required == set(values)
    read = message.model_validate(values)
    assert {name: getattr(read, name) for name in values} == values
    for missing in values:
        with pytest.raises(ValidationError):
            message.model_validate({name: value for name, value in values.items() if name != missing})


def assert_refused(message, values):
    with pytest.raises(ValidationError):
        message.model_validate(values)


def test_protocols_conformance_smoke():
    assert isinstance(Recorder(), RateController)
    assert isinstance(Recorder(), FeedbackPublisher)
    assert not isinstance(object(), RateController)
    assert not isinstance(object(), FeedbackPublisher)


def test_rate_controller_signature():
    assert_async_with_one_argument(RateController.apply)
    adjustment, controller = RateAdjustment(**ADJUSTMENT), Recorder()
    assert asyncio.run(controller.apply(adjustment)) is None
    assert controller.received == [adjustment]


def test_feedback_publisher_signature():
    assert_async_with_one_argument(FeedbackPublisher.publish)
    event, publisher = FeedbackEvent(**EVENT), Recorder()
    assert asyncio.run(publisher.publish(event)) is None
    assert publisher.received == [event]


def test_feedback_event_required_fields():
    assert_required_fields(FeedbackEvent, EVENT)
    event = FeedbackEvent(**EVENT)
    assert event.level is BackpressureLevel.soft
    assert event.source == "store"
    assert_refused(FeedbackEvent, {**EVENT, "queue_size": -1})
    assert_refused(FeedbackEvent, {**EVENT, "capacity": 0})
    assert_refused(FeedbackEvent, {**EVENT, "level": "unknown"})


def test_rate_adjustment_required_fields():
    assert_required_fields(RateAdjustment, ADJUSTMENT)
    assert RateAdjustment(**ADJUSTMENT).reason is BackpressureLevel.soft
    for scale in (0.0, 1.0):
        assert RateAdjustment(**{**ADJUSTMENT, "scale": scale}).scale == scale
    assert_refused(RateAdjustment, {**ADJUSTMENT, "scale": -0.1})
    assert_refused(RateAdjustment, {**ADJUSTMENT, "scale": 1.1})
    assert_refused(RateAdjustment, {**ADJUSTMENT, "reason": "unknown"})
