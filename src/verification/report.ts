import { escapeMarkdown, markdownTable } from '../text/markdown.ts';
import { shortenShas } from '../text/short-sha.ts';
import { withoutControlCharacters } from '../text/table.ts';
import type { Mismatch } from './mismatch.ts';
import type { Outcome, VerifiedPact, VerifiedProvider } from './outcome.ts';

/** The report for a terminal: each pact, then the mismatches with their consumers, then the verdict. */
export function verificationReport(outcome: Outcome): string {
  const { pacts, provider, problems, missingNames } = outcome;
  return [
    ...pacts.flatMap((pact) => [pactLine(pact), ...pact.notices.map((notice) => `    ${noticeLine(notice)}`)]),
    ...differenceLines(outcome).flatMap(({ sentence, interactions }) => [
      sentence,
      `    in ${interactions.join(', ')}`,
    ]),
    ...codeLines(pacts),
    ...disabledFeatures(outcome),
    ...missingNamesNotInPacts(missingNames, pacts).map(
      (name) => `note: ${nameOf(provider)} has no ${name}, which the pipeline imports; none of these pacts asks for it`,
    ),
    ...problems.map(({ code, message, hint }) => `unknown, ${code}: ${message}\n    ${hint}`),
    verdictLine(outcome),
  ]
    .flatMap((text) => text.split('\n').map(withoutControlCharacters))
    .join('\n');
}

/** The same report in Markdown, for a job summary. */
export function verificationMarkdown(outcome: Outcome): string {
  const rows = outcome.pacts.map((pact) =>
    [consumerOf(pact), successCount(pact), pact.pending ? 'yes' : 'no'].map((cell) => escapeMarkdown(cell)),
  );
  const points = [
    ...differenceLines(outcome).map(({ sentence, interactions }) => `${sentence} (in ${interactions.join(', ')})`),
    ...codeLines(outcome.pacts),
    ...disabledFeatures(outcome),
    ...outcome.problems.map(({ message }) => `unknown: ${message}`),
  ];
  return [
    `### ${escapeMarkdown(verdictLine(outcome))}`,
    '',
    ...markdownTable(['consumer', 'interactions that pass', 'pending'], rows),
    '',
    ...points.map((point) => `- ${escapeMarkdown(point)}`),
  ].join('\n');
}

/** The missing names that no interaction uses. */
function missingNamesNotInPacts(names: readonly string[], pacts: readonly VerifiedPact[]): string[] {
  const mismatches = pacts.flatMap((pact) => pact.interactions.flatMap((interaction) => interaction.mismatches));
  return names.filter((name) => !mismatches.some(({ kind, actual }) => kind === 'name-missing' && actual === name));
}

/** The Markdown report of a verification without an outcome. */
export function failureMarkdown(error: unknown): string {
  const lines = (error as Error).message.split('\n').map(escapeMarkdown);
  return `### Unknown whether the provider keeps the contract\n\n${lines.join('<br>\n')}`;
}

interface Difference {
  readonly sentence: string;
  readonly interactions: readonly string[];
}

/** Every distinct mismatch, with its interactions; those that cannot be determined come last. */
function differenceLines({ pacts, provider }: Outcome): Difference[] {
  const interactionsOf = new Map<string, Set<string>>();
  for (const { pact, mismatch, description, pending } of determinedFirst(pacts.flatMap(foundMismatches))) {
    const sentence = `${mismatchSentence(pact, mismatch, provider)}${pending ? ' (pending)' : ''}`;
    interactionsOf.set(sentence, (interactionsOf.get(sentence) ?? new Set()).add(description));
  }
  return [...interactionsOf].map(([sentence, interactions]) => ({ sentence, interactions: [...interactions] }));
}

/** What does not fit in a pact, one sentence for each mismatch; those that cannot be determined come last. */
export function failureSentences(pact: VerifiedPact, provider: VerifiedProvider): string[] {
  const found = determinedFirst(foundMismatches(pact));
  return [...new Set(found.map(({ mismatch }) => mismatchSentence(pact, mismatch, provider)))];
}

interface FoundMismatch {
  readonly pact: VerifiedPact;
  readonly mismatch: Mismatch;
  readonly description: string;
  readonly pending: boolean;
}

function foundMismatches(pact: VerifiedPact): FoundMismatch[] {
  return pact.interactions.flatMap(({ description, mismatches, pending }) =>
    mismatches.map((mismatch) => ({ pact, mismatch, description, pending })),
  );
}

function determinedFirst(found: readonly FoundMismatch[]): FoundMismatch[] {
  const isUndetermined = ({ mismatch }: FoundMismatch) => mismatch.undetermined === true;
  return [...found.filter((one) => !isUndetermined(one)), ...found.filter(isUndetermined)];
}

