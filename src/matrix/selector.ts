/** Criteria for versions of a pacticipant; without any, every version matches. */
export interface Criteria {
  readonly version?: string;
  readonly latest?: boolean;
  readonly branch?: string;
  readonly tag?: string;
  readonly environment?: string;
  readonly mainBranch?: boolean;
}

/** One `q[]` or `ignore[]` of a matrix query. */
export interface Selector extends Criteria {
  readonly pacticipant: string;
}

/** A version found for a selector. */
export interface FoundVersion {
  readonly id: number;
  readonly number: string;
  /** The branch by which it was found, for a selector with `mainBranch`. */
  readonly branch?: string;
}

/** A selector with a version that matches it; a selector that matches several versions becomes several of these. */
export interface ResolvedSelector {
  readonly selector: Selector;
  /** Named by the query, inferred from an integration, or excluded by `ignore`. */
  readonly type: 'specified' | 'inferred' | 'ignored';
  /** Absent when there is no pacticipant of that name. */
  readonly pacticipantId?: number;
  /** `any`: the selector names no version; `none`: no version matches. */
  readonly version: FoundVersion | 'any' | 'none';
  readonly oneOfMany: boolean;
  /** Whether an ignore selector covers it. */
  readonly ignored: boolean;
}

/** Whether a selector names a pacticipant and nothing more. */
export function isNameOnly({ version, latest, branch, tag, environment, mainBranch }: Criteria): boolean {
  return ![version, latest, branch, tag, environment, mainBranch].some(Boolean);
}

/** The versions of a selector in the official broker's words, which clients print. */
export function describeSelector(resolved: ResolvedSelector): string {
  const { selector, version, pacticipantId } = resolved;
  const name = selector.pacticipant;
  const found = typeof version === 'object' ? version : undefined;
  if (pacticipantId === undefined) return `any version of ${name} (no such pacticipant exists)`;
  const branch = selector.branch ?? (selector.mainBranch ? found?.branch : undefined);
  if (selector.tag && selector.latest)
    return `the latest version of ${name} with tag ${selector.tag} (${found?.number ?? absent})`;
  if (selector.mainBranch && !found) {
    return `${selector.latest ? 'the latest' : 'any'} version of ${name} from the main branch (no versions exist for this branch)`;
  }
  if (branch) return describeFromBranch(resolved, branch, found);
  if (selector.latest) return `the latest version of ${name} (${found?.number ?? absent})`;
  if (selector.tag) return `a version of ${name} with tag ${selector.tag} (${found?.number ?? absent})`;
  if (selector.environment) return describeInEnvironment(resolved, selector.environment, found);
  if (found) return `version ${found.number} of ${name}`;
  if (selector.version) return `version ${selector.version} of ${name} (${absent})`;
  return `any version of ${name}`;
}

const absent = 'no such version exists';

function describeFromBranch({ selector, oneOfMany }: ResolvedSelector, branch: string, found?: FoundVersion): string {
  const which = selector.latest ? 'the latest version' : oneOfMany ? 'one of the versions' : 'the version';
  const name = selector.pacticipant;
  if (found) return `${which} of ${name} from branch ${branch} (${found.number})`;
  return `${selector.latest ? 'the latest' : 'a'} version of ${name} from branch ${branch} (${absent})`;
}

function describeInEnvironment(
  { selector, oneOfMany }: ResolvedSelector,
  environment: string,
  found?: FoundVersion,
): string {
  const which = !found ? 'a version' : oneOfMany ? 'one of the versions' : 'the version';
  const state = found?.number ?? 'no version is currently recorded as deployed/released in this environment';
  return `${which} of ${selector.pacticipant} currently in ${environment} (${state})`;
}

/** Why a specified selector found nothing, in the official broker's words. */
export function describeMissing({ selector }: ResolvedSelector): string {
  const { pacticipant: name, tag, branch, mainBranch, environment, version } = selector;
  if (tag) return `No version with tag ${tag} exists for ${name}`;
  if (branch) return `No version of ${name} from branch ${branch} exists`;
  if (mainBranch) return `No version of ${name} from the main branch exists`;
  if (environment)
    return `No version of ${name} is currently recorded as deployed or released in environment ${environment}`;
  if (version) return `No pacts or verifications have been published for version ${version} of ${name}`;
  return `No pacts or verifications have been published for ${name}`;
}
