import { compareWithPacts } from '../../../src/impact/schema/compare-pacts.ts';
import { findVerdict } from '../../../src/impact/schema/finding.ts';
import { parseSchema } from '../../../src/impact/schema/parse-schema.ts';
import { proposeDocument } from '../../../src/impact/schema/propose-document.ts';

/** The reference to the definition with this number. */
export const reference = (i: number) => ({ $ref: `#/$defs/D${i}` });

/** A message with one field, and definitions. */
export const tick = (n: object, $defs: object) => ({ type: 'object', properties: { n }, required: ['n'], $defs });

const pact = {
  messages: [
    {
      description: 'a Tick',
      contents: { n: 1 },
      matchingRules: { body: { '$.n': { matchers: [{ match: 'integer' }] } } },
    },
  ],
};

/** The verdict, or the code of the error. */
export async function verdict(schema: object): Promise<number | string> {
  const scope = { message: 'Tick', bodiesOnly: true };
  try {
    const propose = proposeDocument(await parseSchema(schema, 'test'), scope);
    return findVerdict(compareWithPacts([{ consumer: 'c', versions: [], url: 'u', pact }], propose, scope));
  } catch (error) {
    const { code, exitCode } = error as { code: string; exitCode: number };
    return `${exitCode} ${code}`;
  }
}
