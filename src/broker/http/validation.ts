import type { z } from 'zod';
import type { FieldErrors } from './http-error.ts';

/**
 * The problems that a schema found, in the official broker's words and format: nested fields are joined by dots; a problem with an
 * item of a list is reported under the list's key, with the item's index.
 */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) {
    const { key, suffix } = issueKey(issue.path);
    const text = issueSentence(issue) + suffix;
    const texts = errors[key] ?? [];
    errors[key] = texts.includes(text) ? texts : [...texts, text];
  }
  return errors;
}

/** `['contracts', 0, 'content']` becomes `contracts: ["content … (at index 0)"]`. */
function issueKey(path: readonly PropertyKey[]): { key: string; suffix: string } {
  const at = path.findIndex((part) => typeof part === 'number');
  if (at < 0) return { key: path.join('.'), suffix: '' };
  return { key: path.slice(0, at).join('.'), suffix: ` (at index ${String(path[at])})` };
}

function issueSentence(issue: z.core.$ZodIssue): string {
  const at = issue.path.findIndex((part) => typeof part === 'number');
  const field = at >= 0 && at < issue.path.length - 1 ? `${issue.path.slice(at + 1).join('.')} ` : '';
  return `${field}${issueMessage(issue)}`;
}

const typeNames: Record<string, string> = {
  boolean: 'must be boolean',
  array: 'must be an array',
  object: 'must be a hash',
  record: 'must be a hash',
  string: 'must be a string',
  int: 'must be an integer',
  number: 'must be a number',
};

function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.input === undefined) return 'is missing';
  return typeNames[issue.expected] ?? issue.message;
}
