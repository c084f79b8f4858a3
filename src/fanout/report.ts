import type { ContractError } from '../config/errors.ts';
import { formatDuration } from '../text/duration.ts';
import { escapeMarkdown, markdownTable, textTable, withoutControlCharacters } from '../text/table.ts';
import type { CoreCommit } from './core-commit.ts';
import { type Ended, exitCodeOf, isRunning, type Outcome } from './outcome.ts';
import { fullName } from './target.ts';

/** The result of a fan-out. */
export interface FanOutResult {
  readonly core: CoreCommit;
  /** One for each target, in the order of the file. */
  readonly outcomes: readonly Outcome[];
}

/** The result for a terminal: a line for each target, the next steps for those that are not green, and the verdict. */
export function report(result: FanOutResult): string {
  const table = textTable(
    result.outcomes.map((outcome) => [mark(outcome), ...cells(outcome)].map(withoutControlCharacters)),
  );
  const reasons = toExplain(result).flatMap(({ target, why = '', next = '' }) => [
    `  ${target.name}: ${withoutControlCharacters(why)}.`,
    `    ${withoutControlCharacters(next)}`,
  ]);
  return [...table, '', ...(reasons.length > 0 ? [...reasons, ''] : []), verdictLine(result)].join('\n');
}

/** The result in markdown, for a job summary or a comment. */
export function reportMarkdown(result: FanOutResult): string {
  const rows = result.outcomes.map((outcome) => {
    const [name = '', verdict = '', seconds = '', url] = cells(outcome).map(escapeMarkdown);
    return [`${mark(outcome)} ${url ? `[${verdict}](${url})` : verdict}`, name, seconds];
  });
  const reasons = toExplain(result).map(
    ({ target, why = '', next = '' }) => `- ${escapeMarkdown(`${target.name}: ${why}.`)}<br>${escapeMarkdown(next)}`,
  );
  const table = markdownTable(['verdict', 'repository', 'took'], rows);
  return [`### ${escapeMarkdown(verdictLine(result))}`, '', ...table, '', ...reasons, ''].join('\n');
}

/** The verdict in one line. */
export function verdictLine({ core, outcomes }: FanOutResult): string {
  const of = `${outcomes.length} downstream ${outcomes.length === 1 ? 'repository' : 'repositories'}`;
  const short = core.sha.slice(0, 12);
  const what = core.ref === core.sha ? `core ${short}` : `core ${core.ref} (${short})`;
  const count = (green: boolean | null) => outcomes.filter((one) => !isRunning(one) && one.green === green).length;
  switch (exitCodeOf(outcomes)) {
    case 0:
      if (outcomes.some(isRunning))
        return `STARTED: ${of} ${outcomes.length === 1 ? 'tests' : 'test'} ${what}; nobody waits for the verdict (--wait does).`;
      return `YES: ${what} is green in ${outcomes.length === 1 ? '' : 'all '}${of}.`;
    case 1:
      return `NO: ${what} is not green in ${count(false)} of ${of}.`;
    case 2:
      return `UNKNOWN: nobody knows whether ${what} holds in ${count(null)} of ${of}.`;
  }
}

/** The result for machines. */
export function asData({ core, outcomes, problems }: FanOutResult & { problems: readonly ContractError[] }) {
  const words = ['yes', 'no', 'unknown'] as const;
  return {
    core: { repository: fullName(core.repository), ref: core.ref, sha: core.sha },
    verdict: outcomes.some(isRunning) && exitCodeOf(outcomes) === 0 ? 'started' : words[exitCodeOf(outcomes)],
    targets: outcomes.map(({ target, ...outcome }) => ({
      name: target.name,
      repository: fullName(target),
      workflow: target.workflow,
      green: null,
      ...outcome,
    })),
    notReported: problems.map(({ code, message, hint }) => ({ code, message, hint })),
  };
}

/** The progress of one target in one line. */
export function outcomeLine(outcome: Outcome): string {
  const why = isRunning(outcome) || outcome.green ? '' : `: ${outcome.why}`;
  return withoutControlCharacters(`${mark(outcome)} ${outcome.target.name} ${word(outcome)}${why}`);
}

export function mark(outcome: Outcome): string {
  if (isRunning(outcome)) return '…';
  return outcome.green === null ? '?' : outcome.green ? '✔' : '✘';
}

function word(outcome: Outcome): string {
  if (!isRunning(outcome)) return outcome.verdict;
  return outcome.phase === 'in_progress' ? 'running' : 'started';
}

function cells(outcome: Outcome): string[] {
  const seconds = isRunning(outcome) ? undefined : outcome.seconds;
  return [
    outcome.target.name,
    word(outcome),
    seconds === undefined ? '-' : formatDuration(seconds),
    outcome.run?.url ?? '',
  ];
}

function toExplain({ outcomes }: FanOutResult): Ended[] {
  return outcomes.filter((outcome): outcome is Ended => !isRunning(outcome) && outcome.green !== true);
}
