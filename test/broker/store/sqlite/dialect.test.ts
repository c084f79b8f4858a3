import { retryWhileBusy } from '../../../../src/broker/store/sqlite/dialect.ts';

/** Fails with these codes, one after the other, then succeeds. */
function busyWith(...codes: string[]) {
  const tries: (string | undefined)[] = [];
  const attempt = async () => {
    const code = codes[tries.length];
    tries.push(code);
    if (code) throw Object.assign(new Error('database is locked'), { code });
  };
  return { attempt, tries };
}

test('each kind of busy error is retried', async () => {
  const { attempt, tries } = busyWith('SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_BUSY_RECOVERY', 'SQLITE_LOCKED');
  await retryWhileBusy(attempt);
  expect(tries).toHaveLength(5);
});

test('other errors are not retried', async () => {
  const { attempt, tries } = busyWith('SQLITE_FULL');
  await expect(retryWhileBusy(attempt)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(tries).toHaveLength(1);
});
