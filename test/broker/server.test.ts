import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { Agent, type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import { sql } from 'kysely';
import { startBroker } from '../../src/broker/server.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { useBroker } from '../support/use-broker.ts';

describe('the start of a broker', () => {
  const folder = temporaryFolder('broker');

  test('reports a port that is in use', async () => {
    const { url, close } = await startBroker({ database: ':memory:', port: 0 });
    const { port } = new URL(url);
    const second = startBroker({ database: ':memory:', port: Number(port) });
    await expect(second).rejects.toMatchObject({ code: 'PORT_IN_USE', exitCode: 2 });
    await close();
  });

  test('reports an address of another machine', async () => {
    const started = startBroker({ database: ':memory:', port: 0, host: '203.0.113.1' });
    await expect(started).rejects.toMatchObject({ code: 'ADDRESS_UNUSABLE' });
  });

  test.each([
    ['a file that is not a database', 'garbage.sqlite'],
    ['a folder', '.'],
    ['a file in a missing folder', 'nowhere/broker.sqlite'],
  ])('reports %s', async (_, name) => {
    await writeFile(join(folder, 'garbage.sqlite'), 'no database at all, whatever its name says'.repeat(100));
    await expect(startBroker({ database: join(folder, name), port: 0 })).rejects.toMatchObject({
      code: 'DATABASE_UNUSABLE',
      exitCode: 2,
      subject: expect.stringContaining(name.replace(/^\.$/, folder)),
    });
  });

  test('opens the database with synchronous writes and foreign keys', async () => {
    const db = await openDatabase(join(folder, 'durable.sqlite'), () => new Date());
    const pragma = async (name: string) => {
      const { rows } = await sql`pragma ${sql.raw(name)}`.execute(db);
      return Object.values(rows[0] as object)[0];
    };
    const inForce = async () => [
      await pragma('journal_mode'),
      await pragma('synchronous'),
      await pragma('foreign_keys'),
    ];
    const full = 2;
    expect(await inForce()).toEqual(['wal', full, 1]);
    await db.destroy();
  });
});

describe('a request body that is too large', () => {
  const broker = useBroker({ limits: { smallBodyBytes: 100_000, bodyBytes: 200_000 } });

  const long = JSON.stringify({ name: 'x'.repeat(1_000_000) });
  const error =
    'The request body is too large: this broker accepts up to 100000 bytes here (PACT_BROKER_MAX_SMALL_BODY_BYTES).';

  test('is refused by its Content-Length', async () => {
    const { status, body } = await broker.ask('POST', '/pacticipants', long);
    expect([status, body]).toEqual([413, { error }]);
  });

  test('is refused while it is read if it has no Content-Length', async () => {
    const inPieces = () => new Blob([long]).stream();
    const send = (body: () => ReadableStream) =>
      fetch(`${broker.url}/pacticipants`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: body(),
        duplex: 'half',
      } as RequestInit);
    const refused = await send(inPieces);
    expect([refused.status, await refused.json()]).toEqual([413, { error }]);
    expect((await send(() => new Blob(['{"name":"short"}']).stream())).status).toBe(201);
  });
});

describe('the stop of a broker', () => {
  /** Begins to send a pacticipant; what is missing of it is for `end`. Resolves when the broker has begun to process the request. */
  async function begin(
    url: string,
    agent?: Agent,
  ): Promise<{ sent: ClientRequest; answered: Promise<number | string> }> {
    const headers = { 'content-type': 'application/json', 'content-length': 15, expect: '100-continue' };
    const sent = request(`${url}/pacticipants`, { method: 'POST', headers, ...(agent && { agent }) });
    const answered = new Promise<number | string>((resolve) => {
      sent.once('response', (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      });
      sent.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    sent.flushHeaders();
    await once(sent, 'continue');
    sent.write('{"name"');
    return { sent, answered };
  }

  test('accepts no new requests while it finishes the running ones', async () => {
    const { url, close } = await startBroker({ database: ':memory:', port: 0, stopMs: 600_000 });
    const { sent, answered } = await begin(url, new Agent({ keepAlive: true }));
    const closed = close();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    sent.end(':"Late"}');
    expect(await answered).toBe(201);
    await closed; // long before the limit for stopping, which is longer than that of the test
    await close();
  });

  test('closes the connection of a client that does not finish', async () => {
    const { url, close } = await startBroker({ database: ':memory:', port: 0, stopMs: 200 });
    const { answered } = await begin(url);
    await close();
    expect(await answered).toBe('ECONNRESET');
  });
});
