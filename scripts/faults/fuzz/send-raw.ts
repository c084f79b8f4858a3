import { Agent, request } from 'node:http';
import type { InvalidRequest } from './request.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Sends a request unchanged; returns the status and the text of the response with its headers. */
export function sendRaw(
  url: string,
  { method, path, headers, body }: InvalidRequest,
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, agent, headers: { ...headers, ...length }, timeout: 60_000 };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: `${response.rawHeaders.join('\n')}\n${Buffer.concat(chunks)}`,
        }),
      );
    });
    sent.on('timeout', () => sent.destroy(new Error('no response within a minute')));
    sent.on('error', reject);
    sent.end(body);
  });
}
