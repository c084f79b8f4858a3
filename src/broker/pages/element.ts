import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of a page; every text in it is escaped when it is written. */
export type Element = HtmlEscapedString | Promise<HtmlEscapedString>;
