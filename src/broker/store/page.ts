/** A page of a list, counted from 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

/** A whole list, or one page of it with the number of all items. */
export interface Listing<Item> {
  readonly items: Item[];
  readonly paged?: { readonly page: Page; readonly total: number };
}

interface Pageable<Item> {
  limit(limit: number): this;
  offset(offset: number): this;
  execute(): Promise<Item[]>;
}

/** Runs a query for all rows or for one page. Only a page needs the total, which `count` returns. */
export async function queryPage<Item>(
  query: Pageable<Item>,
  page: Page | undefined,
  count: () => Promise<number>,
): Promise<Listing<Item>> {
  if (!page) return { items: await query.execute() };
  const offset = Math.min((page.number - 1) * page.size, Number.MAX_SAFE_INTEGER);
  const items = await query.limit(Math.min(page.size, Number.MAX_SAFE_INTEGER)).offset(offset).execute();
  return { items, paged: { page, total: await count() } };
}
