import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBroker } from '../../src/broker/server.ts';
import { BrokerClient } from '../../src/broker-client/client.ts';
import { runWithPackages } from '../cli/support/run-cli.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { home, ours } from './files.ts';
import { quickTools, scratchCheckout } from './runner/checkout.ts';
import { type JobRan, runJob } from './runner/job.ts';
import { readEveryEnvironment } from './runner/read-environments.ts';

const token = 'only-for-the-job-that-publishes';
const repository = 'acme/usage-of-core';

/** A package whose build reads every environment that it can, and whose code uses a name that core does not have. */
function writeConsumer(path: string, found: string): void {
  mkdirSync(join(path, 'usage_of_core'), { recursive: true });
  const build = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n';
  const project =
    '[project]\nname = "usage-of-core"\nversion = "1.0.0"\ndependencies = ["market-data-core>=1.2.9,<2"]\n';
  writeFileSync(join(path, 'pyproject.toml'), build + project);
  writeFileSync(join(path, 'setup.py'), `${readEveryEnvironment(found)}\nfrom setuptools import setup\nsetup()\n`);
  const code =
    'from market_data_core import Bar\n\n\ndef price(bar: Bar):\n    return bar.close\n\n\ndef old():\n    from market_data_core import Tape\n';
  writeFileSync(join(path, 'usage_of_core', '__init__.py'), code);
}

/** Writes the file of exceptions, as the package's maintainer does in its folder. */
function acceptFindings(path: string, temp: string): void {
  const args = ['--consumer', path, '--provider', 'market-data-core', '--pact-dir', join(temp, 'own')];
  const exceptions = ['--exceptions-dir', join(path, '.github', 'pact-exceptions')];
  const ran = runWithPackages('pact:usage', [...args, ...exceptions, '--accept-findings', 'not called yet'], {});
  expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining('Tape')]);
}

/** @returns the commit */
function commitAll(path: string): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: path, encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=all');
  return git('rev-parse', 'HEAD');
}

whenIndexIsReachable('publish-usage.yml', () => {
  const folder = temporaryFolder('publish-usage');
  const found = join(folder, 'found');
  const failures = ({ steps }: JobRan) => steps.filter(({ result }) => result === 'failure');
  let broker: Awaited<ReturnType<typeof startBroker>>;
  beforeAll(async () => {
    broker = await startBroker({
      database: ':memory:',
      port: 0,
      access: { writeTokens: [token], readTokens: [token] },
    });
  });
  afterAll(() => broker.close());

  test('publishes at the calling commit what a job without secrets has read', async () => {
    const { path: checkout, sha: workflow_sha } = scratchCheckout(folder);
    const consumer = join(checkout, 'consumer');
    writeConsumer(consumer, found);
    acceptFindings(consumer, folder);
    const sha = commitAll(consumer);
    const file = ours.find(({ path }) => path.endsWith('/publish-usage.yml'));
    if (!file) throw new Error('there is no publish-usage.yml');
    const github = {
      repository,
      sha,
      ref_name: 'main',
      ref_type: 'branch',
      event_name: 'push',
      run_id: '1',
      event: {},
    };
    const contexts = {
      github: { ...github, server_url: 'https://github.test', api_url: 'https://api.github.test' },
      job: { workflow_repository: home, workflow_sha },
      secrets: { PACT_BROKER_TOKEN: token },
      inputs: { broker_url: broker.url, provider: 'market-data-core', exceptions_dir: '.github/pact-exceptions' },
    };
    const env = { ...(process.env as Record<string, string>), PATH: `${quickTools(folder)}:${process.env.PATH}` };
    const runner = { checkout, temp: folder, env };
    const read = await runJob(file, 'read', { ...runner, contexts });
    expect(failures(read)).toEqual([]);
    expect(read.log).toContain('accepted, left out of the contract: imports Tape');
    expect(readFileSync(found, 'utf8')).toContain('GITHUB_ACTIONS=true'); // that of the step which started it
    expect(readFileSync(found, 'utf8')).not.toContain(token);
    writeFileSync(found, '');
    const publish = await runJob(file, 'publish', { ...runner, contexts: { ...contexts, needs: { read } } });
    expect(failures(publish)).toEqual([]);
    expect(readFileSync(found, 'utf8')).toBe(''); // its build did not run again
    const client = new BrokerClient({ url: broker.url, token });
    const pact = await client.get(`/pacts/provider/market-data-core/consumer/usage-of-core/version/${sha}`);
    expect(pact.interactions).toEqual([expect.objectContaining({ description: 'uses market_data_core.Bar' })]);
  }, 600_000);
});
