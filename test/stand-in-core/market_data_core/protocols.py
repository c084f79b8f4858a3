from typing import Protocol, runtime_checkable

from . import telemetry


@runtime_checkable
class RateController(Protocol):
    async def apply(self, adjustment: "telemetry.RateAdjustment") -> None: ...


@runtime_checkable
class FeedbackPublisher(Protocol):
    async def publish(self, event: "telemetry.FeedbackEvent") -> None: ...
