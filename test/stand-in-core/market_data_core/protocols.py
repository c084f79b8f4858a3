from typing import Protocol, runtime_checkable


@runtime_checkable
class FeedbackPublisher(Protocol):
    async def publish(self, event) -> None: ...


@runtime_checkable
class RateController(Protocol):
    async def apply(self, adj) -> None: ...
