/**
 * What a list of consumers may contain. The names of the broker are chosen by everyone who may publish a pact, and a list is passed from one
 * job to another. A name that no Python distribution can have may still be that of an application with a pact (`Order Page`, `@org/app`):
 * it is listed, and never given to an index, an installer or a file system.
 */
import { isDistributionName } from '../config/applications.ts';
import { ContractError } from '../config/errors.ts';
import { withoutControlCharacters } from '../text/table.ts';

export const MAX_CONSUMERS = 500;
const MAX_CONSUMER_NAME_CHARS = 255;

/** @throws ContractError CONSUMERS_REFUSED: there are too many, one is listed twice, or a name could be taken for something else */
export function assertConsumerList(names: readonly string[]): void {
  if (names.length > MAX_CONSUMERS) throw refusal(`it has ${names.length} consumers, more than ${MAX_CONSUMERS}`);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw refusal(`${quoted(repeated)} is listed twice`);
  for (const name of names) {
    const problem = problemOf(name);
    if (problem) throw refusal(`${quoted(name)} ${problem}`);
  }
}

/** @throws ContractError CONSUMERS_REFUSED unless every name can be that of a Python distribution */
export function assertDistributionNames(names: readonly string[]): void {
  const other = names.find((name) => !isDistributionName(name));
  if (other !== undefined)
    throw refusal(
      `${quoted(other)} is not the name of a Python distribution: it may contain letters and digits, with . _ - between them, and no version`,
    );
}

function problemOf(name: string): string | undefined {
  if (name.trim() === '') return 'is empty';
  if (name.length > MAX_CONSUMER_NAME_CHARS)
    return `has ${name.length} characters, more than ${MAX_CONSUMER_NAME_CHARS}`;
  if (withoutControlCharacters(name) !== name) return 'contains control characters';
  if (name.startsWith('-')) return 'begins with a hyphen, like an option';
  if (/^[\w+.-]+:\/\//.test(name)) return 'is a URL';
  if (name.split(/[\\/]/).includes('..')) return 'is a path';
  return undefined;
}

const SHOWN_CHARS = 80;

function quoted(name: string): string {
  const text = withoutControlCharacters(name);
  return JSON.stringify(text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text);
}

const refusal = (what: string) => new ContractError('CONSUMERS_REFUSED', what);
