import { command, mainBranchCommand } from '../text/command.ts';
import type { Reason } from './reason.ts';
import type { ResolvedSelector } from './selector.ts';

/** A pacticipant, and the version in question if it is known. */
interface Subject {
  readonly name: string;
  readonly version?: string | undefined;
}

/** What a hint depends on: a reason reduced to names and versions, whether it is our own (`causeOf`) or a text (`parseReason`). */
export type Cause =
  | { readonly kind: 'provider-not-recorded'; readonly provider: string; readonly environment: string }
  | { readonly kind: 'not-verified'; readonly provider: Subject }
  | { readonly kind: 'verification-failed'; readonly consumer: Subject; readonly provider: Subject }
  | { readonly kind: 'nothing-published'; readonly subject: Subject }
  | { readonly kind: 'no-matching-version' }
  | { readonly kind: 'no-main-branch'; readonly name: string }
  | { readonly kind: 'unknown-environment' }
  | { readonly kind: 'cannot-ignore'; readonly name: string }
  | { readonly kind: 'no-environment-specified' }
  | { readonly kind: 'no-version-number-specified' }
  | { readonly kind: 'unknown' };

/** A row of the matrix, as far as a hint depends on it. */
interface HintRow {
  readonly consumer: string;
  readonly consumerVersion: string | null;
  readonly provider: string;
  readonly providerVersion: string | null;
  readonly result: 'verified' | 'failed' | 'not verified';
  /** The page of the verification result. */
  readonly url?: string;
}

/**
 * The commands with which this project verifies or publishes a pacticipant itself. Undefined for any other pacticipant, and for a version
 * that does not contain what to install.
 */
export interface LocalCommands {
  verify(pacticipant: string, version: string | undefined): string | undefined;
  publish(pacticipant: string, version: string | undefined): string | undefined;
}

export interface HintContext {
  /** The pacticipant that is to be deployed. */
  readonly pacticipant: string;
  /** Its version, if the question names one. */
  readonly version?: string | undefined;
  readonly rows: readonly HintRow[];
  readonly local?: LocalCommands;
}

/** What to do about a reason. */
export function hintFor(cause: Cause, context: HintContext): string {
  switch (cause.kind) {
    case 'provider-not-recorded':
      return recordFirst(cause.provider, cause.environment);
    case 'not-verified':
      return verifyHint(cause.provider, context.local);
    case 'verification-failed':
      return repairHint(cause.consumer, cause.provider, context);
    case 'nothing-published':
      return publishHint(withVersion(cause.subject, context), context.local);
    case 'no-matching-version':
      return 'Check the name; otherwise publish or verify a version of it there first.';
    case 'no-main-branch':
      return `Publish or verify a version from its main branch first. If there is one, the broker does not know which branch is the main one; record it: ${mainBranchCommand(cause.name)}`;
    case 'unknown-environment':
      return 'Check the spelling; the first record-deployment or record-release with --create-environment creates it.';
    case 'cannot-ignore':
      return `Check the spelling of --ignore ${cause.name}.`;
    case 'no-environment-specified':
      return 'Give --to-environment.';
    case 'no-version-number-specified':
      return 'Give --version instead of --main-branch.';
    case 'unknown':
      return `Look at the matrix of ${context.pacticipant} in the Pact Broker.`;
  }
}

function recordFirst(pacticipant: string, environment: string): string {
  const record = command('record-deployment', { pacticipant, version: '<version>', environment });
  return `No version of ${pacticipant} is recorded in ${environment}: deploy one first. If one is deployed there already, record it: ${record}`;
}

/** The step of a provider that is not verified from here. */
export function buildHint(provider: string): string {
  return `Let the build of ${provider} verify it and publish the result.`;
}

/** How to get the missing verification result of a provider. */
function verifyHint({ name, version }: Subject, local?: LocalCommands): string {
  const verify = local?.verify(name, version);
  return verify ? `${WAITING} Verify it: ${verify}` : `${buildHint(name)} ${WAITING}`;
}

const WAITING = 'While a build verifies it, --retry-while-unknown waits for the result.';

/** For an unknown pacticipant, the broker's text names no version. */
function withVersion({ name, version }: Subject, context: HintContext): Subject {
  return { name, version: version ?? (name === context.pacticipant ? context.version : undefined) };
}

function publishHint({ name, version }: Subject, local?: LocalCommands): string {
  const spelling = 'Check the spelling; otherwise';
  const publish = local?.publish(name, version);
  if (publish) return `${spelling} publish its pacts: ${publish}`;
  const verify = local?.verify(name, version);
  if (verify) return `${spelling} verify it: ${verify}`;
  return `${spelling} its build has to publish a pact or a verification result first.`;
}

