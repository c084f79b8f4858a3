import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoreChoice, startCore } from '../../src/provider/start-core.ts';
import { makeStandIn } from '../stand-in-core/variants.ts';
import { wheelOf } from '../stand-in-pipeline/repository.ts';
import { describeWithPip, installingPython as python } from '../support/python.ts';
import { standInRepository } from './git-repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'install-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cacheFolder = join(folder, 'cache');
const wheels = join(folder, 'wheels');
mkdirSync(wheels);
/** Without a package index: a build that wanted one would fail. */
const env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels, PIP_CACHE_DIR: join(folder, 'pip') };

/** Starts the chosen core; the output of pip is in `lines`. */
async function install(choice: CoreChoice, repository: string) {
  const lines: string[] = [];
  const progress = (line: string) => lines.push(line);
  const core = await startCore({ python, ...choice }, { repository, cacheFolder, env, progress });
  await core.close();
  return { core, lines };
}

describeWithPip('a core that is installed on the way', () => {
  const { path: repository, git, head } = standInRepository('1.1.0', folder);
  const version = `1.1.0+${head.slice(0, 12)}`;

  test('a branch is built once and recorded with its commit', async () => {
    const first = await install({ ref: 'base' }, repository);
    expect(first.core).toMatchObject({ version, description: { version: '1.1.0', commit: head } });
    expect(first.lines.join('\n')).toMatch(/market-data-core(-|==)1\.1\.0/);
    const again = await install({ ref: head }, repository);
    expect(again).toMatchObject({ core: { version }, lines: [] });
  });

  test('PYTHONPATH does not hide the installed core', async () => {
    const other = { ...env, PYTHONPATH: makeStandIn('renames a level', folder) };
    const choice = { ref: head, python };
    const core = await startCore(choice, { repository, cacheFolder, env: other, progress: () => {} });
    expect(core.description.version).toBe('1.1.0');
    await core.close();
  });

  test('a branch that has moved is installed again, with another version', async () => {
    git('commit', '--quiet', '--allow-empty', '--message=more');
    const { core } = await install({ ref: 'base' }, repository);
    expect(core.version).toBe(`1.1.0+${git('rev-parse', '--short=12', 'HEAD')}`);
    expect(core.version).not.toBe(version);
  });

  test('a release comes from the package index and is recorded by its number', async () => {
    wheelOf(makeStandIn('adds an optional field, writes ts as a whole float', folder), folder, python);
    expect((await install({ ref: '1.2.0' }, '/no/repository')).core).toMatchObject({ version: '1.2.0' });
  });

  test('a folder is recorded with its commit and, if it has changes, a suffix', async () => {
    expect((await install({ ref: repository }, '/no/repository')).core.version).toBe(
      `1.1.0+${git('rev-parse', '--short=12', 'HEAD')}`,
    );
    writeFileSync(join(repository, 'NOTES'), 'not committed');
    expect((await install({ ref: repository }, '/no/repository')).core.version).toMatch(
      /^1\.1\.0\+[0-9a-f]{12}\.modified$/,
    );
    rmSync(join(repository, 'NOTES'));
  });

  test('an index that pip must not use receives no request', async () => {
    await expect(install({ ref: '1.4.61' }, repository)).rejects.toMatchObject({ code: 'DISTRIBUTION_UNKNOWN' });
  });

  test("a failed installation reports pip's last lines and leaves no files", async () => {
    const before = readdirSync(cacheFolder);
    await expect(install({ ref: '9.9.9' }, repository)).rejects.toMatchObject({
      code: 'DISTRIBUTION_UNKNOWN',
      exitCode: 2,
      message: expect.stringContaining('market-data-core==9.9.9'),
    });
    expect(readdirSync(cacheFolder)).toEqual(before);
  });

  test("the repository's password is redacted in pip's lines", async () => {
    const lines: string[] = [];
    const url = 'http://user:s3cret@127.0.0.1:9/core.git';
    const surroundings = { repository: url, cacheFolder, env, progress: (line: string) => lines.push(line) };
    const error = await startCore({ ref: 'a'.repeat(40), python }, surroundings).catch((e) => e);
    expect(error).toMatchObject({ code: 'INDEX_UNREACHABLE' });
    expect(lines.join('\n')).toContain('127.0.0.1:9/core.git');
    expect(lines.join('\n') + error.message).not.toContain('s3cret');
  });
});
