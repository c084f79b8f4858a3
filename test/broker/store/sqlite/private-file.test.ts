import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '../../../../src/broker/copies/backup.ts';
import { startBroker } from '../../../../src/broker/server.ts';

describe('files that hold a database', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broker-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const modes = () =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, (statSync(at(name)).mode & 0o777).toString(8)]));

  test('only their owner can read the database, its write-ahead log and a backup', async () => {
    const broker = await startBroker({ database: at('a.sqlite'), port: 0 });
    backUp(at('a.sqlite'), at('backup.sqlite'));
    expect(modes()).toEqual({
      'a.sqlite': '600',
      'a.sqlite-wal': '600',
      'a.sqlite-shm': '600',
      'backup.sqlite': '600',
    });
    await broker.close();
  });

  test('an existing database keeps the mode that its owner gave it', async () => {
    await (await startBroker({ database: at('a.sqlite'), port: 0 })).close();
    chmodSync(at('a.sqlite'), 0o640);
    await (await startBroker({ database: at('a.sqlite'), port: 0 })).close();
    expect(modes()['a.sqlite']).toBe('640');
  });
});
