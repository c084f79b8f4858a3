from enum import Enum
from typing import Dict, List, Literal, Optional

from .model import Field, Model


class BackpressureLevel(str, Enum):
    ok = "ok"
    soft = "soft"
    hard = "hard"


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


HealthState = Literal["healthy", "degraded", "unhealthy"]


class HealthComponent(Model):
    name: str
    state: HealthState
    details: Dict[str, str] = {}


class HealthStatus(Model):
    service: str
    state: HealthState
    components: List[HealthComponent] = []
    version: str
    ts: float
