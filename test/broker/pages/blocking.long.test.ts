import { measureBlocking } from '../../../scripts/support/blocking-time.ts';
import { createApp } from '../../../src/broker/app.ts';
import type { BrokerApp } from '../../../src/broker/context.ts';
import type { Db } from '../../../src/broker/store/database.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { pactWithUsage } from '../../../src/pact/usage-part.ts';
import { usagePart } from '../../../src/usage/pact.ts';
import { smallContract, smallUse } from '../../usage/small-usage.ts';

const GOAL_MS = 50;
/** Room for garbage collection, cold code, and slower machines. */
const LIMIT_MS = 2 * GOAL_MS;
const MAX_ATTEMPTS = 10;
/** Monitoring the event loop slows a page down: to tens of seconds on a busy machine. */
const TIMEOUT_MS = 300_000;

/** Fifty uses, each with as many calls and locations as the page of a pact shows. */
function largestUses(argument: string) {
  const keywords = (i: number) => Array.from({ length: 18 }, (_, j) => `${argument}${i}_${j}`);
  const calls = Array.from({ length: 60 }, (_, i) => ({ keywords: keywords(i) }));
  return Array.from({ length: 50 }, (_, i) => smallUse({ module: 'prov', name: `Name${i}`, calls }));
}

interface PublishedPact {
  readonly interactions: readonly { readonly _id: string; readonly description: string }[];
  readonly _links: Readonly<Record<string, { readonly href: string }>>;
}

describe('the page of a large pact', () => {
  let db: Db;
  let app: BrokerApp;
  beforeAll(async () => {
    db = await openDatabase(':memory:', () => new Date());
    app = createApp({ db, now: () => new Date(), log: () => undefined });
    for (const [version, argument] of [
      ['1', 'a'],
      ['2', 'b'],
    ] as const) {
      const uses = largestUses(argument);
      const text = pactWithUsage('osprey', 'prov', usagePart({ ...smallContract, uses }));
      // The largest pact that is shown; a pretty one would be larger.
      const body = JSON.stringify(JSON.parse(text));
      const answer = await app.request(pathOf(version), { method: 'PUT', headers, body });
      expect(answer.status).toBe(201);
    }
    await app.request('/pacticipants/osprey/branches/main/versions/2', { method: 'PUT', headers, body: '{}' });
  });
  afterAll(() => db.destroy());

  const headers = { 'content-type': 'application/json' };
  const pathOf = (version: string) => `/pacts/provider/prov/consumer/osprey/version/${version}`;

  async function get(path: string): Promise<string> {
    const answer = await app.request(path, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(200);
    return answer.text();
  }

  async function shortestBlocking(path: string, limit = LIMIT_MS): Promise<number> {
    let shortest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < MAX_ATTEMPTS && shortest >= limit; i += 1)
      shortest = Math.min(shortest, await measureBlocking(() => get(path)));
    return Math.round(shortest);
  }

  test(
    'of many uses and failures lets other requests run',
    async () => {
      const pact = (await (await app.request(pathOf('2'))).json()) as PublishedPact;
      const failures = Array.from({ length: 20_000 }, (_, i) => `Name0 has no parameter b${i}`);
      const testResults = pact.interactions.map(({ _id, description }) => ({
        interactionId: _id,
        interactionDescription: description,
        success: description !== 'uses prov.Name0',
        mismatches: [
          {
            attribute: 'body',
            identifier: "$['prov.Name0'].failures",
            description: `Expected an empty List but received ${JSON.stringify(failures)}`,
          },
        ].filter(() => description === 'uses prov.Name0'),
      }));
      const { pathname } = new URL(pact._links['pb:publish-verification-results']?.href ?? '');
      const body = JSON.stringify({ success: false, providerApplicationVersion: '1', testResults });
      expect((await app.request(pathname, { method: 'POST', headers, body })).status).toBe(201);
      expect(await shortestBlocking(pathOf('2'))).toBeLessThan(LIMIT_MS);
      expect(await shortestBlocking('/pacticipants/prov/compatibility')).toBeLessThan(LIMIT_MS);
    },
    TIMEOUT_MS,
  );

  test.each([
    ['60 messages with 300 rules', 60, 300, true],
    ['50 messages with 1,900 fields', 50, 1_900, false],
  ])(
    'of %s lets other requests run',
    async (name, count, fields, hasRules) => {
      const paths = Array.from({ length: fields }, (_, i) => `f${i}`);
      const rules = paths.map((path) => [`$.${path}`, { matchers: [{ match: 'type' }] }]);
      for (const version of ['1', '2']) {
        const contents = Object.fromEntries(paths.map((path) => [path, version]));
        const messages = Array.from({ length: count }, (_, i) => ({
          description: `m${i}`,
          contents,
          ...(hasRules && { matchingRules: { body: Object.fromEntries(rules) } }),
        }));
        const body = JSON.stringify({ consumer: { name }, provider: { name: 'prov' }, messages });
        const path = `/pacts/provider/prov/consumer/${encodeURIComponent(name)}/version/${version}`;
        expect((await app.request(path, { method: 'PUT', headers, body })).status).toBe(201);
      }
      const path = `/pacts/provider/prov/consumer/${encodeURIComponent(name)}/version/2`;
      expect(await get(path)).toContain('id="interaction-1"');
      const limit = hasRules ? GOAL_MS : LIMIT_MS;
      expect(await shortestBlocking(path, limit)).toBeLessThan(limit);
    },
    TIMEOUT_MS,
  );

  test.each([
    [19_000, 500],
    [500, 2_000],
    [2_000, 600],
  ])(
    'of a pact with %i messages of %i characters lets other requests run',
    async (count, chars) => {
      for (const version of ['1', '2']) {
        const contents = { version, price: Number(version), text: 'x'.repeat(chars) };
        const messages = Array.from({ length: count }, (_, i) => ({ description: `m${i}`, contents }));
        const body = JSON.stringify({ consumer: { name: 'heron' }, provider: { name: 'prov' }, messages });
        const path = `/pacts/provider/prov/consumer/heron/version/${count}.${version}`;
        expect((await app.request(path, { method: 'PUT', headers, body })).status).toBe(201);
      }
      expect(await shortestBlocking(`/pacts/provider/prov/consumer/heron/version/${count}.2`)).toBeLessThan(LIMIT_MS);
    },
    TIMEOUT_MS,
  );
});
