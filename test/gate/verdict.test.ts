import { parseMatrix } from '../../src/gate/matrix-response.ts';
import { parseVerdict, verdictOfRejectedQuery } from '../../src/gate/verdict.ts';
import { answer, row } from './support/answer.ts';

const question = { pacticipant: 'core', version: '1.1.0', to: { environment: 'production' } };
const good = answer(true, []);

test.each([
  [true, 'yes'],
  [false, 'no'],
  [null, 'unknown'],
])('deployable %s is the verdict %s', (deployable, verdict) => {
  expect(parseVerdict(question, answer(deployable, []))).toMatchObject({ deployable, verdict });
});

test("the rows do not change the broker's decision", () => {
  const rows = [row('pipeline 3', 'core 1.1.0', 'verified')];
  expect(parseVerdict(question, answer(null, ['error: something else'], rows)).verdict).toBe('unknown');
});

test('a row has both versions with their branches, and the result', () => {
  const rows = [row('pipeline 3 main', 'core 1.1.0', 'failed'), row('pipeline 4', 'core', 'not verified')];
  expect(parseVerdict(question, answer(false, [], rows)).rows).toEqual([
    {
      consumer: 'pipeline',
      consumerVersion: '3',
      consumerBranch: 'main',
      provider: 'core',
      providerVersion: '1.1.0',
      result: 'failed',
      ignored: false,
      url: 'http://b/results/pipeline-3-main',
    },
    {
      consumer: 'pipeline',
      consumerVersion: '4',
      provider: 'core',
      providerVersion: null,
      result: 'not verified',
      ignored: false,
    },
  ]);
});

describe('the warning that nothing was checked', () => {
  const checked = [row('pipeline 3', 'core 1.1.0', 'verified')];
  const ignored = checked.map((one) => ({ ...one, ignored: true }));
  test.each([
    ['is given for a yes without a row', true, [], true],
    ['is given for a yes with only ignored rows', true, ignored, true],
    ['is not given for a yes with a checked row', true, checked, false],
    ['is not given for a no', false, [], false],
  ])('%s', (_, deployable, rows, hasWarning) => {
    const { reasons, verdict } = parseVerdict(
      question,
      answer(deployable, ['success: There are no missing dependencies'], rows),
    );
    expect(reasons.some(({ text }) => text.startsWith('Nothing was checked'))).toBe(hasWarning);
    expect(verdict).toBe(deployable ? 'yes' : 'no');
  });
});

test('an error or a warning has a next step', () => {
  const reasons = [
    'warning: WARN: Cannot ignore any version of Z (no such pacticipant exists)',
    'error: news',
    'success: fine',
  ];
  expect(parseVerdict(question, answer(false, reasons)).reasons).toEqual([
    {
      type: 'warning',
      text: 'Cannot ignore any version of Z (no such pacticipant exists)',
      next: 'Check the spelling of --ignore Z.',
    },
    { type: 'error', text: 'news', next: 'Look at the matrix of core in the Pact Broker.' },
    { type: 'success', text: 'fine' },
  ]);
});

test('without notices the reasons are those of the summary', () => {
  const { summary, matrix } = answer(null, ['error: first', 'error: second']);
  const texts = parseVerdict(question, { summary, notices: [], matrix }).reasons.map(({ text }) => text);
  expect(texts).toEqual(['first', 'second']);
});

test('a refused query is unknown, with one reason for each error', () => {
  const { deployable, verdict, reasons } = verdictOfRejectedQuery(
    question,
    "Pacticipant core not found; Environment with name 'x' does not exist",
  );
  expect([deployable, verdict, reasons.length]).toEqual([null, 'unknown', 2]);
});

describe('parseMatrix rejects', () => {
  test.each([
    ['an empty object', {}],
    ['a response without a summary', { matrix: [] }],
    ['a decision as text', { ...good, summary: { ...good.summary, deployable: 'true' } }],
    ['a response without a decision', { ...good, summary: { reason: '', success: 1, failed: 0, unknown: 0 } }],
    ['a response without rows', { summary: good.summary }],
    ['rows of another format', { ...good, matrix: [{ name: 'a' }] }],
  ])('%s', (_, body) => {
    expect(() => parseMatrix(body, 'http://b')).toThrow(
      expect.objectContaining({ code: 'BROKER_NOT_HAL', exitCode: 2 }),
    );
  });
});

test('parseMatrix ignores unknown members', () => {
  const body = { ...good, _links: {}, summary: { ...good.summary, extra: 1 } };
  expect(parseMatrix(body, 'http://b').summary.deployable).toBe(true);
});
