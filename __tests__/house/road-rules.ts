/** The rules of ARCHITECTURE.md, as a function from sources to complaints. */
import { posix } from 'node:path';
import { identifier, importedNames, linesOf, memberName, type Node, parseSyntax, walk } from './syntax.ts';

export interface Source {
  /** From the root of the repository, such as `src/plan/plan.ts`. */
  readonly path: string;
  readonly code: string;
}

export const stations = [
  'inputs',
  'inventory',
  'releases',
  'drift',
  'plan',
  'upgrade',
  'pins',
  'report',
  'tracking',
];

/** From the road itself outwards: each may import those before it. */
const aboveTheRoad = ['src/world.ts', 'src/run.ts', 'src/main.ts'];
const outside = ['src/world.ts', 'src/main.ts'];
const failure = 'src/failure.ts';

/** They compute and touch nothing. */
const pureLibraries = ['semver', 'jsonc-parser'];

const outsideNames = [
  ...['process', 'console', 'fetch', 'globalThis', 'performance', 'crypto', 'require', 'eval'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
];

/** These depend on the machine's time zone or language: the same facts would not give the same bytes. */
const machineMembers =
  /^(localeCompare|toLocale\w*|getTimezoneOffset|[gs]et(Full)?Year|[gs]et(Month|Date|Day|Hours|Minutes))$/;

/** One line a breach, each beginning with the path. */
export function checkRoad(sources: readonly Source[]): string[] {
  const paths = new Set(sources.map((source) => source.path));
  return sources.flatMap((source) => {
    const syntax = parseSyntax(source.code);
    return [
      ...checkImports(source.path, syntax, paths),
      ...checkPurity(source.path, syntax),
      ...checkSize(source, syntax),
    ].map((complaint) => `${source.path}: ${complaint}`);
  });
}

/** Only such files, and those that join the road to it, touch the outside. */
export function touchesOutside(path: string): boolean {
  return /^(azure|github|runner)-/.test(posix.basename(path)) || outside.includes(path);
}

function checkImports(path: string, syntax: Node, paths: ReadonlySet<string>): string[] {
  if (path === failure)
    return importedNames(syntax).map(() => 'may import nothing, because everything imports it');
  if (stationOf(path) === undefined && !aboveTheRoad.includes(path))
    return ['stands in no station of the road'];
  return importedNames(syntax).flatMap((name) => {
    if (name === undefined) return ['imports a computed name'];
    if (!name.startsWith('.'))
      return touchesOutside(path) || pureLibraries.includes(name) ? [] : [`imports ${name} from outside`];
    const target = posix.join(posix.dirname(path), name);
    // Facts of the station's own, which the compiler finds or refuses.
    if (/^\.\/data\/[a-z-]+\.json$/.test(name)) return [];
    return paths.has(target) ? checkImport(path, target) : [`imports ${target}, which is not there`];
  });
}

function checkImport(path: string, target: string): string[] {
  if (aboveTheRoad.includes(target))
    return aboveTheRoad.indexOf(target) < aboveTheRoad.indexOf(path)
      ? []
      : [`imports ${target}, which stands above the road`];
  if (aboveTheRoad.includes(path) || target === failure) return [];
  const ahead = (stationOf(target) ?? 0) > (stationOf(path) ?? 0);
  return [
    ...(ahead ? [`imports ${target}, a station further on`] : []),
    ...(touchesOutside(target) && !touchesOutside(path)
      ? [`is pure and imports ${target}, which touches the outside`]
      : []),
  ];
}

function stationOf(path: string): number | undefined {
  const station = stations.indexOf(path.split('/').slice(1, -1)[0] ?? '');
  return station < 0 ? undefined : station;
}

function checkPurity(path: string, syntax: Node): string[] {
  if (touchesOutside(path)) return [];
  return [...walk(syntax)].flatMap((node) => {
    const touched = touchedBy(node);
    return touched === undefined ? [] : [`is pure and uses ${touched}`];
  });
}

/** The outside thing that this node uses or redefines. */
function touchedBy(node: Node): string | undefined {
  const name = identifier(node);
  if (name !== undefined && outsideNames.includes(name)) return name;
  const made = identifier(node['callee']);
  const isBare = Array.isArray(node['arguments']) && node['arguments'].length === 0;
  if (node.type === 'NewExpression' && made === 'Date' && isBare) return 'new Date()';
  if (node.type === 'CallExpression' && made === 'Date') return 'Date()';
  const member = memberName(node);
  if (member === undefined) return undefined;
  const whole = `${identifier(node['object']) ?? ''}.${member}`;
  if (whole === 'Date.now' || whole === 'Math.random') return whole;
  if (node['object'] !== undefined && isImportMeta(node['object'])) return 'import.meta';
  return machineMembers.test(member) ? `.${member}` : undefined;
}

function isImportMeta(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'MetaProperty';
}

function checkSize(source: Source, syntax: Node): string[] {
  const lines = source.code.trimEnd().split('\n').length;
  const most = source.path === 'src/run.ts' ? 65 : 220;
  const isFunction = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
  const longest = [...walk(syntax)].filter(
    (node) => isFunction.test(node.type) && linesOf(source.code, node) > 60,
  );
  return [
    ...(lines > most ? [`has ${lines} lines, more than ${most}`] : []),
    ...longest.map((node) => `has a function of ${linesOf(source.code, node)} lines, more than 60`),
  ];
}
