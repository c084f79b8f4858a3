import { readMatrix } from '../../src/gate/matrix-answer.ts';
import { judge, refused } from '../../src/gate/verdict.ts';
import { answer, row } from './support/answer.ts';

const question = { pacticipant: 'core', version: '1.1.0', to: { environment: 'production' } };

test.each([
  [true, 'yes'],
  [false, 'no'],
  [null, 'unknown'],
])('deployable %s is a %s', (deployable, verdict) => {
  expect(judge(question, answer(deployable, []))).toMatchObject({ deployable, verdict });
});

test("only the broker's decision counts, not what the rows look like", () => {
  const rows = [row('pipeline 3', 'core 1.1.0', 'verified')];
  expect(judge(question, answer(null, ['error: something else'], rows)).verdict).toBe('unknown');
});

test('a row says who, which version of which branch, and how it went', () => {
  const rows = [row('pipeline 3 main', 'core 1.1.0', 'failed'), row('pipeline 4', 'core', 'not verified')];
  expect(judge(question, answer(false, [], rows)).rows).toEqual([
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

describe('a yes for which nothing was checked says so', () => {
  const checked = [row('pipeline 3', 'core 1.1.0', 'verified')];
  const ignored = checked.map((one) => ({ ...one, ignored: true }));
  test.each([
    ['without a row', true, [], true],
    ['with nothing but ignored rows', true, ignored, true],
    ['with a row that counts', true, checked, false],
    ['and a no does not', false, [], false],
  ])('%s', (_, deployable, rows, warned) => {
    const { reasons, verdict } = judge(
      question,
      answer(deployable, ['success: There are no missing dependencies'], rows),
    );
    expect(reasons.some(({ text }) => text.startsWith('Nothing was checked'))).toBe(warned);
    expect(verdict).toBe(deployable ? 'yes' : 'no');
  });
});

test('a reason keeps its words and its weight, and what is wrong has a next step', () => {
  const reasons = [
    'warning: WARN: Cannot ignore any version of Z (no such pacticipant exists)',
    'error: news',
    'success: fine',
  ];
  expect(judge(question, answer(false, reasons)).reasons).toEqual([
    {
      type: 'warning',
      text: 'Cannot ignore any version of Z (no such pacticipant exists)',
      next: 'Check the spelling of --ignore Z.',
    },
    { type: 'error', text: 'news', next: 'Look at the matrix of core in the Pact Broker.' },
    { type: 'success', text: 'fine' },
  ]);
});

test('without notices the summary is the reason', () => {
  const { summary, matrix } = answer(null, ['error: first', 'error: second']);
  const texts = judge(question, { summary, notices: [], matrix }).reasons.map(({ text }) => text);
  expect(texts).toEqual(['first', 'second']);
});

test('a refused question is unknown, for each of its reasons', () => {
  const { deployable, verdict, reasons } = refused(
    question,
    "Pacticipant core not found; Environment with name 'x' does not exist",
  );
  expect([deployable, verdict, reasons.length]).toEqual([null, 'unknown', 2]);
});

describe('what is not a matrix is no answer', () => {
  const good = answer(true, []);
  test.each([
    ['nothing', {}],
    ['no summary', { matrix: [] }],
    ['yes in words', { ...good, summary: { ...good.summary, deployable: 'true' } }],
    ['no decision', { ...good, summary: { reason: '', success: 1, failed: 0, unknown: 0 } }],
    ['no rows', { summary: good.summary }],
    ['rows of something else', { ...good, matrix: [{ name: 'a' }] }],
  ])('%s', (_, body) => {
    expect(() => readMatrix(body, 'http://b')).toThrow(
      expect.objectContaining({ code: 'BROKER_NOT_HAL', exitCode: 2 }),
    );
  });

  test('but fields that we do not know are no obstacle', () => {
    expect(
      readMatrix({ ...good, _links: {}, summary: { ...good.summary, extra: 1 } }, 'http://b').summary.deployable,
    ).toBe(true);
  });
});
