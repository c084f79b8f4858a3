import { Agent, type IncomingMessage, request } from 'node:http';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

export interface HttpRequest {
  readonly method: string;
  /** Sent without further encoding. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const agent = new Agent({ keepAlive: true });
const TIMEOUT_MS = 60_000;

/** Sends one request with exactly the given headers; follows no redirect. */
export function sendRequest(base: string, { method, path, headers, body }: HttpRequest): Promise<HttpResponse> {
  const { hostname, port } = new URL(base);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers: { ...headers, ...length }, agent, timeout: TIMEOUT_MS };
    const sent = request(options, (response) => readResponse(response).then(resolve, reject));
    sent.on('timeout', () => sent.destroy(new Error(`no response to ${method} ${path}`)));
    sent.on('error', reject);
    sent.end(body);
  });
}

async function readResponse(response: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return { status: response.statusCode ?? 0, headers, text: Buffer.concat(chunks).toString() };
}
