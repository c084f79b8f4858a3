import { ProviderRefusalError } from '../../src/provider/refusal.ts';
import { type Mismatch, mismatchesOfFailure, mismatchesOfRefusal } from '../../src/verification/mismatch.ts';
import { createProblem, exitCodeOf, type Outcome, type VerifiedPact } from '../../src/verification/outcome.ts';
import { verificationMarkdown, verificationReport } from '../../src/verification/report.ts';
import type { RawMismatch } from '../../src/verification/verifier-result.ts';

const sha = '3f2a1b9c'.padEnd(40, '0');

function outcome(mismatches: Mismatch[], more: Partial<Outcome> = {}): Outcome {
  const interactions = ['a FeedbackEvent with level ok', 'a FeedbackEvent with level soft'].map((description) => ({
    description,
    success: mismatches.length === 0,
    pending: false,
    mismatches,
  }));
  const pact: VerifiedPact = {
    url: 'http://broker/pact',
    consumer: 'market_data_pipeline',
    consumerVersions: [sha, '7'],
    pending: false,
    success: mismatches.length === 0,
    interactions,
    readAt: [],
    notices: [
      `The pact at http://b is being verified because the pact content belongs to the consumer version matching the following criteria:\n    * latest version from branch 'main' (${sha})\n    * latest version (7)`,
    ],
  };
  const provider = { kind: 'python', name: 'core', version: '1.2.0', origin: 'here' } as const;
  const base = { provider, pacts: [pact], problems: [], shouldPublish: true, missingNames: [], output: 'RAW', ...more };
  return { ...base, exitCode: exitCodeOf(base) };
}

const raw = (mismatch: RawMismatch) =>
  mismatchesOfFailure(
    { kind: 'message', name: 'FeedbackEvent' },
    { interaction: 'x', mismatch: { mismatches: [mismatch] } },
  );

test.each<[string, Mismatch[], string]>([
  [
    'a value',
    raw({ path: '$.level', mismatch: "Expected 'slow' (String) to be equal to 'soft' (String)" }),
    "FeedbackEvent.level to be equal to 'soft', core 1.2.0 writes 'slow'",
  ],
  [
    'a type',
    raw({ path: '$.queue_size', mismatch: 'Expected 80.0 (Decimal) to be an integer' }),
    'FeedbackEvent.queue_size to be an integer, core 1.2.0 writes 80.0',
  ],
  [
    'a nested field',
    raw({ path: "$['components'][0].state", mismatch: 'Expected null (Null) to match' }),
    'FeedbackEvent.components[0].state to match, core 1.2.0 writes null',
  ],
  [
    'missing fields',
    raw({ path: '$', mismatch: 'Actual map is missing the following keys: source, ts' }),
    'FeedbackEvent.ts, core 1.2.0 does not write it',
  ],
  [
    'metadata',
    raw({
      key: 'topic',
      expected: 'feedback',
      actual: '',
      mismatch: "Expected message metadata 'topic' to have value 'feedback' but was ''",
    }),
    'FeedbackEvent, metadata topic to be feedback, core 1.2.0 does not do so',
  ],
  [
    'an error',
    mismatchesOfFailure(
      { kind: 'message', name: 'FeedbackEvent' },
      { interaction: 'x', mismatch: { type: 'error', message: 'no answer' } },
    ),
    'FeedbackEvent to be as in the pact, core 1.2.0 does not do so: no answer',
  ],
  [
    'a refused value',
    mismatchesOfRefusal(
      { kind: 'message', name: 'FeedbackEvent' },
      ProviderRefusalError.refusedValues([
        { subject: 'FeedbackEvent.level', given: '"soft"', reason: 'Input should be ok' },
      ]),
    ),
    'FeedbackEvent.level to be "soft", core 1.2.0 refuses it: Input should be ok',
  ],
  [
    'a field that core suddenly needs',
    mismatchesOfRefusal(
      { kind: 'message', name: 'FeedbackEvent' },
      ProviderRefusalError.refusedValues([{ subject: 'FeedbackEvent.region', reason: 'Field required' }]),
    ),
    'FeedbackEvent.region not to be needed, core 1.2.0 refuses it: Field required',
  ],
  [
    'a missing name',
    mismatchesOfRefusal(
      { kind: 'message', name: 'FeedbackEvent' },
      ProviderRefusalError.missingNames(['telemetry.FeedbackEvent']),
    ),
    'FeedbackEvent, core 1.2.0 has no telemetry.FeedbackEvent',
  ],
])('a mismatch is one sentence: %s', (_, mismatches, sentence) => {
  const text = verificationReport(outcome(mismatches));
  expect(text).toContain(`market_data_pipeline 3f2a1b9c0000 and 7 wants ${sentence}`);
  expect(text).toContain('    in a FeedbackEvent with level ok, a FeedbackEvent with level soft');
  expect(text).toMatch(/core 1\.2\.0 breaks the contract; the result is recorded$/);
  expect(text).not.toContain('RAW');
});

