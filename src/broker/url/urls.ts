/** Encodes a segment of a path: everything but letters, digits and `-._~`. */
function segment(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Fills the placeholders of a template with encoded segments. */
function path(strings: TemplateStringsArray, ...names: string[]): string {
  return strings.reduce((whole, part, i) => whole + segment(names[i - 1] ?? '') + part);
}

/** Absolute URLs of the resources, below the broker's public base URL. */
export class Urls {
  /** Without a trailing slash. */
  readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  /** `urls.href\`/pacticipants/${name}\`` */
  href(strings: TemplateStringsArray, ...names: string[]): string {
    return this.base + path(strings, ...names);
  }

  pacticipant(name: string): string {
    return this.href`/pacticipants/${name}`;
  }

  version(pacticipant: string, number: string): string {
    return this.href`/pacticipants/${pacticipant}/versions/${number}`;
  }

  branchVersion(pacticipant: string, branch: string, number: string): string {
    return this.href`/pacticipants/${pacticipant}/branches/${branch}/versions/${number}`;
  }

  branch(pacticipant: string, branch: string): string {
    return this.href`/pacticipants/${pacticipant}/branches/${branch}`;
  }

  tag(pacticipant: string, number: string, tag: string): string {
    return this.href`/pacticipants/${pacticipant}/versions/${number}/tags/${tag}`;
  }

  /** A pact of one consumer version. */
  pact(provider: string, consumer: string, number: string): string {
    return this.href`/pacts/provider/${provider}/consumer/${consumer}/version/${number}`;
  }

  /** A pact version, which several consumer versions can share. */
  pactVersion(provider: string, consumer: string, sha: string): string {
    return this.href`/pacts/provider/${provider}/consumer/${consumer}/pact-version/${sha}`;
  }

  environment(uuid: string): string {
    return this.href`/environments/${uuid}`;
  }

  label(pacticipant: string, label: string): string {
    return this.href`/pacticipants/${pacticipant}/labels/${label}`;
  }

  deployedVersion(uuid: string): string {
    return this.href`/deployed-versions/${uuid}`;
  }

  releasedVersion(uuid: string): string {
    return this.href`/released-versions/${uuid}`;
  }
}
