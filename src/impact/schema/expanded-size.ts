/**
 * The size of a JSON Schema whose references are replaced by their targets. A definition that refers twice to the next one doubles the size
 * with each definition: 30 of them are a billion schemas, which no comparison would finish. The size is computed without expanding, each part
 * once.
 */
import { isSchemaObject } from './schema.ts';

/**
 * The number of objects and lists after every reference within the document is replaced. A circular reference is not replaced.
 * @returns at most `limit`
 */
export function findExpandedSize(document: object, limit: number): number {
  const sizes = new Map<object, number>();
  const measure = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 0;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    sizes.set(value, 1); // its size while it is measured: a reference back to it is circular
    const target = targetOf(document, value);
    const parts = [...Object.values(value), target];
    const own = target === undefined ? 1 : 0; // the target takes its place
    const size = parts.reduce<number>((sum, part) => Math.min(limit, sum + measure(part)), own);
    sizes.set(value, size);
    return size;
  };
  return measure(document);
}

/** What a reference within the document refers to; undefined without one. */
function targetOf(document: object, schema: object): unknown {
  const { $ref: reference } = schema as { $ref?: unknown };
  if (typeof reference !== 'string' || !/^#(\/|$)/.test(reference)) return undefined;
  const steps = reference.split('/').slice(1).map(decodeStep);
  return steps.reduce<unknown>(
    (value, step) => (isSchemaObject(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined),
    document,
  );
}

/** A step of a JSON Pointer in a URI fragment (RFC 6901). */
function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return step;
  }
}
