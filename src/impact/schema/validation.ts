import { Ajv2020 } from 'ajv/dist/2020.js';
import { kindOf } from '../rule.ts';
import type { Schema } from './schema.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, allErrors: true });

/** Whether a value conforms to all the schemas; undefined if a reference is unresolved, or if it depends on `format`. */
export function isValid(schemas: readonly Schema[], value: unknown): boolean | undefined {
  try {
    const valid = ajv.validate({ allOf: schemas }, value) as boolean;
    return valid && kindOf(value) !== 'null' && hasKeyword(schemas, 'format') ? undefined : valid;
  } catch {
    return undefined;
  }
}

export interface ValidationError {
  /** The top-level field; empty if the error concerns the whole value. */
  readonly field: string;
  readonly keyword: string;
  readonly message: string;
}

/** The validation errors of a value. Empty if it is valid, or if the schema cannot be evaluated. */
export function findValidationErrors(schema: Schema, value: unknown): ValidationError[] {
  try {
    if (ajv.validate(schema, value)) return [];
  } catch {
    return [];
  }
  return (ajv.errors ?? []).map(({ instancePath, keyword, message = '', params }) => ({
    field: instancePath.split('/')[1] ?? String(params.missingProperty ?? params.additionalProperty ?? ''),
    keyword,
    message,
  }));
}

/** Keywords that restrict a combination of fields. With them, fields that are valid separately may be invalid together. */
const conditionalKeywords = [
  'not',
  'if',
  'contains',
  'maxProperties',
  'propertyNames',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
];

/** Whether the schema has a conditional keyword and the value does not conform to the schema. */
export function violatesCondition(schema: Schema, value: unknown): boolean {
  return conditionalKeywords.some((keyword) => hasKeyword([schema], keyword)) && isValid([schema], value) === false;
}

/** Whether a keyword occurs anywhere in the schemas. */
function hasKeyword(schemas: readonly Schema[], keyword: string): boolean {
  return JSON.stringify(schemas).includes(`"${keyword}":`);
}
