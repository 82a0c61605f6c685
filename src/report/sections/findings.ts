import { findingCodes } from '../../drift/codes.ts';
import type { Finding } from '../../drift/drift.ts';
import { tellDay } from '../dates.ts';
import { linkFinding } from '../links.ts';
import { spanPool, tellAzure } from '../names.ts';
import type { Shown } from '../shown.ts';
import type { Told } from '../told.ts';
import { severityWords } from '../words.ts';

export function tellFindings(told: Told, findings: readonly Finding[], shown: Shown): string {
  const lines = listFindings(told, findings, shown);
  return lines.length === 0 ? '' : `**Findings**\n\n${lines.join('\n')}`;
}

/** List items, most severe first. */
export function listFindings(told: Told, findings: readonly Finding[], shown: Shown): readonly string[] {
  return findings
    .filter((finding) => shown.information || finding.severity !== 'information')
    .map((finding) => {
      const pool = finding.pool === undefined ? '' : ` pool ${spanPool(told, finding.pool)}:`;
      const text = tellAzure(told, finding.text, findingCodes[finding.code].title);
      const due = finding.due === undefined ? '' : ` – due ${tellDay(finding.due)}`;
      return `- ${severityWords[finding.severity]} ${linkFinding(finding.code)}:${pool} ${text}${due}`;
    });
}
