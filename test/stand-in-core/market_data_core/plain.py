import copy
import enum
import json
import typing

REQUIRED = object()


class Field:
    """A required field with bounds."""

    def __init__(self, ge=None, gt=None, le=None):
        self.bounds = {"ge": ge, "gt": gt, "le": le}

    def allows(self, value):
        ge, gt, le = (self.bounds[name] for name in ("ge", "gt", "le"))
        return (ge is None or value >= ge) and (gt is None or value > gt) and (le is None or value <= le)


class Refused(ValueError):
    def __init__(self, errors):
        super().__init__(f"{len(errors)} validation errors")
        self._errors = errors

    def errors(self):
        return self._errors


class Model:
    def __init_subclass__(cls, extra="ignore"):
        cls._extra = extra
        cls.model_fields = typing.get_type_hints(cls)

    def __iter__(self):
        return iter(self.__dict__.items())

    @classmethod
    def model_construct(cls, **fields):
        message = cls.__new__(cls)
        message.__dict__.update(fields)
        return message

    def __init__(self, **given):
        errors = []
        if self._extra == "forbid":
            unknown = [name for name in given if name not in typing.get_type_hints(type(self))]
            errors = [{"loc": (name,), "msg": "Extra inputs are not permitted"} for name in unknown]
        for name, kind in typing.get_type_hints(type(self)).items():
            try:
                self.__dict__[name] = _read(kind, getattr(type(self), name, REQUIRED), name, given)
            except ValueError as error:
                errors.append({"loc": (name,), "msg": str(error)})
        if errors:
            raise Refused(errors)

    def __setattr__(self, name, value):
        raise AttributeError("the message is frozen")

    @classmethod
    def model_validate(cls, given):
        return cls(**given)

    @classmethod
    def model_validate_json(cls, text):
        return cls(**json.loads(text))

    def model_dump(self):
        return {name: _dump(value) for name, value in self.__dict__.items()}

    def model_dump_json(self):
        return json.dumps(self.model_dump(), separators=(",", ":"))


def _dump(value):
    if isinstance(value, Model):
        return value.model_dump()
    return [_dump(one) for one in value] if isinstance(value, list) else value


def _read(kind, default, name, given):
    if name not in given:
        if default is REQUIRED or isinstance(default, Field):
            raise ValueError("Field required")
        return copy.copy(default)
    value = _convert(kind, given[name])
    if isinstance(default, Field) and not default.allows(value):
        raise ValueError(f"Input should keep to {default.bounds}")
    return value


def _convert(kind, value):
    if typing.get_origin(kind) is typing.Literal and value not in typing.get_args(kind):
        raise ValueError(f"Input should be one of {typing.get_args(kind)}")
    if typing.get_origin(kind) is list:
        return [_convert(typing.get_args(kind)[0], one) for one in value]
    if isinstance(kind, type) and issubclass(kind, Model):
        return value if isinstance(value, kind) else kind(**value)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(value)
    if kind is float and isinstance(value, (int, float)):
        return float(value)
    if kind in (int, str) and not isinstance(value, kind):
        raise ValueError(f"Input should be a valid {'integer' if kind is int else 'string'}")
    return value
