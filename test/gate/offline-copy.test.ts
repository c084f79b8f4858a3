import { assertNotOlderThan, describeCopy } from '../../src/gate/offline-copy.ts';

const copy = {
  file: 'copy.sqlite',
  asOf: new Date('2026-03-01T10:00:00Z'),
  lastChange: new Date('2026-02-01T09:00:00Z'),
  writtenAt: new Date('2026-03-01T10:00:01Z'),
};
const at = (time: string) => new Date(`2026-03-${time}:00Z`);

const dayMs = 24 * 3_600_000;

test('a copy is accepted at its maximum age', () => {
  expect(() => assertNotOlderThan(dayMs, copy, at('02T10:00'))).not.toThrow();
});

test('a copy is refused above its maximum age', () => {
  const assert = () => assertNotOlderThan(dayMs, copy, at('02T10:01'));
  expect(assert).toThrow(expect.objectContaining({ code: 'COPY_TOO_OLD' }));
});

test.each([
  ['01T10:01', '1 minute ago'],
  ['02T09:00', 'about 23 hours ago'],
  ['09T10:00', '8 days ago'],
])('at %s the age is %s', (now, ago) =>
  expect(describeCopy(copy, at(now))).toBe(
    `copy.sqlite has the state of 2026-03-01 10:00 UTC, ${ago} (last change 2026-02-01 09:00 UTC, file written 2026-03-01 10:00 UTC)`,
  ),
);
