import { ContractError } from '../../src/config/errors.ts';
import { type Outcome, stopped } from '../../src/fanout/outcome.ts';
import { Progress } from '../../src/fanout/progress.ts';
import { report, reportMarkdown, verdictLine } from '../../src/fanout/report.ts';
import { planOf, sha } from './world.ts';

const [pipeline, store, orchestrator] = planOf([
  'market_data_pipeline',
  'market-data-store',
  'market-data-orchestrator',
]).targets as [Outcome['target'], Outcome['target'], Outcome['target']];
const core = { repository: { owner: 'acme', repo: 'core' }, ref: 'v1.1.0', sha, seenAt: new Date(0) };
const run = (id: number) => ({ id, url: `https://github.com/acme/r/actions/runs/${id}` });
const failed = new ContractError(
  'GITHUB_FORBIDDEN',
  'starting dispatch_contracts.yml in acme/market-data-orchestrator',
);
const outcomes: Outcome[] = [
  { target: pipeline, verdict: 'success', green: true, run: run(1), seconds: 112 },
  {
    target: store,
    verdict: 'failure',
    green: false,
    run: run(2),
    seconds: 59.6,
    why: 'failed at contracts',
    next: 'Read it.',
  },
  stopped(orchestrator, 'never started', false, failed),
];

test('a line for each target, what to do about those that are not green, the verdict last', () => {
  expect(report({ core, outcomes }).split('\n')).toEqual([
    '  ✔  market_data_pipeline      success        1 min 52 s  https://github.com/acme/r/actions/runs/1',
    '  ✘  market-data-store         failure        1 min       https://github.com/acme/r/actions/runs/2',
    '  ✘  market-data-orchestrator  never started  -',
    '',
    '  market-data-store: failed at contracts.',
    '    Read it.',
    '  market-data-orchestrator: GitHub forbids starting dispatch_contracts.yml in acme/market-data-orchestrator.',
    `    ${failed.hint}`,
    '',
    'NO: core v1.1.0 (3f2a91c0d1e2) is not green in 2 of 3 downstream repositories.',
  ]);
});

test('in markdown the verdict is the heading, and each run a link', () => {
  expect(reportMarkdown({ core, outcomes }).split('\n').slice(0, 6)).toEqual([
    '### NO: core v1.1.0 (3f2a91c0d1e2) is not green in 2 of 3 downstream repositories.',
    '',
    '| verdict | repository | took |',
    '| --- | --- | --- |',
    '| ✔ [success](https://github.com/acme/r/actions/runs/1) | market_data_pipeline | 1 min 52 s |',
    '| ✘ [failure](https://github.com/acme/r/actions/runs/2) | market-data-store | 1 min |',
  ]);
});

test("GitHub's words bring in no markup, no command to the CI runner, no colour", () => {
  const red = '\u001b[31m';
  const odd: Outcome = {
    target: store,
    verdict: 'unknown',
    green: null,
    why: `x\n::stop-commands::y${red} <img> [a](b)`,
    next: '-',
  };
  expect(report({ core, outcomes: [odd] })).not.toMatch(/^\s*::/m);
  expect(report({ core, outcomes: [odd] })).not.toContain(red);
  expect(reportMarkdown({ core, outcomes: [odd] })).toContain('&lt;img> \\[a\\](b)');
});

const unknown = { ...outcomes[2], green: null } as Outcome;
const running = { target: store, verdict: 'running', phase: 'queued', run: run(2) } as const;
test.each<[Outcome[], string]>([
  [outcomes.slice(0, 1), 'YES: core v1.1.0 (3f2a91c0d1e2) is green in 1 downstream repository.'],
  [
    [unknown, ...outcomes.slice(0, 1)],
    'UNKNOWN: nobody knows whether core v1.1.0 (3f2a91c0d1e2) holds in 1 of 2 downstream repositories.',
  ],
  [
    [running],
    'STARTED: 1 downstream repository tests core v1.1.0 (3f2a91c0d1e2); nobody waits for the verdict (--wait does).',
  ],
])('%#: the verdict in a line', (some, line) => {
  expect(verdictLine({ core, outcomes: some })).toBe(line);
});

test('a SHA that was asked for is not said twice', () => {
  expect(verdictLine({ core: { ...core, ref: sha }, outcomes: outcomes.slice(0, 1) })).toBe(
    'YES: core 3f2a91c0d1e2 is green in 1 downstream repository.',
  );
});

describe('progress', () => {
  const shown = (isTerminal: boolean) => {
    const written: string[] = [];
    const progress = new Progress({ write: (text) => written.push(text), isTerminal }, 3);
    progress.show(running);
    for (const outcome of outcomes.slice(0, 2)) progress.show(outcome);
    progress.end();
    return written.join('');
  };

  test('in a log every change is a line', () => {
    expect(shown(false)).toBe(
      '… market-data-store started\n✔ market_data_pipeline success\n✘ market-data-store failure: failed at contracts\n',
    );
  });

  test('on a terminal the count so far stays beneath', () => {
    const last = shown(true).split('\r\u001b[K').at(-2);
    expect(last).toBe('✘ market-data-store failure: failed at contracts\n  2 of 3 over: 1 ✔  1 ✘');
  });
});
