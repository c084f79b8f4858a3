import { appliesToEveryElement, childrenOf } from '../fields.ts';
import type { Part } from '../interactions.ts';
import { rulesAt } from '../pact-rules.ts';
import { describeRules, kindOf, type RuleSet } from '../rule.ts';
import { formatPath } from '../rule-path.ts';
import { alternativesOf, bound } from './alternatives.ts';
import { breaks, type Finding } from './finding.ts';
import { isEquality, type Judgement, judgeField, type RequestedValue } from './judge-field.ts';
import { elementOf, fieldOf, type Member } from './members.ts';
import type { Proposal, SchemaDoubt, StateRequest } from './proposal.ts';
import { failsCondition } from './valid.ts';

export type JudgedField = Pick<Finding, 'message' | 'part' | 'path' | 'wants' | 'change' | 'says'>;

/** What becomes of each field of a body that is relied on. What only holds others, and is kept, is not listed. */
export function judgeBody(part: Part, proposal: Proposal): JudgedField[] {
  const whole = (change: Finding['change'], says: string) => [judgedField(part, '$', 'to be there', { change, says })];
  if (proposal.kind === 'gone') return whole('removed', proposal.says);
  if (proposal.kind === 'unknown') return whole('cannot tell', proposal.says);
  if (part.format !== undefined) return whole('cannot tell', `a JSON Schema says nothing of ${part.format}`);
  const { schema, asked, doubts } = proposal;
  const doubt = doubts.find(({ field }) => field === undefined);
  if (doubt) return whole('cannot tell', doubt.says);
  const member: Member = { presence: 'always', schemas: [schema], alternatives: alternativesOf([schema]) };
  const refused = asked.refusals.map(({ field, says }) =>
    judgedField(part, field ? formatPath([field]) : '$', 'to be as asked for', { change: 'refused', says }),
  );
  const { example } = part;
  const fields = judgeNode({ part, asked, doubts, place: [], shown: [], example, member, sure: true });
  const broken = new Set(fields.filter(breaks).map(({ path }) => path));
  const found = [...refused.filter(({ path }) => !broken.has(path)), ...fields];
  if (found.some(breaks) || !failsCondition(schema, example)) return found;
  return [...found, ...whole('cannot tell', 'a condition in the schema does not hold for the example')];
}

interface Node {
  readonly part: Part;
  readonly asked: StateRequest;
  readonly doubts: readonly SchemaDoubt[];
  readonly place: readonly string[];
  readonly shown: readonly (string | number)[];
  readonly example: unknown;
  readonly member: Member;
  /** The consumer does not do without it. */
  readonly sure: boolean;
}

/** A field and what is below it; below one that breaks, nothing more is told. */
function judgeNode(node: Node): JudgedField[] {
  const { part, place, shown, example } = node;
  const rules = rulesAt(part.rules, place);
  const below = isEquality(rules) && rules.rules.length > 0 ? [] : childrenOf(example, rules);
  const holds = below.length > 0;
  const judgement = withDoubts(node, judgeOne(rules, node, holds));
  const wants = holds && rules.rules.length === 0 ? 'what is below it' : describeRules(rules, example);
  const silent = judgement.change === 'kept' && holds && (rules.rules.length === 0 || rules.inherited);
  const deeper =
    breaks(judgement) || judgement.doubted ? [] : below.flatMap((one) => judgeNode(childOf(node, rules, one)));
  return silent ? deeper : [judgedField(part, formatPath(shown), wants, judgement), ...deeper];
}

function judgeOne(rules: RuleSet, { example, member, asked, place }: Node, holds: boolean): Judgement {
  if (!holds || rules.rules.length > 0) return judgeField(rules, example, member, requestedValueAt(asked, place));
  const size = Array.isArray(example) ? { min: example.length, max: example.length } : {};
  return judgeField({ ...rules, rules: [{ match: 'type', ...size }] }, example, member, undefined);
}

function withDoubts({ doubts, place, sure }: Node, judgement: Judgement): Judgement & { doubted: boolean } {
  const doubt = doubts.find(({ field }) => field !== undefined && field === place[0]);
  if (doubt) return { change: 'cannot tell', says: doubt.says, doubted: true };
  const spared = !sure && breaks(judgement);
  return spared
    ? { change: 'loosened', says: `${judgement.says}, where there is one`, doubted: true }
    : { ...judgement, doubted: false };
}

function childOf(node: Node, rules: RuleSet, [name, as, example]: ReturnType<typeof childrenOf>[number]): Node {
  const holders = node.member.alternatives;
  const child = { ...node, place: [...node.place, name], shown: [...node.shown, as], example };
  const sure = node.sure && rules.rules.every(({ match }) => matchersRequiringChildren.has(match));
  if (kindOf(node.example) !== 'array') return { ...child, member: fieldOf(holders, name), sure };
  if (!appliesToEveryElement(rules)) return { ...child, member: elementOf(holders, Number(name)), sure };
  return {
    ...child,
    member: { ...elementOf(holders), presence: 'always' },
    sure: sure && isNeverEmpty(rules, holders),
  };
}

/** Rules under which every field of the example must be there. */
const matchersRequiringChildren = new Set(['type', 'equality', 'notEmpty']);

function isNeverEmpty({ rules }: RuleSet, lists: Member['alternatives']): boolean {
  const least = lists.map((one) => bound(one, 'minItems', Math.max) ?? 0);
  return rules.some(({ min }) => Number(min ?? 0) > 0) || least.every((size) => size > 0);
}

function requestedValueAt({ given, complete }: StateRequest, [name, ...below]: readonly string[]): RequestedValue {
  if (name === undefined) return undefined;
  if (!Object.hasOwn(given, name)) return complete && below.length === 0 ? 'default' : undefined;
  return {
    value: below.reduce<unknown>(
      (holder, step) => (holder as Record<string, unknown> | undefined)?.[step],
      given[name],
    ),
  };
}

function judgedField({ name }: Part, path: string, wants: string, { change, says }: Judgement): JudgedField {
  return { part: name, path, wants, change, says };
}
