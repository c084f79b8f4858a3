"""A message of core whose field reads are recorded while the pipeline handles it, and the coordinator that the pipeline calls."""


class RecordingCoordinator:
    """The interface of the pipeline's older coordinator; it records each call."""

    def __init__(self):
        self.calls = []

    async def set_global_pressure(self, provider, level):
        self.calls.append(["set_global_pressure", provider, level])

    async def set_budget_scale(self, provider, scale):
        self.calls.append(["set_budget_scale", provider, scale])


class Record:
    """The reads of one message's fields."""

    def __init__(self, fields):
        self.fields = fields
        self.read = set()
        self.unnamed = set()

    def answer(self, coordinator):
        return {"calls": coordinator.calls, "read": sorted(self.read), "unnamed": sorted(self.unnamed)}


WHOLE_MESSAGE_METHODS = ("model_dump", "model_dump_json", "model_copy", "dict", "json", "copy", "__iter__")
"""Methods that read every field at once."""


def watched(message, record, on_read=lambda: None):
    """The message with only the contract's fields; it is still an instance of core's class. `on_read` is called at each read."""
    base = type(message)

    def read(self, name):
        known = name in base.model_fields
        if name in record.fields:
            record.read.add(name)
            on_read()
        elif known or not (name.startswith("_") or hasattr(base, name)):
            record.unnamed.add(name)
            raise AttributeError(f"{base.__name__}.{name} is not a field that the contract names")
        elif name in WHOLE_MESSAGE_METHODS:
            record.read.update(record.fields)
        return base.__getattribute__(self, name)

    copy = base.model_construct(**{name: value for name, value in message if name in record.fields})
    for name in list(copy.__dict__):
        if name not in record.fields:
            del copy.__dict__[name]
    kind = type(base.__name__, (base,), {"__getattribute__": read, "__module__": base.__module__})
    object.__setattr__(copy, "__class__", kind)
    return copy
