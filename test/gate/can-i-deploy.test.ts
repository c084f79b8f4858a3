import { canIDeploy, type RetryOptions } from '../../src/gate/can-i-deploy.ts';
import { runOfficialCli } from '../../src/gate/official-cli.ts';
import { json, nobody, redirect, startServer, type TestServer, webPage } from '../support/test-server.ts';
import { answer } from './support/answer.ts';
import { historian, own, useTestBroker } from './support/broker.ts';

const broker = useTestBroker();

describe('canIDeploy', () => {
  const wren = own('wren');
  const heron = own('heron');
  const osprey = own('osprey');
  const production = own('production');

  beforeAll(async () => {
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

  const ask = (pacticipant: string, version: string, environment = production, ignore: string[] = []) =>
    canIDeploy(broker.access, { pacticipant, version, to: { environment }, ignore });

  async function officialVerdict(pacticipant: string, version: string, environment: string, ignore: string[]) {
    const args = ['--pacticipant', pacticipant, '--version', version, '--to-environment', environment];
    const ignored = ignore.flatMap((name) => ['--ignore', name]);
    return runOfficialCli(broker.access, ['can-i-deploy', ...args, ...ignored]).then(
      () => 'yes',
      () => 'not yes',
    );
  }

  test.each<[string, string, string, string, string[], string, string]>([
    ['a provider verified with every consumer', osprey, '1.0', production, [], 'yes', 'All required'],
    ['a provider that failed with a consumer', osprey, '2.0', production, [], 'no', 'failed'],
    ['a provider not verified with a consumer', osprey, '3.0', production, [], 'unknown', 'no verified pact'],
    [
      'a consumer without a deployed provider',
      wren,
      '1',
      production,
      [],
      'unknown',
      'no version is currently recorded',
    ],
    ['an unknown version', osprey, '9.9', production, [], 'no', 'No pacts or verifications'],
    ['an unknown pacticipant', own('unknown'), '1', production, [], 'unknown', 'not found'],
    ['an unknown environment', osprey, '1.0', own('nowhere'), [], 'unknown', 'does not exist'],
    ['an ignored failure', osprey, '2.0', production, [wren], 'yes', 'no missing dependencies'],
  ])('agrees with the official client on %s', async (_, pacticipant, version, environment, ignore, verdict, reason) => {
    const found = await ask(pacticipant, version, environment, ignore);
    expect(found.verdict).toBe(verdict);
    expect(found.reasons.map(({ text }) => text).join()).toContain(reason);
    expect(await officialVerdict(pacticipant, version, environment, ignore)).toBe(
      verdict === 'yes' ? 'yes' : 'not yes',
    );
  });

  test('the row of a failure names both versions', async () => {
    const { rows } = await ask(osprey, '2.0');
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
  });

  test('the reason of a failure links to the result', async () => {
    const { reasons } = await ask(osprey, '2.0');
    expect(reasons[0]?.next).toContain(`What failed: ${broker.access.url}/pacts/provider/${osprey}`);
  });

  test('a yes without any checked result has a warning', async () => {
    const { verdict, reasons } = await ask(heron, '1', production, [osprey]);
    expect([verdict, reasons.at(-1)?.type]).toEqual(['yes', 'warning']);
  });

  test('an unknown pacticipant and environment are answered with the most similar names', async () => {
    const to = { environment: `${production}s` };
    const { verdict, reasons } = await canIDeploy(broker.access, { pacticipant: `${osprey}s`, version: '1.0', to });
    expect([verdict, reasons.map(({ next }) => next)]).toEqual([
      'unknown',
      [
        expect.stringMatching(`^Did you mean ${osprey}\\? Check the spelling`),
        expect.stringMatching(`^Did you mean ${production}\\? Check the spelling`),
      ],
    ]);
  });

  test('an unknown name remains the reason when the known names cannot be read', async () => {
    const server = await startServer((request, response) =>
      request.url?.startsWith('/matrix')
        ? json(400, { errors: { '': ['Pacticipant osprye not found'] } })(request, response)
        : json(500, {})(request, response),
    );
    const asked = canIDeploy(server, { pacticipant: 'osprye', version: '1', to: { environment: 'production' } });
    await expect(asked).resolves.toMatchObject({
      verdict: 'unknown',
      reasons: [{ text: 'Pacticipant osprye not found' }],
    });
    await server.close();
  });

  test('a tag can stand for the environment', async () => {
    const { verdict } = await canIDeploy(broker.access, { pacticipant: wren, version: '1', to: { tag: 'prod' } });
    expect(verdict).toBe('unknown');
  });
});

/** The official client and broker answer yes here: they decide by the newest 100 rows (pact_broker: matrix limit before latestby). */
test('a failure older than a hundred successes is a no', async () => {
  const wren = own('wren');
  const osprey = own('osprey');
  const production = own('production');
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
});

describe('canIDeploy fails with exit code 2 on', () => {
  const question = { pacticipant: 'osprey', version: '1.0', to: { environment: 'production' } };
  let server: TestServer | undefined;
  afterEach(() => server?.close());

  test.each([
    ['a broker that rejects the credentials', json(401, {}), 'BROKER_UNAUTHORIZED'],
    ['a broker that fails', json(500, {}), 'BROKER_FAILED'],
    ['a web page', webPage, 'BROKER_NOT_HAL'],
    ['a redirect', redirect, 'BROKER_NOT_HAL'],
    ['an API without a matrix', json(404, { error: 'no such page' }), 'BROKER_NOT_HAL'],
    ['an API with another matrix', json(200, { matrix: 'films' }), 'BROKER_NOT_HAL'],
  ])('%s', async (_, handler, code) => {
    server = await startServer(handler);
    await expect(canIDeploy(server, question)).rejects.toMatchObject({ code, exitCode: 2 });
  });

  test('an unreachable address', async () => {
    await expect(canIDeploy({ url: nobody }, question)).rejects.toMatchObject({
      code: 'BROKER_UNREACHABLE',
      exitCode: 2,
    });
  });
});

describe('while the verdict is unknown, canIDeploy', () => {
  const question = { pacticipant: 'osprey', version: '1.0', to: { environment: 'production' } };

  /** The verdict, the number of requests, and the number of retries left before each wait. */
  async function askWithRetries(deployable: (boolean | null)[], retries: number) {
    const server = await startServer((request, response) =>
      json(200, answer(deployable.shift() ?? null, []))(request, response),
    );
    const waits: number[] = [];
    const retry: RetryOptions = { retries, intervalMs: 1, onWait: (left) => waits.push(left) };
    const { verdict } = await canIDeploy(server, question, retry);
    await server.close();
    return [verdict, server.requests.length, waits];
  }

  test.each<[string, (boolean | null)[], number, unknown[]]>([
    ['retries until there is a verdict', [null, null, true], 5, ['yes', 3, [5, 4]]],
    ['does not retry after a no', [false, true], 5, ['no', 1, []]],
    ['stops after the last retry', [null, null, null, true], 2, ['unknown', 3, [2, 1]]],
    ['does not retry by default', [null, true], 0, ['unknown', 1, []]],
  ])('%s', async (_, deployable, retries, expected) => {
    expect(await askWithRetries(deployable, retries)).toEqual(expected);
  });
});
