import { daysUntil, moment, readExpiry } from '../../../src/fanout/token/expiry.ts';

test.each([
  ['2026-12-01 08:15:54 UTC', '2026-12-01T08:15:54.000Z'],
  ['2026-12-01 08:15:54 +0900', '2026-11-30T23:15:54.000Z'],
  ['2026-12-01 08:15:54 -0330', '2026-12-01T11:45:54.000Z'],
  ['2026-12-01 08:15:54 +00:00', '2026-12-01T08:15:54.000Z'],
  ['2026-12-01T08:15:54Z', '2026-12-01T08:15:54.000Z'],
])('%s is %s', (header, iso) => {
  expect(readExpiry(header)).toEqual({ kind: 'at', at: new Date(iso) });
});

test.each(['', 'soon', '2026-13-01 08:15:54 UTC', '2026-12-01', '2026-12-01 08:15:54', '2026-12-01 08:15:54 CET'])(
  '"%s" is no date, and not taken for one',
  (text) => {
    expect(readExpiry(text)).toEqual({ kind: 'unreadable', text });
  },
);

test('a token without the header does not expire', () => {
  expect(readExpiry(undefined)).toEqual({ kind: 'never' });
});

test('days are whole ones, and negative when it has ended', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const days = ['2026-11-23T11:59:59Z', '2026-11-23T12:00:00Z', '2026-11-22T11:00:00Z'].map((at) =>
    daysUntil(new Date(at), now),
  );
  expect(days).toEqual([0, 1, -1]);
  expect(moment(new Date(now))).toBe('2026-11-22 12:00 UTC');
});