function repairHint(consumer: Subject, provider: Subject, { pacticipant, rows }: HintContext): string {
  const isOf = (name: string, version: string | null, subject: Subject) =>
    name === subject.name && (!subject.version || subject.version === version);
  const failed = rows.find(
    (row) =>
      row.result === 'failed' &&
      isOf(row.consumer, row.consumerVersion, consumer) &&
      isOf(row.provider, row.providerVersion, provider),
  );
  const details = failed?.url ? `What failed: ${failed.url}. ` : '';
  return pacticipant === provider.name
    ? `${details}Keep in ${provider.name} what ${consumer.name} relies on, or first replace that version of ${consumer.name} by one that does not.`
    : `${details}Rely only on what ${provider.name} provides there, or first deploy a version of ${provider.name} that provides it.`;
}

/** The cause of one of our own reasons; undefined for a reason that calls for no action. */
export function causeOf(reason: Reason): Cause | undefined {
  switch (reason.kind) {
    case 'version-does-not-exist':
      return missingVersionCause(reason.selector);
    case 'not-verified':
      return notVerifiedCause(reason.provider);
    case 'verification-failed':
      return { kind: reason.kind, consumer: subjectOf(reason.consumer), provider: subjectOf(reason.provider) };
    case 'cannot-ignore':
      return { kind: reason.kind, name: reason.selector.selector.pacticipant };
    case 'no-environment-specified':
    case 'no-version-number-specified':
      return { kind: reason.kind };
    case 'all-verified':
    case 'no-missing-dependencies':
      return undefined;
  }
}

function missingVersionCause(missing: ResolvedSelector): Cause {
  const { tag, branch, mainBranch, environment } = missing.selector;
  if (mainBranch) return { kind: 'no-main-branch', name: missing.selector.pacticipant };
  if (tag || branch || environment) return { kind: 'no-matching-version' };
  return { kind: 'nothing-published', subject: subjectOf(missing) };
}

function notVerifiedCause(provider: ResolvedSelector): Cause {
  const { pacticipant, environment } = provider.selector;
  if (environment && provider.version === 'none')
    return { kind: 'provider-not-recorded', provider: pacticipant, environment };
  return { kind: 'not-verified', provider: subjectOf(provider) };
}

function subjectOf({ selector, version }: ResolvedSelector): Subject {
  return { name: selector.pacticipant, version: typeof version === 'object' ? version.number : selector.version };
}

/**
 * The cause that a broker's text states. Every Pact Broker and PactFlow use the official broker's texts; a text that matches none of
 * the patterns, perhaps of a later version, has the cause `unknown`.
 */
export function parseReason(text: string): Cause {
  for (const [pattern, toCause] of patterns) {
    const match = pattern.exec(text);
    if (match) return toCause(...match.slice(1).map((group = '') => group));
  }
  return { kind: 'unknown' };
}

/** The first match counts. */
const patterns: readonly (readonly [pattern: RegExp, toCause: (...groups: string[]) => Cause])[] = [
  [
    /no verified pact between .+ and a version of (.+) currently in (.+) \(no version/,
    (provider = '', environment = '') => ({ kind: 'provider-not-recorded', provider, environment }),
  ],
  [
    /no verified pact between .+ and (.+)$/,
    (provider = '') => ({ kind: 'not-verified', provider: parseSubject(provider) }),
  ],
  [
    /verification for the pact between (.+) and (.+) failed$/,
    (consumer = '', provider = '') => ({
      kind: 'verification-failed',
      consumer: parseSubject(consumer),
      provider: parseSubject(provider),
    }),
  ],
  [
    /^No pacts or verifications have been published for (.+)$/,
    (subject = '') => ({ kind: 'nothing-published', subject: parseSubject(subject) }),
  ],
  [/^No version of (.+) from the main branch exists$/, (name = '') => ({ kind: 'no-main-branch', name })],
  [/^No version (?:of .+ (?:from|is)|.* exists for .+)/, () => ({ kind: 'no-matching-version' })],
  [/^Pacticipant (.+) not found$/, (name = '') => ({ kind: 'nothing-published', subject: { name } })],
  [/^Environment with name '.+' does not exist$/, () => ({ kind: 'unknown-environment' })],
  [/Cannot ignore .*\bof (.+) \(no such/, (name = '') => ({ kind: 'cannot-ignore', name })],
  [/recommended to specify the environment/, () => ({ kind: 'no-environment-specified' })],
  [/recommended to specify the version number/, () => ({ kind: 'no-version-number-specified' })],
];

/** The pacticipant in the official broker's words for a selector, and its version if they name one. */
function parseSubject(words: string): Subject {
  const selector = words.replace(/ \(no [^()]*\)$/, '');
  const [, exactVersion, owner] = /^version (.+) of (.+)$/.exec(selector) ?? [];
  if (exactVersion && owner) return { name: owner, version: exactVersion };
  const selected = /versions? of (.+?)(?: (?:currently in|with tag|from) .+?)?(?: \(([^()]+)\))?$/.exec(selector);
  const [, name = selector, version] = selected ?? [];
  return { name, version };
}
