import { escapeMarkdown, textTable, withoutControlCharacters } from '../../text/table.ts';
import type { FanOutPlan } from '../target.ts';
import type { TokenCheck } from './check-token.ts';
import { exitCodeOf, type Finding } from './finding.ts';
import { appSteps, rotationSteps } from './rotation.ts';

/** Where a token is repaired: its repositories, and GitHub's address. */
export interface Repair {
  readonly plan: FanOutPlan;
  readonly web: string;
}

/** The findings for a terminal, with the steps of repair when there is a problem. */
export function tokenReport(check: TokenCheck, repair: Repair): string {
  const rows = check.findings.map((finding) =>
    [mark(finding), finding.subject, finding.text].map(withoutControlCharacters),
  );
  const next = check.findings.flatMap(({ subject, next }) =>
    next ? [`  ${subject}: ${withoutControlCharacters(next)}`] : [],
  );
  const steps =
    exitCodeOf(check.findings) === 1
      ? ['', 'To repair it:', ...numbered(check, repair).map((step) => `  ${step}`)]
      : [];
  return [...textTable(rows), ...(next.length > 0 ? ['', ...next] : []), ...steps, '', tokenVerdict(check)].join('\n');
}

/** The same in markdown, for an issue. */
export function tokenMarkdown(check: TokenCheck, repair: Repair): string {
  const found = check.findings.map(
    (finding) => `- ${mark(finding)} ${escapeMarkdown(`${finding.subject}: ${finding.text}`)}`,
  );
  return [
    escapeMarkdown(tokenVerdict(check)),
    '',
    ...found,
    '',
    '### To repair it',
    '',
    ...numbered(check, repair),
    '',
  ].join('\n');
}

/** The verdict in one line, without anything that changes from day to day. */
export function tokenVerdict({ identity, findings }: TokenCheck): string {
  const who = identity ? `${identity.who} ` : '';
  switch (exitCodeOf(findings)) {
    case 0:
      return `YES: ${who}may do all that the fan-out needs.`;
    case 1:
      return `NO: ${who}${identity ? 'needs' : 'the fan-out has no token that works, and needs'} attention.`;
    case 2:
      return `UNKNOWN: not all could be found out about ${identity?.who ?? 'the token'}.`;
  }
}

function numbered({ isApp }: TokenCheck, { plan, web }: Repair): string[] {
  return (isApp ? appSteps(plan) : rotationSteps(plan, web)).map((step, index) => `${index + 1}. ${step}`);
}

function mark({ good }: Finding): string {
  return good === null ? '?' : good ? '✔' : '✘';
}
