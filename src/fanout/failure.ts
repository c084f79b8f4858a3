/** A failed request: GitHub's response, or why there is none. */
export interface Failure {
  /** Undefined when no response arrived. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** GitHub's message, or that of the connection. */
  readonly words: string;
  /** False when GitHub certainly never received the request. */
  readonly sent: boolean;
}

/** Errors before anything is sent: unknown host, connection refused, untrusted certificate. */
const noConnection =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|^(ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO)/;

/** Parses an error of Octokit; undefined for any other error. */
export function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || error.name !== 'HttpError') return undefined;
  const { response } = error as { response?: { status: number; headers: Record<string, string> } };
  const code = codeOf(error);
  return {
    status: response?.status,
    headers: response?.headers ?? {},
    words:
      error.message
        .replace(/ - https?:\/\/\S+$/, '')
        .replace(/\s+/g, ' ')
        .trim() ||
      code ||
      'no answer',
    sent: code === undefined || !noConnection.test(code),
  };
}

/** The code of a connection error is in the cause of its cause. */
function codeOf({ code, cause }: { code?: unknown; cause?: unknown }): string | undefined {
  if (typeof code === 'string') return code;
  return typeof cause === 'object' && cause !== null ? codeOf(cause) : undefined;
}

/** True when GitHub's rate limit is reached; it did nothing. */
export function limited({ status, headers, words }: Failure): boolean {
  if (status === 429) return true;
  const said = headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';
  return status === 403 && (said || /rate limit/i.test(words));
}
