import { CopyReport, formatCopyReport } from '../../src/copy/copy-report.ts';

const names = { from: 'a.sqlite', to: 'b.sqlite', dryRun: false };
const lastLine = (report: CopyReport) => formatCopyReport(report, names).split('\n').at(-1);

test('a copy is complete although something differs that no decision depends on, and the report lists it', () => {
  const report = new CopyReport();
  report.addDifferent('webhooks', 'w1', 'its password must be set again');
  expect(formatCopyReport(report, names)).toContain('  ! webhooks: w1: its password must be set again\n');
  expect(lastLine(report)).toBe('COMPLETE: b.sqlite has everything of a.sqlite that can-i-deploy depends on.');
});

test('the report of an incomplete copy has the number of missing things', () => {
  const report = new CopyReport();
  report.addMissing('pacts', 'p1', 'HTTP 500');
  expect(lastLine(report)).toBe('INCOMPLETE: 1 thing of a.sqlite could not be copied to b.sqlite.');
  report.addMissing('pacts', 'p2', 'HTTP 500');
  expect(lastLine(report)).toBe('INCOMPLETE: 2 things of a.sqlite could not be copied to b.sqlite.');
});
