import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

/** Versions that a clean-up keeps: those that match all given members, which are named as in the official broker's selectors. */
export interface KeepSelector {
  readonly pacticipant?: string | undefined;
  /** Only the latest matching version of each pacticipant or, with `branch` or `tag`, of each branch or tag. */
  readonly latest?: boolean | undefined;
  /** With this tag; `true`: with any tag. */
  readonly tag?: string | true | undefined;
  /** On this branch; `true`: on any branch. */
  readonly branch?: string | true | undefined;
  readonly mainBranch?: boolean | undefined;
  /** Currently deployed to or released in this environment. */
  readonly environment?: string | undefined;
  readonly deployed?: boolean | undefined;
  readonly released?: boolean | undefined;
  /** Maximum age in days since the version was created. */
  readonly maxAge?: number | undefined;
}

/** Branches that a clean-up keeps. Main branches are always kept. */
export interface KeepBranchSelector {
  readonly branch?: string | readonly string[] | undefined;
  /** Maximum age in days since the last version was added. */
  readonly maxAge?: number | undefined;
}

/** Deployed and released versions are always kept, independent of the selectors. */
const alwaysKept: readonly KeepSelector[] = [{ deployed: true }, { released: true }];

/** The official broker's defaults: the latest version of each tag, each branch and each pacticipant, versions in use, and those younger than 90 days. */
export const DEFAULT_KEEP: readonly KeepSelector[] = [
  { tag: true, latest: true },
  { branch: true, latest: true },
  { latest: true },
  ...alwaysKept,
  { maxAge: 90 },
];
export const DEFAULT_KEEP_BRANCHES: readonly KeepBranchSelector[] = [{ maxAge: 90 }];

const text = z.string().min(1);
const days = z.int().min(0);
const flag = z.boolean();

const Selector = z
  .strictObject({
    pacticipant: text.optional(),
    latest: flag.optional(),
    tag: z.union([z.literal(true), text]).optional(),
    branch: z.union([z.literal(true), text]).optional(),
    mainBranch: flag.optional(),
    environment: text.optional(),
    deployed: flag.optional(),
    released: flag.optional(),
    maxAge: days.optional(),
  })
  .refine((selector) => Object.keys(selector).length > 0, 'has no members');
const BranchSelector = z
  .strictObject({ branch: z.union([text, z.array(text).min(1)]).optional(), maxAge: days.optional() })
  .refine((selector) => Object.keys(selector).length > 0, 'has no members');

/**
 * Parses keep selectors, one or a list, from JSON: `[{"latest": true, "branch": true}, {"max_age": 90}]`.
 * @param where the option or variable that the text comes from, for error messages
 * @throws ContractError CONFIG_INVALID
 */
export function parseKeepSelectors(json: string, where: string): KeepSelector[] {
  const selectors = parseList(json, where, z.array(Selector).min(1, 'is empty'));
  return [...selectors, ...alwaysKept];
}

/** The same for branches; with an empty list the clean-up deletes no branch. */
export function parseKeepBranchSelectors(json: string, where: string): KeepBranchSelector[] {
  return parseList(json, where, z.array(BranchSelector));
}

function parseList<T>(json: string, where: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse([parseJson(json, where)].flat().map(normalizeNames));
  if (!parsed.success) throw new ContractError('CONFIG_INVALID', `${z.prettifyError(parsed.error)}\n  → in ${where}`);
  return parsed.data;
}

function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ContractError('CONFIG_INVALID', `✖ is not JSON\n  → in ${where}`, { cause });
  }
}

/** Accepts snake case and camel case, and the official broker's `pacticipant_name` and `environment_name`. */
function normalizeNames(selector: unknown): unknown {
  if (typeof selector !== 'object' || selector === null) return selector;
  return Object.fromEntries(
    Object.entries(selector).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/Name$/, ''),
      value,
    ]),
  );
}
