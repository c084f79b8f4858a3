import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumer } from '../../src/contracts/interactions.ts';
import { publishPacts } from '../../src/gate/publish.ts';
import { ORIGIN_KEY } from '../../src/pact/origin.ts';
import { pipelineOrigin } from '../support/pipeline-pacts.ts';
import { json, startServer } from '../support/test-server.ts';
import { openTestBroker, own, type TestBroker } from './support/broker.ts';
import { pact } from './support/pact.ts';

let broker: TestBroker;
beforeAll(async () => {
  broker = await openTestBroker();
});
afterAll(() => broker.close());

function folderWith(...pacts: object[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'pacts-'));
  for (const [i, content] of pacts.entries()) writeFileSync(join(folder, `${i}.json`), JSON.stringify(content));
  return folder;
}

const build = (version = own('1')) => ({ version, branch: 'feat/x' });

test('every pact of the folder is at the broker afterwards, where the answer says', async () => {
  const [osprey, heron, one] = [own('osprey'), own('heron'), build()];
  const published = await publishPacts(broker.access, folderWith(pact(osprey), pact(heron)), one);
  expect(published.map(({ provider, interactions }) => [provider, interactions])).toEqual([
    [osprey, 1],
    [heron, 1],
  ]);
  const path = new URL(published[0]?.url ?? '').pathname;
  await expect(broker.get(path)).resolves.toMatchObject({ consumer: { name: consumer }, provider: { name: osprey } });
});

test('branch, tags and build page go along', async () => {
  const one = { ...build(), tags: ['dev', 'feature, x'], buildUrl: 'https://ci.example.org/7?a=b' };
  await publishPacts(broker.access, folderWith(pact(own('osprey'))), one);
  const version = await broker.get(`/pacticipants/${consumer}/versions/${one.version}`);
  expect(version.buildUrl).toBe('https://ci.example.org/7?a=b');
  expect(version._embedded.branchVersions.map(({ name }: { name: string }) => name)).toEqual(['feat/x']);
  expect(version._embedded.tags.map(({ name }: { name: string }) => name.trim()).sort()).toEqual([
    'dev',
    'feature',
    'x',
  ]);
});

test('the same content again is fine', async () => {
  const [folder, one] = [folderWith(pact(own('osprey'))), build()];
  const first = await publishPacts(broker.access, folder, one);
  await expect(publishPacts(broker.access, folder, one)).resolves.toEqual(first);
});

test('another content for the same version is refused, and the difference is named', async () => {
  const [osprey, one] = [own('osprey'), build()];
  await publishPacts(broker.access, folderWith(pact(osprey, 'soft')), one);
  const again = publishPacts(broker.access, folderWith(pact(osprey, 'hard', 'soft')), one);
  await expect(again).rejects.toMatchObject({ code: 'PACT_CHANGED', exitCode: 1 });
  await expect(again).rejects.toThrow('contents.content.level was published as "soft", here it is "hard"');
});

test('a conflict names the contracts of both pacts when they moved', async () => {
  const [osprey, one] = [own('osprey'), build()];
  const writtenWith = (contracts: string, level: string) => {
    const content = pact(osprey, level, 'soft');
    return { ...content, metadata: { ...content.metadata, [ORIGIN_KEY]: { ...pipelineOrigin, contracts } } };
  };
  await publishPacts(broker.access, folderWith(writtenWith('1'.repeat(40), 'soft')), one);
  await expect(publishPacts(broker.access, folderWith(writtenWith('2'.repeat(40), 'hard')), one)).rejects.toThrow(
    `It was published with the contracts at ${'1'.repeat(40)}; these are at ${'2'.repeat(40)}.`,
  );
});

test.each(['1 2', 'a/b', '1.0+5', 'a#b?c', '50%', 'ü'])('a version called %s arrives under that name', async (name) => {
  const version = `${name}${own('')}`;
  await expect(publishPacts(broker.access, folderWith(pact(own('osprey'))), build(version))).resolves.toHaveLength(1);
});

test('a folder with anything else is not published at all', async () => {
  const [osprey, one] = [own('osprey'), build()];
  const folder = folderWith(pact(osprey), { a: 1 });
  await expect(publishPacts(broker.access, folder, one)).rejects.toMatchObject({ code: 'NOT_A_PACT' });
  await expect(broker.get(`/pacticipants/${osprey}`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

/** The client prints a tick for any 200. */
test('a broker that says yes and keeps nothing is found out', async () => {
  const server = await startServer((request, response) => {
    const index = { _links: { 'pb:publish-contracts': { href: `${server.url}/contracts/publish` } } };
    const known = request.url === '/' || request.method === 'POST';
    json(known ? 200 : 404, index)(request, response);
  });
  const published = publishPacts(server, folderWith(pact('osprey')), build());
  await expect(published).rejects.toMatchObject({ code: 'PUBLISH_NOT_CONFIRMED', exitCode: 2 });
  await server.close();
});

test('a field that the client drops on the way is found out', async () => {
  const [first] = pact('osprey').interactions;
  const odd = { ...pact(own('osprey')), interactions: [{ ...first, ours: { alone: true } }] };
  await expect(publishPacts(broker.access, folderWith(odd), build())).rejects.toThrow(
    '"here it is {"alone":true}'.slice(1),
  );
});

test.each([
  [401, 'BROKER_UNAUTHORIZED'],
  [500, 'BROKER_FAILED'],
])('a broker that answers %s leaves it open', async (status, code) => {
  const server = await startServer(json(status, {}));
  await expect(publishPacts(server, folderWith(pact('osprey')), build())).rejects.toMatchObject({ code, exitCode: 2 });
  await server.close();
});
