/** Where the control plane or a pool stands, in a few words. "Up to date" is said only of what was judged. */

import { isUnsupported } from '../../drift/support.ts';
import { ceilingOf, coverOf, isWithin } from '../../drift/target.ts';
import { compareImages } from '../../inventory/image-version.ts';
import type { NodePool } from '../../inventory/inventory.ts';
import { compareVersions, isSameMinor } from '../../inventory/kubernetes-version.ts';
import type { StepKind } from '../../plan/plan.ts';
import { type ClusterView, isMoveOf } from '../cluster-view.ts';
import { codeSpan, listWords } from '../markdown.ts';
import type { Told } from '../told.ts';
import { holdWords } from '../words.ts';

export function tellState(told: Told, view: ClusterView, pool?: NodePool): string {
  const resource = pool ?? view.cluster;
  const holds = view.holds.filter((hold) => isMoveOf(hold, pool));
  const isRead = pool === undefined ? view.cluster.offers !== undefined : pool.offer !== undefined;
  const words = [
    ...tellMoves(view, pool),
    ...(pool === undefined ? judgeControlPlane(told, view) : judgePool(told, view, pool)),
    ...(resource.power === 'stopped' && !holds.some((hold) => hold.reason === 'stopped') ? ['stopped'] : []),
    ...(resource.provisioningState === 'Succeeded' ? [] : [codeSpan(resource.provisioningState, 40)]),
    ...(isRead ? [] : ['offers not read']),
  ];
  if (words.length > 0) return words.join(', ');
  return pool === undefined ? 'up to date' : tellCalmPool(told, view);
}

/** Below what its control plane runs now, whether or not that is in the aim. */
export function isBelow(view: ClusterView, pool: NodePool): boolean {
  return compareVersions(pool.version, view.cluster.version) < 0;
}

function tellMoves(view: ClusterView, pool: NodePool | undefined): readonly string[] {
  const numbers = view.steps.flatMap((step, index) => (isMoveOf(step, pool) ? [`${index + 1}`] : []));
  const waits = view.steps.some((step) => isMoveOf(step, pool) && step.waits.length > 0);
  const holds = view.holds.filter((hold) => isMoveOf(hold, pool));
  const then = pool === undefined && numbers.length > 0 ? 'then ' : '';
  return [
    ...(numbers.length > 0 ? [`${numbers.length === 1 ? 'step' : 'steps'} ${listWords(numbers)}`] : []),
    ...(waits ? ['waits'] : []),
    ...new Set(
      holds.map((hold) => `${then}${hold.heals ? 'left to AKS' : `held: ${holdWords[hold.reason]}`}`),
    ),
  ];
}

function judgeControlPlane(told: Told, view: ClusterView): readonly string[] {
  if (isMoved(view, 'control-plane')) return [];
  const isOut = isOutOfSupport(view);
  const why = explainControlPlane(told, view) ?? (isOut ? ['no way up within the aim'] : []);
  return [...(isOut ? ['out of support'] : []), ...why];
}

function explainControlPlane(told: Told, view: ClusterView): readonly string[] | undefined {
  const { upgradeType } = told.inputs.aim;
  const has = (code: string) => view.findings.some((finding) => finding.code === code);
  if (upgradeType === 'node-pools-only' || upgradeType === 'node-image-only') return ['not in the aim'];
  if (view.cluster.offers === undefined) return [];
  if (has('AKS021')) return ['version aimed for out of reach'];
  if (has('AKS026') || has('AKS030')) return ['only the whole cluster at once'];
  if (has('AKS028')) return ['no supported version on offer'];
  if (view.drift?.controlPlane === undefined && !isHigherOnOffer(told, view)) return undefined;
  return [view.cluster.hasUnreadPools ? 'pools not read' : 'higher version on offer, no way to it'];
}

