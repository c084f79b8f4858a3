import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historian, own, useTestBroker } from '../gate/support/broker.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { nobody } from '../support/test-server.ts';
import { callCommand } from './support/call-command.ts';
import { runCli } from './support/run-cli.ts';

const wren = own('wren');
const osprey = own('osprey');
const production = own('production');
const broker = useTestBroker();

beforeAll(async () => {
  const { publish, verify } = historian(broker);
  await publish(wren, '1', osprey);
  await verify(osprey, '1.0', wren, '1');
  await verify(osprey, '2.0', wren, '1', false);
});

const run = (name: string, args: string[], env = {}) =>
  callCommand(name, args, { PACT_BROKER_BASE_URL: broker.access.url, ...env });
const canIDeploy = (version: string, args: string[] = [], env = {}) =>
  run('can-i-deploy', ['--pacticipant', osprey, '--version', version, '--to-environment', production, ...args], env);

test('a deployment and a release change the verdict of can-i-deploy', async () => {
  const placement = ['--version', '1', '--environment', production];
  const unknown = await run('record-deployment', ['--pacticipant', wren, ...placement]);
  expect([unknown.exit, unknown.stderr]).toEqual([1, expect.stringContaining('--create-environment')]);

  const deployed = await run('record-deployment', [
    '--pacticipant',
    wren,
    ...placement,
    '--create-environment',
    '--production',
  ]);
  expect([deployed.exit, deployed.stdout]).toEqual([0, `Recorded: deployment of ${wren} 1 to ${production}.\n`]);
  expect(deployed.stderr).toContain('warning: can-i-deploy would have refused this deployment');

  const yes = await canIDeploy('1.0');
  expect([yes.exit, yes.stdout]).toEqual([0, expect.stringContaining(`YES: ${osprey} 1.0 may go to ${production}.`)]);

  const released = await run('record-release', [
    '--pacticipant',
    osprey,
    '--version',
    '1.0',
    '--environment',
    production,
  ]);
  expect([released.exit, released.stderr]).toEqual([0, '']);

  const no = await canIDeploy('2.0');
  expect([no.exit, no.stdout]).toEqual([1, expect.stringContaining(`NO: ${osprey} 2.0 must not go to ${production}.`)]);

  const never = await canIDeploy('3.0');
  expect([never.exit, never.stdout]).toEqual([1, expect.stringContaining('No pacts or verifications')]);
});

test('as a process, can-i-deploy ends with the exit code of the verdict', async () => {
  const question = ['--pacticipant', osprey, '--version', '2.0', '--to-environment', production];
  const { exit, stdout } = await runCli('can-i-deploy', question, { PACT_BROKER_BASE_URL: broker.access.url });
  expect([exit, stdout]).toEqual([1, expect.stringContaining(`NO: ${osprey} 2.0 must not go to ${production}.`)]);
});

test('--json prints the verdict as one document', async () => {
  const { exit, stdout } = await canIDeploy('2.0', ['--json']);
  expect(exit).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    deployable: false,
    verdict: 'no',
    summary: { failed: 1 },
    rows: [{ result: 'failed' }],
  });
});

test('the verdict is written to the job summary', async () => {
  const path = join(temporaryFolder('summary'), 'summary.md');
  await canIDeploy('1.0', [], { GITHUB_STEP_SUMMARY: path });
  expect(readFileSync(path, 'utf8')).toMatch(/^### YES: .*\| consumer \| version \|.*\| verified \|/s);
});

test('an unreachable broker is exit code 2, with and without --json', async () => {
  const env = { PACT_BROKER_BASE_URL: nobody };
  const [person, machine] = await Promise.all([canIDeploy('1.0', [], env), canIDeploy('1.0', ['--json'], env)]);
  expect([person.exit, person.stdout, person.stderr]).toEqual([2, '', expect.stringContaining('BROKER_UNREACHABLE')]);
  expect([machine.exit, JSON.parse(machine.stdout).error.code]).toEqual([2, 'BROKER_UNREACHABLE']);
});

test('an invalid configuration has exit code 2', async () => {
  const { exit, stderr } = await canIDeploy('1.0', [], {
    PACT_BROKER_BASE_URL: 'broker',
    PACT_BROKER_PASSWORD: 'hush',
  });
  expect([exit, stderr]).toEqual([2, expect.stringMatching(/PACT_BROKER_BASE_URL.*PACT_BROKER_USERNAME/s)]);
});

test('the end of a deployment and of a release change what can-i-deploy weighs', async () => {
  const staging = own('staging');
  const create = ['--environment', staging, '--create-environment'];
  await run('record-deployment', ['--pacticipant', wren, '--version', '1', ...create]);
  await run('record-release', ['--pacticipant', osprey, '--version', '1.0', ...create]);
  const ask = () => run('can-i-deploy', ['--pacticipant', osprey, '--version', '2.0', '--to-environment', staging]);
  expect((await ask()).exit).toBe(1);

  const undeployed = await run('record-undeployment', ['--pacticipant', wren, '--environment', staging]);
  expect([undeployed.exit, undeployed.stdout]).toEqual([0, `Recorded: undeployment of ${wren} 1 from ${staging}.\n`]);
  expect((await ask()).exit).toBe(0);
  const again = await run('record-undeployment', ['--pacticipant', wren, '--environment', staging]);
  expect([again.exit, again.stderr]).toEqual([1, expect.stringContaining(`a deployment of ${wren} to ${staging}`)]);

  const args = ['--pacticipant', osprey, '--version', '1.0', '--environment', staging, '--json'];
  const ended = await run('record-support-ended', args);
  const recorded = { recorded: 'support-ended', pacticipant: osprey, version: '1.0', environment: staging };
  expect([ended.exit, JSON.parse(ended.stdout)]).toEqual([0, recorded]);
});
