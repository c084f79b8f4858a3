import { readPact } from '../../src/verification/served-pact.ts';

const pact = (more: object) => ({ consumer: { name: 'pipeline' }, provider: { name: 'core' }, ...more });
const message = {
  type: 'Asynchronous/Messages',
  description: 'a FeedbackEvent',
  contents: { content: { level: 'ok' } },
};

test('specification 4: typed interactions, with the id that the broker gives', () => {
  const states = [{ name: 'a state', params: { level: 'ok' } }];
  const read = readPact(
    'url',
    pact({ interactions: [{ ...message, _id: 'a1', providerStates: states, pending: true }] }),
  );
  expect(read.interactions).toEqual([{ id: 'a1', description: 'a FeedbackEvent', states, pending: true }]);
});

test('specification 3: messages, with one state as text or several by name', () => {
  const messages = [
    { description: 'one', providerState: 'a state', contents: {} },
    { description: 'two', providerStates: [{ name: 'a' }, { name: 'b' }], contents: [] },
  ];
  expect(readPact('url', pact({ messages })).interactions).toMatchObject([
    { description: 'one', states: [{ name: 'a state', params: {} }] },
    { description: 'two', states: [{ name: 'a' }, { name: 'b' }] },
  ]);
});

test.each([
  ['a request', { interactions: [{ description: 'x', request: {} }] }, 'is of type Synchronous/HTTP, not a message'],
  [
    'another type',
    { interactions: [{ ...message, type: 'Synchronous/Messages' }] },
    'is of type Synchronous/Messages, not a message',
  ],
  ['no contents', { interactions: [{ ...message, contents: undefined }] }, 'has no contents'],
  ['empty contents', { interactions: [{ ...message, contents: {} }] }, 'has no contents'],
  ['a message of nothing', { messages: [{ description: 'x' }] }, 'has no contents'],
])('%s cannot be verified as a message', (_, more, problem) => {
  expect(readPact('url', pact(more)).interactions).toMatchObject([{ problem }]);
});

test('every consumer version that the broker names wants it', () => {
  const links = { 'pb:consumer-versions': [{ name: '1' }, { name: '2' }], 'pb:consumer-version': { name: '2' } };
  expect(readPact('url', pact({ _links: links })).consumerVersions).toEqual(['1', '2']);
  const { 'pb:consumer-version': only } = links;
  expect(readPact('url', pact({ _links: { 'pb:consumer-version': only } })).consumerVersions).toEqual(['2']);
});

test('what is no pact is refused by its URL, without credentials', () => {
  const read = () => readPact('http://user:s3cret@broker/x', { interactions: [{ description: 7 }] });
  expect(read).toThrow(/http:\/\/broker\/x/);
  expect(read).not.toThrow(/s3cret/);
});
