import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pactWithUsage } from '../../src/pact/usage-part.ts';
import { usagePart } from '../../src/usage/pact.ts';
import { describeWithPython } from '../support/python.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { useAnyBroker } from '../support/use-broker.ts';
import { smallContract } from '../usage/small-usage.ts';
import { freshName } from '../verification/broker-with-pacts.ts';
import { callCommand } from './support/call-command.ts';

const broker = useAnyBroker();

/** A package in git whose installation would fail, and a folder for its pact. */
function consumerInGit(branch = 'main') {
  const name = freshName('small').toLowerCase();
  const folder = temporaryFolder('consumer');
  const package_ = join(folder, 'package');
  mkdirSync(package_);
  const build = '[build-system]\nrequires = []\nbuild-backend = "there_is_none"\n';
  writeFileSync(join(package_, 'pyproject.toml'), `${build}[project]\nname = "${name}"\nversion = "1.0.0"\n`);
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: package_, encoding: 'utf8' }).trim();
  git('init', '--quiet', `--initial-branch=${branch}`);
  git('add', '.');
  git('commit', '--quiet', '--message=all');
  return { name, folder, package_, commit: git('rev-parse', 'HEAD') };
}
type InGit = ReturnType<typeof consumerInGit>;

function writePact({ name, folder, commit }: InGit, given: { consumer?: object; name?: string; more?: object[] } = {}) {
  const consumer = { distribution: name, version: '1.0.0', commit, ...given.consumer };
  const pact = JSON.parse(pactWithUsage(given.name ?? name, 'prov', usagePart({ ...smallContract, consumer })));
  pact.interactions.push(...(given.more ?? []));
  writeFileSync(join(folder, `${name}-prov.json`), JSON.stringify(pact));
}

const publish = ({ package_, folder }: InGit, ...more: string[]) =>
  callCommand(
    'pact:usage',
    ['--consumer', package_, '--provider', 'prov', '--pact-dir', folder, '--publish-only', '--branch', 'main', ...more],
    { PACT_BROKER_BASE_URL: broker.url },
  );
/** Without --branch. */
const publishFrom = (source: string, { name, folder, package_ }: InGit) =>
  callCommand('pact:usage', ['--consumer', source, '--provider', 'prov', '--pact-dir', folder, '--publish-only'], {
    PACT_BROKER_BASE_URL: broker.url,
    PYTHON_REPOSITORIES: `${name}=${package_}`,
    GITHUB_ACTIONS: '',
  });
const published = async ({ name }: InGit) =>
  (await fetch(`${broker.url}/pacts/provider/prov/consumer/${name}/latest`)).status;

describeWithPython('pact:usage --publish-only', () => {
  test('publishes the pact at the commit of the package, and installs nothing', async () => {
    const consumer = consumerInGit();
    writePact(consumer);
    const ran = await publish(consumer);
    expect(ran).toEqual({
      exit: 0,
      stderr: '',
      stdout: expect.stringMatching(`published: ${consumer.name} ${consumer.commit} \\(main\\) http`),
    });
    expect(await published(consumer)).toBe(200);
  });

  test('publishes on the branch of its folder', async () => {
    const consumer = consumerInGit('feat/own');
    writePact(consumer);
    const { stdout } = await publishFrom(consumer.package_, consumer);
    expect(stdout).toContain(`published: ${consumer.name} ${consumer.commit} (feat/own) http`);
  });

  test('publishes a commit of its repository on its main branch, and not on the branch that is checked out here', async () => {
    const consumer = consumerInGit('feat/own');
    writePact(consumer);
    const { stdout } = await publishFrom(`${consumer.name}@${consumer.commit}`, consumer);
    expect(stdout).toContain(`published: ${consumer.name} ${consumer.commit} (main) http`);
  });

  test.each<[string, Parameters<typeof writePact>[1], number, RegExp]>([
    ['that was read from another commit', { consumer: { commit: 'a'.repeat(40) } }, 1, /USAGE_ORIGIN_REFUSED.*aaaa/s],
    ['that was read from changed code', { consumer: { modified: true } }, 1, /USAGE_ORIGIN_REFUSED.*uncommitted/s],
    [
      'that was read from another package',
      { consumer: { distribution: 'other' } },
      1,
      /USAGE_ORIGIN_REFUSED.*read from other/s,
    ],
    ['of another consumer', { name: 'other' }, 2, /PACT_UNREADABLE.*another pair/s],
    ['with a message', { more: [{ description: 'a message' }] }, 2, /PACT_UNREADABLE.*other interactions than usage/s],
  ])('does not publish a pact %s', async (_, change, exit, message) => {
    const consumer = consumerInGit();
    writePact(consumer, change);
    expect(await publish(consumer)).toEqual({ exit, stdout: '', stderr: expect.stringMatching(message) });
    expect(await published(consumer)).toBe(404);
  });

  test('without a pact in the folder is an error', async () => {
    const { exit, stderr } = await publish(consumerInGit());
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/PACT_UNREADABLE.*ENOENT/s)]);
  });

  test('with an option that needs the consumer to be read is a usage error', async () => {
    const { exit, stderr } = await publish(consumerInGit(), '--with', '1.0.0');
    expect([exit, stderr]).toEqual([2, expect.stringContaining('--publish-only reads nothing')]);
  });
});
