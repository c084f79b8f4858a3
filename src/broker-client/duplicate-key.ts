/** Strings, and the characters that structure JSON. Inside a string, quotes are escaped, so that the pattern cannot begin in the middle of one. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/**
 * The first key that occurs twice in one object of a JSON text. Parsers keep the last value without an error, and others the first, so that
 * one text means two things.
 * @param json valid JSON
 */
export function findDuplicateKey(json: string): string | undefined {
  const scopes: (Set<string> | undefined)[] = [];
  let lastString = '';
  for (const [token] of json.matchAll(TOKEN)) {
    if (token === '{') scopes.push(new Set());
    else if (token === '[') scopes.push(undefined);
    else if (token === '}' || token === ']') scopes.pop();
    else if (token === ':') {
      const key = JSON.parse(lastString) as string;
      const keys = scopes.at(-1);
      if (keys?.has(key)) return key;
      keys?.add(key);
    } else lastString = token;
  }
  return undefined;
}
