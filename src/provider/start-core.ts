import { ContractError } from '../config/errors.ts';
import { provider } from '../contracts/interactions.ts';
import { withReferenceSuffix } from '../contracts/reference-version.ts';
import type { NamedSource } from '../python/distribution.ts';
import { recordedVersion } from '../python/recorded-version.ts';
import type { Progress } from '../python/run-program.ts';
import { coreRequestFor } from './core-request.ts';
import { installCore } from './install.ts';
import type { CoreDescription, CoreRequest, MessageSource } from './message-source.ts';
import type { ProviderRequest, ProviderUnderTest } from './provider-under-test.ts';
import { pythonCore } from './python.ts';
import { recordCoreSchemas } from './record-core-schemas.ts';
import { referenceCore } from './reference.ts';

/** The user's choice of the core to verify. */
export interface CoreChoice {
  /** `reference` or `python`; default: derived from the other two. */
  readonly core?: string | undefined;
  /** A release or git ref to install and verify. */
  readonly ref?: string | undefined;
  /** A Python interpreter in which core is installed; with `ref`, the one that creates the virtual environment. */
  readonly python?: string | undefined;
  /** The version under which the result is recorded. */
  readonly version?: string | undefined;
}

export interface CoreOptions {
  readonly repository: string;
  readonly cacheFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

/** A core that is ready to be verified. */
export interface CoreUnderTest extends ProviderUnderTest {
  readonly source: MessageSource;
  readonly description: CoreDescription;
}

/**
 * Starts the chosen core: core in Python when an interpreter or a ref is given, else the reference model.
 * The caller closes it.
 * @throws ContractError USAGE when the choice contradicts itself, and what installing or importing core throws
 */
export async function startCore(choice: CoreChoice, options: CoreOptions): Promise<CoreUnderTest> {
  const kind = kindOf(choice);
  if (kind === 'reference')
    return prepareCore(referenceCore(), ({ version }) => withReferenceSuffix(choice.version ?? version ?? ''));
  const { env } = options;
  const interpreter = choice.python ?? (process.platform === 'win32' ? 'python' : 'python3');
  if (!choice.ref)
    return prepareCore(pythonCore({ interpreter, env }), (core) => choice.version ?? describedVersion(core));
  const installed = await installCore({ ...options, ref: choice.ref, python: interpreter });
  const source = pythonCore({ interpreter: installed.interpreter, env, isolated: true });
  return prepareCore(source, (core) => choice.version ?? versionOf(installed.source, core, env));
}

function kindOf({ core, ref, python }: CoreChoice): MessageSource['name'] {
  if (core === undefined) return ref || python ? 'python' : 'reference';
  if (core !== 'reference' && core !== 'python')
    throw new ContractError('USAGE', `--core must be reference or python, not ${core}`);
  if (core === 'reference' && ref)
    throw new ContractError('USAGE', '--core-ref installs core in Python: omit --core reference');
  return core;
}

async function prepareCore(
  source: MessageSource,
  versionOf: (description: CoreDescription) => string | Promise<string>,
): Promise<CoreUnderTest> {
  try {
    const description = await source.describe();
    return coreUnderTest(source, description, await versionOf(description));
  } catch (error) {
    await source.close();
    throw error;
  }
}

/** A core as a provider that answers interactions with its messages and its API. `name` is its name in the broker. */
export function coreUnderTest(
  source: MessageSource,
  description: CoreDescription,
  version: string,
  name: string = provider,
): CoreUnderTest {
  return {
    name,
    version,
    kind: source.name,
    origin: description.origin,
    missingNames: description.missingNames,
    source,
    description,
    requestFor: (text, states) => {
      const request = coreRequestFor(description, text, states);
      return 'problem' in request ? request : providerRequest(source, request);
    },
    ...(source.schemas && { recordSchemas: () => recordCoreSchemas({ source, description }) }),
    close: () => source.close(),
  };
}

function providerRequest(source: MessageSource, request: CoreRequest): ProviderRequest {
  if ('check' in request)
    return { subject: { kind: 'api' }, answer: async () => ({ text: await source.check(request.check) }) };
  return {
    subject: { kind: 'message', name: request.message },
    answer: async () => ({ text: await source.writeMessage(request) }),
  };
}

function describedVersion({ version, origin }: CoreDescription): string {
  if (!version) throw new ContractError('USAGE', `${origin} does not report its version: give it with --core-version`);
  return version;
}

/** A release number that the user gave counts as the version, even if the installed code does not report one. */
function versionOf(source: NamedSource, core: CoreDescription, env: NodeJS.ProcessEnv): string | Promise<string> {
  if (source.kind === 'release') return source.number;
  return recordedVersion(source, { version: describedVersion(core), commit: core.commit }, env);
}
