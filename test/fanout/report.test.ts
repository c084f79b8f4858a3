import { ContractError } from '../../src/config/errors.ts';
import { failedOutcome, type Outcome } from '../../src/fanout/outcome.ts';
import { Progress } from '../../src/fanout/progress.ts';
import { formatReport, reportMarkdown, verdictLine } from '../../src/fanout/report.ts';
import { planOf, sha } from './github-with-core.ts';

const [pipeline, store, orchestrator] = planOf([
  'market_data_pipeline',
  'market-data-store',
  'market-data-orchestrator',
]).targets as [Outcome['target'], Outcome['target'], Outcome['target']];
const core = { repository: { owner: 'acme', repo: 'core' }, ref: 'v1.1.0', sha, lookedUpAt: new Date(0) };
const run = (id: number) => ({ id, url: `https://github.com/acme/r/actions/runs/${id}` });
const failed = new ContractError(
  'GITHUB_FORBIDDEN',
  'starting dispatch_contracts.yml in acme/market-data-orchestrator',
);
const outcomes: Outcome[] = [
  { target: pipeline, verdict: 'success', passed: true, run: run(1), seconds: 112 },
  {
    target: store,
    verdict: 'failure',
    passed: false,
    run: run(2),
    seconds: 59.6,
    reason: 'failed at contracts',
    hint: 'Read it.',
  },
  failedOutcome(orchestrator, 'never started', false, failed),
];

test('the report lists each target, then the reasons and next steps, then the verdict', () => {
  expect(formatReport({ core, outcomes }).split('\n')).toEqual([
    '  ✔  market_data_pipeline      success        1 min 52 s  https://github.com/acme/r/actions/runs/1',
    '  ✘  market-data-store         failure        1 min       https://github.com/acme/r/actions/runs/2',
    '  ✘  market-data-orchestrator  never started  -',
    '',
    '  market-data-store: failed at contracts.',
    '    Read it.',
    '  market-data-orchestrator: GitHub forbids starting dispatch_contracts.yml in acme/market-data-orchestrator.',
    `    ${failed.hint}`,
    '',
    'NO: core v1.1.0 (3f2a91c0d1e2) failed in 2 of 3 downstream repositories.',
  ]);
});

test('the markdown has the verdict as its heading and a link for each run', () => {
  expect(reportMarkdown({ core, outcomes }).split('\n').slice(0, 6)).toEqual([
    '### NO: core v1.1.0 (3f2a91c0d1e2) failed in 2 of 3 downstream repositories.',
    '',
    '| verdict | repository | duration |',
    '| --- | --- | --- |',
    '| ✔ [success](https://github.com/acme/r/actions/runs/1) | market_data_pipeline | 1 min 52 s |',
    '| ✘ [failure](https://github.com/acme/r/actions/runs/2) | market-data-store | 1 min |',
  ]);
});

test('a message of GitHub is printed without markup, runner commands and colours', () => {
  const red = '\u001b[31m';
  const hostile: Outcome = {
    target: store,
    verdict: 'unknown',
    passed: null,
    reason: `x\n::stop-commands::y${red} <img> [a](b)`,
    hint: '-',
  };
  expect(formatReport({ core, outcomes: [hostile] })).not.toMatch(/^\s*::/m);
  expect(formatReport({ core, outcomes: [hostile] })).not.toContain(red);
  expect(reportMarkdown({ core, outcomes: [hostile] })).toContain('&lt;img> \\[a\\](b)');
});

const unknown = { ...outcomes[2], passed: null } as Outcome;
const running = { target: store, verdict: 'running', phase: 'queued', run: run(2) } as const;
test.each<[Outcome[], string]>([
  [outcomes.slice(0, 1), 'YES: core v1.1.0 (3f2a91c0d1e2) passed in 1 downstream repository.'],
  [
    [unknown, ...outcomes.slice(0, 1)],
    'UNKNOWN: no verdict on core v1.1.0 (3f2a91c0d1e2) from 1 of 2 downstream repositories.',
  ],
  [
    [running],
    'STARTED: 1 downstream repository tests core v1.1.0 (3f2a91c0d1e2); give --wait to wait for the verdicts.',
  ],
])('the verdict line %#', (some, line) => {
  expect(verdictLine({ core, outcomes: some })).toBe(line);
});

test('a ref that is the SHA is printed once', () => {
  expect(verdictLine({ core: { ...core, ref: sha }, outcomes: outcomes.slice(0, 1) })).toBe(
    'YES: core 3f2a91c0d1e2 passed in 1 downstream repository.',
  );
});

describe('progress', () => {
  const printed = (isTerminal: boolean) => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text), isTerminal }, 3);
    progress.report(running);
    for (const outcome of outcomes.slice(0, 2)) progress.report(outcome);
    progress.end();
    return written.join('');
  };

  test('in a log every change is a line', () => {
    expect(printed(false)).toBe(
      '… market-data-store started\n✔ market_data_pipeline success\n✘ market-data-store failure: failed at contracts\n',
    );
  });

  test('on a terminal the current count is the last line', () => {
    const last = printed(true).split('\r\u001b[K').at(-2);
    expect(last).toBe('✘ market-data-store failure: failed at contracts\n  2 of 3 completed: 1 ✔  1 ✘');
  });
});
