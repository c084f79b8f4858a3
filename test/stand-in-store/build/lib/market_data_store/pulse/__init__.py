"""Publishes the store's events on core's event bus: the event itself, under the schema id that core's subscriber knows."""

from dataclasses import dataclass
from typing import ClassVar

from market_data_core.events import create_event_bus
from market_data_core.telemetry import FeedbackEvent

from ..coordinator import feedback_bus


class PublishedEvent(FeedbackEvent):
    __schema_id__: ClassVar[str] = "telemetry.FeedbackEvent"


@dataclass(frozen=True)
class PulseConfig:
    enabled: bool
    backend: str
    redis_url: str
    ns: str


class FeedbackPublisherService:
    def __init__(self, cfg):
        self._cfg = cfg
        self._bus = create_event_bus(backend=cfg.backend, redis_url=cfg.redis_url)

    async def start(self) -> None:
        feedback_bus().subscribe(self._publish)

    async def stop(self) -> None:
        feedback_bus().unsubscribe(self._publish)

    async def _publish(self, event) -> None:
        published = PublishedEvent.model_validate(event.model_dump(exclude={"reason"}))
        await self._bus.publish(f"{self._cfg.ns}.telemetry.feedback", published, key=event.coordinator_id)
