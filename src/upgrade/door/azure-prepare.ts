/** Reads, right before a step, what it starts from, and makes the one mutation out of that. */

import type { SurgeSettings } from '../../inputs/inputs.ts';
import type { JsonObject } from '../../inventory/arm-json.ts';
import {
  type ArmMutation,
  type ArmRequest,
  clusterRequest,
  regionalReads,
} from '../../inventory/arm-paths.ts';
import type { AzureClient, Read } from '../../inventory/azure-client.ts';
import { isAbsent } from '../../inventory/azure-search.ts';
import type { NodePool } from '../../inventory/inventory.ts';
import type { Step } from '../../plan/plan.ts';
import { buildClusterPut, buildPoolPut } from './arm-put.ts';
import { fromReadProblem } from './arm-refusal.ts';
import { clusterPut, imagePost, poolPut, poolRequest } from './arm-requests.ts';
import { judgeClusterStart, judgeImageStart, judgePoolStart, type RawPool, type Start } from './arm-start.ts';
import type { Begun } from './door.ts';

type Unfit = Extract<Begun, { readonly kind: 'changed' | 'unreadable' }>;
export type Prepared = { readonly kind: 'ready'; readonly mutation: ArmMutation } | Unfit;
type RawRead<Value> = { readonly kind: 'read'; readonly value: Value } | Unfit;

/** @throws Failure when signing in fails */
export async function prepare(step: Step, surge: SurgeSettings, client: AzureClient): Promise<Prepared> {
  if (step.kind === 'control-plane') return prepareCluster(step, client);
  const { pool } = step;
  if (pool === undefined) return unreadable('The step names no node pool.');
  return step.kind === 'pool-version'
    ? preparePool(step, pool, surge, client)
    : prepareImage(step, pool, client);
}

async function prepareCluster(step: Step, client: AzureClient): Promise<Prepared> {
  const raw = await readRaw(clusterRequest(step.cluster), 'The cluster', client);
  if (raw.kind !== 'read') return raw;
  const start = judgeClusterStart(step, raw.value);
  return whenReady(start, (eTag) => clusterPut(step.cluster, buildClusterPut(raw.value, step.to), eTag));
}

async function preparePool(
  step: Step,
  pool: NodePool,
  surge: SurgeSettings,
  client: AzureClient,
): Promise<Prepared> {
  const raw = await readPool(step, pool, client);
  if (raw.kind !== 'read') return raw;
  const start = judgePoolStart(step, raw.value);
  const body = buildPoolPut(raw.value.pool, step.to, surge);
  return whenReady(start, (eTag) => poolPut(step.cluster, pool.name, body, eTag));
}

async function prepareImage(step: Step, pool: NodePool, client: AzureClient): Promise<Prepared> {
  const raw = await readPool(step, pool, client);
  if (raw.kind !== 'read') return raw;
  // Last of all: what is the newest now is what the POST brings.
  const { cluster } = step;
  const request = regionalReads.poolOffer(cluster, cluster.location, pool.name);
  const profile = await readRaw(request, 'The pool', client);
  if (profile.kind !== 'read') return profile;
  const start = judgeImageStart(step, raw.value, profile.value);
  return whenReady(start, () => imagePost(cluster, pool.name));
}

async function readPool(step: Step, pool: NodePool, client: AzureClient): Promise<RawRead<RawPool>> {
  const [cluster, own] = await Promise.all([
    readRaw(clusterRequest(step.cluster), 'The cluster', client),
    readRaw(poolRequest(step.cluster, pool.name), 'The pool', client),
  ]);
  if (cluster.kind !== 'read') return cluster;
  if (own.kind !== 'read') return own;
  return { kind: 'read', value: { cluster: cluster.value, pool: own.value } };
}

async function readRaw(request: ArmRequest, what: string, client: AzureClient): Promise<RawRead<JsonObject>> {
  const outcome: Read = await client.read(request);
  if (outcome.ok) return { kind: 'read', value: outcome.body };
  return isAbsent(outcome.problem)
    ? { kind: 'changed', text: `${what} is not there any more.` }
    : { kind: 'unreadable', problem: fromReadProblem(outcome.problem) };
}

function whenReady(start: Start, make: (eTag: string | undefined) => ArmMutation): Prepared {
  if (start.kind === 'ready') return { kind: 'ready', mutation: make(start.eTag) };
  return start.kind === 'changed' ? { kind: 'changed', text: start.text } : unreadable(start.text);
}

function unreadable(message: string): Unfit {
  return { kind: 'unreadable', problem: { message } };
}
