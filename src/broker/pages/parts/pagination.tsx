import type { Page } from '../../store/page.ts';
import type { PageContext } from '../page.ts';

/** The ways to the pages before and after one; none when there is but one page. */
export function Pager({ page, total, href }: { page: Page; total: number; href: (page: number) => string }) {
  const pages = Math.max(1, Math.ceil(total / page.size));
  if (pages === 1) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {page.number > 1 && (
        <a href={href(page.number - 1)} rel="prev">
          ← Previous
        </a>
      )}
      <span>{`Page ${page.number} of ${pages}`}</span>
      {page.number < pages && (
        <a href={href(page.number + 1)} rel="next">
          Next →
        </a>
      )}
    </nav>
  );
}

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
