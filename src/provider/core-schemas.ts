/**
 * The data of core that a comparison of its classes with the pacts requires, so that the comparison can run without core's code. A name
 * that core lacks is recorded as a refusal.
 */
import { z } from 'zod';
import { RecordedRefusal } from './refusal.ts';

const Refused = z.strictObject({ refusal: RecordedRefusal });
export type Refused = z.infer<typeof Refused>;

const ClassSchemas = z.strictObject({
  writes: z.record(z.string(), z.unknown()),
  takes: z.record(z.string(), z.unknown()),
  uncertainties: z.array(z.strictObject({ field: z.string().nullable(), reason: z.string() })),
});

export const CoreSchemas = z.strictObject({
  messages: z.array(z.string()),
  states: z.array(z.string()),
  /** The schemas of each message's class; `missing` is the reason why it has none. */
  classes: z.record(z.string(), z.union([ClassSchemas, Refused, z.strictObject({ missing: z.string() })])),
  /** The result of each check of core's API, as JSON text. */
  checks: z.record(z.string(), z.union([z.strictObject({ text: z.string().refine(isJson, 'not JSON') }), Refused])),
});
export type CoreSchemas = z.infer<typeof CoreSchemas>;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
