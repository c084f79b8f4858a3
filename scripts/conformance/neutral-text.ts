/** Addresses and saved values of one run, which are replaced in its responses. */
export interface NormalisationContext {
  readonly base: string;
  readonly receiver: string;
  readonly saved: ReadonlyMap<string, string>;
  /** Numbers of verification results in the order of their first occurrence. */
  readonly results: string[];
}

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const webhookUuid = /(?<=^|\/webhooks\/)[\w-]{22}(?=$|\/)/g;

/** Replaces what differs between brokers and runs. A saved uuid becomes the name that its step gave it, so that equal values stay equal. */
export function neutralText(text: string, { base, receiver, saved, results }: NormalisationContext): string {
  const opaque = [...saved].filter(([, value]) => value.match(uuid)?.[0] === value || value.match(webhookUuid));
  return opaque
    .reduce((rest, [name, value]) => rest.replaceAll(value, `<${name}>`), text)
    .replaceAll(base, '<broker>')
    .replaceAll(receiver, '<receiver>')
    .replaceAll(new URL(receiver).host, '<receiver host>')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00/g, '<date>')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<date Z>')
    .replace(/\b\d\d\/\d\d\/\d{4}\b/g, '<day>')
    .replace(/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '<http date>')
    .replace(/(?<= - )\d\d\/\d\d\/\d{4}$/, '<day>')
    .replace(uuid, '<uuid>')
    .replace(webhookUuid, '<webhook>')
    .replace(/(?<=\/verification-results\/|\b[Vv]erification result )\d+/g, (number) => resultName(results, number))
    .replace(/(?<=^(?:[^|\n]*\|){5} )(\d+) +(?=\|)/gm, (_, number: string) => `${resultName(results, number)} `)
    .replace(/(?<=following changes were made ).*/g, '<when>')
    .replace(/(?<=\bpacticipant=)\d+(?=")|0x[0-9a-f]{16}\b/g, '<id>')
    .replace(/(?<=\/metadata\/)[\w-]+/g, '<metadata>')
    .replace(/(?<=\breference )[\w-]{10}\b/g, '<reference>')
    .replace(/(?<=INFO: content-length: )\d+/g, '<length>')
    .replace(/(?<=Pact Broker v)\d+\.\d+\.\d+/g, '<version>');
}

/** `<result 1>`, numbered in the order of first occurrence. */
function resultName(results: string[], number: string): string {
  if (!results.includes(number)) results.push(number);
  return `<result ${results.indexOf(number) + 1}>`;
}
