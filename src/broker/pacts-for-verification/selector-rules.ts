import { isStorable, notStorable } from '../http/fields.ts';

/** A consumer version selector as a client sends it. */
export type RawSelector = Readonly<Record<string, unknown>>;

/** Other values needed to validate a selector. */
export interface SelectorContext {
  readonly providerVersionBranch: unknown;
  readonly environments: ReadonlySet<string>;
}

/** The problems of a selector, in the official broker's words and order. */
export function findSelectorProblems(selector: RawSelector, context: SelectorContext): string[] {
  const wrong = new Map(Object.entries(fields).flatMap(([field, check]) => fieldProblem(selector, field, check)));
  const applicable = rules.filter(({ keys }) => !keys.some((key) => wrong.has(key)));
  return [...wrong.values(), ...applicable.flatMap(({ check }) => check(selector, context))];
}

type Check = (value: unknown) => string | undefined;

const onlyTrue: Check = (value) => (value === true ? undefined : 'must be one of: true');
const boolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be one of: true, false');
const text: Check = (value) => {
  if (typeof value !== 'string') return 'must be a string';
  return isStorable(value) ? undefined : notStorable;
};
const textOrTrue: Check = (value) => {
  if (value === true) return undefined;
  return typeof value === 'string' ? text(value) : 'must be a string or branch must be equal to true';
};

const fields: Record<string, Check> = {
  mainBranch: onlyTrue,
  tag: text,
  branch: textOrTrue,
  matchingBranch: onlyTrue,
  latest: boolean,
  fallbackTag: text,
  fallbackBranch: text,
  consumer: text,
  deployed: onlyTrue,
  released: onlyTrue,
  deployedOrReleased: onlyTrue,
  environment: text,
};

function fieldProblem(selector: RawSelector, field: string, check: Check): [string, string][] {
  const value = selector[field];
  if (value === undefined) return [];
  const isEmpty = value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  const problem = isEmpty ? 'must be filled' : check(value);
  return problem ? [[field, `${field} ${problem}`]] : [];
}

interface Rule {
  /** The fields that the rule checks; it is skipped when one of them is invalid on its own. */
  readonly keys: readonly string[];
  readonly check: (selector: RawSelector, context: SelectorContext) => string[];
}

const byBranchOrTag = ['branch', 'fallbackBranch', 'fallbackTag', 'latest', 'mainBranch', 'matchingBranch', 'tag'];
const byEnvironment = ['deployed', 'deployedOrReleased', 'environment', 'released'];
const all = [...byBranchOrTag, ...byEnvironment, 'consumer'];

const rule = (keys: readonly string[], check: Rule['check']): Rule => ({ keys, check });
const when = (isWrong: unknown, problem: string) => (isWrong ? [problem] : []);

const isThere = (value: unknown) => (typeof value === 'string' ? value.trim() !== '' : value !== undefined);
const others = (selector: RawSelector, ...allowed: string[]) =>
  all.filter((key) => selector[key] !== undefined && !allowed.includes(key)).length > 0;

const rules: readonly Rule[] = [
  rule(['consumer'], ({ consumer }) => when(consumer !== undefined && !isThere(consumer), 'consumer cannot be blank')),
  rule(all, (s) =>
    when(
      !['mainBranch', 'tag', 'branch', 'environment'].some((key) => isThere(s[key])) &&
        !(s.matchingBranch || s.deployed || s.released || s.deployedOrReleased || s.latest),
      'must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, latest=true, deployed=true, released=true or deployedOrReleased=true',
    ),
  ),
  rule(all, (s) =>
    when(
      s.mainBranch && others(s, 'consumer', 'mainBranch', 'latest'),
      'cannot specify mainBranch=true with any other criteria apart from consumer',
    ),
  ),
  rule(['mainBranch', 'latest'], (s) =>
    when(s.mainBranch && s.latest === false, 'cannot specify mainBranch=true with latest=false'),
  ),
  rule(all, (s, { providerVersionBranch }) => [
    ...when(
      s.matchingBranch && others(s, 'consumer', 'matchingBranch'),
      'cannot specify matchingBranch=true with any other criteria apart from consumer',
    ),
    ...when(
      s.matchingBranch && (providerVersionBranch === null || !isThere(providerVersionBranch)),
      'the providerVersionBranch must be specified when the selector matchingBranch=true is used',
    ),
  ]),
  rule(['tag', 'branch'], (s) => when(s.tag && s.branch, 'cannot specify both a tag and a branch')),
  rule(all, mixed),
  rule(['fallbackTag', 'tag', 'latest'], (s) => [
    ...when(s.fallbackTag && !s.latest, 'fallbackTag can only be set if latest is true'),
    ...when(s.fallbackTag && !s.tag, 'a tag must be specified when a fallbackTag is specified'),
  ]),
  rule(['fallbackBranch', 'branch', 'latest'], (s) => [
    ...when(s.fallbackBranch && !s.branch, 'a branch must be specified when a fallbackBranch is specified'),
    ...when(s.fallbackBranch && s.latest === false, 'fallbackBranch can only be set if latest is true'),
  ]),
  rule(['branch', 'latest'], (s) => when(s.branch && s.latest === false, 'cannot specify a branch with latest=false')),
  rule(['environment'], ({ environment }, { environments }) =>
    when(
      isThere(environment) && !environments.has(String(environment)),
      `environment with name '${environment}' does not exist`,
    ),
  ),
  rule(['deployed', 'released', 'deployedOrReleased'], (s) => [
    ...when(s.deployed && s.released, 'cannot specify both deployed=true and released=true'),
    ...when(s.deployed && s.deployedOrReleased, 'cannot specify both deployed=true and deployedOrReleased=true'),
    ...when(s.released && s.deployedOrReleased, 'cannot specify both released=true and deployedOrReleased=true'),
  ]),
];

function mixed(selector: RawSelector): string[] {
  const given = (keys: readonly string[]) => keys.filter((key) => selector[key] !== undefined);
  const branchFields = given(byBranchOrTag);
  const environmentFields = given(byEnvironment);
  const named = (keys: string[]) => `the ${keys.length === 1 ? 'field' : 'fields'} ${keys.join('/')}`;
  return when(
    branchFields.length > 0 && environmentFields.length > 0,
    `cannot specify ${named(branchFields)} with ${named(environmentFields)}`,
  );
}
