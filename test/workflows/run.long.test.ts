import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../src/broker/server.ts';
import { BrokerClient } from '../../src/broker-client/client.ts';
import { runOfficialCli } from '../../src/gate/official-cli.ts';
import { allPermissions, gitHubWithCore, token as repoToken } from '../fanout/github-with-core.ts';
import { standInRepository } from '../provider/git-repository.ts';
import { standInPipeline, wheelOf } from '../stand-in-pipeline/repository.ts';
import { describeWithPip, installingPython } from '../support/python.ts';
import { home, ours } from './files.ts';
import { quickTools, scratchCheckout } from './runner/checkout.ts';
import { type JobRan, type Runner, runJob } from './runner/job.ts';
import { readEveryEnvironment } from './runner/read-environments.ts';

const folder = mkdtempSync(join(tmpdir(), 'run-workflows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { path: checkout, sha } = scratchCheckout(folder);
const tools = quickTools(folder);
const core = standInRepository('1.1.0', folder);
const pipeline = standInPipeline(checkout);
const wheels = installingPython ? wheelOf(core.path, folder, installingPython) : folder;
const brokerToken = 'only-the-steps-that-need-it';
const broker = await startBroker({ database: ':memory:', port: 0, access: { writeTokens: [brokerToken] } });
const access = { url: broker.url, token: brokerToken };
const hub = await gitHubWithCore();
afterAll(async () => {
  await broker.close();
  await hub.close();
});

const secrets = { PACT_BROKER_TOKEN: brokerToken, REPO_TOKEN: repoToken };
const { PATH = '', HOME = '' } = process.env;

/** Runs a job of a workflow on this machine. */
function run(workflow: string, job: string, contexts: Record<string, unknown> = {}, overrides: Partial<Runner> = {}) {
  const file = ours.find(({ path }) => path.endsWith(`/${workflow}.yml`));
  if (!file) throw new Error(`there is no ${workflow}.yml`);
  const github = {
    api_url: hub.url,
    server_url: 'https://github.test',
    repository: home,
    token: 'ghs_own',
    event_name: 'push',
    sha,
    ref_name: 'base',
    ref_type: 'branch',
    run_id: '1',
    event: {},
    ...(contexts.github as object),
  };
  const env = {
    PATH: `${tools}:${PATH}`,
    HOME,
    CORE_REPOSITORY: core.path,
    CORE_PYTHON: installingPython,
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: wheels,
  };
  const own = { workflow_repository: home, workflow_sha: sha };
  const broker_url = broker.url;
  const core_repository = overrides.env?.CORE_REPOSITORY ?? core.path;
  const inputs = { broker_url, core_repository, ...(contexts.inputs as object) };
  const merged = { ...contexts, github, job: own, secrets, inputs };
  return runJob(file, job, { checkout, temp: folder, env, contexts: merged, ...overrides });
}

/** Runs the three jobs of verify-core.yml, each with the file that the one before wrote. */
async function verifyCore(contexts: Record<string, unknown> = {}, overrides: Partial<Runner> = {}) {
  const questions = await run('verify-core', 'questions', contexts, overrides);
  const needs = { questions };
  const answers = await run('verify-core', 'answers', { ...contexts, needs }, overrides);
  const verify = await run('verify-core', 'verify', { ...contexts, needs: { ...needs, answers } }, overrides);
  return { questions, answers, verify, failures: [questions, answers, verify].flatMap(failures) };
}

/** The result of each step, with the log of a failed one. */
function stepResults(ran: JobRan): string[] {
  return ran.steps.map(({ name, result, output }) =>
    result === 'failure' ? `${name}: failure\n${output}` : `${name}: ${result}`,
  );
}
const failures = (ran: JobRan) => stepResults(ran).filter((line) => line.includes(': failure'));

test('ci.yml passes on a checkout', async () => {
  const without = /^(Lint|Type-check|Other tests|Long tests|Complete workflow with .*)$/;
  const ran = await run('ci', 'check', { matrix: { node: 22 } }, { without });
  expect([ran.result, failures(ran)]).toEqual(['success', []]);
  expect(ran.steps.filter(({ result }) => result === 'success').length).toBeGreaterThanOrEqual(6);
}, 600_000);

describeWithPip('a contract from the pipeline to the release of core', () => {
  let version = '';
  const coreIs = (core_version: string) => ({ verify: { result: 'success', outputs: { core_version } } });

  beforeAll(async () => {
    for (const name of ['market_data_pipeline', 'market-data-core'])
      await runOfficialCli(access, ['create-or-update-pacticipant', `--name=${name}`, '--main-branch=base']);
  });

  test('publish-pacts.yml succeeds once verify-core.yml has verified its pact', async () => {
    const ofPipeline = { github: { sha: pipeline } };
    const tested = await run('publish-pacts', 'test', ofPipeline);
    expect([tested.result, failures(tested)]).toEqual(['success', []]);
    expect(tested.log).toContain('driving market-data-pipeline 0.8.0 with market-data-core 1.1.0');
    const publishing = run('publish-pacts', 'publish', { ...ofPipeline, needs: { test: tested } });
    const pact = `/pacts/provider/market-data-core/consumer/market_data_pipeline/version/${pipeline}`;
    const findPact = () => new BrokerClient(access).get(pact).catch(() => undefined);
    while (!(await Promise.race([findPact(), publishing]))) await new Promise((resolve) => setTimeout(resolve, 200));
    if (!(await findPact())) expect(failures(await publishing)).toEqual(['a published pact']);
    const inputs = { core_ref: core.head, core_branch: 'base', publish: true };
    const { verify: verified, failures: failed } = await verifyCore({ inputs });
    expect([verified.result, failed]).toEqual(['success', []]);
    version = verified.outputs.core_version ?? '';
    expect(version).toBe(`1.1.0+${core.head.slice(0, 12)}`);
    expect(verified.summary).toContain(`market-data-core ${version} keeps the contract`);
    const published = await publishing;
    expect([published.result, failures(published), published.outputs]).toEqual(['success', [], { version: pipeline }]);
    expect(published.log).toContain('may go to its main branch');
    expect(tested.log + published.log + verified.log).not.toContain(brokerToken);
  }, 600_000);

  test('contracts.yml allows core after release-core.yml has recorded core and the pipeline', async () => {
    const recorded = await run('release-core', 'release', { inputs: release('record', 'market-data-core', version) });
    expect(failures(recorded)).toEqual([]);
    const gate = await run('release-core', 'release', {
      inputs: release('gate', 'market_data_pipeline', pipeline, 'deployment'),
    });
    expect([gate.result, failures(gate), gate.log]).toEqual(['success', [], expect.stringContaining('YES: ')]);
    const deployed = await run('release-core', 'release', {
      inputs: release('record', 'market_data_pipeline', pipeline, 'deployment'),
    });
    expect(failures(deployed)).toEqual([]);
    const inputs = { environment: 'production', core_ref: core.head, pull_request: '7' };
    hub.data.repository(home, { pulls: [{ number: 7, state: 'open', sha }] });
    hub.data.tokens.set('ghs_own', { permissions: { '*': allPermissions } });
    const gated = await run('contracts', 'gate', { inputs, needs: coreIs(version) });
    expect([gated.result, failures(gated)]).toEqual(['success', []]);
    expect(gated.summary).toMatch(/YES: .* main branch.*YES: .* production/s);
    expect(hub.data.comments.map(({ issue, body }) => [issue, body])).toEqual([
      [7, expect.stringMatching(/YES: .* production/)],
    ]);
  }, 600_000);

  test('verify-core.yml on its schedule verifies the missing results', async () => {
    const newCommit = core.git('commit', '--quiet', '--allow-empty', '--message=more') || core.git('rev-parse', 'HEAD');
    const next = `1.1.0+${newCommit.slice(0, 12)}`;
    await fetch(`${broker.url}/pacticipants/market-data-core/branches/base/versions/${encodeURIComponent(next)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${brokerToken}`, 'content-type': 'application/json' },
      body: '{}',
    });
    const scheduled = {
      github: { event_name: 'schedule' },
      vars: { PACT_BROKER_BASE_URL: broker.url },
      inputs: { broker_url: '' },
    };
    const { questions } = await verifyCore(scheduled);
    const { include } = JSON.parse(questions.outputs.cores ?? '');
    expect(include).toEqual([{ core_version: next, core_branch: 'base' }]);
    const { verify: verified, failures: failed } = await verifyCore({ ...scheduled, matrix: include[0] });
    expect([verified.outputs, failed]).toEqual([{ core_version: next }, []]);
    const again = await verifyCore(scheduled);
    expect(again.questions.outputs).toEqual({ cores: '' });
    expect([again.questions, again.answers, again.verify].map(({ result }) => result)).toEqual([
      'success',
      'skipped',
      'skipped',
    ]);
  }, 600_000);

  test('core runs where it finds no secret in the environment of its own or any other process', async () => {
    const curious = standInRepository('1.1.0', join(folder, 'curious'));
    const found = join(folder, 'found');
    const module = join(curious.path, 'market_data_core', '__init__.py');
    writeFileSync(module, `${readFileSync(module, 'utf8')}\n${readEveryEnvironment(found)}`);
    curious.git('commit', '--quiet', '--all', '--message=curious');
    const env = {
      PATH: `${tools}:${PATH}`,
      HOME,
      CORE_REPOSITORY: curious.path,
      CORE_PYTHON: installingPython,
      PIP_NO_INDEX: '1',
    };
    const inputs = { core_ref: curious.git('rev-parse', 'HEAD'), core_branch: 'feat/curious', publish: false };
    const { verify: ran, failures: failed } = await verifyCore({ inputs }, { env });
    expect([ran.result, failed]).toEqual(['success', []]);
    const seen = readFileSync(found, 'utf8');
    expect(seen).toContain('GITHUB_ACTIONS=true'); // that of the step which started it
    expect(seen).not.toContain(brokerToken);
    expect(seen).not.toContain(repoToken);
  }, 600_000);

  test('a core that breaks the contract fails verify-core.yml and the gate', async () => {
    const broken = standInRepository('renames a level', folder);
    const [pact] = (await new BrokerClient(access).get('/pacts/latest')).pacts;
    const client_payload = {
      pact_url: pact._links.self[0]?.href ?? pact._links.self.href,
      provider_version_number: `1.2.0+${broken.head.slice(0, 12)}`,
      provider_version_branch: 'feat/x',
    };
    const github = { event_name: 'repository_dispatch', event: { client_payload } };
    const vars = { PACT_BROKER_BASE_URL: broker.url };
    const context = { github, vars, inputs: { broker_url: '' } };
    const env = {
      PATH: `${tools}:${PATH}`,
      HOME,
      CORE_REPOSITORY: broken.path,
      CORE_PYTHON: installingPython,
      PIP_NO_INDEX: '1',
    };
    const { verify: ran, failures: failed } = await verifyCore(context, { env });
    expect([ran.result, failed]).toEqual(['failure', [expect.stringMatching(/FeedbackEvent\.level.*exit code 1/s)]]);
    expect(ran.outputs.core_version).toBe(client_payload.provider_version_number);

    const needs = { verify: { result: 'failure', outputs: ran.outputs } };
    const inputs = { environment: 'production', core_ref: broken.head, pull_request: '8' };
    hub.data.comments.length = 0;
    const withoutCore = { ...env, CORE_REPOSITORY: join(folder, 'nowhere'), CORE_PYTHON: '' };
    const gated = await run('contracts', 'gate', { inputs, needs }, { env: withoutCore });
    expect(failures(gated).map((line) => line.split('\n')[0])).toEqual([
      'can-i-merge: failure',
      'can-i-deploy: failure',
    ]);
    expect(hub.data.comments.map(({ issue, body }) => [issue, body])).toEqual([
      [8, expect.stringMatching(/NO: .* production.*What failed: .*### .*market-data-core 1\.2\.0/s)],
    ]);
  }, 600_000);

  test('_contracts_reusable.yml verifies a core without publishing the result', async () => {
    const inForce = { inputs: { core_ref: 'base' } };
    const questions = await run('_contracts_reusable', 'questions', inForce);
    const ran = await run('_contracts_reusable', 'contracts', { ...inForce, needs: { questions } });
    const last = await run('_contracts_reusable', 'in-force', { ...inForce, needs: { contracts: ran } });
    expect([last.result, [questions, ran, last].flatMap(failures)]).toEqual(['success', []]);
    for (const { log } of [ran, last]) expect(log.match(/keeps the contract \(not published\)/g)).toHaveLength(1);
    const inputs = { core_ref: '--upload-pack=x"; id; "' };
    const given = { inputs, needs: { questions } };
    const invalid = await run('_contracts_reusable', 'contracts', given, { without: /^Contract tests/ });
    expect(failures(invalid)).toEqual([expect.stringMatching(/REF_INVALID.*exit code 2/s)]);
  }, 600_000);
});

describe('workflows that write to GitHub', () => {
  const targets = ['market_data_pipeline', 'market-data-store', 'market-data-orchestrator'];
  beforeAll(() => {
    const coreSha = '3f2a91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6';
    hub.data.repository('mjdevaccount/market-data-core', {
      defaultBranch: 'base',
      refs: { base: coreSha },
      pulls: [],
    });
    for (const name of targets) hub.data.target(`mjdevaccount/${name}`);
    hub.data.tokens.set('ghs_own', { permissions: { '*': allPermissions } });
  });

  test('fanout.yml reports the verdict of every target on the commit of core', async () => {
    hub.data.target('mjdevaccount/market-data-store', 'in_progress failure');
    const github = { repository: 'mjdevaccount/market-data-core' };
    const ran = await run('fanout', 'fanout', { github, inputs: { core_ref: 'base' } });
    expect([ran.result, failures(ran)]).toEqual(['failure', [expect.stringMatching(/^NO: core base.*exit code 1/ms)]]);
    expect(ran.summary).toMatch(/^### NO: core base/);
    const states = Object.fromEntries(hub.data.statuses.map(({ context, state }) => [context, state]));
    expect(states).toMatchObject({ 'fan-out': 'failure', 'fan-out/market_data_pipeline': 'success' });
    expect(ran.log).not.toContain(repoToken);
  }, 600_000);

  test('token-expiry.yml opens an issue for a token that expires soon, and closes it', async () => {
    const ends = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
    hub.data.tokens.set(repoToken, { login: 'ann', permissions: { '*': allPermissions }, expires: `${ends} UTC` });
    hub.data.repository(home, {});
    const soon = await run('token-expiry', 'check');
    expect([soon.result, hub.data.issues.map(({ state }) => state)]).toEqual(['failure', ['open']]);
    hub.data.tokens.set(repoToken, { login: 'ann', permissions: { '*': allPermissions } });
    const good = await run('token-expiry', 'check');
    expect([good.result, failures(good), hub.data.issues.map(({ state }) => state)]).toEqual([
      'success',
      [],
      ['closed'],
    ]);
  }, 600_000);
});

function release(stage: 'gate' | 'record', pacticipant: string, version: string, as = 'release') {
  return { stage, pacticipant, version, as, environment: 'production' };
}
