import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestBroker } from '../../../support/test-broker.ts';

describe('a database file that does not stay in place', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broker-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const heartbeat = '/diagnostic/status/heartbeat';

  test.each<[string, () => void]>([
    ['removed', () => rmSync(at('a.sqlite'))],
    [
      'replaced',
      () => {
        copyFileSync(at('a.sqlite'), at('copy.sqlite'));
        renameSync(at('copy.sqlite'), at('a.sqlite'));
      },
    ],
  ])('a broker whose file was %s acknowledges nothing', async (_, change) => {
    const lines: string[] = [];
    const broker = await startTestBroker({ database: at('a.sqlite'), log: (line) => lines.push(line) });
    expect((await broker.ask('POST', '/pacticipants', { name: 'A' })).status).toBe(201);
    expect((await broker.ask('GET', heartbeat)).status).toBe(200);
    change();
    const refused = await broker.ask('POST', '/pacticipants', { name: 'B' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(lines).toEqual([expect.stringContaining('a.sqlite was removed or replaced while the broker was running')]);
    const red = await broker.ask('GET', heartbeat);
    expect([red.status, red.body.ok]).toEqual([503, false]);
    expect((await broker.ask('GET', '/pacticipants/A')).status).toBe(503);
    await broker.close();
  });

  test('reads are refused too, without a write before them', async () => {
    const broker = await startTestBroker({ database: at('a.sqlite') });
    await broker.ask('POST', '/pacticipants', { name: 'A' });
    rmSync(at('a.sqlite'));
    const statuses = new Set<number>();
    while (!statuses.has(503)) statuses.add((await broker.ask('GET', '/pacticipants/A')).status);
    expect([...statuses]).toEqual([200, 503]);
    await broker.close();
  });

  test('a file that is put back is used again', async () => {
    const broker = await startTestBroker({ database: at('a.sqlite') });
    renameSync(at('a.sqlite'), at('moved.sqlite'));
    expect((await broker.ask('POST', '/pacticipants', { name: 'A' })).status).toBe(503);
    renameSync(at('moved.sqlite'), at('a.sqlite'));
    expect((await broker.ask('POST', '/pacticipants', { name: 'A' })).status).toBe(201);
    expect((await broker.ask('GET', heartbeat)).status).toBe(200);
    await broker.close();
  });
});
