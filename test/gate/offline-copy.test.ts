import { durationMs, refuseOlderThan, tellCopy } from '../../src/gate/offline-copy.ts';

const copy = {
  file: 'copy.sqlite',
  asOf: new Date('2026-03-01T10:00:00Z'),
  lastChange: new Date('2026-02-01T09:00:00Z'),
  writtenAt: new Date('2026-03-01T10:00:01Z'),
};
const at = (time: string) => new Date(`2026-03-${time}:00Z`);

test.each([
  ['45s', 45_000],
  ['90m', 5_400_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
])('%s is a length of time', (text, ms) => expect(durationMs('max-age', text)).toBe(ms));

test.each(['', '24', 'h', '1.5h', '-1h', '1w'])('"%s" is none', (text) =>
  expect(() => durationMs('max-age', text)).toThrow(expect.objectContaining({ code: 'USAGE' })),
);

test('a copy is asked until it is older than it may be', () => {
  const limit = durationMs('max-age', '24h');
  expect(() => refuseOlderThan(limit, copy, at('02T10:00'))).not.toThrow();
  expect(() => refuseOlderThan(limit, copy, at('02T10:01'))).toThrow(expect.objectContaining({ code: 'COPY_TOO_OLD' }));
});

test.each([
  ['01T10:01', '1 minute ago'],
  ['02T09:00', '23 hours ago'],
  ['09T10:00', '8 days ago'],
])('on %s it says %s', (now, ago) =>
  expect(tellCopy(copy, at(now))).toBe(
    `copy.sqlite tells how things stood on 2026-03-01 10:00 UTC, ${ago} (last change in it 2026-02-01 09:00 UTC, file written 2026-03-01 10:00 UTC)`,
  ),
);
