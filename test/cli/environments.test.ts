import { useBroker } from '../support/use-broker.ts';
import { freshName } from '../verification/broker-with-pacts.ts';
import { callCommand } from './support/call-command.ts';

const broker = useBroker();
const run = (...args: string[]) => callCommand('environments', args, { PACT_BROKER_BASE_URL: broker.url });

test('an environment is created, listed, changed and deleted', async () => {
  const name = freshName('staging');
  const created = await run('create', '--name', name, '--display-name', 'Staging', '--contact-name', 'Team Osprey');
  expect([created.exit, created.stdout]).toEqual([0, `Created: environment ${name} (Staging).\n`]);

  const listed = await run();
  expect([listed.exit, listed.stdout]).toEqual([
    0,
    expect.stringMatching(new RegExp(`${name} +Staging +no +Team Osprey +[0-9a-f-]{36}\\n`)),
  ]);

  const updated = await run('update', '--environment', name, '--production', '--json');
  const environment = { name, displayName: 'Staging', production: true, contacts: [{ name: 'Team Osprey' }] };
  expect([updated.exit, JSON.parse(updated.stdout)]).toEqual([
    0,
    { updated: name, environment: { uuid: expect.any(String), ...environment } },
  ]);

  const deleted = await run('delete', '--environment', name);
  expect([deleted.exit, deleted.stdout]).toEqual([
    0,
    `Deleted: environment ${name}, with 0 deployed versions and 0 released versions.\n`,
  ]);
  expect(JSON.parse((await run('list', '--json')).stdout).environments).not.toContainEqual(
    expect.objectContaining({ name }),
  );
});

test('--not-production changes an environment that its UUID names', async () => {
  const name = freshName('staging');
  const created = await run('create', '--name', name, '--production', '--json');
  const { uuid } = JSON.parse(created.stdout).environment;
  const { exit, stdout } = await run('update', '--uuid', uuid, '--not-production', '--json');
  expect([exit, JSON.parse(stdout)]).toMatchObject([0, { updated: uuid, environment: { name, production: false } }]);
});

test.each<[string[], 1 | 2, string]>([
  [
    ['create', '--name', 'production'],
    1,
    'error ENVIRONMENT_EXISTS: there is already an environment called production',
  ],
  [['create', '--name', 'a b'], 1, 'error BROKER_REFUSED: '],
  [['delete', '--environment', 'tset'], 1, 'no environment is called tset (did you mean test? known: '],
  [['create', '--name', 'a', '--contact-email-address', 'a@example.org'], 2, '--contact-email-address requires'],
  [['update', '--environment', 'test'], 2, 'no change is given'],
  [
    ['update', '--environment', 'test', '--production', '--not-production'],
    2,
    'either --production or --not-production',
  ],
  [['delete'], 2, 'give either --environment or --uuid'],
  [['delete', '--environment', 'test', '--uuid', '1'], 2, 'give either --environment or --uuid'],
  [['lst'], 2, 'Did you mean list?'],
])('%j exits with %i', async (args, exit, message) => {
  const result = await run(...args);
  expect([result.exit, result.stdout, result.stderr]).toEqual([exit, '', expect.stringContaining(message)]);
});

test('--help lists the commands', async () => {
  const { exit, stdout } = await run('--help');
  expect([exit, stdout]).toEqual([0, expect.stringMatching(/list.*create.*update.*delete/s)]);
});
