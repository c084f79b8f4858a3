import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';

const name = z.string().regex(/^[\w.-]{1,100}$/, 'may contain letters, digits and . _ -');

const Repository = z.strictObject({ owner: name, repo: name });
/** A repository on GitHub. */
export type Repository = z.infer<typeof Repository>;

/** What is replaced in an input: the run's own id, and the core that is to be tested. */
const placeholders = ['{fanout}', '{core_sha}', '{core_ref}'];
const namesCore = ['{core_sha}', '{core_ref}'];

/** Matches anything like a placeholder: a misspelled `{coresha}` would be sent unchanged, and another core would be tested. */
const PLACEHOLDER = /\{\s*[\w-]+\s*\}/g;

function unknownPlaceholders(inputs: Record<string, string>): string[] {
  const used = Object.values(inputs).flatMap((text) => text.match(PLACEHOLDER) ?? []);
  return used.filter((placeholder) => !placeholders.includes(placeholder));
}

/** A repository that tests every change of core, and its contract workflow. */
const Target = Repository.extend({
  /** File name under `.github/workflows`. */
  workflow: z
    .string()
    .regex(/^[\w.-]+\.ya?ml$/, 'must be the file name of a workflow')
    .default('dispatch_contracts.yml'),
  /** Branch or tag on which the workflow runs; if omitted, the repository's default branch. */
  ref: z.string().min(1).optional(),
  /** The inputs of the workflow; `{core_sha}`, `{core_ref}` and `{fanout}` are replaced. GitHub accepts 25 at most. */
  inputs: z
    .record(z.string(), z.string())
    .refine((inputs) => Object.keys(inputs).length <= 25, 'at most 25 inputs are allowed')
    .refine((inputs) => unknownPlaceholders(inputs).length === 0, {
      error: ({ input }) =>
        `${unknownPlaceholders(input as Record<string, string>).join(', ')} is not replaced: use ${placeholders.join(', ')}`,
    })
    .refine((inputs) => Object.values(inputs).some((text) => namesCore.some((one) => text.includes(one))), {
      error: `no input names the core to test: one of them must contain ${namesCore.join(' or ')}`,
    })
    .default({ core_ref: '{core_sha}' }),
  /** Its name in reports and commit statuses; default: the repository's name. */
  name: name.optional(),
});

const FanOut = z
  .strictObject({ core: Repository, targets: z.array(Target).min(1) })
  .superRefine(({ targets }, context) => {
    const names = targets.map((target) => (target.name ?? target.repo).toLowerCase());
    names.forEach((one, index) => {
      if (names.indexOf(one) === index) return;
      context.addIssue({
        code: 'custom',
        path: ['targets', index],
        message: `another target is called ${one}: set "name" for one of them`,
      });
    });
  });

export type Target = Omit<z.infer<typeof Target>, 'name'> & { readonly name: string };

/** Core's repository, and the targets of its changes. */
export interface FanOutPlan {
  readonly core: Repository;
  readonly targets: readonly Target[];
}

/**
 * Reads the file of targets (fanout.json).
 * @throws ContractError TARGETS_INVALID with every problem
 */
export function readTargets(path: string): FanOutPlan {
  const parsed = FanOut.safeParse(parse(path));
  if (!parsed.success) throw new ContractError('TARGETS_INVALID', `${path}:\n${z.prettifyError(parsed.error)}`);
  const { core, targets } = parsed.data;
  return { core, targets: targets.map((target) => ({ ...target, name: target.name ?? target.repo })) };
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ContractError('TARGETS_INVALID', `${path}: ${(cause as Error).message}`, { cause });
  }
}

/** @throws ContractError USAGE unless the option's value is `owner/repo` */
export function parseRepository(option: string, text: string): Repository {
  const [owner, repo, ...rest] = text.split('/');
  const parsed = Repository.safeParse({ owner, repo });
  if (rest.length > 0 || !parsed.success) throw new ContractError('USAGE', `--${option} is not owner/repo: ${text}`);
  return parsed.data;
}

/** `owner/repo`, as GitHub writes it. */
export function fullName({ owner, repo }: Repository): string {
  return `${owner}/${repo}`;
}
