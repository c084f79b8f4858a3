import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import dotenv from 'dotenv';
import { z } from 'zod';
import { normalizeName } from './applications.ts';
import { databaseUrlFrom } from './database-url.ts';
import { ContractError } from './errors.ts';

const text = z.string().optional();
/** It is sent in an HTTP header. Checked here because Node's error for an invalid header would print the token. */
const token = z.stringFormat('token', /^[\x21-\x7e]+$/, 'must be one word of printable ASCII characters').optional();
const httpUrl = (credentialVariables: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
    .refine((url) => !/\/\/[^/]*@/.test(url), {
      error: `must not contain a user name and password: set ${credentialVariables} instead`,
    })
    .transform((url) => url.replace(/\/+$/, ''));
/** A PEM file, or its content on one line with `\n` instead of line breaks. */
const privateKey = z
  .string()
  .transform((key) => key.replaceAll('\\n', '\n'))
  .refine(isRsaKey, { error: 'is not an RSA private key in PEM form' })
  .optional();
const appVariables = ['GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY'] as const;

/** A comma at the end of an entry, or before the next `name=`. */
const COMMA_BETWEEN_ENTRIES = /,$|,[A-Za-z0-9][\w.-]*=/;

/** Git repositories of Python distributions, `name=url`, separated by spaces. */
const repositories = z
  .string()
  .default('')
  .transform((list) => list.split(/\s+/).filter(Boolean))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^[^=\s]+=./, 'must be a list of name=url, separated by spaces')
        .refine(
          (entry) => !COMMA_BETWEEN_ENTRIES.test(entry),
          'must be a list of name=url, separated by spaces, not by commas',
        ),
    ),
  )
  .transform((entries) => entries.map((entry) => entry.split(/=(.*)/s, 2) as [string, string]))
  .transform((pairs) => Object.fromEntries(pairs.map(([name, url]) => [normalizeName(name), url])));

/** The credentials for the source or the target of a copy. */
function copyCredentials<Side extends 'FROM' | 'TO'>(side: Side) {
  type Name = `PACT_BROKER_${Side}_${'TOKEN' | 'USERNAME' | 'PASSWORD'}`;
  const names = { TOKEN: token, USERNAME: text, PASSWORD: text };
  const entries = Object.entries(names).map(([name, schema]) => [`PACT_BROKER_${side}_${name}`, schema]);
  return Object.fromEntries(entries) as Record<Name, typeof text>;
}

/** The variables that the commands read; docs/settings.md explains each. The broker's own settings are in src/broker/settings.ts. */
const Env = z
  .object({
    PACT_BROKER_BASE_URL: httpUrl('PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD').optional(),
    PACT_BROKER_TOKEN: token,
    PACT_BROKER_USERNAME: text,
    PACT_BROKER_PASSWORD: text,
    PACT_BROKER_DATABASE_URL: z.string().min(1).default('broker.sqlite'),
    ...copyCredentials('FROM'),
    ...copyCredentials('TO'),
    PACT_CONSUMER: text,
    PACT_CONSUMER_VERSION: text,
    PACT_CONSUMER_BRANCH: text,
    PYTHON_REPOSITORIES: repositories,
    PIPELINE_PYTHON: text,
    PIPELINE_REPOSITORY: z.string().min(1).default('https://github.com/mjdevaccount/market_data_pipeline.git'),
    CORE_PYTHON: text,
    CORE_REPOSITORY: z.string().min(1).default('https://github.com/mjdevaccount/market-data-core.git'),
    STORE_PYTHON: text,
    STORE_REPOSITORY: z.string().min(1).default('https://github.com/mjdevaccount/market-data-store.git'),
    REDIS_URL: text,
    PACT_DESCRIPTION: text,
    PACT_PROVIDER_STATE: text,
    PACT_PROVIDER_NO_STATE: text,
    REPO_TOKEN: token,
    GITHUB_TOKEN: token,
    GITHUB_APP_ID: text,
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITHUB_APP_INSTALLATION_ID: z.string().regex(/^\d+$/, 'must be a number').optional(),
    GITHUB_API_URL: httpUrl('REPO_TOKEN').default('https://api.github.com'),
    CI: text,
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
    error: `set both ${appVariables.join(' and ')}, or neither`,
  })
  .refine((env) => !env.GITHUB_APP_INSTALLATION_ID || env.GITHUB_APP_ID, {
    path: ['GITHUB_APP_ID'],
    error: 'is missing, though GITHUB_APP_INSTALLATION_ID is set',
  });

export type Config = z.infer<typeof Env> & {
  /** No variable names a database: broker.sqlite is used. */
  readonly databaseIsDefault: boolean;
};

/** The variables of the environment and of `.env` that are not empty, trimmed. The broker's server parses its own settings from them. */
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
 * Loads the configuration from the environment, with `.env` for variables that are not set there. Values are trimmed. An empty variable
 * counts as not set, and also hides the one in `.env`.
 * @throws ContractError CONFIG_INVALID listing every problem
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, envFile = '.env'): Config {
  const set = environmentVariables(env, envFile);
  const database = databaseUrlFrom(set);
  const parsed = Env.safeParse({ ...set, PACT_BROKER_DATABASE_URL: database });
  if (!parsed.success) throw new ContractError('CONFIG_INVALID', z.prettifyError(parsed.error));
  return { ...parsed.data, databaseIsDefault: database === undefined };
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

/** The names of the secrets that are set. */
export function secretsIn(config: Config): string[] {
  return secrets.filter((name) => config[name] !== undefined);
}

const inheritedVariables = /^(path|home|userprofile|systemroot|temp|tmp|tmpdir|(https?|no|all)_proxy|ssl_.+)$/i;

/**
 * The environment for an official Pact client: the variables for programs, certificates and proxies. Variables that would change what it
 * does (PACT_DESCRIPTION, PACT_BROKER_…) are not inherited, and telemetry is disabled.
 */
export function clientEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const inherited = Object.entries(env).filter(([name, value]) => inheritedVariables.test(name) && value !== undefined);
  return { ...Object.fromEntries(inherited), PACT_DO_NOT_TRACK: 'true' };
}
