import { verdictMarkdown, verdictReport } from '../../src/gate/report.ts';
import { parseVerdict, verdictOfRejectedQuery } from '../../src/gate/verdict.ts';
import { answer, row } from './support/answer.ts';

const question = { pacticipant: 'core', version: '2.0.0', to: { environment: 'production' } };
const sha = '0123456789abcdef0123456789abcdef01234567';
const verdict = parseVerdict(
  question,
  answer(
    false,
    ['error: The verification for the pact between version 3 of pipeline and version 2.0.0 of core failed'],
    [row('pipeline 3 main', 'core 2.0.0', 'failed'), { ...row(`store ${sha}`, 'core', 'not verified'), ignored: true }],
  ),
);

test('the report has the matrix, each reason with its next step, and the verdict', () => {
  expect(verdictReport(question, verdict).split('\n')).toEqual([
    '  consumer  version       provider  version  result',
    '  pipeline  3 (main)      core      2.0.0    failed',
    '  store     0123456789ab  core      -        not verified (ignored)',
    '',
    '  ✘ The verification for the pact between version 3 of pipeline and version 2.0.0 of core failed',
    expect.stringMatching(/^ {4}What failed: http:\/\/b\/results\/pipeline-3-main\. Keep in core/),
    '',
    'NO: core 2.0.0 must not go to production.',
  ]);
});

test('a report without rows has no table', () => {
  expect(verdictReport(question, verdictOfRejectedQuery(question, 'Pacticipant core not found')).split('\n')[0]).toBe(
    '  ✘ Pacticipant core not found',
  );
});

test.each([
  [true, question, 'YES: core 2.0.0 may go to production.'],
  [false, question, 'NO: core 2.0.0 must not go to production.'],
  [null, question, 'UNKNOWN: it is unknown whether core 2.0.0 may go to production, so it must not.'],
  [
    true,
    { ...question, version: undefined },
    'YES: the latest version of core on its main branch may go to production.',
  ],
  [true, { ...question, to: { tag: 'prod' } }, 'YES: core 2.0.0 may go to prod (by tag).'],
  [
    false,
    { ...question, to: 'main branches' as const },
    'NO: core 2.0.0 must not go to its main branch (checked against the main branches of its consumers and providers).',
  ],
])('with deployable %s, the last line is the verdict', (deployable, ownQuestion, line) => {
  expect(
    verdictReport(ownQuestion, parseVerdict(ownQuestion, answer(deployable, [])))
      .split('\n')
      .at(-1),
  ).toBe(line);
});

test('the job summary is the verdict followed by the table', () => {
  expect(verdictMarkdown(question, verdict).split('\n').slice(0, 6)).toEqual([
    '### NO: core 2.0.0 must not go to production.',
    '',
    '| consumer | version | provider | version | result |',
    '| --- | --- | --- | --- | --- |',
    '| pipeline | 3 (main) | core | 2.0.0 | failed |',
    '| store | 0123456789ab | core | - | not verified (ignored) |',
  ]);
});

describe('names and texts of the broker are escaped', () => {
  const unsafe = parseVerdict(
    question,
    answer(null, ['error: a\n::stop-commands::x'], [row('p|q\u001b[31m', 'core', 'not verified')]),
  );

  test('a line break in a text does not start a workflow command', () => {
    expect(verdictReport(question, unsafe)).not.toMatch(/^\s*::/m);
  });

  test('the report has no control characters', () => {
    expect(verdictReport(question, unsafe)).not.toContain('\u001b');
  });

  test('Markdown and HTML in the summary are escaped', () => {
    const html = parseVerdict(
      question,
      answer(null, ['error: <img src=x> [a](b)'], [row('p|q', 'core', 'not verified')]),
    );
    const markdown = verdictMarkdown(question, html);
    expect(markdown).toContain('| p\\|q | - | core |');
    expect(markdown).toContain('&lt;img src=x> \\[a\\](b)');
  });
});
