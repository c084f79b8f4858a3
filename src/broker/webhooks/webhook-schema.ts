import { METHODS } from 'node:http';
import { z } from 'zod';
import { line } from '../http/fields.ts';
import { isWhitelisted } from './host-whitelist.ts';
import { authorityOf, type EventName, eventNames, hostOf, parseUrl, type Webhook } from './webhook.ts';
import type { WebhookSettings } from './webhook-settings.ts';

const seeDocs = 'See /doc/webhooks#whitelist for more information.';
const filled = z.string().min(1, { error: 'must be filled', abort: true });

/** A webhook as a client writes it; the uuid comes from elsewhere. */
export type NewWebhook = Omit<Webhook, 'uuid'>;

/** Validates the body of a webhook against the broker's settings. The texts are those of the official broker. */
export function webhookSchema(settings: WebhookSettings): z.ZodType<NewWebhook> {
  return z
    .object({
      request: z.object({
        method: filled
          .refine((method) => METHODS.includes(method.toUpperCase()), {
            error: 'is not a recognised HTTP method',
            abort: true,
          })
          .refine(
            (method) => settings.methods.includes(method.toUpperCase()),
            `must be ${settings.methods.join(', ')}. ${seeDocs}`,
          ),
        url: filled.superRefine((url, { addIssue }) => {
          for (const message of urlProblems(url, settings)) addIssue({ code: 'custom', message });
        }),
        headers: z.record(z.string(), headerValue).nullish(),
        body: z.unknown().optional(),
        username: line.nullish(),
        password: line.nullish(),
      }),
      description: z.string().nullish(),
      enabled: z.boolean().nullish(),
      consumer: party,
      provider: party,
      events: z
        .array(z.object({ name: event }))
        .min(1, 'size cannot be less than 1')
        .nullish(),
    })
    .transform(toWebhook);
}

const headerValue = z.union([z.string(), z.number(), z.boolean()], 'must be a string').transform(String);

const event = z
  .string()
  .refine((name) => (eventNames as readonly string[]).includes(name), `must be one of: ${eventNames.join(', ')}`);

const party = z
  .object({ name: z.string().nullish(), label: z.string().nullish() })
  .superRefine(({ name, label }, { addIssue }) => {
    const addProblem = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if (name && label) addProblem('label', 'name and label cannot be provided at the same time');
    if (!name && !label) addProblem('name', 'cannot be blank');
  })
  .nullish();

/** Why a webhook may not call a URL. */
function urlProblems(url: string, { schemes, hosts }: WebhookSettings): string[] {
  if (authorityOf(url).includes('${')) return ['cannot have a template parameter in the host'];
  const parsed = parseUrl(url);
  const host = hostOf(url);
  if (parsed?.username || parsed?.password)
    return ['cannot hold a user or a password: give username and password instead'];
  if (!parsed || !host) return ['is not a valid URL eg. http://example.org'];
  if (!schemes.includes(parsed.protocol.slice(0, -1))) return [`scheme must be ${schemes.join(', ')}. ${seeDocs}`];
  if (hosts.length === 0 || isWhitelisted(hosts, host)) return [];
  return [`host must be in the whitelist ${hosts.map((entry) => JSON.stringify(entry)).join(', ')}. ${seeDocs}`];
}

type Body = {
  description?: string | null | undefined;
  enabled?: boolean | null | undefined;
  consumer?: BodyParty;
  provider?: BodyParty;
  events?: { name: string }[] | null | undefined;
  request: {
    method: string;
    url: string;
    headers?: Record<string, string> | null | undefined;
    body?: unknown;
    username?: string | null | undefined;
    password?: string | null | undefined;
  };
};
type BodyParty = { name?: string | null | undefined; label?: string | null | undefined } | null | undefined;

function toWebhook({ description, enabled, consumer, provider, events, request }: Body): NewWebhook {
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    description: description ?? undefined,
    enabled: enabled ?? true,
    consumer: toParty(consumer),
    provider: toParty(provider),
    events: (events?.map(({ name }) => name) as EventName[]) ?? ['contract_content_changed'],
    request: {
      method: request.method.toUpperCase(),
      url: request.url,
      headers: Object.fromEntries(headers),
      body: request.body ?? undefined,
      username: request.username ?? undefined,
      password: request.password ?? undefined,
    },
  };
}

function toParty(party: BodyParty): Webhook['consumer'] {
  if (party?.name) return { name: party.name };
  return party?.label ? { label: party.label } : undefined;
}
