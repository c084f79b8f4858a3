from enum import Enum
from typing import Optional

from .model import Field, Model


class BackpressureLevel(str, Enum):
    OK = "ok"
    SOFT = "soft"
    HARD = "hard"


class FeedbackEvent(Model):
    coordinator_id: str
    queue_size: int = Field(ge=0)
    capacity: int = Field(gt=0)
    level: BackpressureLevel
    source: str = "store"
    ts: float


class RateAdjustment(Model):
    provider: str
    scale: float = Field(ge=0.0, le=1.0)
    reason: BackpressureLevel
    ts: float
