import { announcedBytes, limitDownloads, MAX_DOWNLOAD_BYTES } from '../../scripts/demo/download-limit.ts';

test.each([
  ['  Downloading pydantic_core-2.50.5-cp311-cp311-manylinux2014_x86_64.whl (2.3 MB)', 2_300_000],
  ['  Downloading market_data_core-1.4.61-py3-none-any.whl (111 kB)', 111_000],
  ['Downloading small-1.0-py3-none-any.whl (900 B)', 900],
  ['Downloading pyarrow (45.5MiB)', 45.5 * 2 ** 20],
  ['   Downloaded pydantic-core', 0],
  ['Using cached big-1.0-py3-none-any.whl (99.9 MB)', 0],
])('"%s" announces %d bytes', (line, bytes) => {
  expect(announcedBytes(line)).toBeCloseTo(bytes);
});

test('files of more than 30 MB in all stop the installer', () => {
  const { signal, progress } = limitDownloads();
  progress('Downloading a.whl (29.9 MB)');
  expect([MAX_DOWNLOAD_BYTES, signal.aborted]).toEqual([30_000_000, false]);
  progress('Downloading b.whl (200 kB)');
  expect([signal.aborted, signal.reason]).toEqual([true, 'more than 30 MB would be downloaded']);
});
