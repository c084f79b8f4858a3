import type { CheckedRelease } from '../../src/verification/check-consumer.ts';
import {
  type ConsumerEntry,
  consumersMarkdown,
  consumersText,
  exitCodeOfCheck,
  presentCheck,
  verdictOfEntry,
} from '../../src/verification/consumers-report.ts';
import type { Outcome } from '../../src/verification/outcome.ts';

const provider = { kind: 'python', name: 'wren', version: '2.0', origin: '' } as const;

function outcomeOf(exitCode: 0 | 1 | 2): Outcome {
  const expected = 'calls Bar(a) (osprey/a.py:1)';
  const mismatch = { kind: 'use', field: 'wren.Bar', expected, actual: 'Bar has no parameter a' } as const;
  const mismatches = exitCode === 1 ? [mismatch] : [];
  const interaction = { description: 'uses wren.Bar', success: exitCode === 0, pending: false, mismatches };
  const pact = {
    url: '',
    consumer: 'osprey',
    readFrom: '1.0',
    consumerVersions: [],
    pending: false,
    readAt: [],
    notices: [],
  };
  const problems = exitCode === 2 ? [{ code: 'VERIFIER_FAILED', message: 'it hung', hint: '' } as const] : [];
  const pacts = [{ ...pact, success: exitCode === 0, interactions: [interaction] }];
  return { provider, exitCode, shouldPublish: false, pacts, problems, missingNames: [], output: '' };
}

function entryOf(exitCode: 0 | 1 | 2, changes: Partial<CheckedRelease> = {}): ConsumerEntry {
  const checked = {
    requirement: '<3',
    allowed: true,
    readWith: '1.9',
    outcome: outcomeOf(exitCode),
    leftOut: [],
    unresolved: 0,
  };
  return { consumer: 'osprey', number: '1.0', why: 'the newest release', checked: { ...checked, ...changes } };
}

const cases: [ConsumerEntry, string, number][] = [
  [entryOf(0), 'yes', 0],
  [entryOf(0, { outcome: undefined }), 'yes', 0],
  [entryOf(1), 'no', 1],
  [entryOf(1, { allowed: false }), 'excluded', 0],
  [entryOf(2), 'unknown', 2],
  [{ consumer: 'osprey', number: '1.0', why: 'in production', problem: 'it was not read' }, 'unknown', 2],
  [{ consumer: 'osprey', missingReason: 'no release, no pact' }, 'missing', 1],
  [{ consumer: 'osprey', byPactReason: 'see its pact' }, 'by its pact', 1],
];

test.each(cases)('the verdict of %j', (entry, verdict, exitCode) => {
  expect(verdictOfEntry(entry)).toBe(verdict);
  expect(exitCodeOfCheck({ provider: 'wren 2.0', entries: [entry] })).toBe(exitCode);
});

test('one consumer that the release breaks makes the verdict no, independent of the others', () => {
  const entries = cases.map(([entry]) => entry);
  expect(exitCodeOfCheck({ provider: 'wren 2.0', entries })).toBe(1);
});

test('a break is one sentence with both sides, in the text, in Markdown and in JSON', () => {
  const check = { provider: 'wren 2.0', entries: [entryOf(1)] };
  const sentence = 'osprey 1.0 calls Bar(a) (osprey/a.py:1); in wren 2.0 Bar has no parameter a';
  expect(consumersText(check)).toBe(
    `✘ osprey 1.0 (the newest release; requires <3)\n    ${sentence}\nNO: wren 2.0 breaks osprey 1.0.`,
  );
  expect(consumersMarkdown(check)).toContain('### NO: wren 2.0 breaks osprey 1.0.');
  expect(presentCheck(check)).toMatchObject({ exitCode: 1, consumers: [{ verdict: 'no', details: [sentence] }] });
});

test('a provider without consumers is a yes, with a note', () => {
  expect(consumersText({ provider: 'wren 2.0', entries: [] })).toBe('YES: wren 2.0 has no known consumer.');
});

test('a consumer that only its pact answers for is not counted as checked', () => {
  const byPact: ConsumerEntry = { consumer: 'kestrel', byPactReason: 'see its pact' };
  expect(consumersText({ provider: 'wren 2.0', entries: [byPact, byPact] })).toMatch(
    /^- kestrel\n {4}see its pact\n- kestrel\n {4}see its pact\nUNKNOWN: nothing was checked; only their pacts answer whether wren 2\.0 breaks kestrel\.$/,
  );
  expect(consumersText({ provider: 'wren 2.0', entries: [entryOf(0), byPact] })).toMatch(
    /YES: wren 2\.0 breaks none of its known consumers\. Not checked here, but by its pact: kestrel\.$/,
  );
});

test('beside a consumer that was checked, the pact of another is no reason to exit with 1', () => {
  const byPact: ConsumerEntry = { consumer: 'kestrel', byPactReason: 'see its pact' };
  expect(exitCodeOfCheck({ provider: 'wren 2.0', entries: [byPact, byPact] })).toBe(1);
  expect(exitCodeOfCheck({ provider: 'wren 2.0', entries: [entryOf(0), byPact] })).toBe(0);
});
