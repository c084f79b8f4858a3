import { type Field, fieldsOf } from '../fields.ts';
import { interactionsOf, type PactInteraction, type Part } from '../interactions.ts';
import { messageNameOf, type PactInForce } from '../reliance.ts';
import { describeRules } from '../rule.ts';
import type { Finding } from './finding.ts';
import { type JudgedField, judgeBody } from './judge-body.ts';
import type { FindProposal, Proposal } from './proposal.ts';

export interface CompareScope {
  /** Headers, metadata, status and requests, of which a schema of what is written says nothing, are taken as kept. */
  readonly bodiesOnly?: boolean;
  /** Only interactions about this message. */
  readonly message?: string | undefined;
  /** Only interactions with these descriptions. */
  readonly interactions?: readonly string[] | undefined;
}

/** What a schema would mean for every field that the pacts in force rely on. */
export function compareWithPacts(
  pacts: readonly PactInForce[],
  propose: FindProposal,
  scope: CompareScope = {},
): Finding[] {
  const found = new Map<string, Finding>();
  for (const pact of pacts)
    for (const interaction of interactionsOf(pact.pact).filter((one) => isAbout(one, scope)))
      for (const one of judgeInteraction(interaction, propose(interaction), scope)) {
        const key = JSON.stringify([pact.url, one.message, one.part, one.path, one.wants, one.change, one.says]);
        const interactions = [...(found.get(key)?.interactions ?? []), interaction.description];
        const { consumer, versions, url } = pact;
        found.set(key, { consumer, versions, url, ...one, interactions: [...new Set(interactions)] });
      }
  return [...found.values()];
}

function isAbout({ description }: PactInteraction, { message, interactions }: CompareScope): boolean {
  if (interactions && !interactions.includes(description)) return false;
  return message === undefined || messageNameOf(description) === message;
}

function judgeInteraction(
  interaction: PactInteraction,
  proposal: Proposal,
  { bodiesOnly = false }: CompareScope,
): JudgedField[] {
  const named = messageNameOf(interaction.description);
  const message = named === undefined ? {} : { message: named };
  const judged = interaction.parts.flatMap((part) =>
    part.by === 'provider' && part.kind === 'body' ? judgeBody(part, proposal) : bodiesOnly ? [] : judgeOtherPart(part),
  );
  return (judged.length > 0 ? judged : [noFieldToCompare]).map((one) => ({ ...message, ...one }));
}

const noFieldToCompare: JudgedField = {
  part: 'body',
  path: '$',
  wants: 'nothing',
  change: 'cannot tell',
  says: 'there is no field to compare',
};

/** The content type is JSON's where the body is; of the rest a schema says nothing. */
function judgeOtherPart(part: Part): JudgedField[] {
  const what =
    part.by === 'provider' ? 'bodies says nothing of it' : 'what is written says nothing of what is accepted';
  return fieldsOf({ description: '', states: [], kind: 'message', parts: [part] })
    .filter((field) => !isContentType(field))
    .map(({ part: name, path, rules, example }) => {
      const wants = describeRules(rules, example);
      return { part: name, path, wants, change: 'cannot tell', says: `a schema of ${what}` };
    });
}

function isContentType({ kind, path, example }: Field): boolean {
  return (
    (kind === 'metadata' || kind === 'header') && /^content-?type$/i.test(path) && /\bjson\b/.test(String(example))
  );
}
