import { Ajv2020 } from 'ajv/dist/2020.js';
import { kindOf } from '../rule.ts';
import type { Schema } from './schema.ts';

const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false, allErrors: true });

/** Whether a value follows all these schemas; undefined where that cannot be told (a reference is left, or a format decides). */
export function isValid(schemas: readonly Schema[], value: unknown): boolean | undefined {
  try {
    const valid = ajv.validate({ allOf: schemas }, value) as boolean;
    return valid && kindOf(value) !== 'null' && mentions(schemas, 'format') ? undefined : valid;
  } catch {
    return undefined;
  }
}

/** What is wrong with a value: where, by which keyword, and in words. Nothing where that cannot be told. */
export function validationProblems(schema: Schema, value: unknown): { field: string; keyword: string; says: string }[] {
  try {
    if (ajv.validate(schema, value)) return [];
  } catch {
    return [];
  }
  return (ajv.errors ?? []).map(({ instancePath, keyword, message = '', params }) => ({
    field: instancePath.split('/')[1] ?? String(params.missingProperty ?? params.additionalProperty ?? ''),
    keyword,
    says: message,
  }));
}

/** Keywords that forbid by what else is there, so that fields which are kept one by one may not be kept together. */
const conditionalKeywords = ['not', 'if', 'contains', 'maxProperties', 'propertyNames'].concat([
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
]);

/** Whether such a condition stands in a schema, and a value does not follow the schema. */
export function failsCondition(schema: Schema, value: unknown): boolean {
  return conditionalKeywords.some((word) => mentions([schema], word)) && isValid([schema], value) === false;
}

/** Whether a keyword stands anywhere in the schemas. */
function mentions(schemas: readonly Schema[], keyword: string): boolean {
  return JSON.stringify(schemas).includes(`"${keyword}":`);
}
