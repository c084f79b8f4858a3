import type { Answer } from '../support/test-broker.ts';
import { useBroker } from '../support/use-broker.ts';

/** What all routes share, over a socket. */
describe('HTTP', () => {
  const broker = useBroker();
  const { ask } = broker;
  beforeAll(() => ask('POST', '/pacticipants', { name: 'Foo' }));

  const hal = 'application/hal+json';
  const text = { 'content-type': 'text/plain' };

  test.each<[string, string, string, unknown, Record<string, string>, number]>([
    ['the index', 'GET', '/', undefined, { accept: `${hal}, application/json` }, 200],
    ['any type', 'GET', '/', undefined, { accept: '*/*' }, 200],
    ['plain JSON where only HAL is offered', 'GET', '/', undefined, { accept: 'application/json' }, 406],
    ['an unsupported method', 'DELETE', '/', undefined, {}, 405],
    ['an unknown path', 'GET', '/zzz', undefined, {}, 404],
    ['a trailing slash', 'GET', '/pacticipants/Foo/', undefined, {}, 200],
    ['a bare question mark', 'GET', '/pacticipants/Foo?', undefined, {}, 200],
    ['an empty path component', 'GET', '//pacticipants', undefined, {}, 404],
    ['a line break in the path', 'GET', '/pacticipants/a%0Ab', undefined, {}, 422],
    ['a tab in the path', 'GET', '/pacticipants/a%09b', undefined, {}, 422],
    ['a null character in the path', 'GET', '/pacticipants/a%00b', undefined, {}, 422],
    ['a null character in the query', 'GET', '/pacticipants?q=%00', undefined, {}, 422],
    ['a null character in a name', 'POST', '/pacticipants', '{"name":"\\u0000"}', {}, 400],
    ['an unpaired surrogate in a name', 'POST', '/pacticipants', '{"name":"\\ud800"}', {}, 400],
    ['an invalid percent encoding', 'GET', '/pacticipants/a%zz', undefined, {}, 404],
    ['malformed JSON for an unknown pacticipant', 'PUT', '/pacticipants/Nope', '{bad', {}, 400],
    ['JSON that is not an object', 'PUT', '/pacticipants/Foo', '3', {}, 400],
    ['an unknown pacticipant', 'PUT', '/pacticipants/Nope', {}, {}, 404],
    ['another content type', 'POST', '/pacticipants', '{}', text, 415],
    ['no content type', 'PUT', '/pacticipants/Foo/versions/1', undefined, {}, 415],
    ['an empty body where all members are optional', 'PUT', '/pacticipants/Foo/versions/1', '', {}, 201],
    ['an empty body where a member is required', 'POST', '/pacticipants', '', {}, 400],
    ['a blank name', 'POST', '/pacticipants', { name: ' ' }, {}, 400],
  ])('the status of %s', async (_, method, path, body, headers, status) => {
    expect((await ask(method, path, body, headers)).status).toBe(status);
  });

  test('errors are HAL, except for unknown paths', async () => {
    const answers = [
      await ask('GET', '/zzz'),
      await ask('GET', '/pacticipants/Nope'),
      await ask('POST', '/pacticipants', {}),
    ];
    expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/json;charset=utf-8',
      `${hal};charset=utf-8`,
      `${hal};charset=utf-8`,
    ]);
    expect(answers[0]?.body).toEqual({ error: 'The requested document was not found on this server.' });
  });

  test('405 and OPTIONS list the supported methods', async () => {
    expect((await ask('PUT', '/', {})).headers.get('allow')).toBe('GET, OPTIONS');
    const options = await ask('OPTIONS', '/pacticipants/Foo');
    expect(options.headers.get('access-control-allow-methods')).toBe('GET, PUT, PATCH, DELETE, OPTIONS');
  });

  test('responses without a body have no content type', async () => {
    // the official CLI treats an empty response with a content type as a failure
    await ask('POST', '/pacticipants', { name: 'Gone' });
    const empty = [
      await ask('DELETE', '/pacticipants/Gone'),
      await ask('GET', '/', undefined, { accept: 'application/json' }),
      await ask('POST', '/pacticipants', '{}', text),
      await ask('PATCH', '/', {}),
    ];
    const seen = ({ status, headers, body }: Answer) => [status, headers.get('content-type'), body];
    expect(empty.map(seen)).toEqual([204, 406, 415, 405].map((status) => [status, null, undefined]));
  });

  test('every response varies by Accept and is not cached', async () => {
    for (const path of ['/', '/zzz', '/pacticipants/Foo']) {
      const { headers } = await ask('GET', path);
      expect([headers.get('vary'), headers.get('cache-control')]).toEqual(['Accept', 'no-cache']);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('validation errors are a problem document if the client accepts one', async () => {
    const body = { mainBranch: 'a b', displayName: 3 };
    expect((await ask('POST', '/pacticipants', body)).body).toEqual({
      errors: { name: ['is missing'], displayName: ['must be a string'], mainBranch: ['cannot contain spaces'] },
    });
    const problem = await ask('POST', '/pacticipants', body, { accept: `${hal}, application/problem+json` });
    expect(problem.headers.get('content-type')).toBe('application/problem+json;charset=utf-8');
    expect(problem.body).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/name' })]),
    });
  });

  test('a 404 is a problem document if the client accepts one', async () => {
    const accept = { accept: `${hal}, application/problem+json` };
    expect((await ask('GET', '/zzz', undefined, accept)).body).toEqual({
      title: '404 Not Found',
      type: '/problem/not-found',
      status: 404,
      detail: 'The requested document was not found on this server.',
    });
    expect((await ask('GET', '/pacticipants/Nope', undefined, accept)).body).toEqual({
      title: 'Not found',
      type: `${broker.url}/problem/not-found`,
      status: 404,
      detail: "No pacticipant with name 'Nope' found",
    });
  });

  test('a write that fails is rolled back', async () => {
    const contracts = [
      { consumerName: 'Half', providerName: 'Foo', content: '!', contentType: 'x', specification: 'pact' },
    ];
    const body = { pacticipantName: 'Half', pacticipantVersionNumber: '1', contracts };
    expect((await ask('POST', '/contracts/publish', body)).status).toBe(400);
    expect((await ask('GET', '/pacticipants/Half')).status).toBe(404);
  });

  test('names with special characters are preserved', async () => {
    for (const name of ['a/b', 'ü ñ', '100%', '%2F', "it's", 'a?b#c', 'x.json', '<b>', '"q"']) {
      const { headers } = await ask('POST', '/pacticipants', { name });
      const self = headers.get('location')?.replace(broker.url, '') ?? '';
      expect((await ask('GET', self)).body).toMatchObject({ name });
    }
  });

  test('links begin with the URL of the request', async () => {
    const { body } = await ask('GET', '/pacticipants/Foo');
    expect(body._links.self.href).toBe(`${broker.url}/pacticipants/Foo`);
  });
});

describe('a broker with a base URL', () => {
  const broker = useBroker({ baseUrls: ['https://pacts.example.org/broker'] });

  test('links begin with the base URL', async () => {
    const { body } = await broker.ask('GET', '/');
    expect(body._links['pb:environments'].href).toBe('https://pacts.example.org/broker/environments');
  });
});
