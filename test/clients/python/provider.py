"""Verifies the provider against the pacts that the broker selects, and publishes the results. Exit code 1: it failed."""

import json
import os
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from pact import Verifier

ENV = os.environ
GREETING = {"text": ENV["TEXT"], "id": 7}


class Provider(BaseHTTPRequestHandler):
    """The provider's HTTP API."""

    def do_GET(self) -> None:
        body = json.dumps(GREETING).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Writes no access log."""


def greeting_message(**_: object) -> dict:
    """The message that the provider sends."""
    body = json.dumps(GREETING).encode()
    return {"contents": body, "content_type": "application/json", "metadata": {"topic": "greetings"}}


def select_pacts(verifier: Verifier) -> None:
    """Without SELECTORS, TAGS and PENDING the broker chooses: the plain broker source."""
    if not any(name in ENV for name in ("SELECTORS", "CONSUMER_TAGS", "PENDING", "WIP_SINCE")):
        verifier.broker_source()
        return
    broker = verifier.broker_source(selector=True).provider_branch(ENV.get("PROVIDER_BRANCH", ""))
    broker.provider_tags(*json.loads(ENV.get("PROVIDER_TAGS", "[]")))
    broker.consumer_tags(*json.loads(ENV.get("CONSUMER_TAGS", "[]")))
    for selector in json.loads(ENV.get("SELECTORS", "[]")):
        broker.consumer_version(**{re.sub("[A-Z]", lambda c: "_" + c[0].lower(), key): selector[key] for key in selector})
    if "PENDING" in ENV:
        broker.include_pending()
    if "WIP_SINCE" in ENV:
        broker.include_wip_since(ENV["WIP_SINCE"])
    broker.build()


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
verifier = (
    Verifier(ENV["PROVIDER"], host="127.0.0.1")
    .add_transport(url=f"http://127.0.0.1:{server.server_port}")
    .message_handler({"a greeting message": greeting_message})
    .state_handler(lambda **_: None, teardown=False)
    .set_publish_options(
        ENV["PROVIDER_VERSION"], branch=ENV.get("PROVIDER_BRANCH"), tags=json.loads(ENV.get("PROVIDER_TAGS", "[]"))
    )
)
select_pacts(verifier)
try:
    verifier.verify()
except RuntimeError as error:
    print(error, verifier.output(strip_ansi=True))
    sys.exit(1)
print(verifier.output(strip_ansi=True))
