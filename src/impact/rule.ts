/** A matching rule of a pact: `{ match: 'regex', regex: '^a' }`. */
export interface Rule {
  readonly match: string;
  readonly [parameter: string]: unknown;
}

/** The rules that apply to a field. Without rules the value must equal the example. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly combine: 'AND' | 'OR';
  /** They are defined for a parent of the field. */
  readonly inherited: boolean;
}

/** The kind of a JSON value. */
export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export function kindOf(value: unknown): Kind {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as Kind;
}

const kindDescriptions: Readonly<Record<Kind, string>> = {
  null: 'null',
  boolean: 'true or false',
  number: 'a number',
  string: 'a string',
  array: 'a list',
  object: 'an object',
};

/**
 * Describes in English which values the rules accept: `exactly "soft"`, `an integer`, `matches ^(ok|soft)$`.
 * @param text the example as it is written in the pact, if known: `80.0`
 */
export function describeRules({ rules, combine }: RuleSet, example: unknown, text = JSON.stringify(example)): string {
  if (rules.length === 0) return `exactly ${text}`;
  const descriptions = [...new Set(omitPlainTypeRules(rules).map((rule) => describeRule(rule, example, text)))];
  return descriptions.join(combine === 'AND' ? ' and ' : ' or ');
}

/** A `type` rule without limits adds nothing to the description of a more specific rule, such as a pattern. */
function omitPlainTypeRules(rules: readonly Rule[]): readonly Rule[] {
  const others = rules.filter((rule) => rule.match !== 'type' || rule.min !== undefined || rule.max !== undefined);
  return others.length > 0 ? others : rules;
}

function describeRule(rule: Rule, example: unknown, text: string): string {
  switch (rule.match) {
    case 'equality':
      return `exactly ${text}`;
    case 'type':
      return withSizeLimits(kindDescriptions[kindOf(example)], rule);
    case 'integer':
      return 'an integer';
    case 'decimal':
      return 'a number with decimal places';
    case 'number':
    case 'boolean':
    case 'null':
      return kindDescriptions[rule.match];
    case 'regex':
      return `matches ${rule.regex}`;
    case 'include':
      return `contains ${JSON.stringify(rule.value)}`;
    case 'notEmpty':
      return 'not empty';
    case 'date':
    case 'time':
    case 'datetime':
    case 'timestamp':
      return `a ${rule.match}${rule.format ? ` as ${rule.format}` : ''}`;
    case 'contentType':
      return `content of type ${rule.value}`;
    default:
      return describeGenericRule(rule);
  }
}

function withSizeLimits(description: string, { min, max }: Rule): string {
  if (min === undefined && max === undefined) return description;
  const bounds = [...(min === undefined ? [] : [`${min} or more`]), ...(max === undefined ? [] : [`at most ${max}`])];
  return `${description} of ${bounds.join(', ')}`;
}

function describeGenericRule({ match, ...parameters }: Rule): string {
  const suffix = Object.keys(parameters).length > 0 ? ` ${JSON.stringify(parameters)}` : '';
  return `the rule ${match}${suffix}`;
}
