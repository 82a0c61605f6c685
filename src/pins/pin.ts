/** A version that is written down in the repository, as a mark beside it says. */

export type PinField = 'kubernetes-version' | 'node-image';

export interface Pin {
  /** Path in the repository. */
  readonly file: string;
  /** From 1 on: where the value stands. */
  readonly line: number;
  /** Where the value stands in `FileText.content`, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** As it is written there, without its quotes: `1.33`, `v1.33.5`, `AKSUbuntu-2204gen2containerd-202510.27.0`. */
  readonly value: string;
  /** Without quotes in a format that has numbers (YAML, HCL, JSON, TOML): `1.30` is 1.3 there. */
  readonly isBareNumber: boolean;
  readonly field: PinField;
  /** Names are compared without regard to case, as ARM does. */
  readonly cluster: { readonly resourceGroup?: string; readonly name: string };
  /** Absent: the control plane's, or with `field: node-image` nothing that could be meant (refused when read). */
  readonly pool?: string;
}

/** A mark, or a line of the mapping file, that cannot be followed. */
export interface PinTrouble {
  readonly file: string;
  readonly line: number;
  /** One plain sentence; may hold text of the file, so it is escaped whole when shown. */
  readonly reason: string;
}

export interface Pinned {
  readonly pins: readonly Pin[];
  readonly troubles: readonly PinTrouble[];
}
