/** What the SDK's typed models call read-only, read out of its declarations. */

import { readFileSync } from 'node:fs';

interface Field {
  readonly name: string;
  readonly isReadOnly: boolean;
  readonly type: string;
}

const file = new URL(
  '../../node_modules/@azure/arm-containerservice/dist/esm/models/models.d.ts',
  import.meta.url,
);

function readModels(): Map<string, Field[]> {
  const models = new Map<string, Field[]>();
  for (const [, name = '', parent, body = ''] of readFileSync(file, 'utf8').matchAll(
    /export interface (\w+)(?: extends (\w+))? \{\n(.*?)^\}/gms,
  )) {
    const fields = [...body.matchAll(/^ {4}(readonly )?(\w+)\??: (.+);$/gm)].map(
      ([, isReadOnly, field = '', type = '']) => ({
        name: field,
        isReadOnly: isReadOnly !== undefined,
        type,
      }),
    );
    models.set(name, [
      ...(parent === undefined
        ? []
        : (models.get(parent) ?? [{ name: '>', isReadOnly: false, type: parent }])),
      ...fields,
    ]);
  }
  return models;
}

/** Paths in lower case, as `properties/agentpoolprofiles/* /etag` without the blank; a pool of its own under `pool/`. */
export function readOnlyPaths(): Set<string> {
  const models = readModels();
  const found = new Set<string>();
  const walk = (model: string, path: string, seen: readonly string[]): void => {
    if (seen.includes(model)) return;
    for (const { name, isReadOnly, type } of models.get(model) ?? []) {
      if (name === '>') {
        walk(type, path, [...seen, model]);
        continue;
      }
      const at = `${path}${name.toLowerCase()}`;
      const [, mapped] = /^Record<string, (\w+)>$/.exec(type) ?? [];
      const [, listed] = /^(\w+)\[\]$/.exec(type) ?? [];
      const inner = mapped ?? listed ?? type;
      if (isReadOnly) found.add(at);
      else
        walk(inner, mapped === undefined && listed === undefined ? `${at}/` : `${at}/*/`, [...seen, model]);
    }
  };
  for (const name of ['id', 'name', 'type', 'systemdata', 'etag']) found.add(name);
  walk('ManagedClusterIdentity', 'identity/', []);
  walk('ManagedClusterProperties', 'properties/', []);
  for (const name of ['id', 'name', 'type']) found.add(`pool/${name}`);
  walk('ManagedClusterAgentPoolProfileProperties', 'pool/properties/', []);
  // What only says what is in it, and is left out whole.
  return new Set([...found].filter((path) => !/\/status\/provisioningerror$/.test(path)));
}
