import { resolve } from 'node:path';
import { assertPublishable, type PactSource, parsePactSource } from '../../src/verification/pact-source.ts';

const path = '/pacts/provider/core/consumer/pipeline/pact-version/abc/metadata/xyz';
const configured = { PACT_BROKER_BASE_URL: 'https://broker.example.org/sub', PACT_BROKER_TOKEN: 's3cret' };

test('a pact of the configured broker is loaded with its credentials', () => {
  const url = `https://broker.example.org/sub${path}`;
  const broker = { url: 'https://broker.example.org/sub', token: 's3cret' };
  expect(parsePactSource(url, configured)).toMatchObject({ kind: 'url', url, broker });
});

/** The credentials must be sent to the configured broker only. */
test('a pact of another broker than the configured one is refused', () => {
  expect(() => parsePactSource(`https://evil.example.org${path}`, configured)).toThrow(
    /is not at PACT_BROKER_BASE_URL/,
  );
});

test('without a configured broker no credentials are sent', () => {
  const url = `http://127.0.0.1:9292/sub${path}`;
  expect(parsePactSource(url, { PACT_BROKER_TOKEN: 's3cret' })).toEqual({
    kind: 'url',
    url,
    broker: { url: 'http://127.0.0.1:9292/sub' },
  });
});

test('a path is a pact file', () => {
  expect(parsePactSource('pacts/a.json', configured)).toEqual({ kind: 'file', path: resolve('pacts/a.json') });
});

test('a URL of another resource is refused', () => {
  expect(() => parsePactSource('https://broker.example.org/sub/pacticipants', configured)).toThrow(/not a pact/);
});

const selected: PactSource = { kind: 'selected', broker: { url: 'http://broker' } };

test.each<['reference' | 'python', PactSource, boolean, RegExp | undefined]>([
  ['reference', selected, true, undefined],
  ['reference', selected, false, /not core's own.* http:\/\/broker/],
  ['python', selected, false, undefined],
  ['python', { kind: 'file', path: 'a.json' }, false, /add --no-publish/],
])('publishing a result of %s for %j (embedded: %s) is refused with %s', (core, source, embedded, message) => {
  const assert = () => assertPublishable(core, source, embedded);
  if (message) expect(assert).toThrow(message);
  else expect(assert).not.toThrow();
});
