import { checkResult } from '../../src/verification/check-result.ts';
import { messageKey } from '../../src/verification/message-key.ts';
import type { PactInteraction, PactToVerify } from '../../src/verification/pact-to-verify.ts';
import { resultByPosition, withPositionIds } from '../../src/verification/positions.ts';
import type { Failure, VerifierResult } from '../../src/verification/verifier-result.ts';
import { smallUse } from '../usage/small-usage.ts';

const interaction = (name: string, more: Partial<PactInteraction> = {}): PactInteraction => ({
  id: name,
  description: `a ${name}`,
  states: [],
  pending: false,
  isMessage: true,
  contentType: {},
  ...more,
});
const pact = (consumer: string, names: string[], more: Partial<PactToVerify> = {}): PactToVerify => ({
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

/** The verifier's result for these interactions. Those with `!` failed. */
function result(interactions: string, more: Partial<VerifierResult> = {}): VerifierResult {
  const names = interactions.split(' ');
  const failed = names.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1));
  const interactionResults = names.map((name) => ({ description: name, result: name.endsWith('!') ? 'Error' : 'OK' }));
  return { result: failed.length === 0, errors: failed.map(failure), pendingErrors: [], interactionResults, ...more };
}

/** The failed interactions of each pact, and the contradictions in the result. */
const check = (pacts: PactToVerify[], verifierResult: VerifierResult) => {
  const checked = checkResult(pacts, new Map(), verifierResult, true);
  const failed = checked.pacts.map(({ interactions }) =>
    interactions.filter(({ success }) => !success).map(({ description }) => description),
  );
  return { failed, problems: checked.problems.map(({ message }) => message) };
};

test('each failure is assigned to its interaction', () => {
  expect(check([pact('one', ['ok', 'soft']), pact('two', ['ok'])], result('ok soft! ok'))).toEqual({
    failed: [['a soft'], []],
    problems: [],
  });
});

test('equal interactions of two pacts fail in both', () => {
  expect(check([pact('one', ['soft']), pact('two', ['soft'])], result('soft! soft!'))).toMatchObject({
    failed: [['a soft'], ['a soft']],
    problems: [],
  });
});

test('failures of a pact file are assigned by position: one description may occur several times', () => {
  const file = withPositionIds([
    interaction('soft'),
    interaction('soft', { pending: true }),
    interaction('soft'),
    interaction('ok'),
  ]);
  const nameless = ({ interaction }: Failure) => ({ interaction, mismatch: { interactionId: '' } });
  const found = result('soft soft! soft! ok', {
    errors: [nameless(failure('soft'))],
    pendingErrors: [nameless(failure('soft'))],
    result: false,
  });
  const checked = checkResult(
    [pact('file', [], { interactions: file })],
    new Map(),
    resultByPosition(found, file),
    true,
  );
  expect(checked).toMatchObject({
    problems: [],
    pacts: [{ interactions: [{ success: true }, { success: false }, { success: false }, { success: true }] }],
  });
});

test.each([
  ['fewer interactions than the pacts have', result('ok'), /have 2 interactions, but 1 were verified/],
  ['more interactions than the pacts have', result('ok soft hard'), /have 2 interactions, but 3/],
  ['a failure of an unknown interaction', result('ok soft', { errors: [failure('moon')], result: false }), /a moon/],
  ['a failure without a reason', result('ok soft!', { errors: [] }), /1 interactions failed.*reported for 0/],
  ['success with a failure', result('ok soft!', { result: true }), /the overall result is success/],
  [
    'a failure to load',
    result('ok soft', {
      errors: [{ interaction: 'Failed to load pact', mismatch: { type: 'error', message: 'IO Error' } }],
      result: false,
    }),
    /Failed to load pact: IO Error/,
  ],
])('a result with %s has a problem', (_, verifier, message) => {
  expect(check([pact('one', ['ok', 'soft'])], verifier).problems.join('\n')).toMatch(message);
});

test('a failure of a pending pact does not contradict a successful result', () => {
  const pacts = [pact('one', ['soft'], { pending: true })];
  const checked = checkResult(
    pacts,
    new Map(),
    result('soft!', { errors: [], pendingErrors: [failure('soft')], result: true }),
    true,
  );
  expect(checked).toMatchObject({
    problems: [],
    pacts: [{ success: false, interactions: [{ pending: true, success: false }] }],
  });
});

test('only the notices for this result are reported', () => {
  const notices = [
    'before_verification',
    'after_verification:success_true_published_true',
    'after_verification:success_false_published_true',
  ];
  const one = pact('one', ['ok'], { notices: notices.map((when) => ({ when, text: when })) });
  expect(checkResult([one], new Map(), result('ok'), true).pacts[0]?.notices).toEqual(notices.slice(0, 2));
});

test('a fitting use that failed for another reason is a contradiction', () => {
  const failed: Failure = {
    interaction: 'Verifying a pact between x and y - a use',
    mismatch: { interactionId: 'use', type: 'error', message: 'a setup state change handler has failed' },
  };
  const use = smallUse({ module: 'prov', name: 'f' });
  const usage = { use, result: { module: 'prov', name: 'f', verdict: 'fits' as const, failures: [], unknown: [] } };
  const request = { subject: { kind: 'message', name: 'a use' }, answer: () => Promise.reject(new Error()) } as const;
  const messages = new Map([[messageKey('a use', []), { request, text: '{}', usage }]]);
  const checked = checkResult([pact('one', ['use'])], messages, result('use!', { errors: [failed] }), true);
  expect(checked.problems).toMatchObject([
    { code: 'VERIFIER_FAILED', message: expect.stringContaining('"a use": a setup state change handler has failed') },
  ]);
});
