import { escapeMarkdown, markdownTable } from '../text/markdown.ts';
import { withoutControlCharacters } from '../text/table.ts';
import type { CheckedRelease } from './check-consumer.ts';
import { failureSentences } from './report.ts';

/** What is known about one consumer: a release of it that was checked, or why there is none. */
export type ConsumerEntry = { readonly consumer: string } & (
  | { readonly number: string; readonly why: string; readonly checked: CheckedRelease }
  | { readonly number: string; readonly why: string; readonly problem: string }
  /** Its code cannot be read; its own pacts are verified by `pact:verify`. */
  | { readonly byPactReason: string }
  /** Its code cannot be read, and it has published nothing. */
  | { readonly missingReason: string }
);

/** `excluded`: it would break, but its requirement does not allow this version of the provider. */
export type ConsumerVerdict = 'yes' | 'no' | 'excluded' | 'by its pact' | 'missing' | 'unknown';

/** The check of all consumers of one version of a provider. */
export interface ConsumersCheck {
  /** Name and version. */
  readonly provider: string;
  readonly entries: readonly ConsumerEntry[];
  /** Whether only named consumers are checked: without a broker, other consumers and the versions in environments are unknown. */
  readonly onlyNamed?: boolean;
}

export function verdictOfEntry(entry: ConsumerEntry): ConsumerVerdict {
  if ('byPactReason' in entry) return 'by its pact';
  if ('missingReason' in entry) return 'missing';
  if ('problem' in entry) return 'unknown';
  const { outcome, allowed } = entry.checked;
  if (!outcome || outcome.exitCode === 0) return 'yes';
  if (outcome.exitCode === 2) return 'unknown';
  return allowed ? 'no' : 'excluded';
}

/**
 * 0: no consumer breaks. 1: one breaks, or the result of one is missing: it cannot be read and has published nothing, or the pacts of all
 * must be verified because none was checked. 2: one could not be checked.
 */
export function exitCodeOfCheck({ entries }: ConsumersCheck): 0 | 1 | 2 {
  const verdicts = entries.map(verdictOfEntry);
  if (verdicts.includes('no')) return 1;
  if (verdicts.includes('unknown')) return 2;
  return verdicts.includes('missing') || isNothingChecked(verdicts) ? 1 : 0;
}

/** Whether no consumer was checked, so that only the verification of their pacts can answer. False for a provider without consumers. */
function isNothingChecked(verdicts: readonly ConsumerVerdict[]): boolean {
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'by its pact');
}

/** The check as one JSON document. */
export function presentCheck(check: ConsumersCheck): object {
  const consumers = check.entries.map((entry) => ({
    consumer: entry.consumer,
    ...('number' in entry && { version: entry.number, why: entry.why }),
    ...('checked' in entry && { requirement: entry.checked.requirement, requirementAllows: entry.checked.allowed }),
    verdict: verdictOfEntry(entry),
    details: detailsOf(entry),
  }));
  return {
    provider: check.provider,
    ...(check.onlyNamed && { note: NO_BROKER }),
    consumers,
    exitCode: exitCodeOfCheck(check),
  };
}

const NO_BROKER = 'no broker is configured, so other consumers and deployed versions are unknown';

/** The report for a terminal. */
export function consumersText(check: ConsumersCheck): string {
  const lines = check.entries.flatMap((entry) => [headingOf(entry), ...detailsOf(entry).map((text) => `    ${text}`)]);
  return [...lines, ...notesOf(check), verdictSentence(check)].map(withoutControlCharacters).join('\n');
}

/** The same in Markdown, for a job summary. */
export function consumersMarkdown(check: ConsumersCheck): string {
  const rows = check.entries.map((entry) => [nameOf(entry), whyOf(entry), verdictOfEntry(entry)].map(escapeMarkdown));
  const details = check.entries.flatMap((entry) => detailsOf(entry).map((text) => `- ${escapeMarkdown(text)}`));
  return [
    `### ${escapeMarkdown(verdictSentence(check))}`,
    '',
    ...markdownTable(['consumer', 'checked because', 'verdict'], rows),
    '',
    ...details,
    ...notesOf(check).map((text) => `- ${text}`),
  ].join('\n');
}

