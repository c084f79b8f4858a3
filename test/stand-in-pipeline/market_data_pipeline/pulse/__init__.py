"""Subscribes to the store's events on core's event bus."""

from dataclasses import dataclass

from market_data_core.events import create_event_bus

from ..orchestration.feedback import FeedbackHandler


@dataclass(frozen=True)
class PulseConfig:
    backend: str
    redis_url: str
    ns: str


class FeedbackConsumer:
    def __init__(self, rate_controller, settings, cfg):
        self._stream = f"{cfg.ns}.telemetry.feedback"
        self._handler = FeedbackHandler(rate=rate_controller, provider=settings.provider_name, policy=settings.get_policy())
        self.bus = create_event_bus(backend=cfg.backend, redis_url=cfg.redis_url)

    async def run(self, consumer_name) -> None:
        async for envelope in self.bus.subscribe(self._stream, group="pipeline", consumer=consumer_name):
            try:
                await self._handler.handle(envelope.payload)
                await self.bus.ack(self._stream, envelope.id)
            except Exception as error:
                await self.bus.fail(self._stream, envelope.id, str(error))
