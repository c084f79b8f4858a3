"""Writes the consumer's pacts into PACT_FOLDER, each by running the consumer against Pact's mock server or message."""

import json
import os
import urllib.request

from pact import Pact, match

CONSUMER, PROVIDER, TEXT = (os.environ[name] for name in ("CONSUMER", "PROVIDER", "TEXT"))


def use_http(pact: Pact) -> None:
    """The consumer asks for a greeting and reads its text."""
    (
        pact.upon_receiving("a request for a greeting")
        .given("a greeting exists", name="Jürgen")
        .with_request("GET", "/greetings/J%C3%BCrgen")
        .will_respond_with(200)
        .with_body({"text": TEXT, "id": match.int(1)}, "application/json")
    )
    with pact.serve() as server:
        with urllib.request.urlopen(f"{server.url}/greetings/J%C3%BCrgen") as response:
            assert json.load(response)["text"] == TEXT


def use_message(pact: Pact) -> None:
    """The consumer reads the text of a greeting that arrives as a message."""
    (
        pact.upon_receiving("a greeting message", "Async")
        .given("a greeting exists", name="Jürgen")
        .with_body({"text": TEXT, "id": match.int(1)}, "application/json")
        .with_metadata({"topic": "greetings"})
    )

    def read(body: str | bytes | None, _metadata: dict[str, object]) -> None:
        assert json.loads(body or "{}")["text"] == TEXT

    pact.verify(read, "Async")


for suffix, specification, uses in (
    ("", "V4", (use_http, use_message)),
    (" (HTTP V3)", "V3", (use_http,)),
    (" (messages V3)", "V3", (use_message,)),
):
    for use in uses:
        # A pact cannot be changed after its mock server has run: the second one is merged into the file.
        pact = Pact(CONSUMER + suffix, PROVIDER).with_specification(specification)
        use(pact)
        pact.write_file(os.environ["PACT_FOLDER"])
