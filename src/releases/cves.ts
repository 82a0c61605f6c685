import { textIn, valueIn } from '../inventory/arm-json.ts';
import type { ImageVersion } from '../inventory/image-version.ts';
import { kindOf, releaseOf } from './images/image-kind.ts';
import type { ClosedCves, Missing } from './releases.ts';

/** What AKS's own scan found in one node image. */
export interface CveScan {
  /** `AKSUbuntu-gen2-2204containerd` */
  readonly distro: string;
  /** `202607.09.0` */
  readonly version: string;
  /** Version that `mitigated` is told against; absent: the scan names none. */
  readonly previous?: string;
  /** Found in any package or container image of it. */
  readonly active: ReadonlySet<string>;
  /** Found in a part of the previous image, and no longer in that part; it may be in another. */
  readonly mitigated: ReadonlySet<string>;
  /** How many packages and container images were scanned. */
  readonly packages: number;
  readonly containers: number;
}

interface Found {
  readonly active: Set<string>;
  readonly mitigated: Set<string>;
}

/** An image has some 800 packages and 200 container images. */
const mostTargets = 5_000;
const mostIds = 100_000;

/** Path of an image's scan at the vulnerability data API of AKS; undefined: the API does not cover it. */
export function scanPath(image: Pick<ImageVersion, 'text'>): string | undefined {
  const asked = askedOf(image);
  return asked === undefined
    ? undefined
    : `/api/v1/vhd-releases/${asked.distro}/${asked.version}/scan-reports`;
}

/** The names of an image at the API. Nothing else of its text ever stands in the path. */
function askedOf(image: Pick<ImageVersion, 'text'>): { distro: string; version: string } | undefined {
  const distro = kindOf(image)?.cveDistro ?? '';
  const version = releaseOf(image) ?? '';
  const isAsked =
    /^AKS[A-Za-z0-9]{1,30}-[a-z0-9-]{1,40}$/.test(distro) && /^\d{6}\.\d{1,2}\.\d{1,4}$/.test(version);
  return isAsked ? { distro, version } : undefined;
}

/**
 * Reads a scan whole or not at all: what was lost from the newer image's would pass for closed. A scan that finds
 * nothing, neither now nor before, says nothing about the image.
 */
export function parseScan(answer: unknown, image: Pick<ImageVersion, 'text'>): CveScan | Missing {
  const asked = askedOf(image);
  if (asked === undefined) return { missing: 'the scan does not cover this kind of image' };
  const distro = (textIn(answer, 'distro_name') ?? '').replaceAll('/', '-').toLowerCase();
  if (distro !== asked.distro.toLowerCase() || textIn(answer, 'vhd_release_version') !== asked.version)
    return { missing: 'the scan is of another image than was asked for' };
  const packages = targetsIn(answer, 'os_package_targets');
  const containers = targetsIn(answer, 'container_targets');
  const found = { active: new Set<string>(), mitigated: new Set<string>() };
  if (packages === undefined || containers === undefined || !collect([...packages, ...containers], found))
    return { missing: 'the scan could not be read' };
  if (found.active.size + found.mitigated.size === 0) return { missing: 'the scan holds no findings at all' };
  const previous = textIn(answer, 'previous_vhd_release_version');
  const counts = { packages: packages.length, containers: containers.length };
  return { ...asked, ...found, ...counts, ...(previous === undefined ? {} : { previous }) };
}

/**
 * CVEs that the scan finds in the older image and not in the newer one, by the two scans alone.
 *
 * A scan lists all parts of an image, changed or not, with what is found in each; so over any number of images between
 * the two the difference of what is found is the whole answer. What images between them report as mitigated adds
 * nothing to it: it was either found in the older image too, or came and went on the way and was never in use. What
 * the newer scan reports as mitigated is told against its previous image, and counts where that is the older one. A
 * CVE that is mitigated in one part and still found in another is not closed.
 *
 * Claimed: these ids, as the finding of that scan about these two images. Not claimed: how severe they are (the API
 * does not say), that a node was exposed, that its security patches had not closed them before, that nothing new came,
 * and that another scanner agrees. The API lists only CVEs with a fix available.
 */
export function findClosed(older: CveScan, newer: CveScan): ClosedCves | Missing {
  if (older.distro !== newer.distro) return { missing: 'the scans are of different kinds of image' };
  const isCut =
    (older.packages > 0 && newer.packages === 0) || (older.containers > 0 && newer.containers === 0);
  if (isCut) return { missing: 'the scan of the newer image lists less than that of the older one' };
  const mitigated = newer.previous === older.version ? newer.mitigated : [];
  const closed = [...new Set([...older.active, ...mitigated])].filter((id) => !newer.active.has(id));
  return { ids: closed.sort(compareNewestFirst) };
}

function targetsIn(answer: unknown, field: string): readonly unknown[] | undefined {
  const list = listIn(answer, field);
  return list === undefined || list.length > mostTargets ? undefined : list;
}

/** Whether every target could be read. */
function collect(targets: readonly unknown[], { active, mitigated }: Found): boolean {
  let budget = mostIds;
  const readAll = (list: readonly unknown[] | undefined, ids: Set<string>): boolean => {
    budget -= list?.length ?? 0;
    return list !== undefined && budget >= 0 && list.every((entry) => readId(entry, ids));
  };
  return targets.every(
    (target) =>
      readAll(listIn(target, 'active_cves'), active) &&
      readAll(listIn(target, 'mitigated_cves_from_previous_release') ?? [], mitigated),
  );
}

/** Scanners also know advisories of other registers; only CVEs are told. */
function readId(entry: unknown, ids: Set<string>): boolean {
  const id = textIn(entry, 'id')?.trim().toUpperCase();
  if (id !== undefined && /^CVE-\d{4}-\d{4,10}$/.test(id)) ids.add(id);
  return id !== undefined;
}

/** Empty for `null`, which is how the API's language writes an empty list. */
function listIn(from: unknown, field: string): readonly unknown[] | undefined {
  const value = valueIn(from, field);
  return value === null ? [] : Array.isArray(value) ? value : undefined;
}

function compareNewestFirst(a: string, b: string): number {
  const [, yearA = '', numberA = ''] = a.split('-');
  const [, yearB = '', numberB = ''] = b.split('-');
  return Number(yearB) - Number(yearA) || Number(numberB) - Number(numberA);
}
