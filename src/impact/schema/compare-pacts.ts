import { USAGE_STATE } from '../../pact/usage-part.ts';
import { type Field, fieldsOf } from '../fields.ts';
import { interactionsOf, type PactInteraction, type Part } from '../interactions.ts';
import { type PactInForce, parseMessageName } from '../reliance.ts';
import { describeRules } from '../rule.ts';
import { compareBody, type FieldComparison } from './compare-body.ts';
import type { Finding } from './finding.ts';
import type { Proposal, ProposalFinder } from './proposal.ts';

export interface CompareScope {
  /** Ignore headers, metadata, status and requests, which a schema of message or response bodies does not describe. */
  readonly bodiesOnly?: boolean;
  /** Only interactions of this message. */
  readonly message?: string | undefined;
  /** Only interactions with these descriptions. */
  readonly interactions?: readonly string[] | undefined;
}

/** Compares proposed schemas with every field that the pacts in force rely on. */
export function compareWithPacts(
  pacts: readonly PactInForce[],
  propose: ProposalFinder,
  scope: CompareScope = {},
): Finding[] {
  const byKey = new Map<string, Finding>();
  for (const { consumer, versions, url, pact } of pacts)
    for (const interaction of interactionsOf(pact).filter((one) => isInScope(one, scope)))
      for (const comparison of compareInteraction(interaction, propose(interaction), scope)) {
        const { message, part, path, expectation, change, detail } = comparison;
        const key = JSON.stringify([url, message, part, path, expectation, change, detail]);
        const interactions = [...(byKey.get(key)?.interactions ?? []), interaction.description];
        byKey.set(key, { consumer, versions, url, ...comparison, interactions: [...new Set(interactions)] });
      }
  return [...byKey.values()];
}

/** A schema of messages says nothing about the use of an API: `pact:verify` answers that. */
function isInScope({ description, states }: PactInteraction, { message, interactions }: CompareScope): boolean {
  if (states.some(({ name }) => name === USAGE_STATE)) return false;
  if (interactions && !interactions.includes(description)) return false;
  return message === undefined || parseMessageName(description) === message;
}

function compareInteraction(
  interaction: PactInteraction,
  proposal: Proposal,
  { bodiesOnly = false }: CompareScope,
): FieldComparison[] {
  const name = parseMessageName(interaction.description);
  const message = name === undefined ? {} : { message: name };
  const comparisons = interaction.parts.flatMap((part) => {
    if (part.writtenBy === 'provider' && part.kind === 'body') return compareBody(part, proposal);
    return bodiesOnly ? [] : undescribedPart(part);
  });
  return (comparisons.length > 0 ? comparisons : [nothingToCompare]).map((one) => ({ ...message, ...one }));
}

const nothingToCompare: FieldComparison = {
  part: 'body',
  path: '$',
  expectation: 'nothing',
  change: 'undetermined',
  detail: 'there is no field to compare',
};

/** A part that no schema describes is undetermined, except a content type of JSON, which follows from the body. */
function undescribedPart(part: Part): FieldComparison[] {
  const detail =
    part.writtenBy === 'provider'
      ? 'a schema of bodies does not describe it'
      : 'a schema of what the provider writes does not describe what it accepts';
  return fieldsOf({ description: '', states: [], kind: 'message', parts: [part] })
    .filter((field) => !isJsonContentType(field))
    .map(({ part: name, path, rules, example }) => {
      return { part: name, path, expectation: describeRules(rules, example), change: 'undetermined', detail };
    });
}

function isJsonContentType({ kind, path, example }: Field): boolean {
  return (
    (kind === 'metadata' || kind === 'header') && /^content-?type$/i.test(path) && /\bjson\b/.test(String(example))
  );
}
