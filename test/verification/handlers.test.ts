import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startBroker } from '../../src/package/broker.ts';
import { publishPacts } from '../../src/package/gate.ts';
import { type ProviderVerification, verifyProvider } from '../../src/package/verification.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const orderExists = { name: 'the order exists', params: { id: 7 } };
const message = (description: string, state?: object) => ({
  type: 'Asynchronous/Messages',
  description,
  ...(state && { providerStates: [state] }),
  contents: { contentType: 'application/json', encoded: false, content: { id: 7 } },
  matchingRules: { body: { '$.id': { combine: 'AND', matchers: [{ match: 'integer' }] } } },
});
const request = (description: string, state?: object) => ({
  type: 'Synchronous/HTTP',
  description,
  ...(state && { providerStates: [state] }),
  request: { method: 'GET', path: '/orders/7' },
  response: {
    status: 200,
    headers: { 'content-type': ['application/json'] },
    body: { contentType: 'application/json', encoded: false, content: { id: 7 } },
  },
});

function pactFile(...interactions: object[]): string {
  const file = join(temporaryFolder('handled'), 'web-shop.json');
  const metadata = { pactSpecification: { version: '4.0' } };
  writeFileSync(
    file,
    JSON.stringify({ consumer: { name: 'web' }, provider: { name: 'shop' }, interactions, metadata }),
  );
  return file;
}

const verify = (interactions: object[], handlers: Partial<ProviderVerification>) =>
  verifyProvider({ provider: 'shop', version: '1', pactFile: pactFile(...interactions), ...handlers });

