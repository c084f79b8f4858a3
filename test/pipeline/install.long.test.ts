import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPipeline } from '../../src/pipeline/install.ts';
import { pythonConsumer } from '../../src/pipeline/python-consumer.ts';
import { standInRepository } from '../provider/git-repository.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { standInPipeline, wheelOf } from '../stand-in-pipeline/repository.ts';
import { describeWithPip, installingPython as python } from '../support/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'install-pipeline-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeWithPip('a pipeline that is installed from its repository', () => {
  mkdirSync(join(folder, 'checkout'));
  const commit = standInPipeline(join(folder, 'checkout'));
  const repository = join(folder, 'checkout/pipeline');
  const newerCore = makeStandIn('adds an optional field, writes ts as a whole float', folder);
  const wheels = wheelOf(makeStandIn('1.1.0', folder), folder, python);
  /** Without a package index: core comes from the folder of wheels. */
  const env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels };

  const install = (ref: string, withCore?: string, variables: Readonly<Record<string, string>> = {}) =>
    installPipeline({
      ref,
      repository,
      withCore,
      coreRepository: '/no/repository',
      python,
      cacheFolder: join(folder, 'cache'),
      env: { ...env, ...variables },
      progress: () => undefined,
    });

  async function describeInstalled(interpreter: string) {
    const consumer = pythonConsumer({ interpreter, env });
    try {
      return await consumer.describe();
    } finally {
      await consumer.close();
    }
  }

  test('a branch is installed at its commit, with the core that it requires', async () => {
    const { interpreter, ...revision } = await install('base');
    expect(revision).toEqual({ commit });
    const { origin, local } = await describeInstalled(interpreter);
    expect(local).toBeUndefined();
    expect(origin).toMatch(`market-data-pipeline 0.8.0 at ${commit.slice(0, 12)} with market-data-core 1.1.0 (Python`);
  });

  test('withCore replaces the required core', async () => {
    const { interpreter } = await install('base', newerCore);
    expect((await describeInstalled(interpreter)).origin).toContain('with market-data-core 1.2.0');
  });

  test('the commit of a folder is the one that is checked out', async () => {
    expect(await install(repository)).toMatchObject({ commit });
  });

  describe('whose requirement of core is a private repository', () => {
    const url = 'https://127.0.0.1:1/acme/core.git';
    const path = join(folder, 'private');
    cpSync(repository, path, { recursive: true, filter: (file) => !file.endsWith('.git') });
    const backend = join(path, 'build_backend.py');
    const text = readFileSync(backend, 'utf8');
    writeFileSync(
      backend,
      text.replace('Requires-Dist: market-data-core\\n', `Requires-Dist: market-data-core @ git+${url}\\n`),
    );
    const core = standInRepository('1.1.0', folder);

    test("reads it with git's configuration in the environment", async () => {
      const { interpreter } = await install(path, undefined, {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `url.file://${core.path}.insteadOf`,
        GIT_CONFIG_VALUE_0: url,
      });
      expect((await describeInstalled(interpreter)).origin).toContain('with market-data-core 1.1.0 (Python');
    });

    test('is an error without it', async () => {
      writeFileSync(join(path, 'changed.txt'), '');
      await expect(install(path)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(url) });
    });
  });

  test('a folder outside a git checkout has no commit and is local', async () => {
    const copy = join(folder, 'copy');
    cpSync(repository, copy, { recursive: true, filter: (file) => !file.endsWith('.git') });
    const { interpreter, ...revision } = await install(copy);
    expect([revision, (await describeInstalled(interpreter)).local]).toEqual([{}, true]);
  });

  test('a folder with changes is modified', async () => {
    const added = join(repository, 'market_data_pipeline/added.py');
    writeFileSync(added, '');
    expect(await install(repository)).toMatchObject({ commit, modified: true });
    rmSync(added);
  });

  test.each([
    ['an unknown branch', 'no-such-branch', undefined, 'REF_UNKNOWN'],
    ['an unknown folder', './no-such-folder', undefined, 'REF_UNKNOWN'],
    ['an unknown core', 'base', './no-such-core', 'REF_UNKNOWN'],
    ['a release that no index has', '9.9.9', undefined, 'DISTRIBUTION_UNKNOWN'],
  ])('%s is an error', async (_, ref, withCore, code) => {
    await expect(install(ref, withCore)).rejects.toMatchObject({ code, exitCode: 2 });
  });
});
