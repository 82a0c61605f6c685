/** The parts of a report about releases. Fitting writes them over and over: each is written once for all that differs. */

import type { ClusterView } from './cluster-view.ts';
import { type ReleaseView, viewReleases } from './release-view.ts';
import { tellBrings, tellNextEnd } from './sections/brings.ts';
import { hasPackageList } from './sections/image-diff.ts';
import { tellImagePairs } from './sections/image-pairs.ts';
import { tellOnTheWay } from './sections/on-the-way.ts';
import { tellReleaseNotes } from './sections/release-notes.ts';
import { tellReleaseSources } from './sections/release-sources.ts';
import { tellTimeLeft } from './sections/time-left.ts';
import { tellTimeline } from './sections/timeline.ts';
import { tellUpgradePath } from './sections/upgrade-path.ts';
import { allShown, type Shown } from './shown.ts';
import type { Told } from './told.ts';

export interface ReleaseParts {
  /** Anything of releases was asked for. */
  readonly isTold: boolean;
  /** In one line what an upgrade brings; empty where that is not known. */
  readonly brings: string;
  /** The same to some clusters alone, by their ids. */
  readonly bringsTo: (clusters: ReadonlySet<string>) => string;
  /** All that there is to be shown. */
  readonly all: Shown;
  /** How much time is left, and the ways up. Empty sections among them, as below. */
  readonly time: (shown: Shown) => readonly string[];
  /** What changes on these ways. */
  readonly changes: (shown: Shown) => readonly string[];
  /** What was not plainly read. */
  readonly sources: string;
}

export function prepareReleases(told: Told, views: readonly ClusterView[]): ReleaseParts {
  const isTold = (told.releases?.data ?? 'off') !== 'off';
  const view = viewReleases(told, views);
  const timeLeft = tellTimeLeft(told, view);
  const timeline = tellTimeline(told, views);
  const paths = isTold ? tellUpgradePath(views) : '';
  const onTheWay = tellOnTheWay(view);
  const notes = tellReleaseNotes(view);
  const brings = tellBrings(view);
  const pairs = new Map<string, string>();
  const tellPairs = (shown: Shown) => {
    const key = [shown.images, shown.packages].join();
    const text = pairs.get(key) ?? tellImagePairs(view, shown);
    pairs.set(key, text);
    return text;
  };
  return {
    isTold,
    brings: brings === '' ? '' : [brings, tellNextEnd(told, view)].join(' ').trim(),
    bringsTo: (clusters) => tellBrings(view, clusters),
    all: {
      ...allShown,
      ...countImages(view),
      paths: paths !== '',
      onTheWay: onTheWay !== '',
      notes: notes !== '',
    },
    time: (shown) => [timeLeft, timeline, shown.paths ? paths : ''],
    changes: (shown) => [tellPairs(shown), shown.onTheWay ? onTheWay : '', shown.notes ? notes : ''],
    sources: tellReleaseSources(told, view),
  };
}

function countImages({ pairs }: ReleaseView): Pick<Shown, 'images' | 'packages'> {
  const last = pairs.findLastIndex(({ change }) => hasPackageList(change));
  return { images: pairs.length, packages: last + 1 };
}
