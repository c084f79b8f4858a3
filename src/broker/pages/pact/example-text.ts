import type { Field } from '../../../impact/fields.ts';
import { parseRulePath } from '../../../impact/rule-path.ts';
import type { ExactJson } from './exact-json.ts';

/** The example of a field as JSON, a number as the pact has it. */
export function exampleText({ path, example }: Field, whole: unknown, exact: ExactJson): string {
  return (typeof example === 'number' && numberText(path, whole, exact)) || (JSON.stringify(example) ?? '');
}

function numberText(path: string, whole: unknown, exact: ExactJson): string | undefined {
  const keys = keysOf(path);
  const last = keys.at(-1);
  const holder = keys.slice(0, -1).reduce<unknown>((value, key) => isHolder(value) && value[key], whole);
  return last !== undefined && isHolder(holder) ? exact.textOf(holder, last) : undefined;
}

/** Of elements that are alike the first is the example. */
function keysOf(path: string): string[] {
  if (!path.startsWith('$')) return path ? [path] : [];
  return (parseRulePath(path) ?? []).map((step) => (typeof step === 'object' ? step.name : '0'));
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
