import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoreChoice, startCore } from '../../src/provider/start-core.ts';
import { versionAtCommit } from '../../src/python/ref.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { describeWithPython, python } from '../support/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'under-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The core that starts for this choice, as `source version`. */
async function comesUp(choice: CoreChoice): Promise<string> {
  const env = { ...process.env, PYTHONPATH: makeStandIn('adds an optional field, writes ts as a whole float', folder) };
  const core = await startCore(choice, {
    repository: folder,
    cacheFolder: folder,
    env,
    progress: () => {},
  });
  await core.close();
  return `${core.source.name} ${core.version}`;
}

test.each([
  ['nothing said', {}, 'reference 1.1.0-reference'],
  ['a version', { version: '1.3.0' }, 'reference 1.3.0-reference'],
  ["a version that is the reference's already", { version: '1.3.0-reference' }, 'reference 1.3.0-reference'],
  ['the reference, though there is an interpreter', { core: 'reference', python }, 'reference 1.1.0-reference'],
])('%s: %j brings up %s', async (_, choice, core) => expect(await comesUp(choice)).toBe(core));

describeWithPython('core itself', () => {
  test.each([
    ['an interpreter', { python }, 'python 1.2.0'],
    ['python, by name', { core: 'python', python, version: '7' }, 'python 7'],
  ])('%s', async (_, choice, core) => expect(await comesUp(choice)).toBe(core));
});

test.each([
  ['an unknown source', { core: 'ruby' }],
  ['the reference with a ref', { core: 'reference', ref: '1.4.61' }],
])('%s is refused', async (_, choice) => {
  await expect(comesUp(choice)).rejects.toMatchObject({ code: 'USAGE' });
});

test.each([
  ['1.2.0', '1.2.0+0123456789ab'],
  ['1.2.0+local.1', '1.2.0+local.1.0123456789ab'],
])('%s at a commit is %s', (version, expected) => {
  expect(versionAtCommit(version, '0123456789abcdef')).toBe(expected);
});
