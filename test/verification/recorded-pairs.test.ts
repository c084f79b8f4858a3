import { BrokerClient } from '../../src/broker-client/client.ts';
import { findSelectedPacts } from '../../src/verification/find-pacts.ts';
import { findRecordedPairs } from '../../src/verification/recorded-pairs.ts';
import { createSelection } from '../../src/verification/selection.ts';
import { useBroker } from '../support/use-broker.ts';
import { freshName, pipelinePact, publish } from './broker-with-pacts.ts';
import { closeProxies, proxyTo } from './proxy.ts';

const broker = useBroker();
afterAll(closeProxies);

// biome-ignore lint/suspicious/noExplicitAny: a response of any kind, which is changed
type Body = any;
type Change = (body: Body) => Body;

const VERSION = '1.4.61';

/** A pact with the result that the official verifier records, changed by `result`. */
async function givenResult(success: boolean, result: Change = (body) => body) {
  const consumer = freshName('osprey');
  const provider = freshName('wren');
  await publish(broker.url, pipelinePact(consumer, provider), '1');
  const [pact] = await findSelectedPacts(new BrokerClient(broker), createSelection(provider));
  if (!pact) throw new Error('no pact is selected');
  const { pathname } = new URL(pact.url);
  const testResults = pact.interactions.map(({ id }, index) => ({
    interactionId: id,
    success: success || index > 0,
    mismatches: [],
  }));
  const results = `${pathname.replace(/\/metadata\/.*/, '')}/verification-results`;
  const body = { success, providerApplicationVersion: VERSION, testResults };
  expect((await broker.ask('POST', results, result(body))).status).toBe(201);
  return { provider, pact };
}

interface Lies {
  readonly matrix?: Change;
  readonly result?: Change;
}

/** What is read from a broker whose matrix or result is changed. */
async function readWith({ provider, pact }: Awaited<ReturnType<typeof givenResult>>, lies: Lies = {}) {
  const url = await proxyTo(broker.url, {
    changes: (_, path, body) => {
      const change = path.startsWith('/matrix') ? lies.matrix : /results\/\d+$/.test(path) ? lies.result : undefined;
      return change ? JSON.stringify(change(JSON.parse(body))) : body;
    },
  });
  const recorded = await findRecordedPairs(new BrokerClient({ url }), provider, [pact]);
  return { success: recorded.successOf(VERSION, pact), verdict: (await recorded.read(VERSION, pact))?.verdict };
}

const withRow = (change: Change) => (body: Body) => ({ ...body, matrix: body.matrix.map(change) });
const withSuccess = (success: boolean) => (row: Body) => ({
  ...row,
  verificationResult: { ...row.verificationResult, success },
});

test.each([
  [true, 'yes'],
  [false, 'no'],
])('a result that states %s everywhere is %s', async (success, verdict) => {
  expect(await readWith(await givenResult(success))).toEqual({ success, verdict });
});

test('a pair without a result has no verdict', async () => {
  const given = await givenResult(true);
  const recorded = await findRecordedPairs(new BrokerClient(broker), given.provider, [given.pact]);
  expect(await recorded.read('1.4.62', given.pact)).toBeUndefined();
});

test.each<[string, boolean, Lies]>([
  ['the matrix says success and the result failure', false, { matrix: withRow(withSuccess(true)) }],
  ['the matrix says failure and the result success', true, { matrix: withRow(withSuccess(false)) }],
  ['the result is about another version', true, { result: (one) => ({ ...one, providerApplicationVersion: '1' }) }],
  ['the result is about another provider', true, { result: (one) => ({ ...one, providerName: 'heron' }) }],
  ['the result has no content', true, { result: () => ({}) }],
  [
    'the row links to the result of another pact',
    true,
    { matrix: (body) => JSON.parse(JSON.stringify(body).replaceAll(/pact-version\/\w+/g, 'pact-version/0')) },
  ],
  [
    'there are two rows of the version, and the second says success',
    false,
    { matrix: ({ matrix: [row], ...body }) => ({ ...body, matrix: [row, withSuccess(true)(row)] }) },
  ],
  [
    'an interaction failed and the result says success',
    true,
    {
      result: ({ testResults: [one, ...more], ...body }) => ({
        ...body,
        testResults: [{ ...one, success: false }, ...more],
      }),
    },
  ],
  ['no interaction failed and the result says failure', false, { result: everyPassed }],
])('no verdict is read where %s', async (_, success, lies) => {
  expect((await readWith(await givenResult(success), lies)).verdict).toBeUndefined();
});

function everyPassed(body: Body): Body {
  return { ...body, testResults: body.testResults.map((one: Body) => ({ ...one, success: true })) };
}

test.each<[string, Change]>([
  ['does not list an interaction', ({ testResults: [_, ...testResults], ...body }) => ({ ...body, testResults })],
  ['lists none', ({ testResults: _, ...body }) => body],
])('a success that %s is not believed', async (_, change) => {
  expect((await readWith(await givenResult(true, change))).verdict).toBeUndefined();
});
