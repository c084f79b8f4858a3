"""Pydantic 2 where it is installed, else frozen classes with the little of it that the stand-in needs."""

try:
    from pydantic import VERSION, BaseModel, ConfigDict, Field

    if not VERSION.startswith("2."):
        raise ImportError("Pydantic 2 is needed")

    class Model(BaseModel):
        model_config = ConfigDict(frozen=True)

except ImportError:
    from .plain import Field, Model

__all__ = ["Field", "Model"]
