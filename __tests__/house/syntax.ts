/** A file's syntax as vite reads it: TypeScript 7 offers no parser of its own. */
import { parseAst } from 'vitest/node';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export function parseSyntax(code: string): Node {
  return parseAst(code, { lang: 'ts' }) as unknown as Node;
}

/** Every node below, itself first. `keys` of properties and members are not visited: they name nothing outside. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const [field, value] of Object.entries(node)) {
    if (isName(node, field)) continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* walk(child);
  }
}

/** What a file imports, in whatever way: `undefined` where the name is computed. */
export function importedNames(syntax: Node): (string | undefined)[] {
  const importing = [
    'ImportDeclaration',
    'ExportAllDeclaration',
    'ExportNamedDeclaration',
    'ImportExpression',
    'TSImportType',
  ];
  return [...walk(syntax)]
    .filter((node) => importing.includes(node.type) && isNode(node['source']))
    .map((node) => literal(node['source']));
}

export function identifier(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Identifier' ? String(value['name']) : undefined;
}

/** `a.b` and `a['b']`: the name behind the dot. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  return node['computed'] === true ? literal(node['property']) : identifier(node['property']);
}

export function linesOf(code: string, node: Node): number {
  return code.slice(node.start, node.end).split('\n').length;
}

function literal(value: unknown): string | undefined {
  return isNode(value) && value.type === 'Literal' ? String(value['value']) : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isName(node: Node, field: string): boolean {
  if (node['computed'] === true) return false;
  return field === 'key' || (field === 'property' && node.type === 'MemberExpression');
}
