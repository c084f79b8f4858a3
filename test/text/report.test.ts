import { type Report, reportMarkdown, reportText } from '../../src/text/report.ts';

const report: Report = {
  conclusion: 'NO: a|b must not go.',
  parts: [
    {
      headings: ['name', 'result'],
      rows: [
        ['pipeline', { text: 'failed', url: 'http://broker/1' }],
        ['a\u001b[2J', 'ok'],
      ],
    },
    { title: 'Reasons', items: [{ mark: '✘', text: '*It* failed.', next: 'Look\nthere.' }, { text: 'Nothing else.' }] },
    { items: [] },
  ],
};

test('the text has aligned columns, the next steps and the conclusion', () => {
  expect(reportText(report).split('\n')).toEqual([
    '  name      result',
    '  pipeline  failed',
    '  a [2J     ok',
    '',
    'Reasons',
    '  ✘ *It* failed.',
    '    Look there.',
    '  Nothing else.',
    '',
    'NO: a|b must not go.',
  ]);
});

test('a name mentions nobody in any place of the Markdown', () => {
  const name = '@org/team';
  const cell = { text: name, url: 'http://broker/1' };
  const markdown = reportMarkdown({
    conclusion: name,
    parts: [
      { headings: ['name'], rows: [[name], [cell]] },
      { title: name, items: [{ text: name, next: name }] },
    ],
  });
  expect(markdown.match(/@/g)).toHaveLength(6);
  expect(markdown).not.toMatch(/@(?!&#8203;)/);
});

test('the Markdown is escaped and has links', () => {
  expect(reportMarkdown(report).split('\n')).toEqual([
    '### NO: a\\|b must not go.',
    '',
    '| name | result |',
    '| --- | --- |',
    '| pipeline | [failed](http://broker/1) |',
    '| a \\[2J | ok |',
    '',
    'Reasons',
    '',
    '- ✘ \\*It\\* failed.<br>Look there.',
    '- Nothing else.',
    '',
  ]);
});

test('no line is longer than the terminal is wide', () => {
  const lines = reportText(
    {
      conclusion: 'UNKNOWN whether market-data-core 2.0.0 may go to production.',
      parts: [
        {
          headings: ['consumer', 'version', 'provider'],
          rows: [['market_data_pipeline', '3f2a91c (a branch)', 'market-data-core']],
        },
        {
          items: [{ mark: '!', text: 'There is no verified pact between the two versions.', next: 'Verify it first.' }],
        },
      ],
    },
    40,
  ).split('\n');
  expect(lines).toEqual([
    '  consumer      version      provider',
    '  market_data_  3f2a91c (a   market-',
    '  pipeline      branch)      data-core',
    '',
    '  ! There is no verified pact between',
    '    the two versions.',
    '    Verify it first.',
    '',
    'UNKNOWN whether market-data-core 2.0.0',
    'may go to production.',
  ]);
});
