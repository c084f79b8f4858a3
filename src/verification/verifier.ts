import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ContractError } from '../config/errors.ts';
import type { HttpProvider } from '../provider/provider-under-test.ts';
import type { StateAnswer, StateQuestion, VerifierAnswer, VerifierJob } from './verifier-process.ts';

/** The result of a verifier process that ended normally. */
export interface VerifierRun extends VerifierAnswer {
  /** Its whole output. */
  readonly output: string;
}

export interface VerifierProcess {
  /** Must not contain PACT_ variables, which would change what the verifier does. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The provider's HTTP API, whose states are established by functions of this process. */
  readonly http?: HttpProvider | undefined;
  /** The program to run. Default: the official verifier. */
  readonly program?: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** `.js` in the package; `.ts` in a checkout, where the program runs from a bundle, as commands do. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const bundler = fileURLToPath(new URL('../cli/bundled.mjs', import.meta.url));
const officialVerifier = fileURLToPath(new URL(`verifier-process${extension}`, import.meta.url));

/**
 * Runs the official verifier in its own process.
 * @throws ContractError VERIFIER_FAILED if that process crashes or exceeds the time-out
 */
export function runVerifier(
  job: VerifierJob,
  { env, timeoutMs, http, program = officialVerifier }: VerifierProcess,
): Promise<VerifierRun> {
  const isSource = program.endsWith('.ts');
  const child = fork(isSource ? bundler : program, isSource ? [program] : [], {
    cwd: root,
    env: withDirectLoopback(env),
    execArgv: [],
    silent: true,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => output.push(text));
  let answer: VerifierAnswer | undefined;
  child.on('message', async (message: VerifierAnswer | StateQuestion) => {
    if (!('ask' in message)) answer = message;
    else if (child.connected) child.send(await answerState(message, http));
  });
  child.send(job);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new ContractError('VERIFIER_FAILED', cause.message, { cause })));
    child.once('close', (code, signal) => {
      if (answer) return resolve({ ...answer, output: output.join('') });
      reject(new ContractError('VERIFIER_FAILED', describeExit(code, signal, timeoutMs, output.join(''))));
    });
  });
}

/** Without an HTTP API, messages were written before the verifier started, and no state has to be established. */
async function answerState({ ask, state }: StateQuestion, http: HttpProvider | undefined): Promise<StateAnswer> {
  try {
    return { answer: ask, values: await http?.setUp(state) };
  } catch (error) {
    return { answer: ask, problem: String((error as Error)?.message ?? error) };
  }
}

/** The verifier requests the messages from this machine, without a proxy. */
function withDirectLoopback(env: Readonly<Record<string, string>>): Record<string, string> {
  const direct = [env.NO_PROXY ?? env.no_proxy, '127.0.0.1', 'localhost'].filter(Boolean).join(',');
  return { ...env, NO_PROXY: direct, no_proxy: direct };
}

function describeExit(code: number | null, signal: string | null, timeoutMs: number, output: string): string {
  const reason = signal
    ? `its process was ended by ${signal} (the time-out is ${timeoutMs / 1000} s)`
    : `exit code ${code}`;
  return [reason, ...output.trim().split('\n').slice(-5)].join('\n');
}
