/** No value was saved for a placeholder, since an earlier response did not have it. */
export class UnfilledPlaceholderError extends Error {}

/** Replaces the `{{name}}` placeholders of a text with saved values. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new UnfilledPlaceholderError(name);
    return value;
  });
}

/** The value at a dotted path such as `_embedded.pacts.0._links.self.href`; undefined if there is none. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** A copy with a changed value at a dotted path; unchanged if the path does not exist. */
export function changeAt(value: unknown, path: string, change: (inner: unknown) => unknown): unknown {
  if (path === '') return change(value);
  const [key = '', ...rest] = path.split('.');
  if (!isObject(value) || !(key in value)) return value;
  const inner = changeAt(value[key], rest.join('.'), change);
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? inner : item));
  return { ...value, [key]: inner };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
