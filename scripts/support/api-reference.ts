/** The reference of what the package exports: for each file of src/package/, each export with its declaration and its docstring. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

const FOLDER = 'src/package';

/** The reference in Markdown. */
export function apiReference(): string {
  const files = readdirSync(FOLDER).sort();
  const options = { module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true, noEmit: true };
  const program = ts.createProgram(
    files.map((file) => join(FOLDER, file)),
    options,
  );
  const checker = program.getTypeChecker();
  const described = new Set<ts.Symbol>();
  const sections = files.map((file) => section(program, checker, file, described));
  const start = ['# What the package exports', 'Written by `npm run docs:api` from the docstrings.'];
  return `${[...start, ...sections].join('\n\n')}\n`;
}

function section(program: ts.Program, checker: ts.TypeChecker, file: string, described: Set<ts.Symbol>): string {
  const source = program.getSourceFile(join(FOLDER, file));
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) throw new Error(`${file} exports nothing`);
  const exported = checker
    .getExportsOfModule(symbol)
    .map((one) => (one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one))
    .sort(functionsFirst);
  const alreadyDescribed = exported.filter((one) => described.has(one)).map(({ name }) => `\`${name}\``);
  const texts = exported.filter((one) => !described.has(one)).map((one) => description(checker, one));
  for (const one of exported) described.add(one);
  return [
    `## market-data-contracts/${basename(file, '.ts')}`,
    ...texts,
    ...(alreadyDescribed.length > 0 ? [`Also exports ${alreadyDescribed.join(', ')}, see above.`] : []),
  ].join('\n\n');
}

function functionsFirst(a: ts.Symbol, b: ts.Symbol): number {
  const rank = ({ flags }: ts.Symbol) => (flags & ts.SymbolFlags.Function ? 0 : 1);
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
}

function description(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const tags = symbol
    .getJsDocTags(checker)
    .map(({ name, text: parts }) => tagLine(name, ts.displayPartsToString(parts)));
  const declarations = symbol.declarations?.slice(0, 1).map(declarationText) ?? [];
  return [
    `### ${symbol.name}`,
    ...(text ? [text] : []),
    ...(tags.length > 0 ? [tags.join('\n')] : []),
    ...declarations,
  ].join('\n\n');
}

function tagLine(name: string, text: string): string {
  const words = { throws: 'Errors', returns: 'Returns' } as const;
  return `- ${name in words ? words[name as keyof typeof words] : name}: ${text.replace(/\s*\n\s*/g, ' ')}`;
}

/** The declaration as TypeScript, without the body of a function or of a method. */
function declarationText(node: ts.Declaration): string {
  const body = (node as ts.FunctionDeclaration).body;
  const whole = ts.isClassDeclaration(node) ? classText(node) : node.getText();
  const text =
    ts.isFunctionDeclaration(node) && body ? node.getText().slice(0, body.getStart() - node.getStart()) : whole;
  return `\`\`\`ts\n${text.trim()}\n\`\`\``;
}

function classText(node: ts.ClassDeclaration): string {
  const members = node.members.filter(ts.isPropertyDeclaration).map((member) => `  ${member.getText()}`);
  const [extended = ''] = node.heritageClauses?.map((clause) => ` ${clause.getText()}`) ?? [];
  return [`export class ${node.name?.text}${extended} {`, ...members, '}'].join('\n');
}
