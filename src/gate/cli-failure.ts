import { ContractError, type ErrorCode, withoutCredentials } from '../config/errors.ts';

/** A failed run of the official client: its exit code (the name of a system error if it did not start) and its output. */
export interface CliFailure {
  readonly command: string;
  readonly exit: number | string | null | undefined;
  readonly output: string;
  readonly url: string;
}

/**
 * Classifies a failure of the official client. It exits with 1 for every failure and prints the reason on stdout, so that the
 * output decides. An unknown reason is a failure of the client (exit code 2), not a refusal of the broker (exit code 1).
 */
export function classifyFailure(failure: CliFailure): ContractError {
  const { command, exit, output, url } = failure;
  if (exit !== 1) return new ContractError('CLI_FAILED', `${command} ended with ${exit}: ${lastLines(output)}`);
  const [code, subject] = classifyOutput(output);
  return new ContractError(code, subject ?? withoutCredentials(url));
}

function classifyOutput(output: string): [ErrorCode, string?] {
  const status = Number(/ failed: (\d{3})\b/.exec(output)?.[1]);
  if (/Failed to access pact broker/.test(output)) return ['BROKER_UNREACHABLE'];
  if (/Did not get a valid HAL response|Could not find relation|path '' failed: 404/.test(output))
    return ['BROKER_NOT_HAL'];
  if (status === 401 || status === 403) return ['BROKER_UNAUTHORIZED'];
  if (status) return ['BROKER_FAILED', lastLines(output)];
  if (/failed validation|publication failed|^❌ \w+: |❌ Environment .* does not exist/m.test(output)) {
    return ['BROKER_REFUSED', brokerMessage(output)];
  }
  return ['CLI_FAILED', lastLines(output)];
}

/** The message of the broker, without the decoration and progress of the client and without its repetition under "Details". */
function brokerMessage(output: string): string {
  const lines = output.split(/\n\s*Details:/)[0]?.split('\n') ?? [];
  const messages = lines
    .filter((line) => !/^\s*$|📨|publication failed/.test(line))
    .map((line) => line.replace(/[❌\s]+/g, ' ').trim());
  return [...new Set(messages)].join('\n');
}

function lastLines(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() && !line.includes('📨'));
  return lines.slice(-3).join('\n').replaceAll('❌ ', '') || 'no output';
}
