import { type GitHubClient, unclearFailure } from './github-client.ts';
import type { Request } from './github-exchange.ts';
import type { Refusal } from './rate-limit.ts';

/** An edit of something that people may edit too. */
export interface FreshEdit<Item, Patch> {
  /** Such as `edit issue #5 of o/r`. */
  readonly what: string;
  /** As it stands now; `undefined`: it is not there any more. */
  readonly read: () => Promise<Item | undefined>;
  /** What to change; `undefined`: it is no longer what was decided about. */
  readonly plan: (fresh: Item) => Patch | undefined;
  readonly request: (patch: Patch) => Request;
  readonly parse: (data: unknown) => Item | undefined;
  /** Whether an edit whose answer was lost has been carried out. */
  readonly holds: (fresh: Item, patch: Patch) => boolean;
  /** What a refusal means: throws, or `undefined` where nothing was changed and that is no trouble. */
  readonly refuse: (refusal: Refusal) => Promise<undefined>;
}

const sendings = 2;

/**
 * Edits a thing as it stands right before the write, so that what people changed in the meantime is kept. Without a
 * usable answer it is read back before anything is sent a second time.
 *
 * `undefined`: nothing was changed. Throws `Failure` when GitHub refuses, or does not answer.
 */
export async function editFresh<Item, Patch>(
  client: GitHubClient,
  edit: FreshEdit<Item, Patch>,
): Promise<Item | undefined> {
  let sent: { readonly patch: Patch } | undefined;
  let landed: Item | undefined;
  let reason = '';
  const prepare = async () => {
    const fresh = await edit.read();
    if (fresh && sent && edit.holds(fresh, sent.patch)) landed = fresh;
    const patch = fresh && !landed ? edit.plan(fresh) : undefined;
    if (patch === undefined) return undefined;
    sent = { patch };
    return edit.request(patch);
  };
  for (let count = 0; count < sendings; count++) {
    const outcome = await client.write(prepare, edit.parse);
    if (outcome === undefined) return landed;
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'refused') return await edit.refuse(outcome.refusal);
    reason = outcome.reason;
  }
  const last = await edit.read();
  if (last && sent && edit.holds(last, sent.patch)) return last;
  throw unclearFailure(reason, edit.what);
}
