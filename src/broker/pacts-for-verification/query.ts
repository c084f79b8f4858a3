import type { ConsumerVersionSelector } from '../../matrix/consumer-version-selector.ts';
import { isStorable, notStorable } from '../http/fields.ts';
import type { FieldErrors } from '../http/http-error.ts';
import type { Query } from '../url/rack-query.ts';
import { findSelectorProblems, type RawSelector } from './selector-rules.ts';

/** The query for pacts to verify. */
export interface VerificationQuery {
  readonly providerVersionBranch?: string | undefined;
  readonly providerVersionTags: readonly string[];
  readonly selectors: readonly ConsumerVersionSelector[];
  readonly includePendingStatus: boolean;
  /** Only pacts published after this date can be work in progress. */
  readonly includeWipPactsSince?: Date | undefined;
}

export type RawQuery = Readonly<Record<string, unknown>>;

/** The problems of a query by field, in the official broker's words. */
export function validateQuery(query: RawQuery, environments: ReadonlySet<string>): FieldErrors {
  const { consumerVersionSelectors, providerVersionBranch, providerVersionTags } = query;
  const { includePendingStatus, includeWipPactsSince } = query;
  const problems: FieldErrors = {
    providerVersionBranch: branchProblems(query),
    providerVersionTags: isGiven(providerVersionTags) ? tagProblems(providerVersionTags) : [],
    consumerVersionSelectors: selectorListProblems(consumerVersionSelectors, { providerVersionBranch, environments }),
    includePendingStatus: includePendingStatus === undefined ? [] : booleanProblems(includePendingStatus),
    includeWipPactsSince: problemIf(
      includeWipPactsSince !== undefined && !dateOf(includeWipPactsSince),
      'must be a date',
    ),
  };
  return Object.fromEntries(Object.entries(problems).filter(([, texts]) => texts.length > 0));
}

/** The environments that the selectors of a query name. */
export function environmentNames({ consumerVersionSelectors }: RawQuery): string[] {
  const selectors = Array.isArray(consumerVersionSelectors) ? consumerVersionSelectors : [];
  const names = selectors.map((selector) => selector?.environment);
  return names.filter((name) => typeof name === 'string' && isStorable(name));
}

/** Parses a query that `validateQuery` has found valid. */
export function parseQuery(query: RawQuery): VerificationQuery {
  const branch = (query.providerVersionBranch as string | null) ?? undefined;
  const selectors = (query.consumerVersionSelectors as RawSelector[] | undefined) ?? [];
  const tags = (query.providerVersionTags as unknown[] | null) ?? [];
  return {
    providerVersionBranch: branch,
    providerVersionTags: tags.filter(isGiven).map(String),
    selectors: selectors.flatMap((selector) => parseSelector(selector, branch)),
    includePendingStatus: query.includePendingStatus !== false,
    includeWipPactsSince: dateOf(query.includeWipPactsSince),
  };
}

const problemIf = (isWrong: boolean, problem: string) => (isWrong ? [problem] : []);
const isGiven = (value: unknown) => value !== undefined && value !== null;

function booleanProblems(value: unknown): string[] {
  if (value === null || value === '') return ['must be filled'];
  return problemIf(typeof value !== 'boolean', 'must be one of: true, false');
}

function tagProblems(tags: unknown): string[] {
  if (!Array.isArray(tags)) return ['must be an array'];
  return tags.flatMap((tag, i) => problemIf(!isStorable(String(tag)), `${notStorable} (at index ${i})`));
}

function branchProblems(query: RawQuery): string[] {
  const { providerVersionBranch: branch, providerVersionTags: tags } = query;
  if (!isGiven(branch)) return [];
  if (typeof branch !== 'string') return ['must be a string'];
  if (!isStorable(branch)) return [notStorable];
  if (branch !== '' && branch.trim() === '') return ['cannot be blank'];
  // As in the official broker the default is true, but only an explicit true is checked here.
  const usesWipOrPending = Boolean(query.includeWipPactsSince) || query.includePendingStatus === true;
  const hasNoTags = !Array.isArray(tags) || tags.length === 0;
  return problemIf(
    branch === '' && usesWipOrPending && hasNoTags,
    'when pending or WIP pacts are enabled and there are no tags provided, the provider version branch must not be an empty string, as it is used in the calculations for WIP/pending. A value must be provided (recommended), or it must not be set at all.',
  );
}

function selectorListProblems(list: unknown, context: Parameters<typeof findSelectorProblems>[1]): string[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return ['must be an array'];
  const isHash = (item: unknown): item is RawSelector =>
    typeof item === 'object' && item !== null && !Array.isArray(item);
  return list.flatMap((item, i) => {
    const problems = isHash(item) ? findSelectorProblems(item, context) : ['must be a hash'];
    return problems.map((problem) => `${problem} (at index ${i})`);
  });
}

function dateOf(value: unknown): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

function parseSelector(selector: RawSelector, providerBranch: string | undefined): ConsumerVersionSelector[] {
  const stringField = (name: string) => (typeof selector[name] === 'string' ? selector[name] : undefined);
  const tag = stringField('tag');
  const environment = stringField('environment');
  const consumer = stringField('consumer');
  const ofConsumer = { ...(consumer !== undefined && { consumer }) };
  const inEnvironment = { ...ofConsumer, ...(environment !== undefined && { environment }) };
  const fallbackBranch = stringField('fallbackBranch');
  const fallbackTag = stringField('fallbackTag');
  const branch = selector.matchingBranch ? providerBranch : stringField('branch');
  if (selector.mainBranch) return [{ kind: 'main-branch', ...ofConsumer }];
  if (branch !== undefined)
    return [{ kind: 'branch', branch, ...ofConsumer, ...(fallbackBranch && { fallbackBranch }) }];
  if (selector.branch === true) return [{ kind: 'every-branch', ...ofConsumer }];
  if (tag !== undefined && selector.latest)
    return [{ kind: 'latest-tag', tag, ...ofConsumer, ...(fallbackTag && { fallbackTag }) }];
  if (tag !== undefined) return [{ kind: 'every-tagged', tag, ...ofConsumer }];
  if (selector.deployedOrReleased)
    return [
      { kind: 'deployed', ...inEnvironment },
      { kind: 'released', ...inEnvironment },
    ];
  if (selector.deployed) return [{ kind: 'deployed', ...inEnvironment }];
  if (selector.released) return [{ kind: 'released', ...inEnvironment }];
  if (environment !== undefined) return [{ kind: 'in-environment', environment, ...ofConsumer }];
  return [{ kind: 'overall-latest', ...ofConsumer }];
}

/** Converts the query string of a URL, with names in snake case and booleans as words, to the form of a request body. */
export function parseUrlQuery(query: Query): RawQuery {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [camelCase(name), parseValue(value)]));
}

function parseValue(value: Query[string]): unknown {
  if (Array.isArray(value)) return value.map(parseValue);
  if (typeof value === 'object') return parseUrlQuery(value);
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
