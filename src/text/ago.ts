const minuteMs = 60_000;
const [hour, day, month, year] = [60, 1440, 43_200, 525_600];

/** How long ago something was, roughly: `about 3 hours`. */
export function ago(since: string, now: Date): string {
  const minutes = Math.round((now.getTime() - Date.parse(since)) / minuteMs);
  const count = (unit: number) => Math.round(minutes / unit);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 45) return plural(minutes, 'minute');
  if (minutes < day) return `about ${plural(count(hour), 'hour')}`;
  if (minutes < month) return plural(count(day), 'day');
  if (minutes < 2 * month) return `about ${plural(count(month), 'month')}`;
  return minutes < year ? plural(count(month), 'month') : `about ${plural(count(year), 'year')}`;
}

/** `1 hour`, `2 hours` */
export function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
