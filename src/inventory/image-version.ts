/** A node image version, such as `AKSUbuntu-2204gen2containerd-202510.27.0`. */
export interface ImageVersion {
  readonly text: string;
  /** What stands before the version, in lower case: images compare only within one kind. */
  readonly kind: string;
  /** Comparable numbers, most significant first; empty when the form is not known. */
  readonly order: readonly number[];
  /** `YYYY-MM-DD` from the name, when it holds one. */
  readonly date: string | undefined;
}

export type ImageComparison = 'same' | 'newer' | 'older' | 'different';

export function parseImageVersion(text: string): ImageVersion {
  return { text, kind: text.toLowerCase(), order: [], date: undefined };
}
