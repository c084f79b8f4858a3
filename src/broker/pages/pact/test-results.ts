import type { PactInteraction } from '../../../impact/interactions.ts';
import { groupBy } from '../../../text/group-by.ts';
import { mapInSlices, runCooperatively, SLICE_CHARS } from '../../pact-json/cooperative.ts';
import { isComparable } from '../../pact-json/difference.ts';

/** A difference that a verifier has found in an interaction. */
export interface Mismatch {
  /** `body`, `header`, `status` … */
  readonly attribute: string;
  /** A path in a body, otherwise a name; empty if it concerns the whole attribute. */
  readonly identifier: string;
  readonly message: string;
}

/** The result of one interaction, or of one test of it. */
export interface InteractionResult {
  readonly id: string;
  readonly description: string;
  /** The provider state that the result is limited to, if the verifier reports one. */
  readonly state?: string;
  readonly success: boolean;
  readonly mismatches: readonly Mismatch[];
}

/**
 * Parses the `testResults` of a verification result. Known formats: the official verifier (pact-js, pact-python, pact-go, pact-net and
 * others), pact-jvm, and the Ruby verifier, which reports each test of an interaction separately. Other formats, and results that are too
 * large to be shown (see `areShowable`), give no results. Yields to other requests while it works.
 */
export async function parseTestResults(json: string | null): Promise<InteractionResult[]> {
  const parsed: unknown = json === null || !areShowable(json) ? [] : JSON.parse(json);
  const tests = await runCooperatively(mapInSlices(findTests(parsed), parseTest, () => SLICE_CHARS / 1_000));
  return tests.filter(({ id, description }) => id || description);
}

/** Whether test results are small enough to be shown as a page. */
export function areShowable(testResults: string): boolean {
  return isComparable(testResults);
}

/** The result of an interaction over all of its tests; undefined if there is none. */
export type FindResult = (
  interaction: Pick<PactInteraction, 'description' | 'states'> & { readonly id: string },
) => Pick<InteractionResult, 'success' | 'mismatches'> | undefined;

/** Finds results by the ids of interactions, or by their descriptions and states if the verifier does not report ids. */
export function indexResults(results: readonly InteractionResult[]): FindResult {
  const byId = groupBy(results, ({ id }) => id);
  const byDescription = groupBy(byId.get('') ?? [], (result) => result.description);
  return ({ id, description, states }) => {
    const ofDescription = (byDescription.get(description) ?? []).filter(({ state }) => appliesToState(state, states));
    const own = [...(id ? (byId.get(id) ?? []) : []), ...ofDescription];
    if (own.length === 0) return undefined;
    return { success: own.every(({ success }) => success), mismatches: own.flatMap(({ mismatches }) => mismatches) };
  };
}

function appliesToState(state: string | undefined, states: PactInteraction['states']): boolean {
  return state === undefined || states.length === 0 || states.some(({ name }) => name === state);
}

type Json = Readonly<Record<string, unknown>>;

/** The members that hold the tests, depending on the verifier. */
const testMembers = ['tests', 'testResults', 'interactions', 'examples', 'results'];

function findTests(parsed: unknown): Json[] {
  if (Array.isArray(parsed) || typeof parsed !== 'object' || parsed === null) return objectsIn(parsed);
  return testMembers.flatMap((name) => {
    const member = (parsed as Json)[name];
    return Array.isArray(member) ? findTests(member) : [];
  });
}

function parseTest(test: Json): InteractionResult {
  const { interactionId, interactionDescription, interactionProviderState, description } = test;
  const testName = toText(test.testDescription ?? test.exampleDescription);
  return {
    id: toText(interactionId),
    description: toText(interactionDescription ?? description),
    ...(typeof interactionProviderState === 'string' && { state: interactionProviderState }),
    success: test.success !== false && test.status !== 'failed',
    mismatches: [
      ...objectsIn(test.mismatches).flatMap(parseMismatch),
      ...objectsIn(test.exceptions).map(({ message }) => ({
        attribute: '',
        identifier: '',
        message: toText(message),
      })),
      ...objectsIn([test.exception]).flatMap(({ message }) => parseRubyFailure(testName, toText(message))),
    ],
  };
}

const MISSING = 'It is missing';

/** A missing key becomes a mismatch of the field itself, instead of its parent. */
function parseMismatch({ attribute, identifier, description }: Json): Mismatch[] {
  const message = toText(description);
  const mismatch = { attribute: toText(attribute), identifier: toText(identifier), message };
  const missingKeys = /missing the following keys: (.+)$/s.exec(message)?.[1];
  if (!missingKeys) return [mismatch];
  const parent = mismatch.identifier || '$';
  return missingKeys.split(', ').map((key) => ({ ...mismatch, identifier: `${parent}.${key}`, message: MISSING }));
}

/**
 * A failed test of the Ruby verifier: its name contains what was tested, and its message lists each difference in a body:
 * `* Expected "soft" but got "slow" at $.level`.
 */
function parseRubyFailure(testName: string, coloured: string): Mismatch[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of terminal colours
  const message = coloured.replace(/\u001b\[[\d;]*m/g, '').trim();
  const tested = parseRubyTestName(testName);
  const differences =
    tested.attribute === 'body'
      ? [...message.matchAll(/^[ \t]*\* (.+) at (\$\S*)[ \t\r]*$/gm)].map(parseRubyDifference)
      : [];
  return differences.length > 0 ? differences : [{ ...tested, message: message || testName }];
}

function parseRubyDifference([, message = '', path = '$']: RegExpMatchArray): Mismatch {
  const missingKey = /^Could not find key "([^"]+)"/.exec(message)?.[1];
  if (missingKey === undefined) return { attribute: 'body', identifier: path, message };
  return { attribute: 'body', identifier: `${path}.${missingKey}`, message: MISSING };
}

function parseRubyTestName(testName: string): Pick<Mismatch, 'attribute' | 'identifier'> {
  if (/^has status code/.test(testName)) return { attribute: 'status', identifier: '' };
  const header = /^"([^"]+)" which /.exec(testName.replace(/^includes headers\s*/, ''))?.[1];
  if (header !== undefined) return { attribute: 'header', identifier: header };
  return /body|matching content/.test(testName)
    ? { attribute: 'body', identifier: '$' }
    : { attribute: '', identifier: testName };
}

function objectsIn(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
