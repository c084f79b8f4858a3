import type { PactInteraction } from '../../../impact/interactions.ts';

/** What a verifier found different in an interaction. */
export interface Mismatch {
  /** `body`, `header`, `status` … */
  readonly attribute: string;
  /** A path in a body, else a name; empty where it concerns the whole. */
  readonly identifier: string;
  readonly words: string;
}

/** How one interaction of a pact fared, or one thing about it. */
export interface InteractionResult {
  readonly id: string;
  readonly description: string;
  /** Only in this provider state, where it is told. */
  readonly state?: string;
  readonly success: boolean;
  readonly found: readonly Mismatch[];
}

/**
 * Reads what verifiers send with a result: the official one of pact-js, pact-python, pact-go, pact-net and others, pact-jvm, and
 * that of Ruby, which tells each test of an interaction apart. Other texts give nothing.
 */
export function readTestResults(json: string | null): InteractionResult[] {
  const parsed: unknown = json === null ? [] : JSON.parse(json);
  return testsIn(parsed)
    .map(readTest)
    .filter(({ id, description }) => id || description);
}

/** How an interaction fared, over all that was tested of it; undefined where nothing is said of it. */
export function resultOf(
  results: readonly InteractionResult[],
  { id, description, states }: Pick<PactInteraction, 'description' | 'states'> & { id: string },
): Pick<InteractionResult, 'success' | 'found'> | undefined {
  const own = results.filter((one) =>
    one.id ? one.id === id : one.description === description && isIn(one.state, states),
  );
  if (own.length === 0) return undefined;
  return { success: own.every(({ success }) => success), found: own.flatMap(({ found }) => found) };
}

function isIn(state: string | undefined, states: PactInteraction['states']): boolean {
  return state === undefined || states.length === 0 || states.some(({ name }) => name === state);
}

type Json = Readonly<Record<string, unknown>>;

/** Where the tests stand, when they are not the whole. */
const holders = ['tests', 'testResults', 'interactions', 'examples', 'results'];

function testsIn(parsed: unknown): Json[] {
  if (Array.isArray(parsed) || typeof parsed !== 'object' || parsed === null) return listOf(parsed);
  return holders.flatMap((name) => testsIn(asList((parsed as Json)[name])));
}

const asList = (value: unknown) => (Array.isArray(value) ? value : []);

function readTest(test: Json): InteractionResult {
  const { interactionId, interactionDescription, interactionProviderState, description } = test;
  const { mismatches, exceptions, exception } = test;
  const state = typeof interactionProviderState === 'string' ? { state: interactionProviderState } : {};
  return {
    id: text(interactionId),
    description: text(interactionDescription ?? description),
    ...state,
    success: test.success !== false && test.status !== 'failed',
    found: [
      ...listOf(mismatches).flatMap(readMismatch),
      ...listOf(exceptions).map(readException),
      ...listOf([exception]).flatMap((one) => parseRubyFailure(testName(test), text(one.message))),
    ],
  };
}

const testName = ({ testDescription, exampleDescription }: Json) => text(testDescription ?? exampleDescription);

/** A missing field is told of where it should be. */
function readMismatch({ attribute, identifier, description }: Json): Mismatch[] {
  const words = text(description);
  const missing = /missing the following keys: (.+)$/s.exec(words)?.[1];
  const found = { attribute: text(attribute), identifier: text(identifier), words };
  if (!missing) return [found];
  const base = found.identifier || '$';
  return missing.split(', ').map((key) => ({ ...found, identifier: `${base}.${key}`, words: 'It is missing' }));
}

function readException({ message }: Json): Mismatch {
  return { attribute: '', identifier: '', words: text(message) };
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What Ruby's verifier says of a failed test: its name tells what was looked at, and its message lists each difference in a body:
 * `* Expected "soft" but got "slow" at $.level`.
 */
export function parseRubyFailure(test: string, message: string): Mismatch[] {
  const words = withoutColours(message).trim();
  const about = attributeOf(test);
  const differences = about.attribute === 'body' ? [...words.matchAll(difference)].map(placed) : [];
  return differences.length > 0 ? differences : [{ ...about, words: words || test }];
}

const difference = /^\s*\* (.+) at (\$\S*)\s*$/gm;

function placed([, words = '', path = '$']: RegExpMatchArray): Mismatch {
  const missing = /^Could not find key "([^"]+)"/.exec(words)?.[1];
  if (missing === undefined) return { attribute: 'body', identifier: path, words };
  return { attribute: 'body', identifier: `${path}.${missing}`, words: 'It is missing' };
}

function attributeOf(test: string): Pick<Mismatch, 'attribute' | 'identifier'> {
  if (/^has status code/.test(test)) return { attribute: 'status', identifier: '' };
  const header = /^"([^"]+)" which /.exec(test.replace(/^includes headers\s*/, ''))?.[1];
  if (header !== undefined) return { attribute: 'header', identifier: header };
  return /body|matching content/.test(test)
    ? { attribute: 'body', identifier: '$' }
    : { attribute: '', identifier: test };
}

function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is how terminals are told
  return text.replace(/\u001b\[[\d;]*m/g, '');
}
