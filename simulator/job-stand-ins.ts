/** Stand-ins for actions of others, as far as our examples use them. What they are given and do not know is refused. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type IssuesPermission, permissionOf } from './github-accounts.ts';
import { headOf } from './github-git-state.ts';
import type { JobSetting } from './job-steps.ts';
import { checkOut } from './runner-checkout.ts';
import { only } from './workflow-fields.ts';

type Texts = Readonly<Record<string, string>>;

export interface StoodIn {
  readonly outcome: 'success' | 'failure';
  readonly outputs: Texts;
  /** What it did, in words of its own. */
  readonly stdout: string;
  readonly masks: readonly string[];
}

/** Files by their path below the artifact's root. */
export type Artifacts = Map<string, ReadonlyMap<string, Uint8Array>>;

type StandIn = (given: Texts, setting: JobSetting) => StoodIn;

const did = (stdout: string, more: Partial<StoodIn> = {}): StoodIn => ({
  outcome: 'success',
  outputs: {},
  masks: [],
  stdout,
  ...more,
});
const failed = (stdout: string): StoodIn => did(stdout, { outcome: 'failure' });

const standIns: Readonly<Record<string, { readonly inputs: readonly string[]; readonly play: StandIn }>> = {
  'actions/checkout': { inputs: ['ref', 'persist-credentials'], play: checkOutRepository },
  'actions/create-github-app-token': {
    inputs: ['client-id', 'private-key', ...['contents', 'pull-requests', 'issues'].map(permissionInput)],
    play: createAppToken,
  },
  'actions/upload-artifact': { inputs: ['name', 'path', 'retention-days'], play: uploadArtifact },
  'actions/download-artifact': { inputs: ['name', 'path'], play: downloadArtifact },
  'hashicorp/setup-terraform': { inputs: [], play: (_, setting) => install('terraform', setting) },
};

/** @throws for an action that nobody here plays, and for what it was given and a stand-in does not know. */
export function standIn(uses: string, given: Texts, setting: JobSetting): StoodIn {
  const found = standIns[uses.split('@')[0] ?? ''];
  if (found === undefined) throw new Error(`Nobody plays ${uses} here.`);
  only(given, uses, found.inputs);
  return found.play(given, setting);
}

/** Whatever was there before goes. The token stays behind unless it is told not to. */
function checkOutRepository(given: Texts, { world, run, token, place }: JobSetting): StoodIn {
  const { state } = world.github;
  const rights = state.tokens.get(token);
  if (state.repository.private && (rights === undefined || permissionOf(rights, 'contents') === 'none'))
    return failed('remote: Repository not found.');
  const { refs } = state.git;
  const { ref = '' } = given;
  const sha = /^[0-9a-f]{40}$/.test(ref) ? ref : (refs.get(ref) ?? refs.get(headOf(ref)));
  if (ref !== '' && sha === undefined)
    return failed(`A branch or tag with the name '${ref}' could not be found`);
  for (const name of readdirSync(place.workspace)) rmSync(join(place.workspace, name), { recursive: true });
  checkOut(place.workspace, world.github, { ...world.run, ...run }, sha ?? true);
  const keeps = (given['persist-credentials'] ?? 'true') === 'true';
  const header = Buffer.from(`x-access-token:${token}`).toString('base64');
  mkdirSync(join(place.workspace, '.git'));
  writeFileSync(
    join(place.workspace, '.git', 'config'),
    keeps ? `[http "${world.run.serverUrl}/"]\n\textraheader = AUTHORIZATION: basic ${header}\n` : '',
  );
  return did(`HEAD is now at ${sha ?? run.sha}`);
}

function permissionInput(name: string): string {
  return `permission-${name}`;
}

/** A token of the App's installation, with those of its permissions that are asked for. */
function createAppToken(given: Texts, { world, app }: JobSetting): StoodIn {
  for (const name of ['client-id', 'private-key'])
    if (!given[name]) return failed(`The '${name}' input must be set to a non-empty string.`);
  if (app === undefined || given['client-id'] !== app.clientId || given['private-key'] !== app.privateKey)
    return failed('A JSON web token could not be decoded');
  const asked = (name: string): IssuesPermission => {
    const permission = given[permissionInput(name)] ?? 'none';
    if (permission === 'none' || permission === 'read' || permission === 'write') return permission;
    throw new Error(`permission-${name}: ${permission}`);
  };
  const token = `ghs_${randomBytes(18).toString('hex')}`;
  const { login } = app;
  const rights = { issues: asked('issues'), pulls: asked('pull-requests'), contents: asked('contents') };
  world.github.state.tokens.set(token, { token, kind: 'app', login, ...rights });
  return did(`A token of ${login}`, {
    outputs: { token, 'app-slug': login.replace(/\[bot\]$/, '') },
    masks: [token],
  });
}

function within(workspace: string, path: string): string {
  const place = resolve(workspace, path);
  if (place === workspace || place.startsWith(workspace + sep)) return place;
  throw new Error(`Nobody here goes outside the workspace: ${path}`);
}

/** A file alone lies at the artifact's root, a folder gives its files. */
function uploadArtifact({ name = 'artifact', path = '' }: Texts, { place, artifacts }: JobSetting): StoodIn {
  const from = within(place.workspace, path);
  const found = statSync(from, { throwIfNoEntry: false });
  if (found === undefined) return did(`No files were found with the provided path: ${path}.`);
  if (artifacts.has(name)) return failed('an artifact with this name already exists on the workflow run');
  const names = found.isDirectory()
    ? readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((one) =>
        statSync(join(from, one)).isFile(),
      )
    : [basename(from)];
  const root = found.isDirectory() ? from : dirname(from);
  artifacts.set(name, new Map(names.map((one) => [one, readFileSync(join(root, one))])));
  return did(`Artifact ${name} has been successfully uploaded: ${names.join(', ')}`);
}

function downloadArtifact({ name = '', path = '.' }: Texts, { place, artifacts }: JobSetting): StoodIn {
  const files = artifacts.get(name);
  if (files === undefined)
    return failed(`Unable to download artifact(s): Artifact not found for name: ${name}`);
  const root = within(place.workspace, path);
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), bytes);
  }
  return did(`Artifact download has finished successfully: ${[...files.keys()].join(', ')}`);
}

/** The program that the play has for it, for the scripts that come after. */
function install(name: string, { place, programs }: JobSetting): StoodIn {
  const program = programs[name];
  if (program === undefined) throw new Error(`Nobody plays the program ${name} here.`);
  writeFileSync(join(place.bin, name), program, { mode: 0o755 });
  return did(`${name} is there`);
}
