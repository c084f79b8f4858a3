import { ContractError, type ErrorCode, withoutCredentials } from '../config/errors.ts';

/**
 * Maps what pip and uv print on failure to an error of this project. The order matters: pip also prints "No matching
 * distribution" after it could not reach the index, and a failed login may be printed with any of the others. For a missing distribution
 * uv also names the distributions that depend on it, as it does for a conflict.
 */
const PATTERNS: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /\b40[13]\b.*(?:Client Error|Forbidden|Unauthorized)|Authentication failed|returned error: 40[13]|could not read Username|Permission denied \(publickey|terminal prompts disabled/i,
    'INSTALL_UNAUTHORIZED',
  ],
  [
    /after connection broken by|Failed to establish a new connection|Failed to connect to|Could not resolve host|error sending request for url|Connection refused|NameResolutionError|Temporary failure in name resolution|dns error|Network is unreachable|Read timed out|operation timed out|ConnectTimeoutError|Max retries exceeded/i,
    'INDEX_UNREACHABLE',
  ],
  [/requires a different Python|Requires-Python|does not satisfy Python|depends on Python/i, 'PYTHON_UNSUITABLE'],
  [/was not found in the (?:package registry|provided package locations)/i, 'DISTRIBUTION_UNKNOWN'],
  [/ResolutionImpossible|conflicting dependencies|\bdepends on\b/i, 'REQUIREMENTS_CONFLICT'],
  [
    /No matching distribution found|Could not find a version|there is no version of|Git operation failed|did not run successfully: git|Distribution not found at|does not appear to be a Python project|neither 'setup.py' nor 'pyproject.toml'/i,
    'DISTRIBUTION_UNKNOWN',
  ],
];

/** The code for a program that could not reach a server, or was refused there; undefined if its output shows neither. */
export function connectionErrorCode(output: string): ErrorCode | undefined {
  const code = PATTERNS.find(([pattern]) => pattern.test(output))?.[1];
  return code === 'INSTALL_UNAUTHORIZED' || code === 'INDEX_UNREACHABLE' ? code : undefined;
}

/** How many of the last lines an error message shows, after the line with the reason. */
const MAX_SHOWN_LINES = 12;

/** The error for a failed installation; `output` is the installer's last lines. */
export function installError(requirements: readonly string[], output: string): ContractError {
  const found = PATTERNS.find(([pattern]) => pattern.test(output));
  const lines = output.split('\n');
  const shown = lines.slice(-MAX_SHOWN_LINES);
  const reason = found && lines.find((line) => found[0].test(line));
  const all = [requirements.join(' '), ...(reason && !shown.includes(reason) ? [reason] : []), ...shown];
  return new ContractError(found?.[1] ?? 'INSTALL_FAILED', withoutCredentials(all.join('\n')));
}
