import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumer } from '../../src/contracts/interactions.ts';
import { publishPacts } from '../../src/gate/publish.ts';
import { ORIGIN_KEY } from '../../src/pact/origin.ts';
import { pipelineOrigin } from '../support/pipeline-pacts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { json, startServer } from '../support/test-server.ts';
import { own, useTestBroker } from './support/broker.ts';
import { pact } from './support/pact.ts';

const broker = useTestBroker();

function folderWith(...pacts: object[]): string {
  const folder = temporaryFolder('pacts');
  for (const [i, content] of pacts.entries()) writeFileSync(join(folder, `${i}.json`), JSON.stringify(content));
  return folder;
}

const build = (version = own('1')) => ({ version, branch: 'feat/x' });

test('publishes every pact of the folder and returns their URLs', async () => {
  const osprey = own('osprey');
  const heron = own('heron');
  const published = await publishPacts(broker.access, folderWith(pact(osprey), pact(heron)), build());
  expect(published.map(({ provider, interactions }) => [provider, interactions])).toEqual([
    [osprey, 1],
    [heron, 1],
  ]);
  const path = new URL(published[0]?.url ?? '').pathname;
  await expect(broker.get(path)).resolves.toMatchObject({ consumer: { name: consumer }, provider: { name: osprey } });
});

test('publishes the branch, tags and build URL of the version', async () => {
  const publication = { ...build(), tags: ['dev', 'feature, x'], buildUrl: 'https://ci.example.org/7?a=b' };
  await publishPacts(broker.access, folderWith(pact(own('osprey'))), publication);
  const version = await broker.get(`/pacticipants/${consumer}/versions/${publication.version}`);
  expect(version.buildUrl).toBe('https://ci.example.org/7?a=b');
  expect(version._embedded.branchVersions.map(({ name }: { name: string }) => name)).toEqual(['feat/x']);
  expect(version._embedded.tags.map(({ name }: { name: string }) => name.trim()).sort()).toEqual([
    'dev',
    'feature',
    'x',
  ]);
});

test('re-publishing the same content changes nothing', async () => {
  const folder = folderWith(pact(own('osprey')));
  const publication = build();
  const first = await publishPacts(broker.access, folder, publication);
  await expect(publishPacts(broker.access, folder, publication)).resolves.toEqual(first);
});

test('changed content for the same version is refused with the differences', async () => {
  const osprey = own('osprey');
  const publication = build();
  await publishPacts(broker.access, folderWith(pact(osprey, 'soft')), publication);
  const changed = publishPacts(broker.access, folderWith(pact(osprey, 'hard', 'soft')), publication);
  await expect(changed).rejects.toMatchObject({ code: 'PACT_CHANGED', exitCode: 1 });
  await expect(changed).rejects.toThrow('contents.content.level was published as "soft", here it is "hard"');
});

test('a conflict between pacts of different contract versions names both', async () => {
  const osprey = own('osprey');
  const publication = build();
  const writtenWith = (contracts: string, level: string) => {
    const content = pact(osprey, level, 'soft');
    return { ...content, metadata: { ...content.metadata, [ORIGIN_KEY]: { ...pipelineOrigin, contracts } } };
  };
  await publishPacts(broker.access, folderWith(writtenWith('1'.repeat(40), 'soft')), publication);
  const changed = publishPacts(broker.access, folderWith(writtenWith('2'.repeat(40), 'hard')), publication);
  await expect(changed).rejects.toThrow(
    `It was published with the contracts at ${'1'.repeat(40)}; these are at ${'2'.repeat(40)}.`,
  );
});

test.each(['1 2', 'a/b', '1.0+5', 'a#b?c', '50%', 'ü'])('publishes a version with the number %s', async (name) => {
  const version = `${name}${own('')}`;
  await expect(publishPacts(broker.access, folderWith(pact(own('osprey'))), build(version))).resolves.toHaveLength(1);
});

test('publishes nothing of a folder with an invalid file', async () => {
  const osprey = own('osprey');
  const folder = folderWith(pact(osprey), { a: 1 });
  await expect(publishPacts(broker.access, folder, build())).rejects.toMatchObject({ code: 'NOT_A_PACT' });
  await expect(broker.get(`/pacticipants/${osprey}`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

/** The official client reports success for any 200. */
test('fails if the broker accepts the pact and does not store it', async () => {
  const server = await startServer((request, response) => {
    const index = { _links: { 'pb:publish-contracts': { href: `${server.url}/contracts/publish` } } };
    const known = request.url === '/' || request.method === 'POST';
    json(known ? 200 : 404, index)(request, response);
  });
  const published = publishPacts(server, folderWith(pact('osprey')), build());
  await expect(published).rejects.toMatchObject({ code: 'PUBLISH_NOT_CONFIRMED', exitCode: 2 });
  await server.close();
});

test('fails if the client drops a member of the pact', async () => {
  const [first] = pact('osprey').interactions;
  const content = { ...pact(own('osprey')), interactions: [{ ...first, unknown: { alone: true } }] };
  await expect(publishPacts(broker.access, folderWith(content), build())).rejects.toThrow('here it is {"alone":true}');
});

test.each([
  [401, 'BROKER_UNAUTHORIZED'],
  [500, 'BROKER_FAILED'],
])('a response %s is exit code 2', async (status, code) => {
  const server = await startServer(json(status, {}));
  await expect(publishPacts(server, folderWith(pact('osprey')), build())).rejects.toMatchObject({ code, exitCode: 2 });
  await server.close();
});
