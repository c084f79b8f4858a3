import { asObject } from './pact-rules.ts';

/**
 * The format of a body that is not JSON: its content type, or `text` if it has none. Undefined for JSON.
 * @param body as it is in the pact, including the wrapper of specification 4
 * @param headers the headers of a request or response, or the metadata of a message
 */
export function nonJsonFormat(body: unknown, headers: Readonly<Record<string, unknown>>): string | undefined {
  const wrapper = asObject(body);
  if (typeof wrapper.contentType === 'string') {
    const { contentType, encoded } = wrapper;
    return isJson(contentType) && !encoded ? undefined : contentType;
  }
  if (typeof body !== 'string') return undefined;
  const [, type] = Object.entries(headers).find(([name]) => /^content-?type$/i.test(name)) ?? [];
  if (type === undefined) return 'text';
  return isJson(String(type)) ? undefined : String(type);
}

const isJson = (contentType: string) => /\bjson\b/i.test(contentType);
