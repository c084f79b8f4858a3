import { fileURLToPath } from 'node:url';
import { ContractError } from '../config/errors.ts';
import { type ChildAnswer, ChildError, PythonChild } from '../python/child.ts';
import {
  assertNoUnnamedFields,
  type Consumer,
  type ConsumerDescription,
  type Implementations,
  type Reaction,
} from './consumer.ts';

const bridge = fileURLToPath(new URL('bridge.py', import.meta.url));

export interface PythonConsumerOptions {
  /** A Python in which market-data-pipeline is installed. */
  readonly interpreter: string;
  readonly env: NodeJS.ProcessEnv;
  /** The time limit for its import and for one message. */
  readonly timeoutMs?: number;
}

/** Importing the pipeline takes three seconds on an idle machine, because it imports pandas. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** The Python pipeline: its FeedbackHandler, RateCoordinatorAdapter and FeedbackBus in a Python process (see bridge.py). */
export function pythonConsumer({ interpreter, env, timeoutMs = DEFAULT_TIMEOUT_MS }: PythonConsumerOptions): Consumer {
  const child = new PythonChild({ interpreter, script: bridge, env, timeoutMs, isolated: true });
  const ask = async (request: object) => okOrThrow(await child.ask(request).catch(asContractError), interpreter);
  return {
    kind: 'python',
    describe: async () => parseDescription(await ask({ ask: 'describe' })),
    handleEvent: async (message, options) =>
      toReaction('FeedbackEvent', await ask({ ask: 'event', message, ...options })),
    applyAdjustment: async (message, fields) =>
      toReaction('RateAdjustment', await ask({ ask: 'adjustment', message, fields })),
    implementations: async () => (await ask({ ask: 'implementations' })) as Implementations,
    close: () => child.close(),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: bridge.py's describe() defines it
function parseDescription({ version, commit, local, core, required, python, folder }: any): ConsumerDescription {
  const at = commit ? ` at ${commit.slice(0, 12)}` : '';
  const override = required ? `, although it requires ${required}` : '';
  return {
    origin: `market-data-pipeline ${version}${at} with market-data-core ${core}${override} (Python ${python}, ${folder})`,
    ...(version && { version }),
    ...(commit && { commit }),
    ...(local && { local }),
    ...(core && { core }),
    python,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: bridge.py's Record.to_json() defines it
function toReaction(message: string, { calls, read, outsideContract }: any): Reaction {
  assertNoUnnamedFields(message, outsideContract);
  return { calls, fieldsRead: read };
}

function okOrThrow({ ok, error }: ChildAnswer, interpreter: string): unknown {
  if (!error) return ok;
  const { kind, name, text, location } = error as Readonly<Record<string, string>>;
  const detail = location ? `${text} (${location})` : String(text);
  switch (kind) {
    case 'not-installed':
      throw new ContractError('PIPELINE_NOT_INSTALLED', interpreter);
    case 'missing-name':
      throw new ContractError('PIPELINE_NAME_MISSING', String(name));
    case 'import-failed':
      throw new ContractError('PIPELINE_IMPORT_FAILED', detail);
    default:
      throw new ContractError('PIPELINE_FAILED', detail);
  }
}

function asContractError(error: unknown): never {
  if (!(error instanceof ChildError)) throw error;
  if (error.kind === 'not-started') throw new ContractError('PYTHON_NOT_FOUND', error.detail, { cause: error });
  throw new ContractError('PIPELINE_FAILED', error.message, { cause: error });
}
