import type { Page } from '../../store/page.ts';

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
