/**
 * The official client reports success for every response with status 2xx, even for one about something else. With `--output=json` it
 * prints each response on its own line, which is parsed here.
 */
import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import type { Publication } from './publication.ts';

const Response = z.object({
  notices: z.array(z.object({ type: z.string(), text: z.string() })),
  _embedded: z.object({
    pacticipant: z.object({ name: z.string() }),
    version: z.object({ number: z.string() }),
  }),
  _links: z.object({ 'pb:contracts': z.array(z.object({ name: z.string() })) }),
});
type Response = z.infer<typeof Response>;

/** What was published: a version of a consumer, and the providers of its pacts. */
export interface PublishedVersion extends Pick<Publication, 'version'> {
  readonly consumer: string;
  readonly providers: readonly string[];
}

const noticeTypes = ['debug', 'info', 'success', 'prompt', 'warning'];

/**
 * Checks that the responses that the client printed are about the published version, list all of its pacts, and report no error.
 * @param redact removes secrets, as they are removed from the output: a secret may be part of a name
 * @throws ContractError PUBLISH_NOT_CONFIRMED without a response; BROKER_CONTRADICTION
 */
export function assertPublicationResponse(
  output: string,
  published: PublishedVersion,
  redact: (text: string) => string,
): void {
  const responses = parseResponses(output);
  const { consumer, version, providers } = published;
  if (responses.length === 0) throw new ContractError('PUBLISH_NOT_CONFIRMED', `${consumer} ${version}`);
  const listed = responses.flatMap(({ _links }) => _links['pb:contracts'].map(({ name }) => name.toLowerCase()));
  const missing = providers.filter(
    (name) => !listed.some((link) => link.endsWith(` and ${redact(name).toLowerCase()}`)),
  );
  const contradictions = [
    ...responses.flatMap((response) => contradictionsOf(response, redact(consumer), redact(version))),
    ...missing.map((name) => `it does not list the pact with ${name}`),
    ...(listed.length > providers.length ? [`it lists ${listed.length} pacts of ${providers.length}`] : []),
  ];
  if (contradictions.length > 0)
    throw new ContractError('BROKER_CONTRADICTION', `${consumer} ${version} was published, but ${contradictions[0]}`);
}

function parseResponses(output: string): Response[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return lines.flatMap((line) => {
    const parsed = Response.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function contradictionsOf({ notices, _embedded }: Response, consumer: string, version: string): string[] {
  const { name } = _embedded.pacticipant;
  const { number } = _embedded.version;
  const isSame = name.toLowerCase() === consumer.toLowerCase() && number === version;
  return [
    ...(isSame ? [] : [`the response is about ${name} ${number}`]),
    ...notices.flatMap(({ type, text }) => (noticeTypes.includes(type) ? [] : [`a notice says: ${text}`])),
  ];
}
