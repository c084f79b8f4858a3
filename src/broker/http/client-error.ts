import type { Duplex } from 'node:stream';
import { MAX_HEADER_BYTES } from './request-limits.ts';

/** Answers errors that Node reports before there is a request (not HTTP, headers too large, too slow), and closes the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET' || hasStartedResponse(socket)) {
    socket.destroy();
    return;
  }
  const [status, words] = refusalFor(error.code);
  const body = JSON.stringify({ error: words });
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/hal+json;charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function refusalFor(code: string | undefined): [status: string, words: string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [
        '431 Request Header Fields Too Large',
        `URL and headers are too long: this broker accepts up to ${MAX_HEADER_BYTES / 1024} KiB.`,
      ];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['408 Request Timeout', 'The request did not arrive in time. Please send it again.'];
    default:
      return ['400 Bad Request', 'This is not a request that can be understood.'];
  }
}

/** Whether Node has already started to write a response. */
function hasStartedResponse(socket: Duplex & { _httpMessage?: { headersSent?: boolean } | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}
