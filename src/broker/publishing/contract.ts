import { isShort, isStorable, notStorable, tooLong } from '../http/text.ts';
import { BrokenUtf8, decodeUtf8 } from '../http/utf8.ts';
import { type Json, type JsonObject, RawJson } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import { pacticipantName } from '../pact-json/pact-content.ts';

/** What is wrong with a contract; without a field it is the whole. */
export interface ContractProblem {
  readonly field?: string;
  readonly text: string;
}

/** A contract as a client sends it. */
export type RawContract = Readonly<Record<string, unknown>>;

/** Everything that is wrong with one of the contracts that a pacticipant publishes, in the official broker's words and order. */
export async function findContractProblems(contract: RawContract, pacticipantName: string): Promise<ContractProblem[]> {
  const { parsed, complaints } = await readContent(contract);
  contents.set(contract, parsed);
  const fields = fieldComplaints(contract);
  return [...fields, ...complaints, ...nameComplaints(contract, parsed), ...ownerComplaints(contract, pacticipantName)];
}

/** The content of a contract that has been looked at, and that nothing is wrong with. */
export function contentOf(contract: RawContract): JsonObject {
  const content = contents.get(contract);
  if (!(content instanceof Map)) throw new Error('a contract without readable content has passed for a good one');
  return content;
}

/** Each is read once, for it may be large. */
const contents = new WeakMap<RawContract, Json | undefined>();

const choices: Record<string, string[]> = {
  contentType: ['application/json'],
  specification: ['pact'],
  onConflict: ['overwrite', 'merge'],
};

function fieldComplaints(contract: RawContract): ContractProblem[] {
  const required = ['consumerName', 'providerName', 'content', 'contentType', 'specification'];
  const given = 'onConflict' in contract ? [...required, 'onConflict'] : required;
  const named = given.flatMap((field) => {
    const text = fieldComplaint(field, contract[field]);
    return text ? { field, text } : [];
  });
  const blank = ['consumerName', 'providerName'].filter((field) => /^\s+$/.test(String(contract[field])));
  return [...named, ...blank.map((field) => ({ field, text: 'cannot be blank' }))];
}

function fieldComplaint(field: string, value: unknown): string | undefined {
  const allowed = choices[field];
  if (value === undefined) return 'is missing';
  if (value === '' || (value === null && allowed)) return 'must be filled';
  if (allowed) return allowed.includes(String(value)) ? undefined : `must be one of: ${allowed.join(', ')}`;
  if (typeof value !== 'string') return 'must be a string';
  if (field !== 'content' && !isShort(value)) return tooLong;
  return isStorable(value) ? undefined : notStorable;
}

interface Reading {
  readonly parsed?: Json;
  readonly complaints: ContractProblem[];
}

async function readContent({ content, contentType }: RawContract): Promise<Reading> {
  const typed = contentType === 'application/json';
  const unreadable = typed ? [{ text: 'content could not be parsed as application/json' }] : [];
  if (typeof content !== 'string') return { complaints: [{ text: notBase64 }] };
  if (content.length % 4 > 0 || !base64.test(content)) return { complaints: [{ text: notBase64 }, ...unreadable] };
  try {
    const parsed = await parseJsonAsync(decodeUtf8(Buffer.from(content, 'base64')));
    if (parsed instanceof Map) return { parsed, complaints: [] };
    if (parsed === null) return { complaints: unreadable };
    return { complaints: [{ text: `parsed content was expected to be a Hash but was a ${rubyClass(parsed)}` }] };
  } catch (error) {
    return { complaints: error instanceof BrokenUtf8 ? [{ text: notUtf8(error) }, ...unreadable] : unreadable };
  }
}

const notBase64 = 'is not valid Base64';
/** Of a text whose length is a multiple of four. */
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

function notUtf8({ charNumber, fragment }: BrokenUtf8): string {
  return `contract content has a non UTF-8 character at char ${charNumber} and cannot be parsed as JSON. Fragment preceding invalid character is: '${fragment}'`;
}

function rubyClass(value: Json): string {
  if (Array.isArray(value)) return 'Array';
  if (value instanceof RawJson) return /^-?\d+$/.test(value.text) ? 'Integer' : 'Float';
  if (typeof value === 'boolean') return value ? 'TrueClass' : 'FalseClass';
  return 'String';
}

/** The names inside the content must be those outside; the first that is not is told. */
function nameComplaints(contract: RawContract, content: Json | undefined): ContractProblem[] {
  if (!(content instanceof Map)) return [];
  const mismatches = (['consumer', 'provider'] as const).flatMap((role) => {
    const outside = contract[`${role}Name`];
    const inside = pacticipantName(content, role);
    if (!inside || inside === outside || typeof outside !== 'string' || outside === '') return [];
    const shown = inside instanceof RawJson ? inside.text : inside;
    const text = `${role} name in contract content ('${shown}') must match ${role}Name in contract params ('${outside}')`;
    return { text };
  });
  return mismatches.slice(0, 1);
}

function ownerComplaints({ consumerName }: RawContract, pacticipantName: string): ContractProblem[] {
  if (!consumerName || consumerName === pacticipantName) return [];
  return [{ text: `consumerName ('${consumerName}') must match pacticipantName ('${pacticipantName}')` }];
}
