/** Whether what was read right before is what the step starts from. Pure; unknown words never start anything. */

import { type JsonObject, listIn, objectIn, textIn } from '../../inventory/arm-json.ts';
import { parsePoolOffer } from '../../inventory/arm-offers.ts';
import { flattenPool, powerIn, runningVersion } from '../../inventory/arm-pool.ts';
import { compareVersions, parseKubernetesVersion } from '../../inventory/kubernetes-version.ts';
import type { Step } from '../../plan/plan.ts';

/** `unreadable`: the answer is not about the resource, or does not hold what has to be known. */
export type Start =
  | { readonly kind: 'ready'; readonly eTag: string | undefined }
  | { readonly kind: 'changed' | 'unreadable'; readonly text: string };

export interface RawPool {
  readonly cluster: JsonObject;
  readonly pool: JsonObject;
}

export function judgeClusterStart(step: Step, cluster: JsonObject): Start {
  if (!isAbout(cluster, step.cluster.id)) return otherResource;
  const properties = objectIn(cluster, 'properties');
  const trouble = stateTrouble(properties, 'The cluster');
  if (trouble !== undefined) return changed(trouble);
  const pools = listIn(properties, 'agentPoolProfiles');
  if (pools === undefined) return unreadable("Azure's answer does not hold the cluster's node pools.");
  const busy = pools.find((pool) => !isIdle(pool));
  if (busy !== undefined) {
    const name = textIn(busy, 'name') ?? 'without a name';
    return changed(
      `Pool ${name} is ${describeState(busy)}: the control plane moves only while every pool is idle.`,
    );
  }
  const running = clusterVersion(properties);
  if (running?.text !== step.from) return otherVersion('The control plane', running?.text, step);
  return { kind: 'ready', eTag: eTagIn(cluster) };
}

export function judgePoolStart(step: Step, { cluster, pool }: RawPool): Start {
  const trouble = poolTrouble(step, { cluster, pool });
  if (trouble !== undefined) return trouble;
  const facts = flattenPool(pool);
  const running = poolVersion(facts);
  if (running?.text !== step.from) return otherVersion('The pool', running?.text, step);
  const controlPlane = clusterVersion(objectIn(cluster, 'properties'));
  const to = parseKubernetesVersion(step.to);
  if (controlPlane === undefined || to === undefined || compareVersions(to, controlPlane) > 0) {
    return changed(
      `The control plane runs ${controlPlane?.text ?? 'an unknown version'}: no pool may be newer than that.`,
    );
  }
  return { kind: 'ready', eTag: eTagIn(facts) };
}

/** `profile`: the pool's upgrade profile, read last, for its newest image is what the POST brings. */
export function judgeImageStart(step: Step, raw: RawPool, profile: JsonObject): Start {
  const trouble = poolTrouble(step, raw);
  if (trouble !== undefined) return trouble;
  const running = textIn(flattenPool(raw.pool), 'nodeImageVersion');
  if (!isSameImage(running, step.from)) return otherVersion('The pool', running, step);
  const offer = parsePoolOffer(profile);
  if (!offer.ok) return unreadable(`${offer.reason}.`);
  const latest = offer.value.latestImage?.text;
  if (latest === undefined) return unreadable('Azure names no newest image for this pool.');
  if (!isSameImage(latest, step.to)) {
    return changed(`The newest image is ${latest} now; ${step.to} was approved.`);
  }
  return { kind: 'ready', eTag: undefined };
}

const otherResource: Start = {
  kind: 'unreadable',
  text: "Azure's answer is not about what was asked for.",
};

function poolTrouble(step: Step, { cluster, pool }: RawPool): Start | undefined {
  if (step.pool === undefined || !isAbout(cluster, step.cluster.id) || !isAbout(pool, step.pool.id)) {
    return otherResource;
  }
  const facts = flattenPool(pool);
  const trouble =
    stateTrouble(objectIn(cluster, 'properties'), 'The cluster') ?? stateTrouble(facts, 'The pool');
  if (trouble !== undefined) return changed(trouble);
  const isPinned = textIn(objectIn(facts, 'creationData'), 'sourceResourceId') !== undefined;
  return isPinned ? changed('The pool is pinned to a snapshot now.') : undefined;
}

function stateTrouble(facts: JsonObject, what: string): string | undefined {
  const isReady = isSucceeded(facts) && powerIn(facts) === 'running';
  return isReady ? undefined : `${what} is ${describeState(facts)}: nothing is started on it.`;
}

/** A stopped pool is idle and does not keep the control plane; whatever else is not running is no known state. */
function isIdle(pool: unknown): boolean {
  return isSucceeded(pool) && powerIn(pool) !== 'unknown';
}

function isSucceeded(facts: unknown): boolean {
  return textIn(facts, 'provisioningState')?.toLowerCase() === 'succeeded';
}

function describeState(facts: unknown): string {
  const state = textIn(facts, 'provisioningState') ?? 'unknown';
  const power = textIn(objectIn(facts, 'powerState'), 'code') ?? 'unknown';
  return `in state ${state}, power ${power}`;
}

function clusterVersion(properties: JsonObject) {
  return runningVersion(
    textIn(properties, 'currentKubernetesVersion'),
    textIn(properties, 'kubernetesVersion'),
  );
}

function poolVersion(facts: JsonObject) {
  return runningVersion(textIn(facts, 'currentOrchestratorVersion'), textIn(facts, 'orchestratorVersion'));
}

/** ARM writes ids in whatever case it likes. */
function isAbout(raw: JsonObject, id: string): boolean {
  return textIn(raw, 'id')?.toLowerCase() === id.toLowerCase();
}

/** AKS's field, not ARM's header: of a cluster on top, of a pool among its properties. Preview versions write `etag`. */
function eTagIn(from: JsonObject): string | undefined {
  return textIn(from, 'eTag') ?? textIn(from, 'etag');
}

function isSameImage(image: string | undefined, other: string): boolean {
  return image?.trim().toLowerCase() === other.trim().toLowerCase();
}

function otherVersion(what: string, running: string | undefined, { from }: Step): Start {
  return changed(`${what} runs ${running ?? 'an unknown version'} now; the step starts from ${from}.`);
}

function changed(text: string): Start {
  return { kind: 'changed', text };
}

function unreadable(text: string): Start {
  return { kind: 'unreadable', text };
}
