import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ContractError } from '../config/errors.ts';
import type { VerifierAnswer, VerifierJob } from './verifier-process.ts';

/** The result of a verifier process that ended normally. */
export interface VerifierRun extends VerifierAnswer {
  /** Its whole output. */
  readonly output: string;
}

export interface VerifierProcess {
  /** What it inherits: no PACT_ variables. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The program; default: the official verifier. */
  readonly program?: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
/** JavaScript in the package, TypeScript in the checkout: then the process needs the TypeScript loader. */
const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const officialVerifier = fileURLToPath(new URL(`verifier-process${extension}`, import.meta.url));

/**
 * Runs the official verifier in a process of its own.
 * @throws ContractError VERIFIER_FAILED when that process crashes, or takes longer than the time-out
 */
export function runVerifier(
  job: VerifierJob,
  { env, timeoutMs, program = officialVerifier }: VerifierProcess,
): Promise<VerifierRun> {
  const child = fork(program, {
    cwd: root,
    env: withDirectLoopback(env),
    execArgv: program.endsWith('.ts') ? ['--import', 'tsx'] : [],
    silent: true,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => output.push(text));
  let answer: VerifierAnswer | undefined;
  child.once('message', (message: VerifierAnswer) => {
    answer = message;
  });
  child.send(job);
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new ContractError('VERIFIER_FAILED', cause.message, { cause })));
    child.once('close', (code, signal) => {
      if (answer) return resolve({ ...answer, output: output.join('') });
      reject(new ContractError('VERIFIER_FAILED', ending(code, signal, timeoutMs, output.join(''))));
    });
  });
}

/** The verifier requests the messages from this machine: a proxy must not be used for that. */
function withDirectLoopback(env: Readonly<Record<string, string>>): Record<string, string> {
  const direct = [env.NO_PROXY ?? env.no_proxy, '127.0.0.1', 'localhost'].filter(Boolean).join(',');
  return { ...env, NO_PROXY: direct, no_proxy: direct };
}

function ending(code: number | null, signal: string | null, timeoutMs: number, output: string): string {
  const how = signal
    ? `its process was ended by ${signal}, at the latest after ${timeoutMs / 1000} s`
    : `exit code ${code}`;
  return [how, ...output.trim().split('\n').slice(-5)].join('\n');
}