function mismatchSentence(pact: VerifiedPact, mismatch: Mismatch, provider: VerifiedProvider): string {
  const verb = mismatch.kind === 'use' ? '' : 'wants ';
  return `${consumerOf(pact)} ${verb}${describeMismatch(mismatch, nameOf(provider))}`;
}

/** Optional uses that this version lacks, so that the consumer disables a feature. */
function disabledFeatures({ pacts, provider }: Outcome): string[] {
  return pacts.flatMap((pact) =>
    pact.interactions.flatMap(({ missingOptionalUses = [] }) =>
      missingOptionalUses.map(
        (text) => `note: with ${nameOf(provider)}, ${consumerOf(pact)} disables a feature: ${consumerOf(pact)} ${text}`,
      ),
    ),
  );
}

/** The length of the beginning of a message that the report shows. */
const MAX_MESSAGE_CHARS = 500;

/** For each line of the provider's code that wrote a message with a mismatch: the line, the lines that read it, and an example. */
function codeLines(pacts: readonly VerifiedPact[]): string[] {
  const found = new Map<string, string>();
  for (const { interactions, readAt } of pacts) {
    for (const { success, written } of interactions) {
      if (success || !written) continue;
      const reader = readAt.length > 0 ? `; read at ${readAt.join(', ')}` : '';
      const key = `written at ${written.at}${reader}`;
      if (!found.has(key)) found.set(key, `${key}; example message: ${written.text.slice(0, MAX_MESSAGE_CHARS)}`);
    }
  }
  return [...found.values()];
}

function describeMismatch({ kind, field, expected, actual, inApi }: Mismatch, provider: string): string {
  switch (kind) {
    case 'different':
      return `${field} ${expected}, ${provider} ${inApi ? 'has' : 'writes'} ${actual}`;
    case 'missing':
      return `${field}, ${provider} does not ${inApi ? 'have' : 'write'} it`;
    case 'refused':
      return `${field} ${expected}, ${provider} refuses it: ${actual}`;
    case 'name-missing':
      return `${field}, ${provider} has no ${actual}`;
    case 'use':
      return `${expected}; in ${provider} ${actual}`;
    case 'unhandled':
      return `"${field}", for which ${provider} has no handler: ${actual}`;
    case 'other':
      return `${field} ${expected}, ${provider} does not do so: ${actual}`;
  }
}

function pactLine(pact: VerifiedPact): string {
  return `${pact.success ? '✔' : '✘'} ${consumerOf(pact)}: ${successCount(pact)} interactions pass${pact.pending ? ' (pending)' : ''}`;
}

function successCount({ interactions }: VerifiedPact): string {
  return `${interactions.filter(({ success }) => success).length} of ${interactions.length}`;
}

/** The consumer with its versions: `store 1 and 2`. */
export function consumerOf({
  consumer,
  consumerVersions,
  readFrom,
}: Pick<VerifiedPact, 'consumer' | 'consumerVersions' | 'readFrom'>): string {
  const versions = consumerVersions.map(shortenShas).join(' and ');
  return [consumer, versions || readFrom].filter(Boolean).join(' ');
}

function nameOf({ name, version }: VerifiedProvider): string {
  return `${name} ${version}`;
}

function verdictLine({ provider, exitCode, shouldPublish, pacts }: Outcome): string {
  const recorded = shouldPublish ? '; the result is recorded' : ' (not published)';
  const exception = pacts.every(({ success }) => success) ? '' : ', except for pending pacts';
  switch (exitCode) {
    case 0:
      return `${nameOf(provider)} keeps the contract${exception}${recorded}`;
    case 1:
      return onlyUnhandled(pacts)
        ? `${nameOf(provider)} has no handler for a part of the contract${recorded}`
        : `${nameOf(provider)} breaks the contract${recorded}`;
    case 2:
      return `unknown whether ${nameOf(provider)} keeps the contract`;
  }
}

/** Whether every mismatch is an interaction or metadata that the provider has no handler for. */
function onlyUnhandled(pacts: readonly VerifiedPact[]): boolean {
  const broken = pacts.flatMap(({ interactions }) =>
    interactions.filter(({ success, pending }) => !success && !pending),
  );
  return broken.flatMap(({ mismatches }) => mismatches).every(({ kind }) => kind === 'unhandled');
}

/** A broker's notice on one line. Of the notice that explains why a pact is verified, only the reasons are shown. */
function noticeLine(notice: string): string {
  const [, list] = /is being verified because .*criteri(?:on|a):\s*(.*)$/s.exec(notice) ?? [];
  const text = list?.replace(/^\s*\* /, 'as the ').replace(/\s*\n\s*\* /g, ', ') ?? notice;
  return shortenShas(text.replace(/\s*\n\s*/g, ' '));
}