/** Orders that the provider has, the requests that it received, and its server. */
const orders = new Set<unknown>();
const received: (string | undefined)[] = [];
let server: Server;
let baseUrl = '';
beforeAll(async () => {
  server = createServer((incoming, response) => {
    received.push(incoming.headers.authorization);
    const id = Number(incoming.url?.split('/').pop());
    const found = orders.has(id);
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ? { id } : { error: 'no such order' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  orders.clear();
  received.length = 0;
});

const addOrder = ({ id }: Readonly<Record<string, unknown>>) => void orders.add(id);
const stateHandlers = { [orderExists.name]: addOrder };

test('messages are written by the functions of their descriptions, after their states', async () => {
  const messages = { 'an order': () => ({ id: [...orders][0] }) };
  const outcome = await verify([message('an order', orderExists)], { messages, stateHandlers });
  expect(outcome).toMatchObject({ exitCode: 0, pacts: [{ success: true }] });
});

test('HTTP requests reach the provider with the headers, after their states', async () => {
  const headers = { authorization: 'Bearer secret' };
  const outcome = await verify([request('the order', orderExists)], { baseUrl, headers, stateHandlers });
  expect(outcome).toMatchObject({ exitCode: 0, pacts: [{ success: true }] });
  expect(received).toEqual(['Bearer secret']);
});

test('a state function may return what JSON cannot express', async () => {
  const connection: { id: bigint; self?: unknown } = { id: 7n };
  connection.self = connection;
  const establish = (params: Readonly<Record<string, unknown>>) => {
    addOrder(params);
    return connection;
  };
  const handlers = { baseUrl, stateHandlers: { [orderExists.name]: establish } };
  await expect(verify([request('the order', orderExists)], handlers)).resolves.toMatchObject({ exitCode: 0 });
});

test('a message that fails does not fail the HTTP request of the same description', async () => {
  const interactions = [message('the order', orderExists), request('the order', orderExists)];
  const messages = { 'the order': () => fail('out of stock') };
  const failed = verify(interactions, { baseUrl, messages, stateHandlers });
  await expect(failed).rejects.toMatchObject({ code: 'CONTRACT_BROKEN', message: expect.stringContaining('1 of 2') });
});

test('a pact may contain messages and HTTP requests', async () => {
  const messages = { 'an order': () => ({ id: 7 }) };
  const interactions = [message('an order'), request('the order', orderExists)];
  await expect(verify(interactions, { baseUrl, messages, stateHandlers })).resolves.toMatchObject({ exitCode: 0 });
});

test.each<[string, object[], Partial<ProviderVerification>, string]>([
  ['a message without a function', [message('an order')], { messages: {} }, 'messages has no function of this name'],
  [
    'a message named like a member of every object',
    [message('toString')],
    { messages: {} },
    'messages has no function',
  ],
  [
    'a state of a message without a function',
    [message('an order', orderExists)],
    { messages: { 'an order': () => ({ id: 7 }) } },
    'stateHandlers has no function for the state "the order exists"',
  ],
  [
    'a message of the wrong type',
    [message('an order')],
    { messages: { 'an order': () => ({ id: 'x' }) } },
    'an order.id',
  ],
  [
    'a message that is undefined',
    [message('an order')],
    { messages: { 'an order': () => undefined } },
    'nothing that JSON',
  ],
  [
    'a function that throws',
    [message('an order')],
    { messages: { 'an order': () => Promise.reject(new Error('out of stock')) } },
    'out of stock',
  ],
  [
    'a state of a message that cannot be established',
    [message('an order', orderExists)],
    { messages: { 'an order': () => ({ id: 7 }) }, stateHandlers: { [orderExists.name]: () => fail('no table') } },
    'no table',
  ],
])('%s is a failure', async (_, interactions, handlers, reason) => {
  const thrown = expect.objectContaining({ code: 'CONTRACT_BROKEN', message: expect.stringContaining(reason) });
  await expect(verify(interactions, handlers)).rejects.toEqual(thrown);
});

function fail(reason: string): never {
  throw new Error(reason);
}

test.each<[string, Partial<ProviderVerification>, string]>([
  ['without the URL of the provider', { stateHandlers }, 'only messages are requested from the provider'],
  ['with a state without a function', {}, 'stateHandlers has no function for the state "the order exists"'],
  [
    'with a state that cannot be established',
    { stateHandlers: { [orderExists.name]: () => fail('no table') } },
    'the function for the state "the order exists" failed: no table',
  ],
  ['with an answer that does not match', { stateHandlers: { [orderExists.name]: () => undefined } }, 'the order'],
])('an HTTP request %s is a failure', async (_, handlers, reason) => {
  orders.add(8);
  const url = 'stateHandlers' in handlers && handlers.stateHandlers === stateHandlers ? {} : { baseUrl };
  const thrown = expect.objectContaining({ code: 'CONTRACT_BROKEN', message: expect.stringContaining(reason) });
  await expect(verify([request('the order', orderExists)], { ...url, ...handlers })).rejects.toEqual(thrown);
});

test.each<[string, Partial<ProviderVerification>, string, string]>([
  ['a misspelt option', { stateHandler: {} } as object, 'USAGE', 'no option stateHandler'],
  ['an empty version', { version: '' }, 'USAGE', 'needs a version'],
  ['a base URL without a scheme', { baseUrl: '127.0.0.1:8080' }, 'USAGE', 'such as http://127.0.0.1:8080'],
  ['a provider that does not run', { baseUrl: 'http://127.0.0.1:1' }, 'PROVIDER_UNREACHABLE', 'ECONNREFUSED'],
])('%s is named', async (_, options, code, reason) => {
  const thrown = expect.objectContaining({ code, message: expect.stringContaining(reason) });
  await expect(verify([request('the order')], options)).rejects.toEqual(thrown);
});

test('a provider that closes the connection is reported with the interaction', async () => {
  const closing = createServer((incoming) => incoming.socket.destroy()).listen(0, '127.0.0.1');
  await once(closing, 'listening');
  const { port } = closing.address() as AddressInfo;
  const options = { baseUrl: `http://127.0.0.1:${port}`, stateHandlers };
  const reason = 'closed the connection without a response: GET /orders/7 ("the order")';
  const thrown = { exitCode: 2, code: 'RESULT_UNKNOWN', message: expect.stringContaining(reason) };
  await expect(verify([request('the order', orderExists)], options)).rejects.toMatchObject(thrown);
  const many = Array.from({ length: 7 }, (_, i) => {
    const one = request(`order ${i}`, orderExists);
    return { ...one, request: { ...one.request, path: `/orders/${i}` } };
  });
  const all = { code: 'RESULT_UNKNOWN', message: expect.stringMatching(/GET \/orders\/4 \("order 4"\), and 2 others/) };
  await expect(verify(many, options)).rejects.toMatchObject(all);
  closing.close();
});

/** The limit that docs/clients.md names. */
describe('a redirect of the provider', () => {
  const redirecting = createServer((incoming, response) => {
    if (incoming.url === '/orders/7') response.writeHead(302, { location: '/moved' }).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
  });
  let options = {};
  beforeAll(async () => {
    await once(redirecting.listen(0, '127.0.0.1'), 'listening');
    options = { baseUrl: `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`, stateHandlers };
  });
  afterAll(() => redirecting.close());

  test('is followed by the official verifier', async () => {
    await expect(verify([request('the order', orderExists)], options)).resolves.toMatchObject({ exitCode: 0 });
  });

  test('does not satisfy an interaction that expects it', async () => {
    const interaction = { ...request('the order', orderExists), response: { status: 302 } };
    await expect(verify([interaction], options)).rejects.toMatchObject({ code: 'CONTRACT_BROKEN' });
  });
});

test('a state without a name needs a function too', async () => {
  const interactions = [request('the order', { name: '' })];
  const thrown = { code: 'CONTRACT_BROKEN', message: expect.stringContaining('no function for the state ""') };
  await expect(verify(interactions, { baseUrl })).rejects.toMatchObject(thrown);
  const named = { '': () => addOrder({ id: 7 }) };
  await expect(verify(interactions, { baseUrl, stateHandlers: named })).resolves.toMatchObject({ exitCode: 0 });
});

test('a state without a function fails its interaction alone', async () => {
  orders.add(7);
  const interactions = [request('the order', orderExists), request('the same order')];
  await expect(verify(interactions, { baseUrl })).rejects.toMatchObject({ code: 'CONTRACT_BROKEN' });
  expect(received).toHaveLength(1);
});

interface Row {
  readonly provider: { readonly version: { readonly number: string } };
  readonly verificationResult: { readonly success: boolean };
}

test('the result is recorded at the broker, for a success and for a failure', async () => {
  const broker = await startBroker({ database: ':memory:', port: 0 });
  try {
    const access = { url: broker.url };
    const folder = join(pactFile(message('an order'), request('the order', orderExists)), '..');
    await publishPacts(access, { consumer: 'web', folder, version: '1', branch: 'main' });
    const options = { provider: 'shop', broker: access, baseUrl, stateHandlers };
    const good = { ...options, version: '1', messages: { 'an order': () => ({ id: 1 }) } };
    await expect(verifyProvider(good)).resolves.toMatchObject({ exitCode: 0, shouldPublish: true });
    await expect(verifyProvider({ ...options, version: '2' })).rejects.toMatchObject({ code: 'CONTRACT_BROKEN' });
    const matrix = await fetch(`${broker.url}/matrix?q[][pacticipant]=shop&latestby=cvpv`);
    const { matrix: results } = (await matrix.json()) as { matrix: Row[] };
    const verdicts = results.map((row) => [row.provider.version.number, row.verificationResult.success]);
    expect(verdicts.sort()).toEqual([
      ['1', true],
      ['2', false],
    ]);
  } finally {
    await broker.close();
  }
});

test('neither a broker nor a pact file is an error', async () => {
  await expect(verifyProvider({ provider: 'shop', version: '1' })).rejects.toMatchObject({ code: 'USAGE' });
});

test('a pact file of another provider is an error, although the provider satisfies it', async () => {
  const options = { provider: 'warehouse', messages: { 'an order': () => ({ id: 7 }) } };
  const reason = 'is a pact with the provider "shop", not "warehouse"';
  const thrown = expect.objectContaining({ code: 'PACT_UNREADABLE', message: expect.stringContaining(reason) });
  await expect(verify([message('an order')], options)).rejects.toEqual(thrown);
});

test.each<[string, Partial<ProviderVerification>]>([
  ['a message', { messages: { 'an order': () => new Promise(() => undefined) } }],
  [
    'a state',
    {
      messages: { 'an order': () => ({ id: 7 }) },
      stateHandlers: { [orderExists.name]: () => new Promise(() => undefined) },
    },
  ],
])('a function of %s that never ends is a failure after the time limit', async (_, handlers) => {
  const options = { stateHandlers, timeoutMs: 4_000, ...handlers };
  const thrown = expect.objectContaining({
    code: 'CONTRACT_BROKEN',
    message: expect.stringContaining('did not end within 4 s'),
  });
  await expect(verify([message('an order', orderExists)], options)).rejects.toEqual(thrown);
});
