import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { templates } from './files.ts';
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
