import { ContractError } from '../../config/errors.ts';
import { provider as core } from '../../contracts/interactions.ts';
import { refOfVersion } from '../../python/ref.ts';
import type { Values } from './run-command.ts';
import { type ProviderChoice, providerNames } from './start-provider.ts';

/** The options that name the provider and its version. */
export const providerOptions = {
  provider: {
    value: '<name>',
    default: core,
    variable: 'PACT_PROVIDER',
    description: `the provider to verify: ${providerNames.join(', ')}, or any distribution whose Python API a pact is about`,
  },
  'provider-ref': {
    value: '<ref>',
    description: 'install this provider first: a release (0.6.73), tag, branch, SHA, folder (./store) or wheel',
  },
  'with-core': {
    value: '<ref>',
    description: 'the core that another provider runs with (default: what its own requirement chooses)',
  },
  'provider-version': { value: '<version>', description: "version to record (default: the provider's own)" },
  core: {
    value: '<source>',
    description:
      'reference: the reference model of core 1.1.0; python: core itself (default: python with CORE_PYTHON or --core-ref)',
  },
  'core-ref': {
    value: '<ref>',
    description: 'short for --provider-ref with market-data-core',
  },
  'core-version': { value: '<version>', description: 'short for --provider-version with market-data-core' },
  again: {
    value: '<version>',
    description:
      'verify a recorded version again: what it was built from is installed, and recorded under that version',
  },
  strict: { description: 'fail also where only a feature of a consumer is off' },
} as const;

type Options = Values<typeof providerOptions>;

/** What to install, and the version to record. The options that begin with `core-` are only for core. */
export function choiceOf(values: Options): ProviderChoice {
  const { provider, withCore, core: kind, again, strict } = values;
  const ref = singleValue(values.provider, values.providerRef, values.coreRef);
  const version = singleValue(values.provider, values.providerVersion, values.coreVersion);
  if (again === undefined) return { provider, withCore, kind, strict, ref, version };
  if (ref || version)
    throw new ContractError(
      'USAGE',
      '--again determines the ref and the version: leave out the options that name them',
    );
  const origin = refOfVersion(again);
  if (!origin) throw new ContractError('REF_INVALID', JSON.stringify(again));
  return { provider, withCore, kind, strict, ref: origin, version: again };
}

/** The value of an option `--provider-…` or of its short form `--core-…`. @throws ContractError USAGE */
export function singleValue(
  provider: string,
  providerValue: string | undefined,
  coreValue: string | undefined,
): string | undefined {
  if (providerValue !== undefined && coreValue !== undefined)
    throw new ContractError(
      'USAGE',
      'an option that begins with --core- is the short form of the same with --provider-',
    );
  if (coreValue !== undefined && provider !== core)
    throw new ContractError('USAGE', `an option that begins with --core- is for ${core}, not for ${provider}`);
  return providerValue ?? coreValue;
}
