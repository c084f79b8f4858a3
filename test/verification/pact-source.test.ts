import { resolve } from 'node:path';
import { type PactSource, pactSourceAt, refusePublishing } from '../../src/verification/pact-source.ts';

const path = '/pacts/provider/core/consumer/pipeline/pact-version/abc/metadata/xyz';
const configured = { PACT_BROKER_BASE_URL: 'https://broker.example.org/sub', PACT_BROKER_TOKEN: 's3cret' };

test('a pact of the configured broker is asked for with its credentials', () => {
  const url = `https://broker.example.org/sub${path}`;
  const broker = { url: 'https://broker.example.org/sub', token: 's3cret' };
  expect(pactSourceAt(url, configured)).toMatchObject({ kind: 'url', url, broker });
});

test('a pact elsewhere is refused where a broker is configured: credentials go to that broker alone', () => {
  expect(() => pactSourceAt(`https://evil.example.org${path}`, configured)).toThrow(/is not at PACT_BROKER_BASE_URL/);
});

test('without a configured broker its address is taken from the URL, and no credentials are sent', () => {
  const url = `http://127.0.0.1:9292/sub${path}`;
  expect(pactSourceAt(url, { PACT_BROKER_TOKEN: 's3cret' })).toEqual({
    kind: 'url',
    url,
    broker: { url: 'http://127.0.0.1:9292/sub' },
  });
});

test('what is no URL is a file; a URL of something else is refused', () => {
  expect(pactSourceAt('pacts/a.json', configured)).toEqual({ kind: 'file', path: resolve('pacts/a.json') });
  expect(() => pactSourceAt('https://broker.example.org/sub/pacticipants', configured)).toThrow(/not a pact/);
});

const selected: PactSource = { kind: 'selected', broker: { url: 'http://broker' } };

test.each<['reference' | 'python', PactSource, boolean, RegExp | undefined]>([
  ['reference', selected, true, undefined],
  ['reference', selected, false, /not core's own.* http:\/\/broker/],
  ['python', selected, false, undefined],
  ['python', { kind: 'file', path: 'a.json' }, false, /add --no-publish/],
])('%s of %j (embedded: %s): publishing refused by %s', (core, source, embedded, words) => {
  const publishing = () => refusePublishing(core, source, embedded);
  if (words) expect(publishing).toThrow(words);
  else expect(publishing).not.toThrow();
});
