const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The milliseconds of a duration such as `90s`, `1h30m` or `7d`; undefined if the text is not a duration. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,9}[smhd])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([smhd])/g)];
  return parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (unitMs[unit] ?? 0), 0);
}

/** `59 s`, `1 min 52 s`, `20 min` */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min${whole % 60 > 0 ? ` ${whole % 60} s` : ''}`;
}

const minutesPerHour = 60;
const minutesPerDay = 1440;
const minutesPerMonth = 43_200;
const minutesPerYear = 525_600;

/**
 * The elapsed time, rounded: `about 3 hours`. The format is that of the official broker (Rails' `time_ago_in_words`).
 * @param since an ISO 8601 date and time
 */
export function approximateAge(since: string, now: Date): string {
  const minutes = Math.round((now.getTime() - Date.parse(since)) / 60_000);
  const count = (unit: number) => Math.round(minutes / unit);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 45) return plural(minutes, 'minute');
  if (minutes < minutesPerDay) return `about ${plural(count(minutesPerHour), 'hour')}`;
  if (minutes < minutesPerMonth) return plural(count(minutesPerDay), 'day');
  if (minutes < 2 * minutesPerMonth) return `about ${plural(count(minutesPerMonth), 'month')}`;
  return minutes < minutesPerYear
    ? plural(count(minutesPerMonth), 'month')
    : `about ${plural(count(minutesPerYear), 'year')}`;
}

/** `1 hour`, `2 hours` */
export function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
