import { listDistinct } from './note-lines.ts';

/** The longest known list has 30. */
const most = 60;

/** `1.34.8`, `1.30.101-akslts`: without what the packaging adds. */
export function readKubernetesVersion(text: string): string | undefined {
  return /^v?(\d{1,3}\.\d{1,3}\.\d{1,4}(?:-akslts)?)(?![\d.])/.exec(text)?.[1];
}

/** Without doubles, oldest first. */
export function listKubelets(versions: readonly string[]): readonly string[] {
  return listDistinct(versions, most).toSorted(byVersion);
}

function byVersion(one: string, other: string): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const place = a.findIndex((number, index) => number !== b[index]);
  return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return version.split(/[.-]/).slice(0, 3).map(Number);
}
