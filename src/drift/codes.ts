export type Severity = 'required' | 'recommended' | 'information';

/**
 * The one table of findings. `docs/findings.md` is written from it; a code is never given a second meaning.
 * `severities`: those a finding of this code can have.
 */
export const findingCodes = {
  AKS001: {
    title: 'Control plane behind: newer patch',
    severities: ['recommended', 'required'],
    rule: 'AKS offers a newer patch of the running minor within the aim.',
    why: 'Patches carry security and stability fixes of Kubernetes itself.',
    next: 'Carry out the plan, or run the command in the report.',
  },
} as const satisfies Record<string, CodeEntry>;

export interface CodeEntry {
  readonly title: string;
  readonly severities: readonly Severity[];
  readonly rule: string;
  readonly why: string;
  readonly next: string;
}

export type FindingCode = keyof typeof findingCodes;
