import { z } from 'zod';
import { filledLine, line, lineNotBlank } from '../http/text.ts';
import type { JsonObject } from '../pact-json/json.ts';
import { contentOf, findContractProblems, type RawContract } from './contract.ts';

/** What a client publishes at once: the contracts of one version of a pacticipant. */
export interface Publication {
  readonly pacticipantName: string;
  readonly versionNumber: string;
  readonly branch?: string | undefined;
  readonly tags: readonly string[];
  readonly buildUrl?: string | undefined;
  readonly contracts: readonly { readonly providerName: string; readonly content: JsonObject }[];
}

const Body = z.object({
  pacticipantName: filledLine,
  pacticipantVersionNumber: filledLine,
  tags: z.array(filledLine).nullish(),
  branch: lineNotBlank.nullish(),
  buildUrl: line.nullish(),
  contracts: z.array(z.record(z.string(), z.unknown())).min(1, 'size cannot be less than 1'),
});

/** The body of `POST /contracts/publish`; members that are not known are ignored. */
export const PublicationSchema = Body.superRefine(async ({ contracts, pacticipantName }, { addIssue }) => {
  for (const [i, contract] of contracts.entries())
    for (const { field, text } of await findContractProblems(contract, pacticipantName))
      addIssue({ code: 'custom', message: text, path: ['contracts', i, ...(field ? [field] : [])] });
}).transform(toPublication);

function toPublication(body: z.infer<typeof Body>): Publication {
  return {
    pacticipantName: body.pacticipantName,
    versionNumber: body.pacticipantVersionNumber,
    branch: body.branch ?? undefined,
    tags: body.tags ?? [],
    buildUrl: body.buildUrl ?? undefined,
    contracts: body.contracts.map(toContract),
  };
}

function toContract(contract: RawContract): Publication['contracts'][number] {
  return { providerName: String(contract.providerName), content: contentOf(contract) };
}
