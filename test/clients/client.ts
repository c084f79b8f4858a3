import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clientEnvironment } from '../../src/config/config.ts';
import { HANG_LIMIT_MS } from '../support/hang-limit.ts';
import { pactCli } from '../support/pact-broker-cli.ts';

/** How a client ended. */
export interface ClientRun {
  readonly exit: number | null;
  /** Everything that it printed, on both channels. */
  readonly output: string;
}

/** Environment variables. */
export type Env = Readonly<Record<string, string>>;

/**
 * The programs of a client in one language. They read their task from the environment, in every language the same:
 * `consumer` reads PACT_FOLDER, CONSUMER, PROVIDER and TEXT, the text of a greeting, which the consumer relies on;
 * `provider` reads PACT_BROKER_…, PROVIDER, PROVIDER_VERSION, TEXT, which the provider answers with, and, if set, PROVIDER_BRANCH, PROVIDER_TAGS,
 * CONSUMER_TAGS, SELECTORS (these three in JSON), PENDING and WIP_SINCE. It publishes its results and exits with 0 only if the pacts hold.
 */
export interface Client {
  readonly consumer: readonly string[];
  readonly provider: readonly string[];
  /** Publishes the pacts of PACT_FOLDER, with CONSUMER_VERSION, CONSUMER_BRANCH and CONSUMER_TAG. Default: the official CLI. */
  readonly publish?: readonly string[];
  readonly env?: Env;
  readonly folder?: string;
}

/** Runs a program with the variables of `clientEnvironment` and `env`. */
export function run([program = '', ...args]: readonly string[], env: Env, folder?: string): Promise<ClientRun> {
  const all = { ...clientEnvironment(), LC_ALL: 'C.UTF-8', PYTHONUTF8: '1', ...env };
  const child = spawn(program, args, { env: all, timeout: HANG_LIMIT_MS, ...(folder && { cwd: folder }) });
  let output = '';
  for (const channel of [child.stdout, child.stderr])
    channel.setEncoding('utf8').on('data', (part) => (output += part));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve({ exit, output }));
  });
}

/** Runs the consumer; returns the pact files that it wrote. Names with slashes lead to folders in the folder. */
export async function writePacts(client: Client, folder: string, env: Env): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const { exit, output } = await run(client.consumer, { ...client.env, ...env, PACT_FOLDER: folder }, client.folder);
  if (exit !== 0) throw new Error(`the consumer failed: ${output}`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => join(folder, file));
}

/** The consumer version to publish. */
export interface ConsumerVersion {
  readonly number: string;
  readonly branch: string;
  readonly tag: string;
}

/** Publishes pact files; they are all that are in the folder. */
export function publishPacts(
  { publish, env: own, folder: workingFolder }: Client,
  env: Env,
  folder: string,
  files: readonly string[],
  { number, branch, tag }: ConsumerVersion,
): Promise<ClientRun> {
  if (!publish)
    return pactBroker({ ...own, ...env }, 'publish', ...files, '-a', number, '--branch', branch, '--tag', tag);
  const version = { CONSUMER_VERSION: number, CONSUMER_BRANCH: branch, CONSUMER_TAG: tag };
  return run(publish, { ...own, ...env, ...version, PACT_FOLDER: folder }, workingFolder);
}

export function verify(client: Client, env: Env): Promise<ClientRun> {
  return run(client.provider, { ...client.env, ...env }, client.folder);
}

/** Runs `pact broker <args>` of the official CLI, or of another version at PACT_CLI. */
export function pactBroker(env: Env, ...args: string[]): Promise<ClientRun> {
  return run([env.PACT_CLI ?? pactCli, 'broker', ...args], { PACT_BROKER_HTTP_RETRIES: '1', ...env });
}
