import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

/** Versions that a clean-up keeps: those that meet everything that is said. Names as in the official broker's selectors. */
export interface KeepSelector {
  readonly pacticipant?: string | undefined;
  /** The newest of those that are meant: of each pacticipant, and of each branch or tag where one is asked for. */
  readonly latest?: boolean | undefined;
  /** With this tag, or with any. */
  readonly tag?: string | true | undefined;
  /** On this branch, or on any. */
  readonly branch?: string | true | undefined;
  readonly mainBranch?: boolean | undefined;
  /** Deployed or released there now. */
  readonly environment?: string | undefined;
  readonly deployed?: boolean | undefined;
  readonly released?: boolean | undefined;
  /** Days since it was made, at most. */
  readonly maxAge?: number | undefined;
}

/** Branches that a clean-up keeps; a main branch always is. */
export interface KeepBranchSelector {
  readonly branch?: string | readonly string[] | undefined;
  /** Days since it was moved last, at most. */
  readonly maxAge?: number | undefined;
}

/** What is deployed, and what is released, is kept whatever else is asked for. */
const alwaysKept: readonly KeepSelector[] = [{ deployed: true }, { released: true }];

/** The official broker's: the newest of each tag, of each branch and of all, what is in use, and what is younger than 90 days. */
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
const yes = z.boolean();

const Selector = z
  .strictObject({
    pacticipant: text.optional(),
    latest: yes.optional(),
    tag: z.union([z.literal(true), text]).optional(),
    branch: z.union([z.literal(true), text]).optional(),
    mainBranch: yes.optional(),
    environment: text.optional(),
    deployed: yes.optional(),
    released: yes.optional(),
    maxAge: days.optional(),
  })
  .refine((selector) => Object.keys(selector).length > 0, 'says nothing');
const BranchSelector = z
  .strictObject({ branch: z.union([text, z.array(text).min(1)]).optional(), maxAge: days.optional() })
  .refine((selector) => Object.keys(selector).length > 0, 'says nothing');

/**
 * Reads keep selectors, one or a list, from JSON: `[{"latest": true, "branch": true}, {"max_age": 90}]`.
 * @param where what the text came from, for people
 * @throws ContractError CONFIG_INVALID
 */
export function parseKeepSelectors(json: string, where: string): KeepSelector[] {
  const selectors = read(json, where, z.array(Selector).min(1, 'keeps nothing'));
  return [...selectors, ...alwaysKept];
}

/** The same for branches; an empty list keeps all of them. */
export function parseKeepBranchSelectors(json: string, where: string): KeepBranchSelector[] {
  return read(json, where, z.array(BranchSelector));
}

function read<T>(json: string, where: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse([parse(json, where)].flat().map(withOneName));
  if (!parsed.success) throw new ContractError('CONFIG_INVALID', `${z.prettifyError(parsed.error)}\n  → in ${where}`);
  return parsed.data;
}

function parse(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ContractError('CONFIG_INVALID', `✖ is not JSON\n  → in ${where}`, { cause });
  }
}

/** Words may be joined by underscores or capitals; the official broker also says `pacticipant_name`, `environment_name`. */
function withOneName(selector: unknown): unknown {
  if (typeof selector !== 'object' || selector === null) return selector;
  return Object.fromEntries(
    Object.entries(selector).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/Name$/, ''),
      value,
    ]),
  );
}
