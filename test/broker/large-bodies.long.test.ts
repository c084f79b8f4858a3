import { request } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { useBroker } from '../support/use-broker.ts';

const interactions = (revision: number) =>
  Array.from({ length: 9_000 }, (_, i) => ({
    description: `heron ${i}`,
    request: { method: 'GET', path: `/herons/${i}` },
    response: { status: 200, body: { id: i, revision, note: 'x'.repeat(400) } },
  }));
const pact = (revision: number) => ({ interactions: interactions(revision) });
const publication = (version: string, revision: number) => {
  const names = { consumerName: 'heron', providerName: 'core' };
  const content = Buffer.from(JSON.stringify(pact(revision))).toString('base64');
  const contracts = [{ ...names, content, specification: 'pact', contentType: 'application/json' }];
  return { pacticipantName: 'heron', pacticipantVersionNumber: version, contracts };
};

/** Bodies of 5 MB. */
describe('while a large body is processed', () => {
  const broker = useBroker();
  beforeAll(async () => {
    expect((await broker.ask('POST', '/contracts/publish', publication('1', 1))).status).toBe(200);
  });

  test.each<[string, string, string, unknown, number]>([
    ['a publication', 'POST', '/contracts/publish', publication('2', 2), 200],
    ['a refused publication', 'POST', '/contracts/publish', publication('1', 3), 409],
    ['a pact', 'PUT', '/pacts/provider/core/consumer/heron/version/3', pact(4), 201],
    ['a merged pact', 'PATCH', '/pacts/provider/core/consumer/heron/version/1', pact(1), 200],
  ])('other requests are answered: %s', async (_, method, path, body, status) => {
    let answered = 0;
    const large = send(method, path, JSON.stringify(body), async (isOver) => {
      while (!isOver()) {
        await broker.ask('OPTIONS', '/pacticipants');
        answered += 1;
      }
    });
    expect(await large).toBe(status);
    expect(answered).toBeGreaterThan(10);
  });

  /** Calls `meanwhile` once the broker has everything but the last byte, then sends that byte. */
  function send(
    method: string,
    path: string,
    body: string,
    meanwhile: (isOver: () => boolean) => Promise<void>,
  ): Promise<number> {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      let over = false;
      const asked = request(broker.url + path, { method, headers }, (answer) => {
        over = true;
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      });
      asked.on('error', reject);
      asked.write(body.slice(0, -1), async () => {
        for (let turns = 0; turns < 500; turns += 1) await setImmediate();
        asked.end(body.slice(-1));
        await meanwhile(() => over).catch(reject);
      });
    });
  }
});
