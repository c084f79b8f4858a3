"""The feedback code of the pipeline as far as the contract tests drive it, without its other dependencies."""

from market_data_core.telemetry import BackpressureLevel, RateAdjustment

DEFAULT_POLICY = {"ok": 1.0, "soft": 0.5, "hard": 0.0}


class RateCoordinatorAdapter:
    def __init__(self, coordinator):
        self._coordinator = coordinator

    async def apply(self, adjustment) -> None:
        await self._coordinator.set_global_pressure(adjustment.provider, BackpressureLevel(adjustment.reason).value)
        await self._coordinator.set_budget_scale(adjustment.provider, adjustment.scale)


class FeedbackHandler:
    def __init__(self, rate, provider, policy=None):
        self._rate = rate
        self._provider = provider
        self._policy = policy or DEFAULT_POLICY

    async def handle(self, event) -> None:
        level = BackpressureLevel(event.level)
        scale = self._policy.get(level.value, 1.0)
        await self._rate.apply(RateAdjustment(provider=self._provider, scale=scale, reason=level, ts=event.ts))


class FeedbackBus:
    def __init__(self):
        self._subscribers = []

    def subscribe(self, callback):
        self._subscribers.append(callback)

    async def publish(self, event) -> None:
        for callback in self._subscribers:
            await callback(event)


_bus = FeedbackBus()


def feedback_bus():
    return _bus
