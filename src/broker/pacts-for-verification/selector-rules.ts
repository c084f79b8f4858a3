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
  const fieldProblems = new Map(
    Object.entries(fieldChecks).flatMap(([field, check]) => fieldProblem(selector, field, check)),
  );
  const applicable = rules.filter(({ keys }) => !keys.some((key) => fieldProblems.has(key)));
  return [...fieldProblems.values(), ...applicable.flatMap(({ check }) => check(selector, context))];
}

type Check = (value: unknown) => string | undefined;

const checkTrue: Check = (value) => (value === true ? undefined : 'must be one of: true');
const checkBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'must be one of: true, false');
const checkText: Check = (value) => {
  if (typeof value !== 'string') return 'must be a string';
  return isStorable(value) ? undefined : notStorable;
};
const checkTextOrTrue: Check = (value) => {
  if (value === true) return undefined;
  return typeof value === 'string' ? checkText(value) : 'must be a string or branch must be equal to true';
};

const fieldChecks: Record<string, Check> = {
  mainBranch: checkTrue,
  tag: checkText,
  branch: checkTextOrTrue,
  matchingBranch: checkTrue,
  latest: checkBoolean,
  fallbackTag: checkText,
  fallbackBranch: checkText,
  consumer: checkText,
  deployed: checkTrue,
  released: checkTrue,
  deployedOrReleased: checkTrue,
  environment: checkText,
};

function fieldProblem(selector: RawSelector, field: string, check: Check): [string, string][] {
  const value = selector[field];
  if (value === undefined) return [];
  const isEmpty = value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  const problem = isEmpty ? 'must be filled' : check(value);
  return problem ? [[field, `${field} ${problem}`]] : [];
}

interface Rule {
  /** The fields that the rule checks. The rule is skipped if the value of one of them is invalid. */
  readonly keys: readonly string[];
  readonly check: (selector: RawSelector, context: SelectorContext) => string[];
}

const branchAndTagFields = ['branch', 'fallbackBranch', 'fallbackTag', 'latest', 'mainBranch', 'matchingBranch', 'tag'];
const environmentFields = ['deployed', 'deployedOrReleased', 'environment', 'released'];
const allFields = [...branchAndTagFields, ...environmentFields, 'consumer'];

const createRule = (keys: readonly string[], check: Rule['check']): Rule => ({ keys, check });
const problemIf = (isWrong: unknown, problem: string) => (isWrong ? [problem] : []);

const isPresent = (value: unknown) => (typeof value === 'string' ? value.trim() !== '' : value !== undefined);
const hasOtherFields = (selector: RawSelector, ...allowed: string[]) =>
  allFields.filter((key) => selector[key] !== undefined && !allowed.includes(key)).length > 0;

const rules: readonly Rule[] = [
  createRule(['consumer'], ({ consumer }) =>
    problemIf(consumer !== undefined && !isPresent(consumer), 'consumer cannot be blank'),
  ),
  createRule(allFields, (s) =>
    problemIf(
      !['mainBranch', 'tag', 'branch', 'environment'].some((key) => isPresent(s[key])) &&
        !(s.matchingBranch || s.deployed || s.released || s.deployedOrReleased || s.latest),
      'must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, latest=true, deployed=true, released=true or deployedOrReleased=true',
    ),
  ),
  createRule(allFields, (s) =>
    problemIf(
      s.mainBranch && hasOtherFields(s, 'consumer', 'mainBranch', 'latest'),
      'cannot specify mainBranch=true with any other criteria apart from consumer',
    ),
  ),
  createRule(['mainBranch', 'latest'], (s) =>
    problemIf(s.mainBranch && s.latest === false, 'cannot specify mainBranch=true with latest=false'),
  ),
  createRule(allFields, (s, { providerVersionBranch }) => [
    ...problemIf(
      s.matchingBranch && hasOtherFields(s, 'consumer', 'matchingBranch'),
      'cannot specify matchingBranch=true with any other criteria apart from consumer',
    ),
    ...problemIf(
      s.matchingBranch && (providerVersionBranch === null || !isPresent(providerVersionBranch)),
      'the providerVersionBranch must be specified when the selector matchingBranch=true is used',
    ),
  ]),
  createRule(['tag', 'branch'], (s) => problemIf(s.tag && s.branch, 'cannot specify both a tag and a branch')),
  createRule(allFields, mixedCriteriaProblems),
  createRule(['fallbackTag', 'tag', 'latest'], (s) => [
    ...problemIf(s.fallbackTag && !s.latest, 'fallbackTag can only be set if latest is true'),
    ...problemIf(s.fallbackTag && !s.tag, 'a tag must be specified when a fallbackTag is specified'),
  ]),
  createRule(['fallbackBranch', 'branch', 'latest'], (s) => [
    ...problemIf(s.fallbackBranch && !s.branch, 'a branch must be specified when a fallbackBranch is specified'),
    ...problemIf(s.fallbackBranch && s.latest === false, 'fallbackBranch can only be set if latest is true'),
  ]),
  createRule(['branch', 'latest'], (s) =>
    problemIf(s.branch && s.latest === false, 'cannot specify a branch with latest=false'),
  ),
  createRule(['environment'], ({ environment }, { environments }) =>
    problemIf(
      isPresent(environment) && !environments.has(String(environment)),
      `environment with name '${environment}' does not exist`,
    ),
  ),
  createRule(['deployed', 'released', 'deployedOrReleased'], (s) => [
    ...problemIf(s.deployed && s.released, 'cannot specify both deployed=true and released=true'),
    ...problemIf(s.deployed && s.deployedOrReleased, 'cannot specify both deployed=true and deployedOrReleased=true'),
    ...problemIf(s.released && s.deployedOrReleased, 'cannot specify both released=true and deployedOrReleased=true'),
  ]),
];

function mixedCriteriaProblems(selector: RawSelector): string[] {
  const givenFields = (keys: readonly string[]) => keys.filter((key) => selector[key] !== undefined);
  const givenBranchFields = givenFields(branchAndTagFields);
  const givenEnvironmentFields = givenFields(environmentFields);
  const describeFields = (keys: string[]) => `the ${keys.length === 1 ? 'field' : 'fields'} ${keys.join('/')}`;
  return problemIf(
    givenBranchFields.length > 0 && givenEnvironmentFields.length > 0,
    `cannot specify ${describeFields(givenBranchFields)} with ${describeFields(givenEnvironmentFields)}`,
  );
}
