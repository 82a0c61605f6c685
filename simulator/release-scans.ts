import { stableNumber } from './quirks.ts';
import { type Container, containersOf } from './release-components.ts';
import { linuxInstalled } from './release-installed.ts';
import { describeKind, scanNameOf } from './release-kinds.ts';
import { dayOf, type Published } from './release-line.ts';
import { dayOfUpdate, updatesUntil } from './release-movement.ts';
import type { Source } from './release-packages.ts';

/**
 * The scan of an image as AKS's vulnerability API tells it: what a security update closes is active in every image
 * from before that update. So what differs between two scans fits what differs between the notes of the two images.
 */

const dayMs = 86_400_000;
/** Days ahead: what is known and will be fixed by then is active today. */
const known = 30;

export interface Identified {
  readonly id: string;
}

interface Target {
  readonly active_cves: readonly Identified[];
  readonly mitigated_cves_from_previous_release: readonly Identified[];
}

export interface ScanReport {
  readonly distro_name: string;
  readonly vhd_release_version: string;
  readonly previous_vhd_release_version: string;
  readonly os_package_targets: readonly (Target & {
    readonly name: string;
    readonly version: string;
    readonly previous_version: string;
  })[];
  readonly container_targets: readonly Target[];
  readonly report_time: string;
}

/** `directory` is one that the scan covers. */
export function writeScan(
  directory: string,
  version: string,
  previous: string | undefined,
  now: number,
): ScanReport {
  const [built, before] = [dayOf(version), previous === undefined ? undefined : dayOf(previous)];
  return {
    distro_name: directory,
    vhd_release_version: version,
    previous_vhd_release_version: previous ?? '',
    os_package_targets: packageTargets(directory, built, before, now),
    container_targets: containerTargets(built, before, now),
    report_time: new Date(now).toISOString().replace('Z', '181877Z'),
  };
}

/** `AKSUbuntu-gen2-2404containerd/202611.13.0` for all that is covered and published. */
export function listScans(published: Published): readonly string[] {
  return [...published].flatMap(([directory, versions]) => {
    const name = scanNameOf(directory);
    return name === undefined ? [] : versions.map((version) => `${name}/${version}`);
  });
}

function packageTargets(directory: string, built: number, before: number | undefined, now: number) {
  const kind = describeKind(directory);
  const earlier = new Map(
    before === undefined ? [] : linuxInstalled(kind, before).map((one) => [one.name, one.version] as const),
  );
  return linuxInstalled(kind, built).flatMap(({ name, version, source }) => {
    if (source === undefined) return [];
    const was = earlier.get(name);
    const target = {
      name,
      version,
      active_cves: activeIn(source, built, now),
      previous_version: was === version ? '' : (was ?? ''),
      mitigated_cves_from_previous_release: before === undefined ? [] : closedBetween(source, before, built),
    };
    const isTelling = target.active_cves.length + target.mitigated_cves_from_previous_release.length > 0;
    return isTelling ? [target] : [];
  });
}

function containerTargets(built: number, before: number | undefined, now: number): readonly Target[] {
  const earlier = before === undefined ? [] : containersOf(before);
  return containersOf(built).map((container) => {
    const old = earlier.find(({ source }) => source.name === container.source.name);
    const isOther = old !== undefined && old.tag !== container.tag;
    return {
      container_image: container.repository,
      active_container_images: namesOf([container]),
      active_cves: activeIn(container.source, built, now),
      removed_container_images_from_previous_release: namesOf(isOther ? [old] : []),
      mitigated_cves_from_previous_release:
        before === undefined ? [] : closedBetween(container.source, before, built),
    };
  });
}

function namesOf(containers: readonly Container[]) {
  return {
    image_repo_tags: containers.map(({ repository, tag }) => `${repository}:${tag}`),
    image_repo_digests: containers.map(({ repository, tag, digest }) => `${repository}:${tag}@${digest}`),
  };
}

function activeIn(source: Source, built: number, now: number): readonly Identified[] {
  return closedBetween(source, built, Math.max(now, built) + known * dayMs);
}

/** Most updates close nothing that has a number, others one to three. */
function closedBy(update: string): number {
  return Math.max(0, (stableNumber(update) % 9) - 5);
}

/** Those of containers may be known by another name. */
function closedBetween(source: Source, from: number, to: number): readonly Identified[] {
  const first = updatesUntil(source.name, from, source.days) + 1;
  const last = updatesUntil(source.name, to, source.days);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).flatMap((update) => {
    const at = dayOfUpdate(source.name, update, source.days);
    return Array.from({ length: closedBy(`${source.name} ${update}`) }, (_, index) => ({
      id: identify(`${source.name} ${update} ${index}`, at, source.name.includes('/') && index === 2),
    }));
  });
}

function identify(name: string, at: number, isAdvisory: boolean): string {
  const number = stableNumber(name);
  if (!isAdvisory) return `CVE-${new Date(at - 40 * dayMs).getUTCFullYear()}-${20_000 + (number % 45_000)}`;
  const letters = '23456789cfghjmpqrvwx';
  const part = (shift: number): string =>
    [0, 1, 2, 3].map((place) => letters[(number >>> (shift + place * 3)) % letters.length]).join('');
  return `GHSA-${part(0)}-${part(5)}-${part(9)}`;
}
