import { yieldIfBusy } from '../event-loop.ts';
import { isShort, isStorable, notStorable, tooLong } from '../http/fields.ts';
import type { Limits } from '../http/limits.ts';
import { findLongLists, pactLists } from '../http/list-limits.ts';
import { decodeUtf8, InvalidUtf8Error } from '../http/utf8.ts';
import { type Json, RawJson } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import { pacticipantName } from '../pact-json/pact-content.ts';
import { type ParsedPact, preparePact } from '../pact-json/parsed-pact.ts';

/** A contract as a client sends it. */
type RawContract = Readonly<Record<string, unknown>>;

/** What is wrong with a contract; without a field, with the contract as a whole. */
export interface ContractProblem {
  readonly field?: string;
  readonly text: string;
}

/** A contract with its content decoded and parsed. */
export interface Contract {
  readonly raw: RawContract;
  /** Undefined when the content is not a readable pact; `contentProblems` then says why. */
  readonly pact: ParsedPact | undefined;
  readonly contentProblems: readonly ContractProblem[];
}

export async function parseContract(raw: RawContract, limits: Limits): Promise<Contract> {
  const { content, contentType } = raw;
  const invalidContract = (...contentProblems: ContractProblem[]): Contract => ({
    raw,
    pact: undefined,
    contentProblems,
  });
  const unparsable =
    contentType === 'application/json' ? [{ text: 'content could not be parsed as application/json' }] : [];
  if (typeof content !== 'string') return invalidContract({ text: notBase64 });
  await yieldIfBusy();
  if (content.length % 4 > 0 || !base64.test(content)) return invalidContract({ text: notBase64 }, ...unparsable);
  try {
    await yieldIfBusy();
    const bytes = Buffer.from(content, 'base64');
    await yieldIfBusy();
    const json = await parseJsonAsync(await decodeUtf8(bytes));
    const [tooLong] = Object.entries(findLongLists(limits, json, pactLists));
    if (tooLong) return invalidContract({ text: `${tooLong[0]} of the content ${tooLong[1]}` });
    if (json instanceof Map) return { raw, pact: await preparePact(json), contentProblems: [] };
    if (json === null) return invalidContract(...unparsable);
    return invalidContract({ text: `parsed content was expected to be a Hash but was a ${rubyClass(json)}` });
  } catch (error) {
    return error instanceof InvalidUtf8Error
      ? invalidContract({ text: notUtf8(error) }, ...unparsable)
      : invalidContract(...unparsable);
  }
}

const notBase64 = 'is not valid Base64';
/** The length of the text, a multiple of four, is checked separately. */
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

function notUtf8({ charNumber, fragment }: InvalidUtf8Error): string {
  return `contract content has a non UTF-8 character at char ${charNumber} and cannot be parsed as JSON. Fragment preceding invalid character is: '${fragment}'`;
}

function rubyClass(value: Json): string {
  if (Array.isArray(value)) return 'Array';
  if (value instanceof RawJson) return /^-?\d+$/.test(value.text) ? 'Integer' : 'Float';
  if (typeof value === 'boolean') return value ? 'TrueClass' : 'FalseClass';
  return 'String';
}

/** Everything that is wrong with a contract that a pacticipant publishes, in the official broker's words and order. */
export function findContractProblems(contract: Contract, publisher: string): ContractProblem[] {
  return [
    ...fieldProblems(contract.raw),
    ...contract.contentProblems,
    ...nameProblems(contract),
    ...consumerProblems(contract.raw, publisher),
  ];
}

/** The members of a contract that count. */
export const contractMembers = [
  'consumerName',
  'providerName',
  'content',
  'contentType',
  'specification',
  'onConflict',
];

const allowedValues: Record<string, string[]> = {
  contentType: ['application/json'],
  specification: ['pact'],
  onConflict: ['overwrite', 'merge'],
};

function fieldProblems(contract: RawContract): ContractProblem[] {
  const required = ['consumerName', 'providerName', 'content', 'contentType', 'specification'];
  const checked = 'onConflict' in contract ? [...required, 'onConflict'] : required;
  const problems = checked.flatMap((field) => {
    const text = fieldProblem(field, contract[field]);
    return text ? { field, text } : [];
  });
  const blank = ['consumerName', 'providerName'].filter((field) => /^\s+$/.test(String(contract[field])));
  return [...problems, ...blank.map((field) => ({ field, text: 'cannot be blank' }))];
}

function fieldProblem(field: string, value: unknown): string | undefined {
  const allowed = allowedValues[field];
  if (value === undefined) return 'is missing';
  if (value === '' || (value === null && allowed)) return 'must be filled';
  if (allowed) return allowed.includes(String(value)) ? undefined : `must be one of: ${allowed.join(', ')}`;
  if (typeof value !== 'string') return 'must be a string';
  if (field !== 'content' && !isShort(value)) return tooLong;
  return isStorable(value) ? undefined : notStorable;
}

/** The names in the content must be those of the contract. Only the first mismatch is reported. */
function nameProblems({ raw, pact }: Contract): ContractProblem[] {
  if (!pact) return [];
  const mismatches = (['consumer', 'provider'] as const).flatMap((role) => {
    const expected = raw[`${role}Name`];
    const actual = pacticipantName(pact.json, role);
    if (!actual || actual === expected || typeof expected !== 'string' || expected === '') return [];
    const shown = actual instanceof RawJson ? actual.text : actual;
    const text = `${role} name in contract content ('${shown}') must match ${role}Name in contract params ('${expected}')`;
    return { text };
  });
  return mismatches.slice(0, 1);
}

function consumerProblems({ consumerName }: RawContract, publisher: string): ContractProblem[] {
  if (!consumerName || consumerName === publisher) return [];
  return [{ text: `consumerName ('${consumerName}') must match pacticipantName ('${publisher}')` }];
}
