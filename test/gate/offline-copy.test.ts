import { refuseOlderThan, tellCopy } from '../../src/gate/offline-copy.ts';

const copy = {
  file: 'copy.sqlite',
  asOf: new Date('2026-03-01T10:00:00Z'),
  lastChange: new Date('2026-02-01T09:00:00Z'),
  writtenAt: new Date('2026-03-01T10:00:01Z'),
};
const at = (time: string) => new Date(`2026-03-${time}:00Z`);

test('a copy is asked until it is older than it may be', () => {
  const limit = 24 * 3_600_000;
  expect(() => refuseOlderThan(limit, copy, at('02T10:00'))).not.toThrow();
  expect(() => refuseOlderThan(limit, copy, at('02T10:01'))).toThrow(expect.objectContaining({ code: 'COPY_TOO_OLD' }));
});

test.each([
  ['01T10:01', '1 minute ago'],
  ['02T09:00', 'about 23 hours ago'],
  ['09T10:00', '8 days ago'],
])('on %s it says %s', (now, ago) =>
  expect(tellCopy(copy, at(now))).toBe(
    `copy.sqlite tells how things stood on 2026-03-01 10:00 UTC, ${ago} (last change in it 2026-02-01 09:00 UTC, file written 2026-03-01 10:00 UTC)`,
  ),
);
