/** Values of `${pactbroker.…}` by name. */
export type Parameters = Readonly<Record<string, string>>;

/** Gives the value of `${env.NAME}`. */
export type Secret = (name: string) => string;

const hole = /\$\{(pactbroker|env)\.(\w+)\}/g;

/** Fills the holes of a text; a parameter that is not known stays as it is written. */
export function fill(text: string, parameters: Parameters, secret: Secret, written = (value: string) => value): string {
  return text.replace(hole, (found, kind: string, name: string) => {
    const value = kind === 'env' ? secret(name) : Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return value === undefined ? found : written(value);
  });
}

/** As `fill`, for every text inside a JSON value, names of members included. */
export function fillJson(value: unknown, parameters: Parameters, secret: Secret): unknown {
  if (typeof value === 'string') return fill(value, parameters, secret);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, parameters, secret));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [fill(name, parameters, secret), fillJson(member, parameters, secret)]),
  );
}

/** As a value in a form: what fits into a query and into a path. */
export function formEscape(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** Whether a text has a hole to be filled. */
export function hasHole(text: string): boolean {
  return /\$\{(pactbroker|env)\.\w+\}/.test(text);
}

/** The text without its holes. */
export function withoutHoles(text: string): string {
  return text.replace(hole, '');
}
