/** Values of `${pactbroker.…}` by name. */
export type TemplateParameters = Readonly<Record<string, string>>;

/** Gives the value of `${env.NAME}`. */
export type SecretLookup = (name: string) => string;

const placeholder = /\$\{(pactbroker|env)\.(\w+)\}/g;

/** Fills the holes of a text; a parameter that is not known stays as it is written. */
export function fillTemplate(
  text: string,
  parameters: TemplateParameters,
  secret: SecretLookup,
  written = (value: string) => value,
): string {
  return text.replace(placeholder, (found, kind: string, name: string) => {
    const value = kind === 'env' ? secret(name) : Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return value === undefined ? found : written(value);
  });
}

/** As `fill`, for every text inside a JSON value, names of members included. */
export function fillJsonTemplate(value: unknown, parameters: TemplateParameters, secret: SecretLookup): unknown {
  if (typeof value === 'string') return fillTemplate(value, parameters, secret);
  if (Array.isArray(value)) return value.map((item) => fillJsonTemplate(item, parameters, secret));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [
      fillTemplate(name, parameters, secret),
      fillJsonTemplate(member, parameters, secret),
    ]),
  );
}

/** As a value in a form: what fits into a query and into a path. */
export function encodeFormValue(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

/** Whether a text has a hole to be filled. */
export function hasPlaceholder(text: string): boolean {
  return /\$\{(pactbroker|env)\.\w+\}/.test(text);
}

/** The text without its holes. */
export function stripPlaceholders(text: string): string {
  return text.replace(placeholder, '');
}
