from dataclasses import dataclass


@dataclass(frozen=True)
class PipelineFeedbackSettings:
    provider_name: str
    scale_ok: float
    scale_soft: float
    scale_hard: float

    def get_policy(self):
        return {"ok": self.scale_ok, "soft": self.scale_soft, "hard": self.scale_hard}
