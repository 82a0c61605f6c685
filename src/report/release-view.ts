/** What releases bring to the clusters at hand, gathered once, and in an order of our own. */

import { compareImages, type ImageVersion } from '../inventory/image-version.ts';
import type { Cluster } from '../inventory/inventory.ts';
import { compareVersions, minorOf } from '../inventory/kubernetes-version.ts';
import { type SelectedNotes, selectNotes } from '../releases/notes/select-notes.ts';
import { listOnTheWay, newSystemOf, type OnTheWay } from '../releases/on-the-way.ts';
import {
  type ImageChange,
  isMissing,
  noReleases,
  pairKey,
  type ReleaseNote,
  type Source,
} from '../releases/releases.ts';
import { type FleetMember, listTimeLeft, type TimeLeft } from '../releases/time-left.ts';
import { byText, type ClusterView } from './cluster-view.ts';
import type { Told } from './told.ts';

export interface ReleaseView {
  /** Something is known of them. Those that most need first, then those that most pools share. */
  readonly pairs: readonly ImagePair[];
  /** In the same order; neither notes nor scans tell what they bring. */
  readonly unknown: readonly ImagePair[];
  readonly notOffered: readonly NotOffered[];
  readonly timeLeft: readonly TimeLeft[];
  readonly onTheWay: readonly OnTheWay[];
  readonly notes: SelectedNotes;
  readonly sources: readonly Source[];
}

/** A change between two images, and who waits for it. */
export interface ImagePair {
  readonly change: ImageChange;
  readonly pools: number;
  readonly clusters: number;
  /** The clusters that need attention, once for each pool of theirs that waits and will get this image. */
  readonly urgent: readonly Cluster[];
  /** Of `pools` those that get another system in its place, as their version of Kubernetes brings one. */
  readonly replaced: readonly Replaced[];
}

export interface Replaced {
  readonly cluster: Cluster;
  readonly isUrgent: boolean;
  /** What they get: `Ubuntu 24.04` */
  readonly system: string;
}

/** Published, and in none of these locations on offer to a pool of its kind. */
export interface NotOffered {
  readonly image: ImageVersion;
  readonly locations: readonly string[];
}

const nothing: ReleaseView = {
  pairs: [],
  unknown: [],
  notOffered: [],
  timeLeft: [],
  onTheWay: [],
  notes: { releases: [], notYet: [] },
  sources: [],
};

export function viewReleases(told: Told, views: readonly ClusterView[]): ReleaseView {
  const { releases = noReleases, now, drift } = told;
  if (releases.data === 'off') return nothing;
  const fleet = views.map(toMember);
  const pairs = gatherPairs(releases.images, views);
  return {
    pairs: pairs.filter(isKnown),
    unknown: pairs.filter((pair) => !isKnown(pair)),
    notOffered: findNotOffered(releases.published, views),
    timeLeft: listTimeLeft(fleet, drift.calendar, now),
    onTheWay: listOnTheWay(fleet),
    notes: selectNotes(sortNotes(releases.notes), {
      images: pairs.map(({ change: { from, to } }) => ({ from, to })).sort(byText(keyOfPair)),
      minors: listMinors(views),
    }),
    sources: releases.sources.toSorted(byText(({ name, state, text }) => [name, state, text].join('\n'))),
  };
}

function toMember({ cluster, drift }: ClusterView): FleetMember {
  const [ofPools] = (drift?.pools ?? [])
    .flatMap(({ kubernetes }) => kubernetes?.to ?? [])
    .sort((a, b) => compareVersions(b, a));
  return { cluster, to: drift?.controlPlane?.to ?? ofPools };
}

/** Those of most pools first, then of the most urgent cluster. Changes that nobody waits for are left out. */
function gatherPairs(changes: readonly ImageChange[], views: readonly ClusterView[]): readonly ImagePair[] {
  const waiting = views.flatMap((view, rank) =>
    (view.drift?.pools ?? []).flatMap(({ pool, image, kubernetes }) => {
      const system = newSystemOf(pool, view.drift?.controlPlane?.to ?? kubernetes?.to);
      return image === undefined ? [] : [{ view, rank, image, system }];
    }),
  );
  const waitingFor = Map.groupBy(waiting, ({ image }) => keyOfPair(image));
  const unique = new Map(changes.toSorted(byText(textOfChange)).map((change) => [keyOfPair(change), change]));
  return [...unique.values()]
    .flatMap((change) => {
      const pools = waitingFor.get(keyOfPair(change)) ?? [];
      const clusters = new Set(pools.map(({ view }) => view.cluster.id)).size;
      const [urgent, replaced]: [Cluster[], Replaced[]] = [[], []];
      for (const { view, system } of pools) {
        const isUrgent = view.urgency !== 'none';
        if (system !== undefined) replaced.push({ cluster: view.cluster, isUrgent, system });
        else if (isUrgent) urgent.push(view.cluster);
      }
      const rank = Math.min(...pools.map((each) => each.rank));
      return pools.length === 0
        ? []
        : [{ pair: { change, pools: pools.length, clusters, urgent, replaced }, rank }];
    })
    .sort((a, b) => compareWeight(a.pair, b.pair) || a.rank - b.rank || byText(textOfPair)(a.pair, b.pair))
    .map(({ pair }) => pair);
}

function compareWeight(a: ImagePair, b: ImagePair): number {
  return b.urgent.length - a.urgent.length || b.pools - a.pools;
}

function isKnown({ change: { diff, cves } }: ImagePair): boolean {
  return !isMissing(diff) || (cves !== undefined && !isMissing(cves));
}

function keyOfPair({ from, to }: { readonly from: ImageVersion; readonly to: ImageVersion }): string {
  return pairKey(from, to);
}

function textOfPair({ change }: ImagePair): string {
  return keyOfPair(change);
}

function textOfChange(change: ImageChange): string {
  return `${keyOfPair(change)}\n${JSON.stringify(change)}`;
}

/** A location where any pool of that kind is offered it has it. */
function findNotOffered(
  published: readonly ImageVersion[],
  views: readonly ClusterView[],
): readonly NotOffered[] {
  const offers = views.flatMap(({ cluster }) =>
    cluster.pools.flatMap(({ offer }) =>
      offer?.latestImage === undefined ? [] : [{ location: cluster.location, offered: offer.latestImage }],
    ),
  );
  const ofKind = Map.groupBy(offers, ({ offered }) => offered.kind);
  const newest = new Map(published.toSorted(byText(({ text }) => text)).map((image) => [image.kind, image]));
  return [...newest.values()].flatMap((image) => {
    const byLocation = Map.groupBy(ofKind.get(image.kind) ?? [], ({ location }) => location);
    const locations = [...byLocation]
      .filter(([, found]) => found.every(({ offered }) => compareImages(offered, image) === 'newer'))
      .map(([location]) => location)
      .sort();
    return locations.length === 0 ? [] : [{ image, locations }];
  });
}

function sortNotes(notes: readonly ReleaseNote[]): readonly ReleaseNote[] {
  return notes.toSorted(byText((note) => JSON.stringify([note.date, note.tag, note]))).reverse();
}

/** Each minor that a control plane enters on its way. */
function listMinors(views: readonly ClusterView[]): readonly string[] {
  const entered = views.flatMap(({ cluster: { version }, drift }) => {
    const to = drift?.controlPlane?.to;
    if (to === undefined || to.major !== version.major) return [];
    return Array.from(
      { length: Math.max(0, to.minor - version.minor) },
      (_, at) => version.minor + 1 + at,
    ).map((minor) => minorOf({ major: version.major, minor }));
  });
  return [...new Set(entered)].sort();
}
