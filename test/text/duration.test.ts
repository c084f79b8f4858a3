import { approximateAge, formatDuration, parseDuration } from '../../src/text/duration.ts';

test.each([
  ['45s', 45_000],
  ['90m', 5_400_000],
  ['1h30m', 5_400_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
])('%s is %i ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

test.each(['', '24', 'h', '1.5h', '-1h', '1w', '20 m'])('"%s" is not a duration', (text) =>
  expect(parseDuration(text)).toBeUndefined(),
);

test.each([
  [59.4, '59 s'],
  [112, '1 min 52 s'],
  [1200, '20 min'],
])('%d seconds are written as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test.each([
  ['09:59:40', 'less than a minute'],
  ['09:59:00', '1 minute'],
  ['08:00:00', 'about 2 hours'],
])('the age at 10:00 of %s is %s', (since, age) =>
  expect(approximateAge(`2026-03-01T${since}Z`, new Date('2026-03-01T10:00:00Z'))).toBe(age),
);
