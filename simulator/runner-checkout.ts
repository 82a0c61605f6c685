import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SimRun } from './actions-oidc.ts';
import { flatTree } from './github-git-trees.ts';
import type { GitHubSimulator } from './github-rest.ts';

export type Checkout = true | string | Readonly<Record<string, string | Uint8Array>>;

/** Fills a workspace as actions/checkout does, without the `.git` that nobody of ours may look into. */
export function checkOut(workspace: string, github: GitHubSimulator, run: SimRun, what: Checkout): void {
  const place = (path: string): string => {
    const to = join(workspace, path);
    mkdirSync(dirname(to), { recursive: true });
    return to;
  };
  if (typeof what === 'object') {
    for (const [path, content] of Object.entries(what)) writeFileSync(place(path), content);
    return;
  }
  const { store } = github.state.git;
  const { tree } = store.commit(what === true ? run.sha : what);
  for (const [path, { mode, sha }] of flatTree(store, tree)) {
    if (mode === '160000') mkdirSync(place(path));
    else if (mode === '120000') symlinkSync(Buffer.from(store.blob(sha)).toString(), place(path));
    else writeFileSync(place(path), store.blob(sha), { mode: mode === '100755' ? 0o755 : 0o644 });
  }
}
