/** Personal, installation and OAuth tokens of GitHub, and the JSON web tokens of its Apps. */
const TOKEN_PATTERN = /\b(?:gh[a-z]_|github_pat_|eyJ)[\w.-]+/g;

/** Replaces `secret` and everything that looks like a token of GitHub: a server may quote the request in its message. */
export function redactTokens(text: string, secret: string | undefined): string {
  return (secret ? text.replaceAll(secret, '********') : text).replace(TOKEN_PATTERN, '********');
}
