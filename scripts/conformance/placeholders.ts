/** A hole that nothing was kept for: the answer that should have filled it was another one. */
export class UnfilledPlaceholderError extends Error {}

/** Puts kept values into the `{{name}}` holes of a text. */
export function fillPlaceholders(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new UnfilledPlaceholderError(name);
    return value;
  });
}

/** The value at a dotted path: `_embedded.pacts.0._links.self.href`; nothing where it leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** The value with what lies at a dotted path changed; unchanged where it leads nowhere. */
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
