/** A text between our markers, with its fingerprint and the line that says when it was read. */

import { writeMarked } from './marker.ts';
import type { Page } from './report.ts';
import { bodyLimit } from './room.ts';
import { tellReading } from './sections/footer.ts';
import type { Told } from './told.ts';

export interface Head {
  readonly title: string;
  /** The hidden line of what is due; empty: there is none. */
  readonly due: string;
  /** Hidden too, with its line end; no part of what is told. */
  readonly planSince?: string;
}

const fingerprintDigits = 32;

export function writePage(told: Told, head: Head, text: string): Omit<Page, 'standing' | 'closing'> {
  const { title, due } = head;
  const key = told.inputs.telling.reportKey;
  const fingerprint = told.sha256([key, title, due, text].join('\n')).slice(0, fingerprintDigits);
  return { key, title, body: mark(told, head, text, fingerprint), fingerprint };
}

export function fitsPage(told: Told, head: Head, text: string): boolean {
  return mark(told, head, text, '0'.repeat(fingerprintDigits)).length <= bodyLimit;
}

function mark(told: Told, { due, planSince = '' }: Head, text: string, fingerprint: string): string {
  const hidden = due === '' ? '' : `${due}\n`;
  const key = told.inputs.telling.reportKey;
  return writeMarked(key, fingerprint, `${hidden}${planSince}${text}\n\n${tellReading(told)}`);
}
