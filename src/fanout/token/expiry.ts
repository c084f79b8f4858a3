/** When a token expires. `hourly`: after an hour, with automatic renewal; `unreadable`: GitHub's date cannot be parsed. */
export type Expiry =
  | { readonly kind: 'at'; readonly at: Date }
  | { readonly kind: 'never' }
  | { readonly kind: 'hourly' }
  | { readonly kind: 'unreadable'; readonly text: string };

/**
 * Parses the header `github-authentication-token-expiration`, which GitHub sends for a token that expires. Two formats are known:
 * `2026-12-01 08:15:54 UTC` and `2026-12-01 08:15:54 +0900`.
 */
export function parseExpiry(header: string | undefined): Expiry {
  if (header === undefined) return { kind: 'never' };
  const [, day, time, zone = ''] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d) ?(UTC|Z|[+-]\d\d:?\d\d)$/.exec(header) ?? [];
  const at = new Date(`${day}T${time}${zone === 'UTC' ? 'Z' : zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(at.getTime()) ? { kind: 'unreadable', text: header } : { kind: 'at', at };
}

/** Whole days until the token expires; negative when it has expired. */
export function daysUntil(at: Date, now: number): number {
  return Math.floor((at.getTime() - now) / 86_400_000);
}

/** `2026-12-01 08:15 UTC` */
export function formatMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
