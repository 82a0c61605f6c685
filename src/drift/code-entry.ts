export type Severity = 'required' | 'recommended' | 'information';

export interface CodeEntry {
  readonly title: string;
  readonly severities: readonly Severity[];
  readonly rule: string;
  readonly why: string;
  readonly next: string;
}
