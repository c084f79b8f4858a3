import type { z } from 'zod';
import type { Template } from './matchers.ts';

/** A part of a message, ready for the pact. */
export interface Part {
  /** Undefined where the field is left out. */
  readonly template: Template | undefined;
  /** The rules of the schema that Pact cannot check. */
  readonly limits: readonly string[];
  /** The pinned fields within, and their values. */
  readonly pins: readonly (readonly [path: string, value: unknown])[];
  /** The fields within whose case was named. */
  readonly cases: readonly string[];
}

/** Makes the part at a path from its schema and the example's value. */
export type Derive = (schema: z.core.$ZodType, example: unknown, path: string) => Part;
