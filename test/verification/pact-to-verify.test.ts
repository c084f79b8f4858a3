import { parsePact } from '../../src/verification/pact-to-verify.ts';

const pact = (more: object) => ({ consumer: { name: 'pipeline' }, provider: { name: 'core' }, ...more });
const message = {
  type: 'Asynchronous/Messages',
  description: 'a FeedbackEvent',
  contents: { content: { level: 'ok' } },
};

test('interactions of specification 4 are parsed with the id of the broker', () => {
  const states = [{ name: 'a state', params: { level: 'ok' } }];
  const parsed = parsePact(
    'url',
    pact({ interactions: [{ ...message, _id: 'a1', providerStates: states, pending: true }] }),
  );
  const contentType = { contentType: 'application/json' };
  const description = 'a FeedbackEvent';
  expect(parsed.interactions).toEqual([{ id: 'a1', description, states, pending: true, isMessage: true, contentType }]);
});

test('messages of specification 3 are parsed with one state or several', () => {
  const messages = [
    { description: 'one', providerState: 'a state', contents: {} },
    { description: 'two', providerStates: [{ name: 'a' }, { name: 'b' }], contents: [] },
  ];
  expect(parsePact('url', pact({ messages })).interactions).toMatchObject([
    { description: 'one', states: [{ name: 'a state', params: {} }] },
    { description: 'two', states: [{ name: 'a' }, { name: 'b' }] },
  ]);
});

test.each([
  [
    'a request',
    { interactions: [{ description: 'x', request: {} }] },
    'it is of type Synchronous/HTTP, and only messages are requested from the provider',
  ],
  [
    'another type',
    { interactions: [{ ...message, type: 'Synchronous/Messages' }] },
    'it is of type Synchronous/Messages, and only messages are requested from the provider',
  ],
  ['no contents', { interactions: [{ ...message, contents: undefined }] }, 'it has no contents'],
  ['empty contents', { interactions: [{ ...message, contents: {} }] }, 'it has no contents'],
  ['a message without contents', { messages: [{ description: 'x' }] }, 'it has no contents'],
])('%s cannot be verified as a message', (_, more, problem) => {
  expect(parsePact('url', pact(more)).interactions).toMatchObject([{ problem }]);
});

test('the consumer versions are those of pb:consumer-versions', () => {
  const _links = { 'pb:consumer-versions': [{ name: '1' }, { name: '2' }], 'pb:consumer-version': { name: '2' } };
  expect(parsePact('url', pact({ _links })).consumerVersions).toEqual(['1', '2']);
});

test('without pb:consumer-versions the consumer version is that of pb:consumer-version', () => {
  const _links = { 'pb:consumer-version': { name: '2' } };
  expect(parsePact('url', pact({ _links })).consumerVersions).toEqual(['2']);
});

test('the error for an invalid pact has its URL without credentials', () => {
  const read = () => parsePact('http://user:s3cret@broker/x', { interactions: [{ description: 7 }] });
  expect(read).toThrow(/http:\/\/broker\/x/);
  expect(read).not.toThrow(/s3cret/);
});
