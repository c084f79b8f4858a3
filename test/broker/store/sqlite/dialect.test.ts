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

test('a lock that another process holds is waited for, in every form in which SQLite tells of it', async () => {
  const { attempt, tries } = busyWith('SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_BUSY_RECOVERY');
  await retryWhileBusy(attempt);
  expect(tries).toHaveLength(4);
});

test('any other failure is told at once', async () => {
  const { attempt, tries } = busyWith('SQLITE_FULL');
  await expect(retryWhileBusy(attempt)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
  expect(tries).toHaveLength(1);
});
