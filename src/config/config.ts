import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import dotenv from 'dotenv';
import { z } from 'zod';
import { databaseUrlFrom } from './database-url.ts';
import { ContractError, withoutCredentials } from './errors.ts';

const text = z.string().optional();
/** It goes into an HTTP header; one that does not fit there would be quoted by the error about it. */
const token = z.stringFormat('token', /^[\x21-\x7e]+$/, 'must be one word of printable ASCII characters').optional();
const httpUrl = (instead: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .refine((url) => !/\/\/[^/]*@/.test(url), {
      error: `must not hold a user and password: set ${instead} instead`,
    })
    .transform((url) => url.replace(/\/+$/, ''));
/** A file's PEM, or the same on one line with `\n` for its line breaks. */
const privateKey = z
  .string()
  .transform((key) => key.replaceAll('\\n', '\n'))
  .refine(isRsaKey, { error: 'is not an RSA private key in PEM form' })
  .optional();
const appVariables = ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY'] as const;

/** How to sign in at either side of a copy. */
function sideOfACopy<Side extends 'FROM' | 'TO'>(side: Side) {
  type Name = `PACT_BROKER_${Side}_${'TOKEN' | 'USERNAME' | 'PASSWORD'}`;
  const names = { TOKEN: token, USERNAME: text, PASSWORD: text };
  const entries = Object.entries(names).map(([name, schema]) => [`PACT_BROKER_${side}_${name}`, schema]);
  return Object.fromEntries(entries) as Record<Name, typeof text>;
}

/** Every variable that this project reads, with its meaning in .env.example. */
const Env = z
  .object({
    PACT_BROKER_BASE_URL: httpUrl('PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD').optional(),
    PACT_BROKER_TOKEN: token,
    PACT_BROKER_USERNAME: text,
    PACT_BROKER_PASSWORD: text,
    PACT_BROKER_DATABASE_URL: z.string().min(1).default('broker.sqlite'),
    ...sideOfACopy('FROM'),
    ...sideOfACopy('TO'),
    PIPELINE_VERSION: text,
    PIPELINE_BRANCH: text,
    PIPELINE_PYTHON: text,
    PIPELINE_REPOSITORY: z.string().min(1).default('https://github.com/mjdevaccount/market_data_pipeline.git'),
    CORE_PYTHON: text,
    CORE_REPOSITORY: z.string().min(1).default('https://github.com/mjdevaccount/market-data-core.git'),
    STORE_PYTHON: text,
    STORE_REPOSITORY: z.string().min(1).default('https://github.com/mjdevaccount/market-data-store.git'),
    PACT_DESCRIPTION: text,
    PACT_PROVIDER_STATE: text,
    PACT_PROVIDER_NO_STATE: text,
    REPO_TOKEN: token,
    GITHUB_TOKEN: token,
    GITHUB_APP_ID: text,
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITHUB_APP_INSTALLATION_ID: z.string().regex(/^\d+$/, 'must be a number').optional(),
    GITHUB_API_URL: httpUrl('REPO_TOKEN').default('https://api.github.com'),
    GITHUB_ACTIONS: text,
    GITHUB_SHA: text,
    GITHUB_HEAD_REF: text,
    GITHUB_REF_NAME: text,
    GITHUB_REF_TYPE: text,
    GITHUB_EVENT_PATH: text,
    GITHUB_SERVER_URL: text,
    GITHUB_REPOSITORY: text,
    GITHUB_RUN_ID: text,
    GITHUB_STEP_SUMMARY: text,
    GITHUB_OUTPUT: text,
  })
  .refine((env) => !env.PACT_BROKER_PASSWORD || env.PACT_BROKER_USERNAME, {
    path: ['PACT_BROKER_USERNAME'],
    error: 'is missing, though PACT_BROKER_PASSWORD is set',
  })
  .refine((env) => new Set(appVariables.map((name) => Boolean(env[name]))).size === 1, {
    error: `${appVariables.join(' and ')} must be set together, or none of them`,
  })
  .refine((env) => !env.GITHUB_APP_INSTALLATION_ID || env.GITHUB_APP_ID, {
    path: ['GITHUB_APP_ID'],
    error: 'is missing, though GITHUB_APP_INSTALLATION_ID is set',
  });

export type Config = z.infer<typeof Env>;

/** What is set, for those who read settings of their own from it (a broker's server does). */
export function environmentVariables(env: NodeJS.ProcessEnv = process.env, envFile = '.env'): Record<string, string> {
  const fromFile = existsSync(envFile) ? dotenv.parse(readFileSync(envFile)) : {};
  const trimmed = Object.entries({ ...fromFile, ...env }).map(([name, value]) => [name, value?.trim() ?? '']);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

function isRsaKey(key: string): boolean {
  try {
    return createPrivateKey(key).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

/**
 * Reads the environment (and `.env` beneath it) once; blanks around a value are dropped, and an empty variable counts as absent.
 * @throws ContractError CONFIG_INVALID naming every problem at once
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, envFile = '.env'): Config {
  const set = environmentVariables(env, envFile);
  const parsed = Env.safeParse({ ...set, PACT_BROKER_DATABASE_URL: databaseUrlFrom(set) });
  if (!parsed.success) throw new ContractError('CONFIG_INVALID', z.prettifyError(parsed.error));
  return parsed.data;
}

const secrets: readonly (keyof Config)[] = [
  'PACT_BROKER_TOKEN',
  'PACT_BROKER_PASSWORD',
  'PACT_BROKER_FROM_TOKEN',
  'PACT_BROKER_FROM_PASSWORD',
  'PACT_BROKER_TO_TOKEN',
  'PACT_BROKER_TO_PASSWORD',
  'REPO_TOKEN',
  'GITHUB_TOKEN',
  'GITHUB_APP_PRIVATE_KEY',
];

/** The settings in force as `NAME=value` lines, secrets and credentials in URLs masked. */
export function describeConfig(config: Config): string[] {
  return Object.entries(config).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${masked(name, value)}`],
  );
}

function masked(name: string, value: string): string {
  return secrets.some((secret) => secret === name) ? '********' : withoutCredentials(value);
}

const inheritable = /^(path|home|userprofile|systemroot|temp|tmp|tmpdir|(https?|no|all)_proxy|ssl_.+)$/i;

/**
 * What an official Pact client may inherit: where programs, certificates and proxies are. Filters and brokers that happen
 * to be set (PACT_DESCRIPTION, PACT_BROKER_…) are left out, for they would silently change what it does; telemetry is off.
 */
export function clientEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const inherited = Object.entries(env).filter(([name, value]) => inheritable.test(name) && value !== undefined);
  return { ...Object.fromEntries(inherited), PACT_DO_NOT_TRACK: 'true' };
}
