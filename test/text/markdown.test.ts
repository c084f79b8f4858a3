import { escapeMarkdown, markdownLink, markdownTable } from '../../src/text/markdown.ts';

test.each([
  ['a team', '@org/team', '@&#8203;org/team'],
  ['a person in a sentence', 'by @octocat, twice (@octocat)', 'by @&#8203;octocat, twice (@&#8203;octocat)'],
  ['an address', 'a@b.example', 'a@&#8203;b.example'],
  ['a scoped package', '@scope/name 1.0', '@&#8203;scope/name 1.0'],
  ['a mention written as an entity', '&#64;org/team', '&amp;#&#8203;64;org/team'],
  ['a mention written as a named entity', '&commat;org', '&amp;commat;org'],
  ['a mention after a backslash', '\\@org', '\\\\@&#8203;org'],
  ['a mention in code', '`@org`', '\\`@&#8203;org\\`'],
  ['an issue', 'fixes org/repo#1', 'fixes org/repo#&#8203;1'],
  ['backticks', '`code` and ```', '\\`code\\` and \\`\\`\\`'],
  ['a pipe', 'a|b', 'a\\|b'],
  ['an image', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
  ['a comment', '<!-- hidden -->', '&lt;!-- hidden -->'],
  ['a link', '[text](http://x)', '\\[text\\](http://x)'],
  ['an image in Markdown', '![text](http://x)', '!\\[text\\](http://x)'],
  ['bold text', '**yes**', '\\*\\*yes\\*\\*'],
  ['a heading on a new line', 'a\n\n# YES', 'a # YES'],
  ['a table row on a new line', 'a\r\n| x | @org |', 'a \\| x \\| @&#8203;org \\|'],
  ['line separators', 'a\u2028b\u2029c\u0085d', 'a b c d'],
  ['an escape sequence', 'a\u001b[2Jb', 'a \\[2Jb'],
  ['a plain name', 'market_data_pipeline 3f2a91c', 'market_data_pipeline 3f2a91c'],
])('%s is escaped', (_, text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});

test.each([
  ['a URL', 'http://broker/results/1', '[failed](http://broker/results/1)'],
  ['a URL with a query', 'http://b/matrix?a=1&copy=2', '[failed](http://b/matrix?a=1&amp;copy=2)'],
  ['a URL with an at sign', 'http://b/@org', '[failed](http://b/@org)'],
  ['a URL that ends the link', 'http://b/) @org [x](', '[failed](http://b/%29%20@org%20%5Bx%5D%28)'],
  ['a URL that ends the cell', 'http://b/a|b', '[failed](http://b/a%7Cb)'],
  ['a URL of a script', 'javascript:alert(1)', 'failed'],
  ['no URL', '', 'failed'],
])('a link to %s', (_, url, markdown) => {
  expect(markdownLink('failed', url)).toBe(markdown);
});

test('the text of a link is escaped', () => {
  expect(markdownLink('@org](x)', 'http://b')).toBe('[@&#8203;org\\](x)](http://b)');
});

test('a table has a line for the headings and one for each row', () => {
  expect(markdownTable(['a', 'b'], [['1', '2']])).toEqual(['| a | b |', '| --- | --- |', '| 1 | 2 |']);
});
