import type { Page } from '../../store/page.ts';
import type { PageContext } from '../page.ts';

/** A query string. Undefined and empty values are left out. */
export function query(params: Readonly<Record<string, string | number | undefined>>): string {
  const entries = Object.entries(params).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text && `?${text}`;
}

/** The page that `?page=` names. An invalid number means the first page. */
export function pageNumber({ c }: PageContext, size: number): Page {
  const number = Number(c.req.query('page'));
  return { number: Number.isInteger(number) && number > 0 ? number : 1, size };
}

/** Links to the previous and the next page, if there is more than one. */
export function Pager({ page, total, href }: { page: Page; total: number; href: (page: number) => string }) {
  const pages = Math.max(1, Math.ceil(total / page.size));
  if (page.number > pages)
    return (
      <p role="alert" class="problem">
        {`There is no page ${page.number}. `}
        <a href={href(pages)}>{`Page ${pages}`}</a> is the last one.
      </p>
    );
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
