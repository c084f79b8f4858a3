import type { ContractError } from '../config/errors.ts';
import { formatDuration } from '../text/duration.ts';
import { escapeMarkdown, markdownLink, markdownTable } from '../text/markdown.ts';
import { textTable, withoutControlCharacters } from '../text/table.ts';
import { wrapLine, wrapWithCommand } from '../text/wrap.ts';
import type { CoreCommit } from './core-commit.ts';
import { type FinalOutcome, fanOutExitCode, isRunning, type Outcome } from './outcome.ts';
import { fullName } from './target.ts';

/** The result of a fan-out. */
export interface FanOutResult {
  readonly core: CoreCommit;
  /** One for each target, in the order of the file. */
  readonly outcomes: readonly Outcome[];
}

/** The result for a terminal: a line for each target, reasons and next steps for those that did not pass, and the verdict. */
export function formatReport(result: FanOutResult): string {
  const table = textTable(
    result.outcomes.map((outcome) => [symbolOf(outcome), ...outcomeCells(outcome)].map(withoutControlCharacters)),
  );
  const reasons = findNotPassed(result).flatMap(({ target, reason = '', hint = '' }) => [
    ...wrapLine(`  ${target.name}: ${withoutControlCharacters(reason)}.`),
    ...wrapWithCommand(`    ${withoutControlCharacters(hint)}`),
  ]);
  return [...table, '', ...(reasons.length > 0 ? [...reasons, ''] : []), ...wrapLine(verdictLine(result))].join('\n');
}

/** The result in markdown, for a job summary or a comment. */
export function reportMarkdown(result: FanOutResult): string {
  const rows = result.outcomes.map((outcome) => {
    const [name = '', verdict = '', seconds = '', url = ''] = outcomeCells(outcome);
    return [`${symbolOf(outcome)} ${markdownLink(verdict, url)}`, escapeMarkdown(name), escapeMarkdown(seconds)];
  });
  const reasons = findNotPassed(result).map(
    ({ target, reason = '', hint = '' }) =>
      `- ${escapeMarkdown(`${target.name}: ${reason}.`)}<br>${escapeMarkdown(hint)}`,
  );
  const table = markdownTable(['verdict', 'repository', 'duration'], rows);
  return [`### ${escapeMarkdown(verdictLine(result))}`, '', ...table, '', ...reasons, ''].join('\n');
}

/** The verdict in one line. */
export function verdictLine({ core, outcomes }: FanOutResult): string {
  const total = outcomes.length;
  const repositories = `downstream ${total === 1 ? 'repository' : 'repositories'}`;
  const short = core.sha.slice(0, 12);
  const version = core.ref === core.sha ? `core ${short}` : `core ${core.ref} (${short})`;
  const count = (passed: boolean | null) => outcomes.filter((one) => !isRunning(one) && one.passed === passed).length;
  switch (fanOutExitCode(outcomes)) {
    case 0:
      if (outcomes.some(isRunning))
        return `STARTED: ${total} ${repositories} ${total === 1 ? 'tests' : 'test'} ${version}; give --wait to wait for the verdicts.`;
      return `YES: ${version} passed in ${total === 1 ? '' : 'all '}${total} ${repositories}.`;
    case 1:
      return `NO: ${version} failed in ${count(false)} of ${total} ${repositories}.`;
    case 2:
      return `UNKNOWN: no verdict on ${version} from ${count(null)} of ${total} ${repositories}.`;
  }
}

/** The result as JSON. */
export function toJson({ core, outcomes, problems }: FanOutResult & { problems: readonly ContractError[] }) {
  const verdicts = ['yes', 'no', 'unknown'] as const;
  return {
    core: { repository: fullName(core.repository), ref: core.ref, sha: core.sha },
    verdict:
      outcomes.some(isRunning) && fanOutExitCode(outcomes) === 0 ? 'started' : verdicts[fanOutExitCode(outcomes)],
    targets: outcomes.map(({ target, ...outcome }) => ({
      name: target.name,
      repository: fullName(target),
      workflow: target.workflow,
      passed: null,
      ...outcome,
    })),
    notReported: problems.map(({ code, message, hint }) => ({ code, message, hint })),
  };
}

/** The progress of one target in one line. */
export function outcomeLine(outcome: Outcome): string {
  const reason = isRunning(outcome) || outcome.passed ? '' : `: ${outcome.reason}`;
  return withoutControlCharacters(`${symbolOf(outcome)} ${outcome.target.name} ${describeState(outcome)}${reason}`);
}

/** … running, ? unknown, ✔ passed, ✘ failed. */
export function symbolOf(outcome: Outcome): string {
  if (isRunning(outcome)) return '…';
  return outcome.passed === null ? '?' : outcome.passed ? '✔' : '✘';
}

function describeState(outcome: Outcome): string {
  if (!isRunning(outcome)) return outcome.verdict;
  return outcome.phase === 'in_progress' ? 'running' : 'started';
}

function outcomeCells(outcome: Outcome): string[] {
  const seconds = isRunning(outcome) ? undefined : outcome.seconds;
  return [
    outcome.target.name,
    describeState(outcome),
    seconds === undefined ? '-' : formatDuration(seconds),
    outcome.run?.url ?? '',
  ];
}

function findNotPassed({ outcomes }: FanOutResult): FinalOutcome[] {
  return outcomes.filter((outcome): outcome is FinalOutcome => !isRunning(outcome) && outcome.passed !== true);
}
