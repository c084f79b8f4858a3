import { ContractError } from '../config/errors.ts';

const units = { h: 3_600_000, m: 60_000, s: 1000 } as const;

/**
 * Reads a duration like 20m, 90s or 1h30m, in milliseconds.
 * @throws ContractError USAGE
 */
export function parseDuration(option: string, text: string): number {
  if (!/^(\d{1,4}[hms])+$/.test(text))
    throw new ContractError('USAGE', `--${option} is no duration like 20m, 90s or 1h30m: ${text}`);
  const parts = text.matchAll(/(\d+)([hms])/g);
  return [...parts].reduce((sum, [, number, unit]) => sum + Number(number) * units[unit as keyof typeof units], 0);
}

/** 59 s, 1 min 52 s, 20 min */
export function tellDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min${whole % 60 > 0 ? ` ${whole % 60} s` : ''}`;
}
