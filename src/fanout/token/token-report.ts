import { escapeMarkdown } from '../../text/markdown.ts';
import { textTable, withoutControlCharacters } from '../../text/table.ts';
import { wrapText } from '../../text/wrap.ts';
import type { FanOutPlan } from '../target.ts';
import type { TokenCheck } from './check-token.ts';
import { type Finding, tokenExitCode } from './finding.ts';
import { appSteps, tokenSteps } from './repair-steps.ts';

/** What the steps of repair name: the repositories, and GitHub's address. */
export interface RepairOptions {
  readonly plan: FanOutPlan;
  readonly web: string;
}

/** The findings for a terminal, with the steps of repair when there is a problem. */
export function formatTokenReport(check: TokenCheck, repair: RepairOptions): string {
  const rows = check.findings.map((finding) =>
    [symbolOf(finding), finding.subject, finding.text].map(withoutControlCharacters),
  );
  const next = check.findings.flatMap(({ subject, hint }) =>
    hint ? [`  ${subject}: ${withoutControlCharacters(hint)}`] : [],
  );
  const steps =
    tokenExitCode(check.findings) === 1
      ? ['', 'To repair it:', ...repairSteps(check, repair).map((step) => `  ${step}`)]
      : [];
  const lines = [...(next.length > 0 ? ['', ...next] : []), ...steps, '', tokenVerdict(check)];
  return [...textTable(rows), ...lines.map((line) => wrapText(line))].join('\n');
}

/** The same in markdown, for an issue. */
export function tokenMarkdown(check: TokenCheck, repair: RepairOptions): string {
  const found = check.findings.map(
    (finding) => `- ${symbolOf(finding)} ${escapeMarkdown(`${finding.subject}: ${finding.text}`)}`,
  );
  return [
    escapeMarkdown(tokenVerdict(check)),
    '',
    ...found,
    '',
    '### To repair it',
    '',
    ...repairSteps(check, repair),
    '',
  ].join('\n');
}

/** The verdict in one line; it does not depend on the date, so that the issue is updated only when a finding changes. */
function tokenVerdict({ identity, findings }: TokenCheck): string {
  const subject = identity?.description ?? 'the token';
  switch (tokenExitCode(findings)) {
    case 0:
      return `YES: ${subject} has all permissions that the fan-out needs.`;
    case 1:
      return identity ? `NO: ${subject} needs attention.` : 'NO: the fan-out has no valid token.';
    case 2:
      return `UNKNOWN: ${subject} could not be checked completely.`;
  }
}

function repairSteps({ isApp }: TokenCheck, { plan, web }: RepairOptions): string[] {
  return (isApp ? appSteps(plan) : tokenSteps(plan, web)).map((step, index) => `${index + 1}. ${step}`);
}

function symbolOf({ passed }: Finding): string {
  return passed === null ? '?' : passed ? '✔' : '✘';
}
