import { measureBlocking } from '../../../scripts/support/blocking-time.ts';
import { createApp } from '../../../src/broker/app.ts';
import type { BrokerApp } from '../../../src/broker/context.ts';
import type { Db } from '../../../src/broker/store/database.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { pactWithUsage } from '../../../src/pact/usage-part.ts';
import { usagePart } from '../../../src/usage/pact.ts';
import { smallContract, smallUse } from '../../usage/small-usage.ts';

/** As in event-loop.long.test.ts: room for garbage collection and cold code. */
const LIMIT_MS = 250;
const ATTEMPTS = 3;

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

describe('a page about many uses', () => {
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

  test('lets other requests run while it is made', async () => {
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
    const blocked: Record<string, number> = {};
    for (const path of [pathOf('2'), '/pacticipants/prov/compatibility']) {
      let shortest = Number.POSITIVE_INFINITY;
      for (let i = 0; i < ATTEMPTS; i += 1) shortest = Math.min(shortest, await measureBlocking(() => get(path)));
      blocked[path] = Math.round(shortest);
    }
    expect(Object.entries(blocked).filter(([, ms]) => ms > LIMIT_MS)).toEqual([]);
  }, 60_000);
});
