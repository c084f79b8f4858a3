import { judge } from '../../src/verification/judge.ts';
import type { PactInteraction, ServedPact } from '../../src/verification/served-pact.ts';
import type { Failure, VerifierResult } from '../../src/verification/verifier-result.ts';

const interaction = (name: string, more: Partial<PactInteraction> = {}): PactInteraction => ({
  id: name,
  description: `a ${name}`,
  states: [],
  pending: false,
  ...more,
});
const pact = (consumer: string, names: string[], more: Partial<ServedPact> = {}): ServedPact => ({
  url: consumer,
  consumer,
  consumerVersions: ['1'],
  pending: false,
  notices: [],
  readAt: [],
  interactions: names.map((name) => interaction(name)),
  ...more,
});
const failure = (name: string): Failure => ({
  interaction: `Verifying a pact between x and y - a ${name}`,
  mismatch: {
    interactionId: name,
    mismatches: [{ path: '$', mismatch: 'Actual map is missing the following keys: level' }],
  },
});

/** What the verifier says of these interactions; a name with ! failed. */
function result(names: string, more: Partial<VerifierResult> = {}): VerifierResult {
  const words = names.split(' ');
  const failed = words.filter((word) => word.endsWith('!')).map((word) => word.slice(0, -1));
  const interactionResults = words.map((word) => ({ description: word, result: word.endsWith('!') ? 'Error' : 'OK' }));
  return { result: failed.length === 0, errors: failed.map(failure), pendingErrors: [], interactionResults, ...more };
}

const told = (pacts: ServedPact[], verifier: VerifierResult) => {
  const judged = judge(pacts, new Map(), verifier, true);
  const failed = judged.pacts.map(({ interactions }) =>
    interactions.filter(({ success }) => !success).map((i) => i.description),
  );
  return { failed, doubts: judged.doubts.map(({ message }) => message) };
};

test('each failure is told for the interaction that it belongs to', () => {
  expect(told([pact('one', ['ok', 'soft']), pact('two', ['ok'])], result('ok soft! ok'))).toEqual({
    failed: [['a soft'], []],
    doubts: [],
  });
});

test('equal interactions of two pacts fail in both', () => {
  expect(told([pact('one', ['soft']), pact('two', ['soft'])], result('soft! soft!'))).toMatchObject({
    failed: [['a soft'], ['a soft']],
    doubts: [],
  });
});

test('a pact file has no ids: the description tells', () => {
  const file = pact('file', [], { interactions: [{ description: 'a soft', states: [], pending: false }] });
  expect(told([file], result('soft!'))).toMatchObject({ failed: [['a soft']], doubts: [] });
});

test.each([
  ['fewer interactions than the pacts hold', result('ok'), /hold 2 interactions, and 1 were verified/],
  ['more interactions than the pacts hold', result('ok soft hard'), /hold 2 interactions, and 3/],
  ['a failure of something else', result('ok soft', { errors: [failure('moon')], result: false }), /a moon/],
  ['a failure without its reason', result('ok soft!', { errors: [] }), /1 interactions failed.*those of 0/],
  ['a word that its list contradicts', result('ok soft!', { result: true }), /its word is "kept"/],
  [
    'a failure to load',
    result('ok soft', {
      errors: [{ interaction: 'Failed to load pact', mismatch: { type: 'error', message: 'IO Error' } }],
      result: false,
    }),
    /Failed to load pact: IO Error/,
  ],
])('%s is a doubt', (_, verifier, message) => {
  expect(told([pact('one', ['ok', 'soft'])], verifier).doubts.join('\n')).toMatch(message);
});

test('a pending failure is a failure that breaks nothing', () => {
  const pacts = [pact('one', ['soft'], { pending: true })];
  const judged = judge(
    pacts,
    new Map(),
    result('soft!', { errors: [], pendingErrors: [failure('soft')], result: true }),
    true,
  );
  expect(judged).toMatchObject({
    doubts: [],
    pacts: [{ success: false, interactions: [{ pending: true, success: false }] }],
  });
});

test("of the broker's notices those are told that fit the result", () => {
  const notices = [
    'before_verification',
    'after_verification:success_true_published_true',
    'after_verification:success_false_published_true',
  ];
  const one = pact('one', ['ok'], { notices: notices.map((when) => ({ when, text: when })) });
  expect(judge([one], new Map(), result('ok'), true).pacts[0]?.notices).toEqual(notices.slice(0, 2));
});
