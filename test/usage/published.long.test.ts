import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment } from '../../src/python/environment.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { judgeUsage } from '../../src/usage/judge-usage.ts';
import { readUsage } from '../../src/usage/read-usage.ts';
import type { Usage } from '../../src/usage/use.ts';
import { release, whenIndexIsReachable } from '../support/python-environments.ts';

/** A consumer, the provider at the release that types are read from, and what is found at others: `kind: text (location)`. */
interface PublishedPair {
  readonly consumer: readonly [name: string, number: string];
  readonly provider: readonly [name: string, number: string];
  readonly releases: Readonly<Record<string, readonly string[]>>;
}

/** The pipeline makes an instance of a protocol: no release of core lets it. */
const protocol =
  'not-instantiable: ProviderRegistry is a protocol, which cannot be instantiated (market_data_pipeline/jobs/runner.py:106)';

const pairs: readonly PublishedPair[] = [
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
  },
  {
    consumer: ['market-data-pipeline', '0.8.70'],
    provider: ['market-data-core', '1.4.61'],
    releases: {
      '1.2.30': [
        'name-missing: market_data_core has no load_config (market_data_pipeline/jobs/runner.py:15)',
        protocol,
      ],
      '1.4.61': [protocol],
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
  },
];

whenIndexIsReachable('usage of published packages', () => {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'usage-'));
  const options = { python: defaultPython, cacheFolder, env: process.env, progress: () => undefined };
  afterAll(() => rmSync(cacheFolder, { recursive: true, force: true }));

  describe.each(pairs)('$consumer with $provider', ({ consumer, provider, releases }) => {
    let usage: Usage;
    beforeAll(async () => {
      const request = { consumer: release(...consumer), provider: provider[0], with: release(...provider) };
      usage = await readUsage(request, options);
    }, 300_000);

    test.each(Object.entries(releases))(
      '%s',
      async (number, expected) => {
        const distributions = [release(provider[0], number)];
        const { interpreter } = await pythonEnvironment({ distributions }, options);
        const results = await judgeUsage(usage, { interpreter, env: process.env });
        const failures = results.flatMap((result) => result.failures);
        const described = failures.map(({ kind, text, locations }) => `${kind}: ${text} (${locations[0]})`);
        expect(described.sort()).toEqual(expected);
        expect(failures.every(({ required }) => required)).toBe(true);
      },
      300_000,
    );
  });
});
