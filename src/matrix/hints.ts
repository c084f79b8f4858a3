import { provider as core, consumer as pipeline } from '../contracts/interactions.ts';
import { command } from '../text/command.ts';

/** Whom a question is about. */
interface Asked {
  readonly pacticipant: string;
}

/** A row of the answer, as far as the next step depends on it. */
interface SeenRow {
  readonly consumer: string;
  readonly consumerVersion: string | null;
  readonly provider: string;
  readonly providerVersion: string | null;
  readonly result: 'verified' | 'failed' | 'not verified';
  /** Where the result is to be seen. */
  readonly url?: string;
}

interface Context {
  readonly question: Asked;
  readonly rows: readonly SeenRow[];
}

type Rule = readonly [pattern: RegExp, next: (match: RegExpExecArray, context: Context) => string];

/** The texts of the official broker (embedded and PactFlow's too), first match wins. */
const rules: readonly Rule[] = [
  [
    /no verified pact between .+ and a version of (.+) currently in (.+) \(no version/,
    ([, name = '', where = '']) => recordFirst(name, where),
  ],
  [/no verified pact between (.+) and (.+)$/, ([, , provider = '']) => verifyFirst(sideOf(provider))],
  [
    /verification for the pact between (.+) and (.+) failed$/,
    ([, c = '', p = ''], context) => repair(sideOf(c), sideOf(p), context),
  ],
  [/^No pacts or verifications have been published for (.+)$/, ([, what = '']) => publishFirst(sideOf(what))],
  [
    /^No version (?:of (.+) (?:from|is)|.* exists for (.+))/,
    () => 'Check the name; otherwise publish or verify a version of it there first.',
  ],
  [/^Pacticipant (.+) not found$/, ([, name = '']) => publishFirst({ name })],
  [
    /^Environment with name '(.+)' does not exist$/,
    () => 'Check the spelling; the first record-deployment or record-release with --create-environment creates it.',
  ],
  [/Cannot ignore .*\bof (.+) \(no such/, ([, name = '']) => `Check the spelling of --ignore ${name}.`],
  [/recommended to specify the environment/, () => 'Give --to-environment.'],
  [/recommended to specify the version number/, () => 'Give --version instead of --main-branch.'],
];

/** What to do about a reason of the broker; for words that no rule knows, where to look. */
export function nextStep(text: string, question: Asked, rows: readonly SeenRow[]): string {
  for (const [pattern, next] of rules) {
    const match = pattern.exec(text);
    if (match) return next(match, { question, rows });
  }
  return `Look at the matrix of ${question.pacticipant} in the Pact Broker.`;
}

interface Side {
  readonly name: string;
  readonly version?: string;
}

/** The pacticipant, and the version if there is one, in the broker's words for a selector. */
function sideOf(words: string): Side {
  const found = words.replace(/ \(no [^()]*\)$/, '');
  const [, exact, owner] = /^version (.+) of (.+)$/.exec(found) ?? [];
  if (exact && owner) return { name: owner, version: exact };
  const selected = /versions? of (.+?)(?: (?:currently in|with tag|from) .+?)?(?: \(([^()]+)\))?$/.exec(found);
  const [, name = found, version] = selected ?? [];
  return { name, ...(version && { version }) };
}

function recordFirst(name: string, where: string): string {
  return `Nothing is recorded of ${name} in ${where}. When it is there, say so: ${command('record-deployment', { pacticipant: name, version: '<version>', environment: where })}. Otherwise it has to go there first.`;
}

function verifyFirst({ name, version = '<version>' }: Side): string {
  return `${howToVerify(name, version)} While that build is under way, --retry-while-unknown waits for it.`;
}

/** What brings the missing result of a provider. */
export function howToVerify(provider: string, version = '<version>'): string {
  const how =
    provider === core
      ? command('pact:verify', { 'core-version': version })
      : `let the build of ${provider} verify it and publish the result`;
  return `Verify it: ${how}.`;
}

function publishFirst({ name, version = '<version>' }: Side): string {
  const spelling = 'Check the spelling; otherwise';
  if (name === pipeline) return `${spelling} publish its pacts: ${command('pact:publish', { version })}.`;
  if (name === core) return `${spelling} verify it: ${command('pact:verify', { 'core-version': version })}.`;
  return `${spelling} its build has to publish a pact or a verification result first.`;
}

function repair(consumer: Side, provider: Side, { question, rows }: Context): string {
  const fits = (name: string, number: string | null, side: Side) =>
    name === side.name && (!side.version || side.version === number);
  const row = rows.find(
    (r) =>
      r.result === 'failed' &&
      fits(r.consumer, r.consumerVersion, consumer) &&
      fits(r.provider, r.providerVersion, provider),
  );
  const seen = row?.url ? `What failed: ${row.url}. ` : '';
  return question.pacticipant === provider.name
    ? `${seen}Keep in ${provider.name} what ${consumer.name} relies on, or first replace that version of ${consumer.name} by one that does not.`
    : `${seen}Rely only on what ${provider.name} gives there, or first bring a ${provider.name} there that gives it.`;
}
