"""A queue that signals backpressure on a bus in this process."""

import time

from market_data_core.telemetry import BackpressureLevel
from market_data_core.telemetry import FeedbackEvent as CoreFeedbackEvent


class FeedbackEvent(CoreFeedbackEvent):
    reason: str | None = None


class FeedbackBus:
    def __init__(self):
        self._subscribers = []

    def subscribe(self, callback):
        self._subscribers.append(callback)

    def unsubscribe(self, callback):
        self._subscribers.remove(callback)

    async def publish(self, event) -> None:
        for callback in list(self._subscribers):
            await callback(event)


_bus = FeedbackBus()


def feedback_bus():
    return _bus


class BoundedQueue:
    def __init__(self, capacity, high_watermark, low_watermark, *, coord_id="default"):
        self._capacity = capacity
        self._high = high_watermark
        self._low = low_watermark
        self._name = coord_id
        self._items = []
        self._level = BackpressureLevel.ok

    async def put(self, item) -> None:
        self._items.append(item)
        await self._signal()

    async def get(self):
        item = self._items.pop(0)
        await self._signal()
        return item

    async def _signal(self) -> None:
        size = len(self._items)
        level = BackpressureLevel.hard if size >= self._high else BackpressureLevel.soft if size > self._low else BackpressureLevel.ok
        if level == self._level:
            return
        self._level = level
        event = FeedbackEvent(coordinator_id=self._name, queue_size=size, capacity=self._capacity, level=level, ts=time.time())
        await feedback_bus().publish(event)
