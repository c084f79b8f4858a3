"""Records what the pipeline does with a message: `watch_reads` the fields that it reads, `RecordingCoordinator` its calls."""


class RecordingCoordinator:
    """Has the methods of market_data_pipeline.orchestration.coordinator.RateCoordinator that RateCoordinatorAdapter calls; records each call."""

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
        self.outside_contract = set()

    def to_json(self, coordinator):
        return {"calls": coordinator.calls, "read": sorted(self.read), "outsideContract": sorted(self.outside_contract)}


WHOLE_MESSAGE_ATTRIBUTES = ("model_dump", "model_dump_json", "model_copy", "dict", "json", "copy", "__dict__")
"""Attributes that read every field at once; `vars(message)` reads `__dict__`."""

PROBED_BY_DICT = "keys"
"""`dict(message)` looks for this method first, and iterates over the message if there is none."""


def watch_reads(message, record, on_read=lambda: None):
    """
    The message with only the contract's fields, as an instance of a subclass of core's class that records reads in `record`.
    `on_read` is called at each read.
    """
    base = type(message)

    def read_all():
        record.read.update(record.fields)
        on_read()

    def read(self, name):
        known = name in base.model_fields
        if name in record.fields:
            record.read.add(name)
            on_read()
        elif known or not (name == PROBED_BY_DICT or name.startswith("_") or hasattr(base, name)):
            record.outside_contract.add(name)
            raise AttributeError(f"{base.__name__}.{name} is not a field that the contract names")
        elif name in WHOLE_MESSAGE_ATTRIBUTES:
            read_all()
        return base.__getattribute__(self, name)

    def iterate(self):
        read_all()
        return base.__iter__(self)

    def repr_args(self):
        """The text of a message, as in a log, relies on no field."""
        return list(object.__getattribute__(self, "__dict__").items())

    copy = base.model_construct(**{name: value for name, value in message if name in record.fields})
    for name in list(copy.__dict__):
        if name not in record.fields:
            del copy.__dict__[name]
    methods = {"__getattribute__": read, "__iter__": iterate, "__repr_args__": repr_args}
    kind = type(base.__name__, (base,), {**methods, "__module__": base.__module__})
    object.__setattr__(copy, "__class__", kind)
    return copy
