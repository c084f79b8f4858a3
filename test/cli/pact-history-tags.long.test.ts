import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runInFolder } from './support/run-in-folder.ts';
import { serveRepository } from './support/serve-repository.ts';

whenIndexIsReachable('pact:history of git tags', () => {
  const folder = temporaryFolder('history-tags');
  const env = { ...process.env, PACT_BROKER_DATABASE_URL: join(folder, 'broker.sqlite') };
  const outputs: string[] = [];
  const run = async (...args: string[]) => {
    const { output, exit } = runInFolder(folder, args, env);
    const code = await exit;
    outputs.push(output.stdout, output.stderr);
    return { exit: code, ...output };
  };
  const repository = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path);
    const identity = ['-c', 'user.name=Osprey', '-c', 'user.email=osprey@example.org'];
    const git = (...args: string[]) => execFileSync('git', [...identity, ...args], { cwd: path });
    git('init', '--quiet', '--initial-branch=main');
    const commit = (version: string, module: string, requires = '') => {
      const project = `[project]\nname = "${name}"\nversion = "${version}"\ndependencies = [${requires}]\n`;
      const backend = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n';
      writeFileSync(join(path, 'pyproject.toml'), `${project}${backend}`);
      writeFileSync(join(path, `${name}.py`), module);
      git('add', '.');
      git('commit', '--quiet', '--message', version);
      git('tag', `v${version}`);
    };
    return { path, commit };
  };
  const provider = repository('osprey_catalog');
  const served = serveRepository(provider.path);
  const password = served.password;
  afterAll(() => served.close());
  const consumer = repository('osprey_reader');

  beforeAll(async () => {
    provider.commit('1.0', 'def find(name):\n    return name\n');
    provider.commit('1.1', 'def find(name, *, limit):\n    return name\n');
    provider.commit('1.2', 'def find(name, limit=1):\n    return name\n');
    consumer.commit('3.0', 'from osprey_catalog import find\n\nprint(find("a"))\n', '"osprey-catalog>=1.0"');
    const pair = ['--consumer', consumer.path, '--provider', 'osprey-catalog', '--with', provider.path];
    const { exit, stderr } = await run('pact:usage', ...pair, '--publish');
    expect([exit, stderr]).toEqual([0, expect.anything()]);
    provider.commit('2.0rc1', 'def search(name):\n    return name\n');
  }, 600_000);

  test('each tag is a row, recorded with its commit, and the requirement leaves out the number that breaks', async () => {
    const tags = ['--tags', 'v*', '--repository', await served.url()];
    const { exit, stdout } = await run('pact:history', '--provider', 'osprey-catalog', ...tags, '--json');
    const { rows, requirements } = JSON.parse(stdout);
    expect(exit).toBe(1);
    expect(
      rows.map(({ release, version, cells }: { release: string; version: string; cells: { verdict: string }[] }) => [
        release,
        version,
        cells[0]?.verdict,
      ]),
    ).toEqual([
      ['v1.0', expect.stringMatching(/^1\.0\+[0-9a-f]{12}$/), 'yes'],
      ['v1.1', expect.stringMatching(/^1\.1\+[0-9a-f]{12}$/), 'no'],
      ['v1.2', expect.stringMatching(/^1\.2\+[0-9a-f]{12}$/), 'yes'],
    ]);
    expect(rows[1].cells[0].sentences).toEqual([
      expect.stringMatching(
        /^osprey-reader .* calls find\(name\) \(osprey_reader\.py:3\); in osprey-catalog 1\.1\+\w+ find needs limit$/,
      ),
    ]);
    expect(requirements).toMatchObject([{ breaking: ['1.1'], instead: '>=1.0,!=1.1' }]);
  }, 600_000);

  test('--pre-releases adds tags of pre-releases, --releases is a range of their numbers, and what is recorded is not verified again', async () => {
    const args = ['--tags', 'v*', '--repository', await served.url(), '--releases', '>=1.2', '--pre-releases'];
    const { stdout, stderr } = await run('pact:history', '--provider', 'osprey-catalog', ...args);
    expect(
      stdout
        .split('\n')
        .slice(1, 3)
        .map((line) => line.trim().split(/\s+/)),
    ).toEqual([
      ['v1.2', '✔'],
      ['v2.0rc1', '✘'],
    ]);
    expect(stderr).toContain('1 pair of version and pact verified, 1 known from earlier runs');
  }, 600_000);

  test('the password in the URL of the repository is in no output and no file', () => {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = entries.map(({ parentPath, name }) => join(parentPath, name));
    expect(files.length).toBeGreaterThan(100);
    const listed = files.filter((file) => readFileSync(file).includes(password));
    expect([outputs.join('').includes(password), listed]).toEqual([false, []]);
  });

  test('a provider whose repository is not known is an error that names the option', async () => {
    const { exit, stderr } = await run('pact:history', '--provider', 'osprey-catalog', '--tags', '*');
    expect([exit, stderr]).toEqual([2, expect.stringContaining('give it with --repository')]);
  });
});
