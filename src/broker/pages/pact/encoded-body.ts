import { asObject } from '../../../impact/pact-rules.ts';

/** A body that is in the pact as base64. */
export interface EncodedBody {
  readonly contentType: string | undefined;
  /** The size of the body itself. */
  readonly bytes: number;
  /** The body, if it is text in UTF-8. */
  readonly text: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The body of an interaction if it is encoded: marked as base64 (specification 4), or base64 with a binary content type (earlier specifications).
 * @param interaction as it is in the pact
 * @param part `body`, `request body`, `response body`, `response 2 body`
 */
export function encodedBodyOf(interaction: Json, part: string): EncodedBody | undefined {
  const message = messageOf(interaction, part);
  const body = message.contents ?? message.body;
  if (typeof body === 'string') {
    const contentType = contentTypeIn(message.headers ?? message.metadata ?? message.metaData);
    return contentType !== undefined && isBinary(contentType) && isBase64(body) ? decode(body, contentType) : undefined;
  }
  const { content, contentType, encoded } = asObject(body);
  const isMarked = encoded === true || String(encoded).toLowerCase() === 'base64';
  if (!isMarked || typeof content !== 'string' || !isBase64(content)) return undefined;
  return decode(content, typeof contentType === 'string' ? contentType : undefined);
}

/** The request, the response or the message that a part belongs to. */
function messageOf(interaction: Json, part: string): Json {
  const [side = '', number = '1'] = part.split(' ');
  if (side !== 'request' && side !== 'response') return interaction;
  const message = interaction[side];
  return asObject(Array.isArray(message) ? message[(Number(number) || 1) - 1] : message);
}

function contentTypeIn(headers: unknown): string | undefined {
  const [, value] = Object.entries(asObject(headers)).find(([name]) => /^content-?type$/i.test(name)) ?? [];
  return value === undefined ? undefined : String(value);
}

const isBinary = (contentType: string) =>
  /^(image|audio|video|font)\/(?!svg)|octet-stream|pdf|zip|protobuf|grpc|avro|msgpack|cbor/i.test(contentType);

const isBase64 = (text: string) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);

function decode(content: string, contentType: string | undefined): EncodedBody {
  const body = Buffer.from(content, 'base64');
  return { contentType, bytes: body.length, text: textIn(body) };
}

/** Undefined for bytes that are not UTF-8, and for control characters other than line breaks and tabs. */
function textIn(body: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they mark a body that is not text
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
