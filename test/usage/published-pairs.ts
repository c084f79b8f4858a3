/** A consumer, the provider at the release that types are read from, and what is found at others. */
export interface PublishedPair {
  readonly consumer: readonly [name: string, number: string];
  readonly provider: readonly [name: string, number: string];
  /** By release: required failures, as `kind: text (location)`. */
  readonly releases: Readonly<Record<string, readonly string[]>>;
  /** The consumer's lines, shortened to what the provider sees: each raises with the releases that are named, and with no other one. */
  readonly proofs?: Readonly<Record<string, string>>;
}

/** The pipeline makes an instance of a protocol: no release of core lets it, but 1.2.31, where it is a class. */
const protocol =
  'not-instantiable: ProviderRegistry is a protocol, which cannot be instantiated (market_data_pipeline/jobs/runner.py:106)';

export const publishedPairs: readonly PublishedPair[] = [
  {
    consumer: ['market-data-ibkr', '1.1.7'],
    provider: ['market-data-core', '1.2.33'],
    releases: {
      '1.2.31': [
        'arguments: Bar has no parameter delayed (market_data_ibkr/mapping.py:50)',
        'arguments: Bar has no parameter resolution (market_data_ibkr/mapping.py:50)',
        'arguments: Bar needs interval (market_data_ibkr/mapping.py:50)',
        'arguments: Bar needs provider (market_data_ibkr/mapping.py:50)',
        'member-missing: Bar has no model_dump (market_data_ibkr/server.py:347)',
        'member-missing: Bar has no model_dump_json (market_data_ibkr/server.py:293)',
      ],
      '1.2.33': [],
      '1.4.61': [],
    },
    proofs: {
      'from datetime import datetime; from market_data_core import Bar; Bar(symbol="A", ts=datetime(2025, 1, 1), open=1, high=1, low=1, close=1, volume=1, resolution="1m", delayed=False).model_dump()':
        '1.2.31',
      'from market_data_core import Bar; Bar.model_dump_json': '1.2.31',
    },
  },
  {
    consumer: ['market-data-pipeline', '0.8.70'],
    provider: ['market-data-core', '1.4.61'],
    releases: {
      '1.2.30': [
        'name-missing: market_data_core has no load_config (market_data_pipeline/jobs/runner.py:15)',
        protocol,
      ],
      '1.2.31': [],
      '1.4.61': [protocol],
    },
    proofs: {
      'from market_data_core import load_config': '1.2.30',
      'from market_data_core import ProviderRegistry; ProviderRegistry(type("P", (), {"root": {}})())': '1.2.30 1.4.61',
    },
  },
  {
    consumer: ['market-data-orchestrator', '0.9.3'],
    provider: ['market-data-core', '1.4.61'],
    releases: {
      '1.4.61': [
        'argument-dropped: HealthComponent has no field detail: the argument is dropped (market_data_orchestrator/health.py:258)',
      ],
    },
    proofs: {
      'from market_data_core.telemetry import HealthComponent; assert "x" in repr(HealthComponent(name="a", state="healthy", detail="x"))':
        '1.4.61',
    },
  },
  {
    consumer: ['openai', '1.50.0'],
    provider: ['httpx', '0.27.2'],
    releases: {
      '0.28.0': [
        'arguments: AsyncClient has no parameter proxies (openai/_base_client.py:1430)',
        'arguments: Client has no parameter proxies (openai/_base_client.py:849)',
      ],
      '0.27.2': [],
    },
    proofs: {
      'import httpx; httpx.Client(proxies=None)': '0.28.0',
      'import httpx; httpx.AsyncClient(proxies=None)': '0.28.0',
    },
  },
  {
    consumer: ['typer', '0.15.2'],
    provider: ['click', '8.1.8'],
    releases: {
      '8.2.0': [
        'arguments: Argument.make_metavar needs ctx (typer/rich_utils.py:370)',
        'arguments: Option.make_metavar needs ctx (typer/core.py:501)',
        'arguments: Option.make_metavar needs ctx (typer/rich_utils.py:370)',
        'arguments: ParamType.get_metavar needs ctx (typer/core.py:386)',
        'method-changed: Argument.make_metavar takes ctx too (typer/core.py:253)',
      ],
      '8.1.8': [],
    },
    proofs: {
      'import click; click.Argument(["a"]).make_metavar()': '8.2.0',
      'import click; click.Option(["--a"]).make_metavar()': '8.2.0',
      'import click; click.INT.get_metavar(click.Option(["--a"]))': '8.2.0',
      'import click; M = type("M", (click.Argument,), {"make_metavar": lambda self: "A"}); M(["a"]).get_usage_pieces(click.Context(click.Command("c")))':
        '8.2.0',
    },
  },
  {
    consumer: ['flask-login', '0.6.2'],
    provider: ['werkzeug', '2.3.8'],
    releases: {
      '3.0.1': [
        'name-missing: werkzeug.urls has no url_decode (flask_login/utils.py:14)',
        'name-missing: werkzeug.urls has no url_encode (flask_login/utils.py:15)',
      ],
      '2.3.8': [],
    },
    proofs: {
      'from werkzeug.urls import url_decode': '3.0.1',
      'from werkzeug.urls import url_encode': '3.0.1',
    },
  },
  {
    consumer: ['flask-sqlalchemy', '2.5.1'],
    provider: ['sqlalchemy', '1.4.52'],
    releases: {
      '2.0.29': ['arguments: Session.get_bind takes 2 positional arguments, not 3 (flask_sqlalchemy/__init__.py:205)'],
      '1.4.52': [],
    },
    proofs: {
      'from sqlalchemy import create_engine; from sqlalchemy.orm import Session; Session.get_bind(Session(create_engine("sqlite://")), None, None)':
        '2.0.29',
    },
  },
  {
    consumer: ['jinja2', '2.11.3'],
    provider: ['markupsafe', '1.1.1'],
    releases: {
      '2.0.1': [],
      '2.1.5': ['name-missing: markupsafe has no soft_unicode (jinja2/filters.py:13)'],
    },
    proofs: { 'from markupsafe import soft_unicode': '2.1.5' },
  },
  {
    consumer: ['uvicorn', '0.20.0'],
    provider: ['websockets', '10.4'],
    releases: { '14.1': [] },
    proofs: { 'import websockets; from websockets.legacy.server import HTTPResponse; websockets.legacy.handshake': '' },
  },
  {
    consumer: ['alembic', '1.4.3'],
    provider: ['sqlalchemy', '1.3.24'],
    releases: {
      '1.4.52': ['member-missing: URL has no password that can be set (alembic/util/messaging.py:69)'],
      '2.0.29': [
        'arguments: Table.insert has no parameter inline (alembic/operations/batch.py:362)',
        'member-missing: URL has no password that can be set (alembic/util/messaging.py:69)',
        'name-missing: sqlalchemy.sql.expression has no _BindParamClause (alembic/util/sqla_compat.py:14)',
        'name-missing: sqlalchemy.sql.expression has no _TextClause (alembic/util/sqla_compat.py:15)',
      ],
    },
    proofs: {
      'from sqlalchemy.engine.url import make_url; make_url("a://b:c@d/e").password = "X"': '1.4.52 2.0.29',
      'from sqlalchemy import MetaData, Table; Table("a", MetaData()).insert(inline=True)': '2.0.29',
      'from sqlalchemy.sql.expression import _BindParamClause': '2.0.29',
      'from sqlalchemy.sql.expression import _TextClause': '2.0.29',
      'from sqlalchemy import MetaData, Table; list(Table("a", MetaData()).c)': '',
    },
  },
  {
    consumer: ['flask-jwt-extended', '3.25.1'],
    provider: ['pyjwt', '1.7.1'],
    releases: {
      '2.0.1': ['member-missing: encode returns str, not bytes: it has no decode (flask_jwt_extended/tokens.py:29)'],
      '1.7.1': [],
    },
    proofs: { 'import jwt; jwt.encode({}, "a").decode("utf-8")': '2.0.1' },
  },
  {
    consumer: ['fastapi', '0.95.0'],
    provider: ['starlette', '0.26.1'],
    releases: {
      '0.37.2': ['member-changed: Middleware is unpacked into 2 values, and gives 3 (fastapi/applications.py:200)'],
      '0.26.1': [],
    },
    proofs: { 'from starlette.middleware import Middleware; a, b = Middleware(int)': '0.37.2' },
  },
  {
    consumer: ['openapi-schema-validator', '0.3.4'],
    provider: ['jsonschema', '4.17.3'],
    releases: {
      '4.18.6': ['name-missing: jsonschema._utils has no load_schema (openapi_schema_validator/validators.py:17)'],
      '4.17.3': [],
    },
    proofs: { 'from jsonschema import _utils; _utils.load_schema': '4.18.6' },
  },
  {
    consumer: ['sentence-transformers', '2.2.2'],
    provider: ['huggingface-hub', '0.16.4'],
    releases: {
      '0.16.4': [
        'arguments: HfApi.create_repo has no parameter organization (sentence_transformers/SentenceTransformer.py:467)',
        'arguments: HfApi.create_repo takes 1 positional argument, not 2 (sentence_transformers/SentenceTransformer.py:467)',
      ],
    },
    proofs: {
      'from huggingface_hub import HfApi; HfApi(endpoint="http://127.0.0.1:4").create_repo("a", "b", organization=None)':
        '0.16.4',
    },
  },
  {
    consumer: ['pytest-asyncio', '0.16.0'],
    provider: ['pytest', '6.2.5'],
    releases: { '7.4.4': [], '6.2.5': [] },
  },
  {
    consumer: ['marshmallow-sqlalchemy', '0.26.1'],
    provider: ['marshmallow', '3.14.1'],
    releases: {
      '4.0.0': ['name-missing: marshmallow has no __version__ (marshmallow_sqlalchemy/convert.py:17)'],
      '3.20.1': [],
    },
    proofs: { 'from marshmallow import __version__': '4.0.0' },
  },
  {
    consumer: ['requests-toolbelt', '0.9.1'],
    provider: ['urllib3', '1.26.18'],
    releases: {
      '2.0.7': ['name-missing: urllib3.contrib has no appengine (requests_toolbelt/_compat.py:50)'],
      '1.25.11': [],
    },
    proofs: { 'from urllib3.contrib import appengine': '2.0.7' },
  },
];
