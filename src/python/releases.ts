import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ContractError, withoutCredentials } from '../config/errors.ts';
import { ChildError, PythonChild } from './child.ts';
import { variablesForInstaller } from './child-variables.ts';
import { settingsOfPip } from './uv-settings.ts';

/** A release of a distribution on an index. */
const PublishedRelease = z.object({
  number: z.string(),
  yanked: z.boolean(),
  preRelease: z.boolean(),
  /** Whether this Python can install it. */
  suitable: z.boolean(),
  /** When its first file was uploaded; absent if the index does not state it. */
  uploaded: z.string().nullable(),
});
export type PublishedRelease = z.infer<typeof PublishedRelease>;

/** What one distribution requires of another, as PEP 440 writes it: `<2.0.0,>=1.2.9`; empty for any release. */
export const Requirement = z.object({ specifier: z.string(), extras: z.array(z.string()) });
export type Requirement = z.infer<typeof Requirement>;

export interface ReleasesOptions {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
}

const script = fileURLToPath(new URL('releases.py', import.meta.url));
const TIMEOUT_MS = 180_000;
const PUBLIC_INDEX = 'https://pypi.org/simple';

/**
 * Every release of a distribution on the configured indexes, oldest first by PEP 440.
 * @throws ContractError DISTRIBUTION_UNKNOWN when there is none, RELEASES_UNKNOWN
 */
export async function listReleases(distribution: string, options: ReleasesOptions): Promise<PublishedRelease[]> {
  const sources = await indexesOf(options);
  const found = z
    .array(PublishedRelease)
    .parse(await runScript(options, { ask: 'releases', distribution, ...sources }));
  if (found.length === 0) throw new ContractError('DISTRIBUTION_UNKNOWN', `${distribution} on the package index`);
  return found;
}

/** What an installed distribution requires of another; undefined when it requires nothing of it. */
export async function readRequirement(
  installed: { readonly folder: string; readonly distribution: string },
  on: string,
  options: ReleasesOptions,
): Promise<Requirement | undefined> {
  return Requirement.nullable().parse(await runScript(options, { ask: 'requirement', ...installed, on })) ?? undefined;
}

/**
 * The releases that a specifier allows, in the order in which they are given.
 * @param options `preReleases`: allow pre-releases even if the specifier names none
 */
export async function allowedReleases(
  specifier: string,
  releases: readonly string[],
  { preReleases = false, ...options }: ReleasesOptions & { readonly preReleases?: boolean },
): Promise<string[]> {
  return z.array(z.string()).parse(await runScript(options, { ask: 'allowed', specifier, releases, preReleases }));
}

/** A name that contains a version, as a git tag may. */
const NamedVersion = z.object({ name: z.string(), number: z.string(), preRelease: z.boolean() });
export type NamedVersion = z.infer<typeof NamedVersion>;

/** The names that are a version or end with one (`v1.2.3`, `core-1.2.3`), oldest version first. */
export async function versionsIn(names: readonly string[], options: ReleasesOptions): Promise<NamedVersion[]> {
  return z.array(NamedVersion).parse(await runScript(options, { ask: 'versions', names }));
}

/** The project's name from its metadata files; undefined if they do not contain it. */
export async function readProjectName(folder: string, options: ReleasesOptions): Promise<string | undefined> {
  return (
    z
      .string()
      .nullable()
      .parse(await runScript(options, { ask: 'name', folder })) ?? undefined
  );
}

/** The indexes and folders that pip or uv would search. */
async function indexesOf({ python, env }: ReleasesOptions): Promise<{ indexes: string[]; folders: string[] }> {
  const own = variablesForInstaller(env);
  const { variables, options } = await settingsOfPip(python, own);
  const set: NodeJS.ProcessEnv = { ...own, ...variables };
  const main = set.UV_DEFAULT_INDEX ?? set.UV_INDEX_URL ?? PUBLIC_INDEX;
  const more = [set.UV_INDEX, set.UV_EXTRA_INDEX_URL].flatMap((list) => list?.split(/\s+/) ?? []);
  const indexes = options.includes('--no-index') ? [] : [main, ...more];
  const folders = set.UV_FIND_LINKS?.split(',') ?? [];
  return { indexes: indexes.filter(Boolean).map(withoutName), folders: folders.map(pathOf) };
}

/** uv names an index by `name=` before its URL. */
function withoutName(index: string): string {
  return index.replace(/^\w[\w-]*=(?=https?:)/, '');
}

function pathOf(location: string): string {
  return location.startsWith('file:') ? fileURLToPath(location) : location;
}

async function runScript({ python, env }: ReleasesOptions, question: object): Promise<unknown> {
  const certificates = env.PIP_CERT && !env.SSL_CERT_FILE ? { SSL_CERT_FILE: env.PIP_CERT } : {};
  const options = { interpreter: python, script, env, extraVariables: certificates, timeoutMs: TIMEOUT_MS };
  const child = new PythonChild({ ...options, isolated: true });
  try {
    const { ok, error } = await child.ask(question);
    if (!error) return ok;
    throw new ContractError('RELEASES_UNKNOWN', withoutCredentials(String((error as { text?: string }).text)));
  } catch (cause) {
    if (!(cause instanceof ChildError)) throw cause;
    throw new ContractError('RELEASES_UNKNOWN', withoutCredentials(`${python}: ${cause.message}`), { cause });
  } finally {
    await child.close();
  }
}
