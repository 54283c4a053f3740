import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const LIB = fileURLToPath(new URL('../../lib/', import.meta.url));

/** Functions that run a text. */
const RUNNERS: ReadonlySet<string> = new Set(['eval', 'Function', 'AsyncFunction', 'GeneratorFunction']);
/** They do so when they are given one in place of a function. */
const TIMERS: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'setImmediate']);
/** Modules that make code, or processes, of texts. */
const MODULES = /^(node:)?(vm|child_process|worker_threads|repl|inspector)(\/|$)/;
/** A method of this name runs its script in Redis. */
const REDIS_EVAL = 'storage/redis/';

/** Without one of these words there is none; generated types are large, and hold none of them. */
const WORDS =
  /\b(eval|\w*Function|set(Timeout|Interval|Immediate)|vm|child_process|worker_threads|repl|inspector)\b|\.constructor\(|\b(import|require)\(/;

/** What there is of dynamic code in a source, in words. */
function dynamicCodeOf(file: string, source: string): string[] {
  if (!WORDS.test(source)) return [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const tell = (node: ts.Node, what: string): void => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) look(node);
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      lookAtModule(node, node.moduleSpecifier);
    ts.forEachChild(node, visit);
  };
  const look = (node: ts.CallExpression | ts.NewExpression): void => {
    const { expression } = node;
    const [first] = node.arguments ?? [];
    const name = nameOf(expression);
    const isMethod = ts.isPropertyAccessExpression(expression);
    if (RUNNERS.has(name) && !(isMethod && file.startsWith(REDIS_EVAL))) tell(node, `calls ${name}`);
    if (isMethod && name === 'constructor') tell(node, 'calls a constructor by that name');
    if (TIMERS.has(name) && first && isText(first)) tell(node, `gives ${name} a text`);
    if (expression.kind === ts.SyntaxKind.ImportKeyword || name === 'require') lookAtModule(node, first);
  };
  const lookAtModule = (node: ts.Node, module: ts.Expression | undefined): void => {
    if (!module) return;
    if (!ts.isStringLiteral(module)) tell(node, 'imports what is not known before it runs');
    else if (MODULES.test(module.text)) tell(node, `imports ${module.text}`);
  };
  visit(tree);
  return found;
}

function nameOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  // (0, eval)('…')
  if (ts.isParenthesizedExpression(expression)) return nameOf(expression.expression);
  if (ts.isBinaryExpression(expression)) return nameOf(expression.right);
  if (ts.isElementAccessExpression(expression) && isText(expression.argumentExpression))
    return expression.argumentExpression.getText().slice(1, -1);
  return '';
}

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));

describe('dynamic code', () => {
  it('stands nowhere in the library', () => {
    const files = readdirSync(LIB, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((file) => dynamicCodeOf(relative(LIB, file), readFileSync(file, 'utf8')));
    expect(found).toEqual([]);
  });

  it.each([
    'eval("1")',
    '(0, eval)("1")',
    'globalThis.eval("1")',
    'globalThis["eval"]("1")',
    'new Function("return 1")',
    'Function("return 1")()',
    '(() => 1).constructor("return 1")()',
    'setTimeout("x()", 1)',
    'setInterval("x(" + 1 + ")", 1)',
    'globalThis.setTimeout(`x`)',
    'import vm from "node:vm"',
    'export * from "vm"',
    'await import("child_process")',
    'await import(name)',
    'require(name)',
  ])('would be seen: %s', (source) => {
    expect(dynamicCodeOf('some/file.ts', source)).toHaveLength(1);
  });

  it.each([
    'setTimeout(() => x("1"), 1)',
    'text.match(/eval/)',
    'import { x } from "./eval.js"',
    '// eval("1")',
  ])('would not be seen where there is none: %s', (source) => {
    expect(dynamicCodeOf('some/file.ts', source)).toEqual([]);
  });
});
