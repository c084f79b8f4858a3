"""A stand-in with the public surface of market-data-core 1.1.0, written for the tests of the contract."""

__version__ = "1.1.0"
