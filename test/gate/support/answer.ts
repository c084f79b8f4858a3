import type { MatrixAnswer } from '../../../src/gate/matrix-answer.ts';

type Result = 'verified' | 'failed' | 'not verified';

/** A row of the matrix: `row('pipeline 3', 'core 1.1.0', 'verified')`; a provider without a version has no result. */
export function row(consumer: string, provider: string, result: Result): MatrixAnswer['matrix'][number] {
  const side = (words: string) => {
    const [name = '', number, branch] = words.split(' ');
    return { name, version: number ? { number, ...(branch && { branch }) } : null };
  };
  const link = { _links: { self: { href: `http://b/results/${consumer.replaceAll(' ', '-')}` } } };
  const verificationResult = result === 'not verified' ? null : { success: result === 'verified', ...link };
  return { consumer: side(consumer), provider: side(provider), verificationResult };
}

/** A broker's answer with these rows and these reasons, each `type: text`. */
export function answer(
  deployable: boolean | null,
  reasons: string[],
  matrix: MatrixAnswer['matrix'] = [],
): MatrixAnswer {
  const notices = reasons.map((reason) => {
    const [, type = '', text = ''] = /^(\w+): (.*)$/s.exec(reason) ?? [];
    return { type, text };
  });
  const summary = { deployable, reason: notices.map(({ text }) => text).join('\n'), success: 0, failed: 0, unknown: 0 };
  return { summary, notices, matrix };
}
