import { ProviderRefusalError } from '../../src/provider/refusal.ts';
import { type Mismatch, mismatchesOfFailure, mismatchesOfRefusal } from '../../src/verification/mismatch.ts';
import { doubt, exitCodeOf, type Outcome, type VerifiedPact } from '../../src/verification/outcome.ts';
import { report, summaryMarkdown } from '../../src/verification/report.ts';
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
  const base = { provider, pacts: [pact], doubts: [], published: true, missingNames: [], output: 'RAW', ...more };
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
])('%s: who wants what, and what core does', (_, mismatches, words) => {
  const text = report(outcome(mismatches));
  expect(text).toContain(`market_data_pipeline 3f2a1b9c0000 and 7 wants ${words}`);
  expect(text).toContain('    in a FeedbackEvent with level ok, a FeedbackEvent with level soft');
  expect(text).toMatch(/core 1\.2\.0 breaks the contract; the result is recorded$/);
  expect(text).not.toContain('RAW');
});

test("a kept contract: the count, the broker's notices, the verdict", () => {
  expect(report(outcome([]))).toBe(
    [
      '✔ market_data_pipeline 3f2a1b9c0000 and 7: 2 of 2 interactions as wanted',
      `    as the latest version from branch 'main' (${sha.slice(0, 12)}), latest version (7)`,
      'core 1.2.0 keeps the contract; the result is recorded',
    ].join('\n'),
  );
  expect(report(outcome([], { published: false }))).toMatch(/keeps the contract \(not published\)$/);
});

test('a pending failure breaks nothing, and is not passed over', () => {
  const mismatches: Mismatch[] = [
    { kind: 'missing', field: 'FeedbackEvent.ts', expected: 'to be there', actual: 'nothing' },
  ];
  const [pact] = outcome(mismatches).pacts;
  const interactions = pact?.interactions.map((interaction) => ({ ...interaction, pending: true })) ?? [];
  const pending = outcome([], { pacts: pact ? [{ ...pact, pending: true, interactions }] : [] });
  expect(pending.exitCode).toBe(0);
  expect(report(pending)).toContain('core 1.2.0 does not write it (pending)');
  expect(report(pending)).toMatch(/keeps the contract, but for what is pending; the result is recorded$/);
});

test('a doubt outweighs all else, and says what to do', () => {
  const doubtful = outcome([], { doubts: [doubt('RESULT_NOT_RECORDED', 'market_data_pipeline 7')] });
  expect(doubtful.exitCode).toBe(2);
  expect(report(doubtful)).toMatch(/RESULT_NOT_RECORDED: .*market_data_pipeline 7\n {4}Check that these credentials/);
  expect(report(doubtful)).toMatch(/unknown whether core 1\.2\.0 keeps the contract$/);
});

test('a name that the pipeline imports, and no message shows, is noted', () => {
  const name = 'market_data_core.protocols.RateController';
  expect(report(outcome([], { missingNames: [name] }))).toContain(`note: core 1.2.0 has no ${name}`);
});

test("the job's summary holds the verdict, the pacts and the differences", () => {
  const markdown = summaryMarkdown(
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

  test('are shown as text in the job summary', () => {
    expect(summaryMarkdown(hostile)).toContain('1 \\| &lt;img src=x> \\`id\\` \\[31m ::error::x');
  });

  test('send no escape sequence to a terminal', () => {
    expect(report(hostile)).not.toContain('\u001b');
  });
});
