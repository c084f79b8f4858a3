import { ContractError, type ErrorCode } from '../config/errors.ts';
import { ChildError, PythonChild } from '../python/child.ts';

export interface ScriptRun {
  readonly interpreter: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly onProgress?: ((value: unknown) => void) | undefined;
  /** The code of the error that is thrown when there is no answer. */
  readonly error: ErrorCode;
}

/**
 * Starts a script, sends it one request and ends it.
 * @throws ContractError with the code `error`
 */
export async function runScript({ error, ...options }: ScriptRun, question: object): Promise<unknown> {
  const child = new PythonChild({ ...options, isolated: true });
  try {
    const answer = await child.ask(question);
    if (!answer.error) return answer.ok;
    const { text, location } = answer.error as { text?: string; location?: string };
    throw new ContractError(error, `${options.interpreter}: ${text} (${location})`);
  } catch (cause) {
    if (!(cause instanceof ChildError)) throw cause;
    throw new ContractError(error, `${options.interpreter}: ${cause.message}`, { cause });
  } finally {
    await child.close();
  }
}
