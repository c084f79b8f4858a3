/** A page of a list, counted from 1. */
export interface Page {
  readonly number: number;
  readonly size: number;
}

/** A list, or one page of it and the length of the whole. */
export interface Listing<Item> {
  readonly items: Item[];
  readonly paged?: { readonly page: Page; readonly total: number };
}

interface Pageable<Item> {
  limit(limit: number): this;
  offset(offset: number): this;
  execute(): Promise<Item[]>;
}

/** Runs a query, for all or for a page; only then are the rows counted. */
export async function listing<Item>(
  query: Pageable<Item>,
  page: Page | undefined,
  count: () => Promise<number>,
): Promise<Listing<Item>> {
  if (!page) return { items: await query.execute() };
  const offset = Math.min((page.number - 1) * page.size, Number.MAX_SAFE_INTEGER);
  const items = await query.limit(Math.min(page.size, Number.MAX_SAFE_INTEGER)).offset(offset).execute();
  return { items, paged: { page, total: await count() } };
}
