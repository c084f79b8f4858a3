import type { ProviderUnderTest } from '../provider/provider-under-test.ts';
import type { EnvironmentOptions } from '../python/environment.ts';
import { recordedVersion } from '../python/recorded-version.ts';
import { installStore } from './install.ts';
import { startRedis } from './redis.ts';
import { WireStore } from './store.ts';

export interface StoreChoice {
  /** A release, git ref, folder or wheel to install; without it, the store must be installed in `options.python`. */
  readonly ref?: string | undefined;
  /** The release of core to install with `ref`; default: the newest release that its requirement allows. */
  readonly withCore?: string | undefined;
  /** The version under which the result is recorded; default: the store's own version. */
  readonly version?: string | undefined;
}

export interface StoreOptions extends EnvironmentOptions {
  /** URL or path of the store's git repository. */
  readonly repository: string;
  /** URL or path of core's git repository. */
  readonly coreRepository: string;
  /** URL of the Redis server to use; default: a server started for this store, or fakeredis if redis-server is not installed. */
  readonly redisUrl?: string | undefined;
}

/**
 * Starts the store, with a Redis. The caller closes it.
 * @throws ContractError WIRE_NOT_INSTALLED, WIRE_FAILED, and what installing throws
 */
export async function startStore(choice: StoreChoice, options: StoreOptions): Promise<ProviderUnderTest> {
  const { ref, withCore, version } = choice;
  const installed = ref ? await installStore({ ...options, ref, withCore }) : undefined;
  const interpreter = installed?.interpreter ?? options.python;
  const redis = await startRedis(options.env, options.redisUrl);
  const store = new WireStore({ interpreter, env: options.env, redis });
  const close = async () => {
    await store.close();
    await redis.close();
  };
  try {
    const description = await store.describe();
    const installedVersion = installed && (await recordedVersion(installed.source, description, options.env));
    return { ...store.providerUnderTest(version ?? installedVersion ?? description.version, description), close };
  } catch (error) {
    await close();
    throw error;
  }
}
