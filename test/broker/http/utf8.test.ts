import { decodeUtf8, InvalidUtf8Error } from '../../../src/broker/http/utf8.ts';

const CHUNK_BYTES = 512 * 1024;

describe('decoding in chunks', () => {
  test.each(['a', 'ü', '€', '😀'])('keeps %s at the end of a chunk whole', async (character) => {
    for (let shift = 0; shift < 4; shift += 1) {
      const text = 'x'.repeat(CHUNK_BYTES - shift) + character.repeat(CHUNK_BYTES / 2);
      expect((await decodeUtf8(Buffer.from(text))) === text).toBe(true);
    }
  });

  test('keeps a byte order mark, and an empty body is an empty text', async () => {
    expect(await decodeUtf8(Buffer.from('\ufeffa'))).toBe('\ufeffa');
    expect(await decodeUtf8(Buffer.from(''))).toBe('');
  });

  test.each([10, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 5])(
    'names the position of a broken byte after %i others',
    async (before) => {
      const bytes = Buffer.concat([Buffer.from('a'.repeat(before - 2)), Buffer.from('ü'), Buffer.from([0xff, 0x61])]);
      const error = await decodeUtf8(bytes).catch((reason) => reason);
      expect(error).toBeInstanceOf(InvalidUtf8Error);
      expect([error.charNumber, error.fragment.slice(-2)]).toEqual([before, 'aü']);
    },
  );

  test('a character that the body ends within is broken', async () => {
    const cut = Buffer.from(`${'a'.repeat(CHUNK_BYTES - 2)}😀`).subarray(0, CHUNK_BYTES + 1);
    await expect(decodeUtf8(cut)).rejects.toMatchObject({ charNumber: CHUNK_BYTES - 1 });
  });
});
