import type { Page } from '../../store/page.ts';
import type { PageContext } from '../page.ts';

/** A query string of what is given; empty values are left out. */
export function query(params: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text && `?${text}`;
}

/** The page that a browser asks for; what is no page is the first. */
export function pageNumber({ c }: PageContext, size: number): Page {
  const number = Number(c.req.query('page'));
  return { number: Number.isInteger(number) && number > 0 ? number : 1, size };
}
