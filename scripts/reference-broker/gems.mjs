import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const files = ['Gemfile', 'Gemfile.lock'];
const packages = 'apt-get install ruby ruby-dev bundler build-essential libpq-dev libyaml-dev zlib1g-dev';

/** True if every gem is installed. Bundler checks each gem, so the folder of a failed installation does not count. */
export function gemsAreInstalled() {
  if (!existsSync(join(cacheFolder(), 'gems'))) return false;
  return spawnSync('bundle', ['check'], { env: { ...process.env, ...bundlerEnv() } }).status === 0;
}

/**
 * Installs the official broker's gems into the user's cache folder if they are missing.
 * @returns the environment variables that Bundler needs to find them
 */
export function installGems() {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  for (const file of files) if (!existsSync(join(cache, file))) copyFileSync(join(here, file), join(cache, file));
  const env = bundlerEnv();
  if (bundle(['check'], env).status === 0) return env;
  console.error('Installing the gems of the official Pact Broker, about two minutes the first time …');
  const { status, stdout, stderr } = bundle(['install', '--jobs', '2'], env);
  if (status !== 0) throw new Error(`bundle install failed:\n${stdout}${stderr}\nOn Debian it needs: ${packages}`);
  return env;
}

function bundlerEnv() {
  const cache = cacheFolder();
  return {
    BUNDLE_GEMFILE: join(cache, 'Gemfile'),
    BUNDLE_APP_CONFIG: join(cache, '.bundle'),
    BUNDLE_PATH: join(cache, 'gems'),
    BUNDLE_SILENCE_ROOT_WARNING: '1',
  };
}

/** One folder for each version of the Gemfile. Bundler may add another platform to the lock file there. */
export function cacheFolder() {
  const hash = createHash('sha1');
  for (const file of files) hash.update(readFileSync(join(here, file)));
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'market-data-contracts', `reference-broker-${hash.digest('hex').slice(0, 8)}`);
}

function bundle(args, env) {
  const result = spawnSync('bundle', args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (result.error) throw new Error(`Bundler was not found (${result.error.message}). On Debian: ${packages}`);
  return result;
}
