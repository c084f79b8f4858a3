import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '../../../src/broker/copies/backup.ts';
import { openOfflineBroker } from '../../../src/broker/copies/offline-broker.ts';
import { readStamp } from '../../../src/broker/copies/stamp.ts';
import { BrokerClient } from '../../../src/broker-client/client.ts';
import { useBrokerProcesses } from '../../support/broker-process.ts';
import { startTestBroker } from '../../support/test-broker.ts';
import { waitUntil } from '../../support/wait-until.ts';

const startBrokerProcess = useBrokerProcesses();

/** Copies of a broker's file, made while the broker writes to it. */
describe('a backup', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broker-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('contains every write that was confirmed before it', async () => {
    const broker = await startBrokerProcess(at('live.sqlite'));
    const answered: string[] = [];
    let isWriting = true;
    const writers = [1, 2, 3, 4].map(async (writer) => {
      for (let n = 1; isWriting; n += 1) {
        await publish(broker.url, `${writer}.${n}`);
        answered.push(`${writer}.${n}`);
      }
    });
    await Promise.race([waitUntil(() => answered.length >= 40), Promise.all(writers)]);
    const before = [...answered];
    backUp(at('live.sqlite'), at('copy.sqlite'));
    isWriting = false;
    await Promise.all(writers);
    await broker.end('SIGKILL');

    const copy = await openOfflineBroker(at('copy.sqlite'));
    const client = new BrokerClient(copy.access);
    const { _embedded } = await client.get('/pacticipants/heron/versions');
    const versions: { number: string; _links: Record<string, unknown[]> }[] = _embedded.versions;
    expect(versions.map(({ number }) => number)).toEqual(expect.arrayContaining(before));
    expect(versions.filter(({ _links }) => _links['pb:pact-versions']?.length !== 1)).toEqual([]);
    await copy.close();
  });

  test('of a stopped broker is a copy of its file', async () => {
    const broker = await startTestBroker({ database: at('a.sqlite') });
    await publish(broker.url, '1');
    await broker.close();
    writeFileSync(at('b.sqlite'), readFileSync(at('a.sqlite')));
    const copy = await openOfflineBroker(at('b.sqlite'));
    expect((await new BrokerClient(copy.access).get('/pacticipants/heron/versions/1')).number).toBe('1');
    await copy.close();
  });

  test('has the time when it was made', async () => {
    await (await startTestBroker({ database: at('a.sqlite') })).close();
    backUp(at('a.sqlite'), at('b.sqlite'), { now: () => new Date('2026-01-02T03:04:05Z') });
    expect(readStamp(at('b.sqlite'))).toEqual({ madeAt: new Date('2026-01-02T03:04:05Z') });
    expect(readStamp(at('a.sqlite'))).toBeUndefined();
  });

  test('overwrites a file only on request', async () => {
    await (await startTestBroker({ database: at('a.sqlite') })).close();
    writeFileSync(at('b.sqlite'), 'precious');
    expect(() => backUp(at('a.sqlite'), at('b.sqlite'))).toThrow(expect.objectContaining({ code: 'BACKUP_EXISTS' }));
    expect(readFileSync(at('b.sqlite'), 'utf8')).toBe('precious');
    backUp(at('a.sqlite'), at('b.sqlite'), { overwrite: true });
    expect(readFileSync(at('b.sqlite'), 'utf8')).toMatch(/^SQLite format 3/);
    expect(readdirSync(folder).filter((name) => !name.startsWith('a.sqlite'))).toEqual(['b.sqlite']);
  });

  test('leaves no file if it fails', () => {
    writeFileSync(at('text.sqlite'), 'no database');
    const codes = ['none.sqlite', 'text.sqlite'].map((name) => codeOf(() => backUp(at(name), at('b.sqlite'))));
    const others = ['postgres://u:secret@host/db', ':memory:'].map((name) =>
      codeOf(() => backUp(name, at('b.sqlite'))),
    );
    expect([...codes, ...others]).toEqual([
      'DATABASE_MISSING',
      'DATABASE_NOT_A_BROKER',
      'BACKUP_UNSUPPORTED',
      'BACKUP_UNSUPPORTED',
    ]);
    expect(readdirSync(folder)).toEqual(['text.sqlite']);
  });
});

function codeOf(act: () => unknown): string {
  try {
    act();
    return 'none';
  } catch (error) {
    expect(String(error)).not.toContain('secret');
    return (error as { code: string }).code;
  }
}

async function publish(url: string, number: string): Promise<void> {
  const content = { consumer: { name: 'heron' }, provider: { name: 'otter' }, interactions: [{ description: number }] };
  const contract = {
    consumerName: 'heron',
    providerName: 'otter',
    specification: 'pact',
    contentType: 'application/json',
  };
  const body = {
    pacticipantName: 'heron',
    pacticipantVersionNumber: number,
    branch: 'main',
    contracts: [{ ...contract, content: Buffer.from(JSON.stringify(content)).toString('base64') }],
  };
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${url}/contracts/publish`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (status !== 200) throw new Error(`answered ${status}`);
}
