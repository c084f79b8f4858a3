import type { z } from 'zod';

/**
 * A member that may be absent, but is never `undefined`, as in JSON. It is `exactOptional()` of zod 4.3, for earlier releases of zod 4 too:
 * `optional()` accepts the same JSON.
 */
export function absentOr<Schema extends z.ZodType>(schema: Schema): z.ZodExactOptional<Schema> {
  return schema.optional() as unknown as z.ZodExactOptional<Schema>;
}
