import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { called, jobs, ours, templates } from './files.ts';
import { holds } from './runner/expression.ts';
import { runJob } from './runner/job.ts';

const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const repository = 'mjdevaccount/a-repository';
const pullRequest = (full_name: string, actor = 'ann') => ({
  repository,
  actor,
  event_name: 'pull_request',
  event: { pull_request: { head: { repo: { full_name } } } },
});

const events = [
  ['a push', { repository, actor: 'ann', event_name: 'push', event: {} }, true],
  ['a merge queue', { repository, actor: 'ann', event_name: 'merge_group', event: {} }, true],
  ['a pull request', pullRequest(repository), true],
  ['a pull request from a fork', pullRequest('someone/a-repository'), false],
  ['a pull request by Dependabot', pullRequest(repository, 'dependabot[bot]'), false],
] as const;

describe.each([
  ['market-data-core/contracts.yml', 'contracts'],
  ['market_data_pipeline/publish-pacts.yml', 'pacts'],
])('%s', (name, trusted) => {
  const file = templates.find(({ path }) => path.endsWith(name));
  if (!file) throw new Error(`there is no template ${name}`);
  const { workflow } = file;

  test('runs for pull requests, pushes and the merge queue', () => {
    expect(Object.keys(workflow.on)).toEqual(['push', 'pull_request', 'merge_group']);
  });

  test.each(events)('%s runs the job with secrets only where they are available', (_, github, hasSecrets) => {
    expect(holds(workflow.jobs[trusted]?.if, { github }, 'success')).toBe(hasSecrets);
    expect(holds(workflow.jobs.untrusted?.if, { github }, 'success')).toBe(!hasSecrets);
  });

  test('the job for forks and Dependabot receives no secret', () => {
    expect(workflow.jobs.untrusted?.secrets).toBeUndefined();
    expect(JSON.stringify(workflow.jobs.untrusted)).not.toContain('secrets.');
  });

  const url = 'https://broker.example.org';
  test.each([
    ['success', 'skipped', url, 'success', ''],
    ['skipped', 'success', '', 'success', ''],
    ['success', 'skipped', '', 'failure', 'Set the variable PACT_BROKER_BASE_URL'],
    ['skipped', 'skipped', '', 'failure', 'Set the variable PACT_BROKER_BASE_URL'],
    ['skipped', 'skipped', url, 'failure', 'The results are: skipped skipped.'],
    ['failure', 'skipped', url, 'failure', 'The results are: failure skipped.'],
    ['skipped', 'failure', '', 'failure', 'The results are: skipped failure.'],
    ['cancelled', 'skipped', url, 'failure', 'The results are: cancelled skipped.'],
  ])('result after %s and %s with the broker "%s": %s', async (first, untrusted, broker, result, message) => {
    const needs = { [trusted]: { result: first }, untrusted: { result: untrusted } };
    const contexts = { github: { repository }, needs, vars: { PACT_BROKER_BASE_URL: broker } };
    const env = { PATH: process.env.PATH ?? '' };
    const ran = await runJob(file, 'result', { checkout: folder, temp: folder, env, contexts });
    expect([ran.result, ran.log]).toEqual([result, expect.stringContaining(message)]);
  });
});

describe('without PACT_BROKER_BASE_URL', () => {
  /** The workflows that templates call with the broker's address, and those that these call. */
  const direct = jobs(templates).flatMap(([, { uses, with: given }]) =>
    uses && given?.broker_url ? [called(uses)] : [],
  );
  const callees = direct.flatMap((file) => {
    const next = Object.values(file?.workflow.jobs ?? {}).flatMap(({ uses }) => (uses ? [called(uses)] : []));
    return next.length > 0 ? next : [file];
  });
  const needBroker = new Set(callees.flatMap((file) => (file ? [file.path] : [])));
  const firstJobs = jobs(ours).filter(([, job, { path }]) => needBroker.has(path) && !job.needs);

  test('the workflows that need it are these', () => {
    expect([...needBroker].sort()).toEqual(
      ['_contracts_reusable', 'publish-pacts', 'publish-usage', 'release-core', 'verify-core'].map(
        (name) => `.github/workflows/${name}.yml`,
      ),
    );
  });

  /** `_contracts_reusable.yml` then verifies the committed pact alone. */
  test.each(firstJobs.filter(([where]) => !where.includes('_contracts_reusable')))(
    '%s fails, and names the variable',
    async (where, _, file) => {
      const inputs = { broker_url: '', core_ref: 'base', stage: 'gate', as: 'release' };
      const contexts = { github: { repository, event_name: 'push' }, inputs };
      const env = { PATH: process.env.PATH ?? '' };
      const ran = await runJob(file, where.split(' ')[1] ?? '', { checkout: folder, temp: folder, env, contexts });
      expect([ran.result, ran.log]).toEqual([
        'failure',
        expect.stringContaining('Set the variable PACT_BROKER_BASE_URL'),
      ]);
    },
  );
});
