import type { MatrixResponse } from '../../../src/gate/matrix-response.ts';

type Result = 'verified' | 'failed' | 'not verified';

/** A row of the matrix: `row('pipeline 3 main', 'core 1.1.0', 'verified')`. A provider without a version has no result. */
export function row(consumer: string, provider: string, result: Result): MatrixResponse['matrix'][number] {
  const side = (text: string) => {
    const [name = '', number, branch] = text.split(' ');
    return { name, version: number ? { number, ...(branch && { branch }) } : null };
  };
  const link = { _links: { self: { href: `http://b/results/${consumer.replaceAll(' ', '-')}` } } };
  const verificationResult = result === 'not verified' ? null : { success: result === 'verified', ...link };
  return { consumer: side(consumer), provider: side(provider), verificationResult };
}

/** A broker's response to a matrix query with these rows, and these reasons as `type: text`. */
export function answer(
  deployable: boolean | null,
  reasons: string[],
  matrix: MatrixResponse['matrix'] = [],
): MatrixResponse {
  const notices = reasons.map((reason) => {
    const [, type = '', text = ''] = /^(\w+): (.*)$/s.exec(reason) ?? [];
    return { type, text };
  });
  const summary = { deployable, reason: notices.map(({ text }) => text).join('\n'), success: 0, failed: 0, unknown: 0 };
  return { summary, notices, matrix };
}