test("without mismatches the report has the counts, the broker's notices and the verdict", () => {
  expect(verificationReport(outcome([]))).toBe(
    [
      '✔ market_data_pipeline 3f2a1b9c0000 and 7: 2 of 2 interactions pass',
      `    as the latest version from branch 'main' (${sha.slice(0, 12)}), latest version (7)`,
      'core 1.2.0 keeps the contract; the result is recorded',
    ].join('\n'),
  );
});

test('the verdict states whether the result is published', () => {
  expect(verificationReport(outcome([], { shouldPublish: false }))).toMatch(/keeps the contract \(not published\)$/);
});

test('a failure of a pending pact is reported, with exit code 0', () => {
  const mismatches: Mismatch[] = [
    { kind: 'missing', field: 'FeedbackEvent.ts', expected: 'to be there', actual: 'nothing' },
  ];
  const [pact] = outcome(mismatches).pacts;
  const interactions = pact?.interactions.map((interaction) => ({ ...interaction, pending: true })) ?? [];
  const pending = outcome([], { pacts: pact ? [{ ...pact, pending: true, interactions }] : [] });
  expect(pending.exitCode).toBe(0);
  expect(verificationReport(pending)).toContain('core 1.2.0 does not write it (pending)');
  expect(verificationReport(pending)).toMatch(/keeps the contract, except for pending pacts; the result is recorded$/);
});

test('with a problem the verdict is unknown', () => {
  const unreliable = outcome([], { problems: [createProblem('RESULT_NOT_RECORDED', 'market_data_pipeline 7')] });
  expect(unreliable.exitCode).toBe(2);
  expect(verificationReport(unreliable)).toMatch(
    /RESULT_NOT_RECORDED: .*market_data_pipeline 7\n {4}Check that these credentials/,
  );
  expect(verificationReport(unreliable)).toMatch(/unknown whether core 1\.2\.0 keeps the contract$/);
});

test('a missing name that no pact relies on is a note', () => {
  const name = 'market_data_core.protocols.RateController';
  expect(verificationReport(outcome([], { missingNames: [name] }))).toContain(`note: core 1.2.0 has no ${name}`);
});

test('the job summary has the verdict, the pacts and the mismatches', () => {
  const markdown = verificationMarkdown(
    outcome(raw({ path: '$.level', mismatch: "Expected 'slow' (String) to be equal to 'soft' (String)" })),
  );
  expect(markdown).toContain('### core 1.2.0 breaks the contract');
  expect(markdown).toContain('| market_data_pipeline 3f2a1b9c0000 and 7 | 0 of 2 | no |');
  expect(markdown).toContain(
    "- market_data_pipeline 3f2a1b9c0000 and 7 wants FeedbackEvent.level to be equal to 'soft'",
  );
});

describe('names with markup and control characters', () => {
  const version = '1 | <img src=x> `id`\u001b[31m\n::error::x';
  const hostile = outcome([], { provider: { kind: 'python', name: 'core', version, origin: 'here' } });

  test('are escaped in the job summary', () => {
    expect(verificationMarkdown(hostile)).toContain('1 \\| &lt;img src=x> \\`id\\` \\[31m ::error::x');
  });

  test('are printed without control characters', () => {
    expect(verificationReport(hostile)).not.toContain('\u001b');
  });
});
