/** `1.33` (its newest patch) or `1.33.5`. */
export type VersionAim =
  | { readonly kind: 'minor'; readonly text: string; readonly major: number; readonly minor: number }
  | { readonly kind: 'exact'; readonly text: string };
