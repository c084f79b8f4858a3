import { asObject } from './pact-rules.ts';

/**
 * What a body is when it is no JSON: its content type, or `text`. Undefined for JSON.
 * @param written the body as it stands in the pact, wrapped in specification 4
 * @param headers or the metadata of a message
 */
export function bodyFormatOf(written: unknown, headers: Readonly<Record<string, unknown>>): string | undefined {
  const wrapped = asObject(written);
  if (typeof wrapped.contentType === 'string') {
    const { contentType, encoded } = wrapped;
    return isJson(contentType) && !encoded ? undefined : contentType;
  }
  if (typeof written !== 'string') return undefined;
  const [, type] = Object.entries(headers).find(([name]) => /^content-?type$/i.test(name)) ?? [];
  if (type === undefined) return 'text';
  return isJson(String(type)) ? undefined : String(type);
}

const isJson = (type: string) => /\bjson\b/i.test(type);
