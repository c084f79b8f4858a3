import { canIDeploy } from '../../src/gate/can-i-deploy.ts';
import { officialCli } from '../../src/gate/official-cli.ts';
import { json, nobody, redirect, startServer, type TestServer, webPage } from '../support/test-server.ts';
import { answer } from './support/answer.ts';
import { historian, openTestBroker, own, type TestBroker } from './support/broker.ts';

describe('on a broker with a history', () => {
  const [wren, heron, osprey, production] = [own('wren'), own('heron'), own('osprey'), own('production')];
  let broker: TestBroker;

  beforeAll(async () => {
    broker = await openTestBroker();
    const { environment, publish, release, verify } = historian(broker);
    await environment(production);
    await publish(wren, '1', osprey, 'soft');
    await verify(osprey, '1.0', wren, '1');
    await verify(osprey, '2.0', wren, '1', false);
    await publish(wren, '2', osprey, 'hard');
    await publish(heron, '1', osprey);
    await verify(osprey, '3.0', heron, '1');
    await release(wren, '1', production);
  });
  afterAll(() => broker.close());

  const ask = (pacticipant: string, version: string, environment = production, ignore: string[] = []) =>
    canIDeploy(broker.access, { pacticipant, version, to: { environment }, ignore });

  async function officialSays(pacticipant: string, version: string, environment: string, ignore: string[]) {
    const args = ['--pacticipant', pacticipant, '--version', version, '--to-environment', environment];
    const ignored = ignore.flatMap((name) => ['--ignore', name]);
    return officialCli(broker.access, ['can-i-deploy', ...args, ...ignored]).then(
      () => 'yes',
      () => 'not yes',
    );
  }

  test.each<[string, string, string, string, string[], string, string]>([
    ['a provider verified against all that is there', osprey, '1.0', production, [], 'yes', 'All required'],
    ['a provider that breaks what is there', osprey, '2.0', production, [], 'no', 'failed'],
    ['a provider not verified against what is there', osprey, '3.0', production, [], 'unknown', 'no verified pact'],
    [
      'a consumer whose provider is not there',
      wren,
      '1',
      production,
      [],
      'unknown',
      'no version is currently recorded',
    ],
    ['a version that nobody knows', osprey, '9.9', production, [], 'no', 'No pacts or verifications'],
    ['a pacticipant that nobody knows', own('nobody'), '1', production, [], 'unknown', 'not found'],
    ['an environment that nobody knows', osprey, '1.0', own('nowhere'), [], 'unknown', 'does not exist'],
    ['a failure that is ignored', osprey, '2.0', production, [wren], 'yes', 'no missing dependencies'],
  ])('%s', async (_, pacticipant, version, environment, ignore, verdict, words) => {
    const answered = await ask(pacticipant, version, environment, ignore);
    expect(answered.verdict).toBe(verdict);
    expect(answered.reasons.map(({ text }) => text).join()).toContain(words);
    expect(await officialSays(pacticipant, version, environment, ignore)).toBe(verdict === 'yes' ? 'yes' : 'not yes');
  });

  test('the row of a failure says who, and where to look', async () => {
    const { rows, reasons } = await ask(osprey, '2.0');
    expect(rows).toMatchObject([
      {
        consumer: wren,
        consumerVersion: '1',
        consumerBranch: 'main',
        provider: osprey,
        providerVersion: '2.0',
        result: 'failed',
      },
    ]);
    expect(reasons[0]?.next).toContain(`What failed: ${broker.access.url}/pacts/provider/${osprey}`);
  });

  test('a yes for which nothing was checked warns', async () => {
    const { verdict, reasons } = await ask(heron, '1', production, [osprey]);
    expect([verdict, reasons.at(-1)?.type]).toEqual(['yes', 'warning']);
  });

  test('the tag form is the same question elsewhere', async () => {
    const answered = await canIDeploy(broker.access, { pacticipant: wren, version: '1', to: { tag: 'prod' } });
    expect(answered.verdict).toBe('unknown');
  });
});

/** The official client and broker say yes here: they decide by the newest 100 rows (pact_broker: matrix limit before latestby). */
test('a failure behind a hundred successes is still a no', async () => {
  const [wren, osprey, production] = [own('wren'), own('osprey'), own('production')];
  const broker = await openTestBroker();
  const { environment, publish, release, verify } = historian(broker);
  await environment(production);
  await publish(wren, 'old', osprey, 'hard');
  await verify(osprey, '1.0', wren, 'old', false);
  await release(wren, 'old', production);
  for (let version = 1; version <= 101; version += 1) {
    await publish(wren, `${version}`, osprey, 'soft');
    if (version === 1) await verify(osprey, '1.0', wren, '1');
    await release(wren, `${version}`, production);
  }
  const question = { pacticipant: osprey, version: '1.0', to: { environment: production } };
  await expect(canIDeploy(broker.access, question)).resolves.toMatchObject({ verdict: 'no', summary: { failed: 1 } });
  await broker.close();
}, 60_000);

describe('on something else', () => {
  const question = { pacticipant: 'osprey', version: '1.0', to: { environment: 'production' } };
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  test.each([
    ['one that wants other credentials', json(401, {}), 'BROKER_UNAUTHORIZED'],
    ['one that fails', json(500, {}), 'BROKER_FAILED'],
    ['a web page', webPage, 'BROKER_NOT_HAL'],
    ['a redirect', redirect, 'BROKER_NOT_HAL'],
    ['an API that has no matrix', json(404, { error: 'no such page' }), 'BROKER_NOT_HAL'],
    ['an API whose matrix is another', json(200, { matrix: 'films' }), 'BROKER_NOT_HAL'],
  ])('%s: nobody can tell', async (_, answers, code) => {
    server = await startServer(answers);
    await expect(canIDeploy(server, question)).rejects.toMatchObject({ code, exitCode: 2 });
  });

  test('nobody there: nobody can tell', async () => {
    await expect(canIDeploy({ url: await nobody() }, question)).rejects.toMatchObject({
      code: 'BROKER_UNREACHABLE',
      exitCode: 2,
    });
  });
});

describe('while nobody knows', () => {
  const question = { pacticipant: 'osprey', version: '1.0', to: { environment: 'production' } };

  async function asked(answers: (boolean | null)[], retries: number) {
    const server = await startServer((request, response) =>
      json(200, answer(answers.shift() ?? null, []))(request, response),
    );
    const waits: number[] = [];
    const patience = { retries, intervalMs: 1, waiting: (left: number) => waits.push(left) };
    const { verdict } = await canIDeploy(server, question, patience);
    await server.close();
    return [verdict, server.requests.length, waits];
  }

  test.each<[string, (boolean | null)[], number, unknown[]]>([
    ['it asks again until it knows', [null, null, true], 5, ['yes', 3, [5, 4]]],
    ['a no needs no second question', [false, true], 5, ['no', 1, []]],
    ['it gives up after that many', [null, null, null, true], 2, ['unknown', 3, [2, 1]]],
    ['it does not ask again unless told', [null, true], 0, ['unknown', 1, []]],
  ])('%s', async (_, answers, retries, expected) => {
    expect(await asked(answers, retries)).toEqual(expected);
  });
});
