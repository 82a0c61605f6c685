import { findingCodes } from '../../drift/codes.ts';
import type { Finding } from '../../drift/drift.ts';
import { tellDay } from '../dates.ts';
import { linkFinding } from '../links.ts';
import { count, details, listWords } from '../markdown.ts';
import { spanPool, tellAzure } from '../names.ts';
import type { Shown } from '../shown.ts';
import type { Told } from '../told.ts';
import { severityWords } from '../words.ts';

/**
 * What is required stands open, and an aim that is out of reach; the rest is folded, since tables and steps show most
 * of it already. Of several ends of support the first stands for all.
 */
export function tellFindings(told: Told, findings: readonly Finding[], shown: Shown): string {
  const leading: readonly Finding[] = mergePools(findings.filter(({ code }) => code === 'AKS007'))[0] ?? [];
  const isOpen = (finding: Finding) =>
    finding.code === 'AKS007'
      ? leading.includes(finding)
      : finding.severity === 'required' || finding.code === 'AKS021';
  const open = listFindings(told, findings.filter(isOpen), shown);
  const others = findings.filter((finding) => !isOpen(finding));
  const rest = listFindings(told, others, shown);
  const parts = [
    ...(open.length === 0 ? [] : [`**Findings**\n\n${open.join('\n')}`]),
    ...(rest.length === 0 ? [] : [details(tellRest(others, shown, open.length > 0), rest.join('\n'))]),
  ];
  return parts.join('\n\n');
}

function tellRest(findings: readonly Finding[], shown: Shown, isMore: boolean): string {
  const of = (severity: Finding['severity']) =>
    mergePools(findings.filter((each) => each.severity === severity));
  const required = of('required').length;
  const recommended = of('recommended').length;
  const information = shown.information ? of('information').length : 0;
  const kinds = [
    ...(required === 0 ? [] : [`${required} required`]),
    ...(recommended === 0 ? [] : [`${recommended} recommended`]),
    ...(information === 0 ? [] : [`${information} for information`]),
  ];
  return `${count(required + recommended + information, isMore ? 'more finding' : 'finding')}: ${listWords(kinds)}`;
}

/** List items, most severe first; what is said of several pools in the same words is said once. */
export function listFindings(told: Told, findings: readonly Finding[], shown: Shown): readonly string[] {
  return mergePools(
    findings.filter((finding) => shown.information || finding.severity !== 'information'),
  ).map((same) => {
    const [finding] = same;
    const pools = same.flatMap(({ pool }) => (pool === undefined ? [] : [spanPool(told, pool)]));
    const where = pools.length === 0 ? '' : ` ${pools.length === 1 ? 'pool' : 'pools'} ${listWords(pools)}:`;
    const text = tellAzure(told, finding.text, findingCodes[finding.code].title);
    const due = finding.due === undefined ? '' : ` – due ${tellDay(finding.due)}`;
    return `- ${severityWords[finding.severity]} ${linkFinding(finding.code)}:${where} ${text}${due}`;
  });
}

type Same = readonly [Finding, ...Finding[]];

/** A finding of a cluster and one of a pool stay apart: the place is a part of what is said. */
function mergePools(findings: readonly Finding[]): readonly Same[] {
  const keyOf = ({ severity, code, text, due, pool }: Finding) =>
    [severity, code, due ?? '', pool === undefined ? '' : 'pool', text].join('\n');
  return [...Map.groupBy(findings, keyOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
}
