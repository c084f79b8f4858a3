import { classifyFailure } from '../../src/gate/cli-failure.ts';

const ended = (output: string, exit: number | string = 1) =>
  classifyFailure({ command: 'publish', exit, output, url: 'http://b' });

/** Recorded outputs of the official client. */
test.each([
  [
    'an unreachable broker',
    "❌ Failed to access pact broker path '' - error sending request for url (http://b/). URL: 'http://b'",
    'BROKER_UNREACHABLE',
  ],
  [
    '401',
    `❌ Request to pact broker path '' failed: 401 Unauthorized. Response: {"error":"no"}. URL: 'http://b'`,
    'BROKER_UNAUTHORIZED',
  ],
  [
    '401 for a write, as for a read-only user',
    `📨 Attempting to publish pact for consumer: a against provider: b\n❌ IO Error - Request to pact broker path '/contracts/publish' failed: 401 Unauthorized. URL: 'http://b'`,
    'BROKER_UNAUTHORIZED',
  ],
  ['403', `❌ Request to pact broker path '' failed: 403 Forbidden. URL: 'http://b'`, 'BROKER_UNAUTHORIZED'],
  [
    '500',
    `❌ Request to pact broker path '' failed: 500 Internal Server Error. Response: {"error":{}}. URL: 'http://b'`,
    'BROKER_FAILED',
  ],
  ['429', `❌ Request to pact broker path '' failed: 429 Too Many Requests. URL: 'http://b'`, 'BROKER_FAILED'],
  ['404 for the index', `❌ Request to pact broker path '' failed: 404 Not Found. URL: 'http://b'`, 'BROKER_NOT_HAL'],
  [
    'a web page',
    `❌ Did not get a valid HAL response body from pact broker path '', content type is 'text/html'. URL: 'http://b'`,
    'BROKER_NOT_HAL',
  ],
  ['another API', `❌ Could not find relation 'pb:environments'`, 'BROKER_NOT_HAL'],
  ['a refused environment', `❌ name: cannot contain spaces`, 'BROKER_REFUSED'],
  [
    'an unknown environment',
    `❌ Environment nope does not exist\n❌ ❌ Environment nope does not exist`,
    'BROKER_REFUSED',
  ],
  ['an unknown output', 'something new', 'CLI_FAILED'],
  ['no output', '', 'CLI_FAILED'],
])('classifies %s', (_, output, code) => {
  expect(ended(output).code).toBe(code);
});

test('a crash is a failure of the client, not a refusal of the broker', () => {
  const panic = "thread 'main' panicked at src/cli.rs:1:1:\n❌ name: cannot contain spaces";
  expect(ended(panic, 101)).toMatchObject({ code: 'CLI_FAILED', exitCode: 2 });
});

test('a client that does not start is named with the system error', () => {
  expect(ended('', 'ENOENT').message).toContain('publish ended with ENOENT: no output');
});

test("a refusal has the broker's message without decoration", () => {
  const output = [
    '📨 Attempting to publish pact for consumer: a against provider: b',
    '❌ Pact publication failed:',
    '   contracts: Cannot change the content of the pact',
    '',
    'Details:',
    'Cannot change the content of the pact',
  ].join('\n');
  expect(ended(output).subject).toBe('contracts: Cannot change the content of the pact');
});

test('a message that the client repeats is reported once', () => {
  expect(ended('❌ Environment nope does not exist\n❌ ❌ Environment nope does not exist').subject).toBe(
    'Environment nope does not exist',
  );
});
