import { z } from 'zod';
import { filledLine, line, lineNotBlank } from '../http/fields.ts';
import type { Limits } from '../http/limits.ts';
import type { Json } from '../pact-json/json.ts';
import { parseJsonAsync } from '../pact-json/json-reader.ts';
import type { ParsedPact } from '../pact-json/parsed-pact.ts';
import { pickMembers } from '../pact-json/plain-json.ts';
import { type Contract, contractMembers, findContractProblems, parseContract } from './contract.ts';

/** The contracts of one version of a pacticipant, which are published together. */
export interface Publication {
  readonly pacticipantName: string;
  readonly versionNumber: string;
  readonly branch?: string | undefined;
  readonly tags: readonly string[];
  readonly buildUrl?: string | undefined;
  readonly contracts: readonly { readonly providerName: string; readonly pact: ParsedPact }[];
}

/** The body of a publication, with its contracts parsed. */
const bodyWith = (limits: Limits) =>
  z.object({
    pacticipantName: filledLine,
    pacticipantVersionNumber: filledLine,
    tags: z.array(filledLine).nullish(),
    branch: lineNotBlank.nullish(),
    buildUrl: line.nullish(),
    contracts: z
      .array(z.record(z.string(), z.unknown()).transform((raw) => parseContract(raw, limits)))
      .min(1, 'size cannot be less than 1'),
  });

const publicationMembers = ['pacticipantName', 'pacticipantVersionNumber', 'tags', 'branch', 'buildUrl'];

/**
 * The members of a publication and of its contracts. The text is parsed in slices, because it may be large, and what no schema names is left out.
 */
export async function parsePublication(text: string): Promise<unknown> {
  const body = await parseJsonAsync(text);
  if (!(body instanceof Map)) return null;
  const contracts = body.get('contracts');
  return {
    ...pickMembers(body, publicationMembers),
    ...(body.has('contracts') && {
      contracts: Array.isArray(contracts) ? contracts.map(pickContract) : contracts,
    }),
  };
}

const pickContract = (contract: Json) => (contract instanceof Map ? pickMembers(contract, contractMembers) : null);

/** The body of `POST /contracts/publish`; unknown members are ignored. */
export const publicationSchema = (limits: Limits): z.ZodType<Publication> =>
  bodyWith(limits)
    .superRefine(({ contracts, pacticipantName }, { addIssue }) => {
      for (const [i, contract] of contracts.entries())
        for (const { field, text } of findContractProblems(contract, pacticipantName))
          addIssue({ code: 'custom', message: text, path: ['contracts', i, ...(field ? [field] : [])] });
    })
    .transform(toPublication);

function toPublication(body: z.infer<ReturnType<typeof bodyWith>>): Publication {
  return {
    pacticipantName: body.pacticipantName,
    versionNumber: body.pacticipantVersionNumber,
    branch: body.branch ?? undefined,
    tags: body.tags ?? [],
    buildUrl: body.buildUrl ?? undefined,
    contracts: body.contracts.map(toPublished),
  };
}

function toPublished({ raw, pact }: Contract): Publication['contracts'][number] {
  if (!pact) throw new Error('a contract without readable content passed validation');
  return { providerName: String(raw.providerName), pact };
}
