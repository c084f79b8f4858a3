/** The values of `${pactbroker.…}` by name. */
export type TemplateParameters = Readonly<Record<string, string>>;

/** Returns the value of `${env.NAME}`. */
export type SecretLookup = (name: string) => string;

const placeholder = /\$\{(pactbroker|env)\.(\w+)\}/g;

/** Replaces the placeholders of a text. Unknown parameters stay as they are. */
export function fillTemplate(
  text: string,
  parameters: TemplateParameters,
  lookUpSecret: SecretLookup,
  encode = (value: string) => value,
): string {
  return text.replace(placeholder, (original, kind: string, name: string) => {
    const value = kind === 'env' ? lookUpSecret(name) : Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return value === undefined ? original : encode(value);
  });
}

/** Replaces the placeholders in every text of a JSON value, member names included. */
export function fillJsonTemplate(value: unknown, parameters: TemplateParameters, lookUpSecret: SecretLookup): unknown {
  if (typeof value === 'string') return fillTemplate(value, parameters, lookUpSecret);
  if (Array.isArray(value)) return value.map((item) => fillJsonTemplate(item, parameters, lookUpSecret));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [
      fillTemplate(name, parameters, lookUpSecret),
      fillJsonTemplate(member, parameters, lookUpSecret),
    ]),
  );
}

/** Encodes a value for the path of a URL, where a plus sign does not mean a space. */
export function encodePathValue(value: string): string {
  return encodeFormValue(value).replaceAll('+', '%20');
}

/** Encodes a value as `application/x-www-form-urlencoded`, for the query of a URL and for form bodies. */
export function encodeFormValue(value: string): string {
  return encodeURIComponent(value)
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

export function hasPlaceholder(text: string): boolean {
  // Not `placeholder`: `test` of a global regex keeps a position.
  return /\$\{(pactbroker|env)\.\w+\}/.test(text);
}

export function stripPlaceholders(text: string): string {
  return text.replace(placeholder, '');
}
