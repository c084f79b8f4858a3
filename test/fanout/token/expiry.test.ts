import { daysUntil, formatMinute, parseExpiry } from '../../../src/fanout/token/expiry.ts';

test.each([
  ['2026-12-01 08:15:54 UTC', '2026-12-01T08:15:54.000Z'],
  ['2026-12-01 08:15:54 +0900', '2026-11-30T23:15:54.000Z'],
  ['2026-12-01 08:15:54 -0330', '2026-12-01T11:45:54.000Z'],
  ['2026-12-01 08:15:54 +00:00', '2026-12-01T08:15:54.000Z'],
  ['2026-12-01T08:15:54Z', '2026-12-01T08:15:54.000Z'],
])('%s is parsed as %s', (header, iso) => {
  expect(parseExpiry(header)).toEqual({ kind: 'at', at: new Date(iso) });
});

test.each(['', 'soon', '2026-13-01 08:15:54 UTC', '2026-12-01', '2026-12-01 08:15:54', '2026-12-01 08:15:54 CET'])(
  '"%s" is not parsed as a date',
  (text) => {
    expect(parseExpiry(text)).toEqual({ kind: 'unreadable', text });
  },
);

test('a token without the header does not expire', () => {
  expect(parseExpiry(undefined)).toEqual({ kind: 'never' });
});

test('daysUntil rounds down, and is negative after the expiry', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  const days = ['2026-11-23T11:59:59Z', '2026-11-23T12:00:00Z', '2026-11-22T11:00:00Z'].map((at) =>
    daysUntil(new Date(at), now),
  );
  expect(days).toEqual([0, 1, -1]);
});

test('formatMinute prints the time in UTC', () => {
  expect(formatMinute(new Date('2026-11-22T12:00:00Z'))).toBe('2026-11-22 12:00 UTC');
});
