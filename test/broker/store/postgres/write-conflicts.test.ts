import { retryOnConflict } from '../../../../src/broker/store/postgres/write-conflicts.ts';

/** Fails with a code so many times, then succeeds. */
function failing(code: string, times: number) {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries <= times) throw Object.assign(new Error(code), { code });
    return tries;
  };
}

test.each(['40P01', '40001', '23505', '23503'])('a transaction with a conflict (%s) is retried', async (code) => {
  expect(await retryOnConflict(failing(code, 2))).toBe(3);
});

test('a transaction is retried up to five times', async () => {
  await expect(retryOnConflict(failing('40P01', 5))).rejects.toMatchObject({ code: '40P01' });
});

test('other errors are not retried', async () => {
  await expect(retryOnConflict(failing('42601', 1))).rejects.toMatchObject({ code: '42601' });
});
