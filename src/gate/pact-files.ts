import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { consumer } from '../contracts/interactions.ts';
import { interactionsOf } from '../pact/meaning.ts';
import { isUsageAlone } from '../pact/usage-part.ts';
import { command } from '../text/command.ts';

const Interactions = z.array(z.looseObject({ description: z.string() }));

const Pact = z
  .looseObject({
    consumer: z.looseObject({ name: z.string() }),
    provider: z.looseObject({ name: z.string().min(1) }),
    interactions: Interactions.optional(),
    /** Of a message pact of specification 3. */
    messages: Interactions.optional(),
  })
  .refine((pact) => interactionsOf(pact).length > 0, { path: ['interactions'] });
export type Pact = z.infer<typeof Pact>;

/** A pact and its file. */
export interface PactFile {
  /** An absolute path. */
  readonly file: string;
  readonly pact: Pact;
}

/**
 * Reads the pacts of a consumer (default: the pipeline) in a folder. Subfolders, files that are not JSON, and pacts of other consumers that
 * contain nothing but usage are ignored.
 * @throws ContractError NO_PACTS, or NOT_A_PACT listing each JSON file that is not a pact of this consumer, with the reason
 */
export function readPacts(folder: string, consumerName: string = consumer): PactFile[] {
  const files = listJsonFiles(folder);
  if (files.length === 0) throw new ContractError('NO_PACTS', `${folder}${writtenBy(consumerName)}`);
  const results = files
    .map((file) => ({ file, ...readPact(resolve(folder, file), consumerName) }))
    .filter(({ isOther }) => !isOther);
  const duplicates = findDuplicates(results.map(({ pact }) => pact?.provider.name));
  const problems = [
    ...results.flatMap(({ file, problem }) => (problem ? [`  ${file}: ${problem}`] : [])),
    ...duplicates.map((name) => `  two files contain a pact with ${name}`),
  ];
  if (problems.length > 0) throw new ContractError('NOT_A_PACT', problems.join('\n') + writtenBy(consumerName));
  return results.flatMap(({ file, pact }) => (pact ? [{ file: resolve(folder, file), pact }] : []));
}

function listJsonFiles(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((e) => (!e.isDirectory() && /\.json$/i.test(e.name) ? [e.name] : [])).sort();
  } catch {
    return [];
  }
}

/** Only the pipeline's pacts are written by a command of this project. */
function writtenBy(consumerName: string): string {
  return consumerName === consumer ? ` (${command('test:pact')} writes them)` : '';
}

function readPact(path: string, consumerName: string): { pact?: Pact; problem?: string; isOther?: true } {
  try {
    const parsed = Pact.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success)
      return { problem: parsed.error.issues.map((issue) => describeIssue(issue, consumerName)).join(', ') };
    if (parsed.data.consumer.name === consumerName) return { pact: parsed.data };
    return isUsageAlone(parsed.data) ? { isOther: true } : { problem: `its consumer is not ${consumerName}` };
  } catch {
    return { problem: 'it is not JSON' };
  }
}

function describeIssue({ path }: z.core.$ZodIssue, consumerName: string): string {
  const [part] = path;
  if (part === 'consumer') return `its consumer is not ${consumerName}`;
  if (part === 'provider') return 'it names no provider';
  return part === 'interactions' || part === 'messages'
    ? 'it has no interactions, or one without a description'
    : 'it is not an object';
}

function findDuplicates(names: (string | undefined)[]): string[] {
  return [...new Set(names.flatMap((name, i) => (name && names.indexOf(name) !== i ? [name] : [])))];
}