/** What the aim would take, if pools and the way there allowed it. */
function isHigherOnOffer({ inputs: { aim }, now }: Told, { cluster }: ClusterView): boolean {
  const ceiling = ceilingOf(cluster, aim, now);
  return (cluster.offers ?? []).some(
    ({ version, isPreview }) =>
      !isPreview &&
      compareVersions(version, cluster.version) > 0 &&
      isWithin(version, ceiling) &&
      coverOf(version, cluster, now) === 'covered',
  );
}

function judgePool(told: Told, view: ClusterView, pool: NodePool): readonly string[] {
  return [...judgePoolVersion(told, view, pool), ...judgePoolImage(told, view, pool)];
}

function judgePoolVersion(told: Told, view: ClusterView, pool: NodePool): readonly string[] {
  if (isMoved(view, 'pool-version', pool)) return [];
  const { upgradeType } = told.inputs.aim;
  const isInAim = upgradeType === 'full' || upgradeType === 'node-pools-only';
  const outside = upgradeType === 'node-image-only' ? 'version not in the aim' : 'not in the aim';
  const isOut = isOutOfSupport(view, pool) ? ['out of support'] : [];
  if (isBelow(view, pool)) {
    const why = pool.kind === 'AvailabilitySet' ? 'moves with the whole cluster alone' : 'no way up offered';
    return [...isOut, 'below its control plane', isInAim ? why : outside];
  }
  if (isOut.length === 0) return [];
  if (!isInAim) return [...isOut, outside];
  if (isMoved(view, 'control-plane')) return [...isOut, 'level with its control plane'];
  return [...isOut, ...(explainControlPlane(told, view) ?? ['no way up within the aim'])];
}

function judgePoolImage(told: Told, view: ClusterView, pool: NodePool): readonly string[] {
  const isSet = pool.kind === 'AvailabilitySet';
  const isRetired = view.findings.some(({ code, pool: of }) => code === 'AKS011' && of?.id === pool.id);
  const retired = isRetired ? [isSet ? 'pool kind retired' : 'image retired'] : [];
  const isInAim = told.inputs.aim.upgradeType !== 'control-plane-only';
  if (!isInAim || pool.offer === undefined || isMoved(view, 'node-image', pool)) return retired;
  if (view.steps.some((step) => step.kind === 'pool-version' && isMoveOf(step, pool))) return retired;
  const offered = pool.offer.latestImage;
  if (pool.image === undefined || offered === undefined) return [...retired, 'image not judged'];
  const isBehind = view.drift?.pools.some((drift) => drift.pool.id === pool.id && drift.image) ?? false;
  const comparison = compareImages(pool.image, offered);
  if (!isBehind && !(isSet && (comparison === 'newer' || comparison === 'different'))) return retired;
  const how = isSet ? ', comes with a Kubernetes upgrade only' : '';
  return [...retired, `newer image on offer${how}`];
}

/** Nothing is to be said against it: how much of it was judged. */
function tellCalmPool(told: Told, view: ClusterView): string {
  const { upgradeType } = told.inputs.aim;
  if (upgradeType === 'control-plane-only') return 'not in the aim';
  if (upgradeType === 'node-image-only') return 'image up to date, version not in the aim';
  const isAhead = isMoved(view, 'control-plane') || (explainControlPlane(told, view) ?? []).length > 0;
  return upgradeType === 'full' && isAhead ? 'level with its control plane' : 'up to date';
}

function isMoved(view: ClusterView, kind: StepKind, pool?: NodePool): boolean {
  return [...view.steps, ...view.holds].some((move) => move.kind === kind && isMoveOf(move, pool));
}

/** A pool on the minor of its control plane shares its finding. */
function isOutOfSupport({ cluster, findings }: ClusterView, pool?: NodePool): boolean {
  const sharesMinor = pool === undefined || isSameMinor(pool.version, cluster.version);
  return findings.some(
    (finding) =>
      isUnsupported([finding]) && (finding.pool === undefined ? sharesMinor : finding.pool.id === pool?.id),
  );
}