const notesOf = ({ onlyNamed }: ConsumersCheck): string[] => (onlyNamed ? [`note: ${NO_BROKER}`] : []);

const signs: Readonly<Record<ConsumerVerdict, string>> = {
  yes: '✔',
  no: '✘',
  excluded: '✔',
  'by its pact': '-',
  missing: '?',
  unknown: '?',
};

function headingOf(entry: ConsumerEntry): string {
  const why = whyOf(entry);
  return `${signs[verdictOfEntry(entry)]} ${nameOf(entry)}${why && ` (${why})`}`;
}

const nameOf = (entry: ConsumerEntry): string =>
  'number' in entry ? `${entry.consumer} ${entry.number}` : entry.consumer;

function whyOf(entry: ConsumerEntry): string {
  if (!('number' in entry)) return '';
  if (!('checked' in entry)) return entry.why;
  const { requirement } = entry.checked;
  return `${entry.why}; ${requirement === undefined ? 'declares no requirement on the provider' : `requires ${requirement || 'any release'}`}`;
}

function detailsOf(entry: ConsumerEntry): string[] {
  if ('byPactReason' in entry) return [entry.byPactReason];
  if ('missingReason' in entry) return [entry.missingReason];
  return 'checked' in entry ? checkedDetails(nameOf(entry), entry.checked) : [entry.problem];
}

function checkedDetails(
  consumer: string,
  { outcome, allowed, readWith, leftOut, unresolved }: CheckedRelease,
): string[] {
  if (!outcome && leftOut.length === 0) return ['it uses nothing of the provider'];
  if (!outcome) return leftOut.map((text) => leftOutSentence(text, readWith));
  const { pacts, provider, problems } = outcome;
  const failures = pacts.flatMap((pact) => failureSentences(pact, provider));
  const missingOptionalUses = pacts.flatMap((pact) =>
    pact.interactions.flatMap((one) => one.missingOptionalUses ?? []),
  );
  return [
    ...(failures.length > 0 && !allowed
      ? [`it does not fit ${provider.version}, which its requirement excludes anyway:`]
      : []),
    ...failures,
    ...problems.map(({ message }) => `unknown: ${message}`),
    ...missingOptionalUses.map((text) => `note: ${consumer} disables a feature: ${consumer} ${text}`),
    ...leftOut.map((text) => leftOutSentence(text, readWith)),
    ...(unresolved > 0 ? [`uses that could not be resolved, and are not checked: ${unresolved}`] : []),
  ];
}

function leftOutSentence(text: string, readWith: string): string {
  return `left out, because it does not fit ${readWith} either: ${text}`;
}

function verdictSentence({ provider, entries, onlyNamed }: ConsumersCheck): string {
  const named = (verdict: ConsumerVerdict) => entries.filter((entry) => verdictOfEntry(entry) === verdict).map(nameOf);
  const broken = named('no');
  const unknown = [...named('unknown'), ...named('missing')];
  if (broken.length > 0) return `NO: ${provider} breaks ${broken.join(', ')}.`;
  if (unknown.length > 0) return `UNKNOWN: it is not known whether ${provider} breaks ${unknown.join(', ')}.`;
  if (entries.length === 0) return `YES: ${provider} has no known consumer.`;
  const byPact = [...new Set(named('by its pact'))].join(', ');
  if (isNothingChecked(entries.map(verdictOfEntry)))
    return `UNKNOWN: nothing was checked; only their pacts answer whether ${provider} breaks ${byPact}.`;
  const unchecked = byPact && ` Not checked here, but by its pact: ${byPact}.`;
  return `YES: ${provider} breaks none of ${onlyNamed ? 'the named' : 'its known'} consumers.${unchecked}`;
}
