import { fileURLToPath } from 'node:url';
import { ContractError, type ErrorCode } from '../config/errors.ts';
import { publicNames } from '../contracts/api-checks.ts';
import { contractPolicy } from '../contracts/backpressure-level.ts';
import { states } from '../contracts/interactions.ts';
import { type MessageName, messages } from '../contracts/messages.ts';
import { type ChildAnswer, ChildError, PythonChild } from '../python/child.ts';
import type { CoreDescription, MessageSchemas, MessageSource } from './message-source.ts';
import { exampleFields, fieldsFor, isRead, levelFields } from './provider-states.ts';
import { ProviderRefusalError, type RefusalDetail } from './refusal.ts';

const bridge = fileURLToPath(new URL('bridge.py', import.meta.url));

export interface PythonOptions {
  /** A Python >= 3.9 in which market-data-core is installed. */
  readonly interpreter: string;
  /** The variables of this process; core receives those that child-variables.ts allows. */
  readonly env: NodeJS.ProcessEnv;
  /** Ignore PYTHONPATH and the user's site-packages. */
  readonly isolated?: boolean;
  /** The time limit for core's import, and for one message, in ms. */
  readonly timeoutMs?: number;
}

/** Core in Python: its classes build and write the messages in a Python process (see bridge.py). */
export function pythonCore({ interpreter, env, isolated = false, timeoutMs = 60_000 }: PythonOptions): MessageSource {
  const extraVariables = isolated || !env.PYTHONPATH ? {} : { PYTHONPATH: env.PYTHONPATH };
  const child = new PythonChild({ interpreter, script: bridge, env, extraVariables, timeoutMs, isolated });
  const ask = (request: object) => child.ask(request).catch(throwContractError);
  return {
    name: 'python',
    describe: async () =>
      parseDescription(okOrThrow(await ask({ ask: 'describe', names: publicNames }), interpreter), interpreter),
    writeMessage: async (request) => {
      const { message } = request;
      const fields = fieldsFor(request);
      const bridgeRequest = isRead(request)
        ? { ask: 'read', message, text: JSON.stringify(fields) }
        : { ask: 'write', message, fields, levels: levelFields(message) };
      return jsonText(okOrThrow(await ask(bridgeRequest), interpreter));
    },
    check: async (check) => jsonText(okOrThrow(await ask({ ask: 'check', check, ...checkContext() }), interpreter)),
    schemas: async (message) => okOrThrow(await ask({ ask: 'schema', message }), interpreter) as MessageSchemas,
    close: () => child.close(),
  };
}

/** The parts of the contract that the checks need (see core_checks.py). */
function checkContext(): object {
  const names = Object.keys(messages) as MessageName[];
  return {
    names: publicNames,
    examples: Object.fromEntries(names.map((name) => [name, exampleFields(name)])),
    levels: Object.fromEntries(names.map((name) => [name, levelFields(name)])),
    policy: contractPolicy,
  };
}

/** @throws ContractError for each kind of ChildError */
function throwContractError(error: unknown): never {
  if (!(error instanceof ChildError)) throw error;
  throw new ContractError(childErrorCodes[error.kind], error.detail, { cause: error });
}

const childErrorCodes: Readonly<Record<ChildError['kind'], ErrorCode>> = {
  'not-started': 'PYTHON_NOT_FOUND',
  timeout: 'CORE_TIMEOUT',
  ended: 'CORE_PROCESS_EXITED',
  'not-json': 'CORE_NOT_JSON',
  'too-long': 'CORE_NOT_JSON',
};

// biome-ignore lint/suspicious/noExplicitAny: bridge.py's describe() defines it
function parseDescription(answer: any, interpreter: string): CoreDescription {
  const { version, commit, python, folder, missingNames } = answer;
  return {
    ...(version ? { version } : {}),
    ...(commit ? { commit } : {}),
    origin: `${folder || interpreter}, Python ${python}`,
    messages: Object.keys(messages),
    states: Object.values(states),
    missingNames,
  };
}

function jsonText(text: unknown): string {
  try {
    JSON.parse(text as string);
    return text as string;
  } catch (cause) {
    throw new ContractError('CORE_NOT_JSON', String(text).slice(0, 200), { cause });
  }
}

/** Returns the value, or throws the error: a ProviderRefusalError when core breaks the contract. */
// biome-ignore lint/suspicious/noExplicitAny: bridge.py defines the shape of its errors
function okOrThrow({ ok, error }: ChildAnswer & { error?: any }, interpreter: string): unknown {
  if (!error) return ok;
  const detail = error.location ? `${error.text} (${error.location})` : error.text;
  switch (error.kind) {
    case 'missing-name':
      throw ProviderRefusalError.missingNames(error.names);
    case 'refused':
      throw ProviderRefusalError.refusedValues(error.refusals.map(detailOf(error.message)));
    case 'not-installed':
      throw new ContractError('CORE_NOT_INSTALLED', interpreter);
    default:
      throw new ContractError(bridgeErrorCodes[error.kind] ?? 'CORE_FAILED', detail);
  }
}

const bridgeErrorCodes: Readonly<Record<string, ErrorCode>> = {
  'import-failed': 'CORE_IMPORT_FAILED',
  failed: 'CORE_FAILED',
  'no-schema': 'CORE_SCHEMA_MISSING',
};

const detailOf =
  (message: string) =>
  ({ field, given, reason }: { field: string | null; given: string | null; reason: string }): RefusalDetail => ({
    subject: field ? `${message}.${field}` : message,
    ...(given === null ? {} : { given }),
    reason,
  });
