import { startBroker } from '../../src/broker/server.ts';
import { BrokerClient } from '../../src/broker-client/client.ts';

const write = { username: 'writer', password: 'w1' };
const read = { username: 'reader', password: 'r1' };
const broker = await startBroker({ database: ':memory:', port: 0, access: { write, read, readTokens: ['tr'] } });
const open = await startBroker({ database: ':memory:', port: 0, access: { write, read, publicRead: true } });
afterAll(() => Promise.all([broker.close(), open.close()]));

const code = (request: Promise<unknown>) =>
  request.then(
    () => 'accepted',
    (error) => error.code,
  );
const body = { name: 'orders' };

test.each<[string, object, string]>([
  ['no credentials', {}, 'BROKER_UNAUTHORIZED'],
  ['a wrong password', { ...write, password: 'x' }, 'BROKER_CREDENTIALS_REJECTED'],
  ['a wrong token', { token: 'x' }, 'BROKER_CREDENTIALS_REJECTED'],
  ['a user who may only read', read, 'BROKER_FORBIDDEN'],
  ['a token that may only read', { token: 'tr' }, 'BROKER_FORBIDDEN'],
  ['a user who may write', write, 'accepted'],
])('a write with %s', async (_, credentials, expected) => {
  const client = new BrokerClient({ url: broker.url, ...credentials });
  expect(await code(client.post('/pacticipants', body))).toBe(expected);
});

test('a wrong password is wrong also where everyone may read', async () => {
  const client = new BrokerClient({ url: open.url, ...write, password: 'x' });
  expect(await code(client.post('/pacticipants', body))).toBe('BROKER_CREDENTIALS_REJECTED');
});

test('a read with a wrong password is refused for it', async () => {
  const client = new BrokerClient({ url: broker.url, ...read, password: 'x' });
  expect(await code(client.get('/'))).toBe('BROKER_CREDENTIALS_REJECTED');
});
