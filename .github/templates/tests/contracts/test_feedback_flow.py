"""From the FeedbackEvent that a store emits to the RateAdjustment that a data provider receives.

The conversion is the pipeline's own FeedbackHandler. Where market_data_pipeline is not installed (store, orchestrator),
what needs it is skipped.
"""

import asyncio
from importlib.util import find_spec

import pytest
from market_data_core.telemetry import BackpressureLevel, FeedbackEvent, RateAdjustment

# The policy of the contract. The handler's own default differs: 0.5 for soft.
POLICY = {BackpressureLevel.ok: 1.0, BackpressureLevel.soft: 0.7, BackpressureLevel.hard: 0.0}

NO_PIPELINE = "market_data_pipeline is not installed: its FeedbackHandler is not tested here"


class RecordingController:
    """The smallest RateController: it stores what it is given."""

    def __init__(self):
        self.applied = []

    async def apply(self, adjustment):
        self.applied.append(adjustment)


def event_at(level):
    return FeedbackEvent(
        coordinator_id="bars_coordinator_1", queue_size=850, capacity=1000, level=level, ts=1760000000.25
    )


def adjustments_for(event):
    """Publishes the event on the pipeline's bus, and returns what its handler gives to the RateController."""
    from market_data_pipeline.orchestration.feedback import FeedbackBus, FeedbackHandler

    controller, bus = RecordingController(), FeedbackBus()
    handler = FeedbackHandler(rate=controller, provider="ibkr", policy=POLICY)
    bus.subscribe(handler.handle)
    asyncio.run(bus.publish(event))
    return controller.applied


def test_feedback_event_roundtrip_and_transform():
    sent = event_at(BackpressureLevel.soft)
    received = FeedbackEvent.model_validate_json(sent.model_dump_json())
    assert received == sent
    assert (received.level, received.queue_size, received.ts) == (BackpressureLevel.soft, 850, 1760000000.25)
    # Readers ignore fields that they do not know, e.g. the store's `reason`.
    assert FeedbackEvent.model_validate({**sent.model_dump(mode="json"), "reason": None}) == sent

    if find_spec("market_data_pipeline") is None:
        pytest.skip(f"the round trip passed; {NO_PIPELINE}")
    expected = RateAdjustment(provider="ibkr", scale=0.7, reason=BackpressureLevel.soft, ts=1760000000.25)
    assert adjustments_for(received) == [expected]


@pytest.mark.skipif(find_spec("market_data_pipeline") is None, reason=NO_PIPELINE)
@pytest.mark.parametrize(("level", "scale"), [("ok", 1.0), ("soft", 0.7), ("hard", 0.0)])
def test_level_to_scale_mapping(level, scale):
    [adjustment] = adjustments_for(event_at(BackpressureLevel[level]))
    assert (adjustment.reason, adjustment.scale) == (BackpressureLevel[level], scale)
