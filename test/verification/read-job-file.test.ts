import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers } from '../../src/verification/answers-file.ts';
import { readQuestions } from '../../src/verification/questions-file.ts';
import { MAX_JOB_FILE_BYTES } from '../../src/verification/read-job-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('handed-on');

describe.each([
  ['answers', readAnswers, 'ANSWERS_UNREADABLE'],
  ['questions', (path: string) => readQuestions(path, 'x'), 'QUESTIONS_UNREADABLE'],
])('a file of %s', (_, read, code) => {
  const path = join(folder, code);

  test('that is too large is not read', () => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 40); // sparse; no process could hold it
    expect(() => read(path)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining('1099511627776 bytes') }),
    );
    truncateSync(path, MAX_JOB_FILE_BYTES + 1);
    expect(() => read(path)).toThrow(`more than ${MAX_JOB_FILE_BYTES}`);
  });

  test('that is a device or a folder is not read', () => {
    mkdirSync(join(folder, `${code}-folder`));
    for (const other of ['/dev/zero', join(folder, `${code}-folder`)])
      expect(() => read(other)).toThrow(
        expect.objectContaining({ code, message: expect.stringContaining('not a regular file') }),
      );
  });
});
