import { appliesToEveryElement, type Child, childrenOf } from '../fields.ts';
import type { Part } from '../interactions.ts';
import { rulesAt } from '../pact-rules.ts';
import { describeRules, kindOf, type RuleSet } from '../rule.ts';
import { formatPath } from '../rule-path.ts';
import { listAlternatives, strictestBound } from './alternatives.ts';
import { type Comparison, compareField, isEquality, type RequestedValue } from './compare-field.ts';
import { type Finding, isBreaking } from './finding.ts';
import { findElement, findField, type Member } from './members.ts';
import type { Proposal, SchemaUncertainty, StateRequest } from './proposal.ts';
import { violatesCondition } from './validation.ts';

// The example of a body is walked from its root. At each node, the rules of the consumer are compared with the schema of the node
// (compare-field.ts); the schema of a child is found among the members of its parent (members.ts).

export type FieldComparison = Pick<Finding, 'message' | 'part' | 'path' | 'expectation' | 'change' | 'detail'>;

/** Compares a schema with every field of a body. A compatible field that has only inherited rules and has children is not listed. */
export function compareBody(part: Part, proposal: Proposal): FieldComparison[] {
  const wholeBody = (change: Finding['change'], detail: string) => [
    createFieldComparison(part, '$', 'to be present', { change, detail }),
  ];
  if (proposal.kind === 'removed') return wholeBody('removed', proposal.reason);
  if (proposal.kind === 'unknown') return wholeBody('undetermined', proposal.reason);
  if (part.format !== undefined)
    return wholeBody('undetermined', `a JSON Schema does not describe a body of format ${part.format}`);
  const { schema, request, uncertainties } = proposal;
  const uncertainty = uncertainties.find(({ field }) => field === undefined);
  if (uncertainty) return wholeBody('undetermined', uncertainty.reason);
  const comparisons = compareFields(part, proposal);
  const brokenPaths = new Set(comparisons.filter(isBreaking).map(({ path }) => path));
  const rejected = rejectedFields(part, request).filter(({ path }) => !brokenPaths.has(path));
  const all = [...rejected, ...comparisons];
  if (all.some(isBreaking) || !violatesCondition(schema, part.example)) return all;
  return [...all, ...wholeBody('undetermined', 'the example does not satisfy a condition of the schema')];
}

function compareFields(
  part: Part,
  { schema, request, uncertainties }: Extract<Proposal, { kind: 'schema' }>,
): FieldComparison[] {
  return compareNode({
    part,
    request,
    uncertainties,
    names: [],
    steps: [],
    example: part.example,
    member: { presence: 'required', schemas: [schema], alternatives: listAlternatives([schema]) },
    isRequired: true,
  });
}

function rejectedFields(part: Part, { rejections }: StateRequest): FieldComparison[] {
  return rejections.map(({ field, reason }) =>
    createFieldComparison(part, field ? formatPath([field]) : '$', 'the value of the provider state', {
      change: 'request rejected',
      detail: reason,
    }),
  );
}

interface Node {
  readonly part: Part;
  readonly request: StateRequest;
  readonly uncertainties: readonly SchemaUncertainty[];
  /** The path that matching rules are looked up by. */
  readonly names: readonly string[];
  /** The path that is displayed. */
  readonly steps: readonly (string | number)[];
  readonly example: unknown;
  readonly member: Member;
  /** Whether the verification fails if the node is absent. */
  readonly isRequired: boolean;
}

/** A node and its descendants. The descendants of a breaking or uncertain node are not compared. */
function compareNode(node: Node): FieldComparison[] {
  const { part, names, steps, example } = node;
  const rules = rulesAt(part.rules, names);
  const hasRules = rules.rules.length > 0;
  const children = hasRules && isEquality(rules) ? [] : childrenOf(example, rules);
  const hasChildren = children.length > 0;
  const { isUncertain, ...comparison } = withUncertainty(node, compareOneNode(rules, node, hasChildren));
  const expectation = hasChildren && !hasRules ? 'the fields below' : describeRules(rules, example);
  const descendants =
    isBreaking(comparison) || isUncertain
      ? []
      : children.flatMap((child) => compareNode(childNode(node, rules, child)));
  const isListed = comparison.change !== 'compatible' || !hasChildren || (hasRules && !rules.inherited);
  if (!isListed) return descendants;
  return [createFieldComparison(part, formatPath(steps), expectation, comparison), ...descendants];
}

/** An object or list without rules is compared by its type, and a list also by its size; its children are compared separately. */
function compareOneNode(rules: RuleSet, node: Node, hasChildren: boolean): Comparison {
  const { example, member, request, names } = node;
  if (!hasChildren || rules.rules.length > 0)
    return compareField(rules, example, member, requestedValue(request, names));
  const size = Array.isArray(example) ? { min: example.length, max: example.length } : {};
  return compareField({ ...rules, rules: [{ match: 'type', ...size }] }, example, member);
}

function withUncertainty(
  { uncertainties, names, isRequired }: Node,
  comparison: Comparison,
): Comparison & { isUncertain: boolean } {
  const uncertainty = uncertainties.find(({ field }) => field !== undefined && field === names[0]);
  if (uncertainty) return { change: 'undetermined', detail: uncertainty.reason, isUncertain: true };
  if (!isRequired && isBreaking(comparison))
    return { change: 'widened', detail: `${comparison.detail}, if present`, isUncertain: true };
  return { ...comparison, isUncertain: false };
}

function childNode(node: Node, rules: RuleSet, { name, displayStep, example }: Child): Node {
  const parents = node.member.alternatives;
  const isRequired = node.isRequired && rules.rules.every(({ match }) => matchersRequiringChildren.has(match));
  const child = { ...node, names: [...node.names, name], steps: [...node.steps, displayStep], example, isRequired };
  if (kindOf(node.example) !== 'array') return { ...child, member: findField(parents, name) };
  if (!appliesToEveryElement(rules)) return { ...child, member: findElement(parents, Number(name)) };
  return {
    ...child,
    member: { ...findElement(parents), presence: 'required' },
    isRequired: isRequired && isNeverEmpty(rules, parents),
  };
}

/** With other matchers, fields of the example may be absent. */
const matchersRequiringChildren = new Set(['type', 'equality', 'notEmpty']);

function isNeverEmpty({ rules }: RuleSet, lists: Member['alternatives']): boolean {
  if (rules.some(({ min }) => Number(min ?? 0) > 0)) return true;
  return lists.every((list) => (strictestBound(list, 'minItems', Math.max) ?? 0) > 0);
}

function requestedValue({ values, isComplete }: StateRequest, names: readonly string[]): RequestedValue {
  const [field, ...below] = names;
  if (field === undefined) return undefined;
  if (!Object.hasOwn(values, field)) return isComplete && below.length === 0 ? 'default' : undefined;
  return {
    value: below.reduce<unknown>(
      (parent, name) => (parent as Record<string, unknown> | undefined)?.[name],
      values[field],
    ),
  };
}

function createFieldComparison(
  { name }: Part,
  path: string,
  expectation: string,
  { change, detail }: Comparison,
): FieldComparison {
  return { part: name, path, expectation, change, detail };
}
