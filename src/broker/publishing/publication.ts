import { z } from 'zod';
import { filledLine, line, lineNotBlank } from '../http/fields.ts';
import type { ParsedPact } from '../pact-json/parsed-pact.ts';
import { type Contract, findContractProblems, parseContract } from './contract.ts';

/** The contracts of one version of a pacticipant, which are published together. */
export interface Publication {
  readonly pacticipantName: string;
  readonly versionNumber: string;
  readonly branch?: string | undefined;
  readonly tags: readonly string[];
  readonly buildUrl?: string | undefined;
  readonly contracts: readonly { readonly providerName: string; readonly pact: ParsedPact }[];
}

const Body = z.object({
  pacticipantName: filledLine,
  pacticipantVersionNumber: filledLine,
  tags: z.array(filledLine).nullish(),
  branch: lineNotBlank.nullish(),
  buildUrl: line.nullish(),
  contracts: z.array(z.record(z.string(), z.unknown()).transform(parseContract)).min(1, 'size cannot be less than 1'),
});

/** The body of `POST /contracts/publish`; unknown members are ignored. */
export const PublicationSchema = Body.superRefine(({ contracts, pacticipantName }, { addIssue }) => {
  for (const [i, contract] of contracts.entries())
    for (const { field, text } of findContractProblems(contract, pacticipantName))
      addIssue({ code: 'custom', message: text, path: ['contracts', i, ...(field ? [field] : [])] });
}).transform(toPublication);

function toPublication(body: z.infer<typeof Body>): Publication {
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
