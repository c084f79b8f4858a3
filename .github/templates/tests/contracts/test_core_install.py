"""market-data-core is installed, and has the public names and values that this repository relies on."""

from importlib.metadata import version

from market_data_core import protocols, telemetry


def test_core_version_imports():
    assert version("market-data-core")[0].isdigit()

    for name in ("BackpressureLevel", "FeedbackEvent", "RateAdjustment"):
        assert isinstance(getattr(telemetry, name), type), name
    for name in ("RateController", "FeedbackPublisher"):
        assert isinstance(getattr(protocols, name), type), name

    level = telemetry.BackpressureLevel
    assert (level.ok.value, level.soft.value, level.hard.value) == ("ok", "soft", "hard")
    assert {member.name for member in level} == {"ok", "soft", "hard"}

    for message in (telemetry.FeedbackEvent, telemetry.RateAdjustment):
        for method in ("model_validate", "model_validate_json", "model_dump", "model_dump_json"):
            assert callable(getattr(message, method)), f"{message.__name__}.{method}"
