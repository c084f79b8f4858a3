import { type RunningBroker, startBroker } from '../../src/broker/server.ts';

/** The protocol layer every route shares, as seen from a real socket. */
describe('the protocol layer', () => {
  let broker: RunningBroker;
  beforeAll(async () => {
    broker = await startBroker({ database: ':memory:', port: 0 });
    await ask('POST', '/pacticipants', { body: { name: 'Foo' } });
  });
  afterAll(() => broker.close());

  const ask = (
    method: string,
    path: string,
    { body, ...headers }: { body?: unknown; [header: string]: unknown } = {},
  ) =>
    fetch(broker.url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(headers as Record<string, string>),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

  test.each<[string, string, string, Record<string, unknown>, number]>([
    ['the index', 'GET', '/', { accept: 'application/hal+json, application/json' }, 200],
    ['any type', 'GET', '/', { accept: '*/*' }, 200],
    ['plain JSON where only HAL is given', 'GET', '/', { accept: 'application/json' }, 406],
    ['a method the resource has not', 'DELETE', '/', {}, 405],
    ['an unknown path', 'GET', '/zzz', {}, 404],
    ['a trailing slash', 'GET', '/pacticipants/Foo/', {}, 200],
    ['an empty path component', 'GET', '//pacticipants', {}, 404],
    ['a line break in the path', 'GET', '/pacticipants/a%0Ab', {}, 422],
    ['a broken percent sign', 'GET', '/pacticipants/a%zz', {}, 404],
    ['malformed JSON for something that is not there', 'PUT', '/pacticipants/Nope', { body: '{bad' }, 400],
    ['something that is not there', 'PUT', '/pacticipants/Nope', { body: {} }, 404],
    ['another content type', 'POST', '/pacticipants', { body: '{}', 'content-type': 'text/plain' }, 415],
    ['a blank name', 'POST', '/pacticipants', { body: { name: ' ' } }, 400],
  ])('%s', async (_, method, path, options, status) => {
    expect((await ask(method, path, options)).status).toBe(status);
  });

  test('405 and OPTIONS name the methods', async () => {
    expect((await ask('PUT', '/')).headers.get('allow')).toBe('GET, OPTIONS');
    const options = await ask('OPTIONS', '/pacticipants/Foo');
    expect(options.headers.get('access-control-allow-methods')).toBe('GET, PUT, PATCH, DELETE, OPTIONS');
  });

  test('a failed write leaves nothing behind, an empty answer carries no content type', async () => {
    const gone = await ask('DELETE', '/pacticipants/Foo');
    expect([gone.status, gone.headers.get('content-type')]).toEqual([204, null]);
    expect((await ask('GET', '/pacticipants/Foo')).status).toBe(404);
  });

  test('validation errors come by field, or as a problem document when that is asked for', async () => {
    const body = { mainBranch: 'a b', displayName: 3 };
    const plain = await (await ask('POST', '/pacticipants', { body })).json();
    expect(plain).toEqual({
      errors: { name: ['is missing'], displayName: ['must be a string'], mainBranch: ['cannot contain spaces'] },
    });
    const problem = await ask('POST', '/pacticipants', {
      body,
      accept: 'application/hal+json, application/problem+json',
    });
    expect(problem.headers.get('content-type')).toBe('application/problem+json;charset=utf-8');
    expect(await problem.json()).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/name' })]),
    });
  });

  test('names survive whatever is in them', async () => {
    for (const name of ['a/b', 'ü ñ', '100%', '%2F', "it's", 'a?b#c', 'x.json', '<b>', '"q"']) {
      const { headers } = await ask('POST', '/pacticipants', { body: { name } });
      const again = await fetch(headers.get('location') ?? '');
      expect([again.status, await again.json()]).toEqual([200, expect.objectContaining({ name })]);
    }
  });
});
