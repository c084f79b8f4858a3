import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultPython } from '../../src/python/interpreter.ts';
import { standInRepository } from '../provider/git-repository.ts';
import { whenIndexIsReachable } from '../support/python-environments.ts';
import { CONTRACT_TESTS } from './contract-tests.ts';
import { home, ours } from './files.ts';
import { type JobRan, runJob } from './runner/job.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-tests-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A repository that pins core, as market-data-orchestrator does, with the contract tests. */
function pinningRepository(): string {
  const path = join(folder, 'repository');
  cpSync(CONTRACT_TESTS, join(path, 'tests/contracts'), { recursive: true });
  writeFileSync(
    join(path, 'pyproject.toml'),
    `[project]
name = "pins-core"
version = "1.0.0"
dependencies = ["market-data-core==1.4.61"]
optional-dependencies = { dev = ["pytest==8.4.2"] }
[tool.setuptools]
py-modules = []
`,
  );
  return path;
}

whenIndexIsReachable('the job of _contracts_reusable.yml for the own tests of a repository that pins core', () => {
  const checkout = pinningRepository();
  const core = standInRepository('1.1.0', folder);

  /** Runs the job with a new virtual environment and temporary folder, as on a new runner. */
  async function runOwnTests(core_ref: string, pytest: string): Promise<JobRan> {
    const temp = mkdtempSync(join(folder, 'runner-'));
    const venv = join(temp, 'venv');
    execFileSync(defaultPython, ['-m', 'venv', venv]);
    mkdirSync(join(temp, 'home'));
    const file = ours.find(({ path }) => path.endsWith('/_contracts_reusable.yml'));
    if (!file) throw new Error('there is no _contracts_reusable.yml');
    const { GITHUB_REPOSITORY: _, ...inherited } = process.env as Record<string, string>;
    const env = { ...inherited, PATH: `${venv}/bin:${process.env.PATH}`, RUNNER_TEMP: temp };
    const inputs = { core_ref, core_repository: core.path, own_tests: true, extras: 'dev', pytest };
    const github = { repository: home, sha: 'abc', event: {} };
    const job = { workflow_repository: home, workflow_sha: 'abc' };
    const needs = { contracts: { result: 'success' } };
    return runJob(file, 'own', { checkout, temp, env, contexts: { github, job, inputs, needs } });
  }

  test('runs the tests with a release that replaces the pinned one', async () => {
    const ran = await runOwnTests('1.4.60', 'tests/contracts -v --tb=short');
    expect([ran.result, ran.log]).toEqual(['success', expect.stringContaining('6 passed, 4 skipped')]);
    expect(ran.log).toContain('pins-core 1.0.0 has requirement market-data-core==1.4.61');
    expect(ran.log).toContain('::notice::core 1.4.60 was installed over the core that these requirements pin');
    const printed = ran.steps.find(({ name }) => name === 'Print the installed core');
    expect(printed?.output).toContain('market-data-core==1.4.60');
  }, 600_000);

  test.each([
    ['branch', 'base'],
    ['short SHA', core.head.slice(0, 8)],
  ])(
    'installs a %s of core at its commit',
    async (_, ref) => {
      const ran = await runOwnTests(ref, 'tests/contracts/test_protocol_conformance.py --collect-only');
      const printed = ran.steps.find(({ name }) => name === 'Print the installed core');
      expect([printed?.output, ran.log]).toEqual([expect.stringContaining(`@${core.head}`), expect.any(String)]);
    },
    600_000,
  );

  test('fails before the installation for an unknown ref', async () => {
    const ran = await runOwnTests('no-such-branch', 'tests/contracts');
    expect(ran.steps.filter(({ result }) => result === 'failure').map(({ name }) => name)).toEqual(['Fetch core_ref']);
  }, 600_000);
});
