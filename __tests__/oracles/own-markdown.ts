import { docsBase } from '../../src/report/links.ts';
import { context } from '../builders/told.ts';
import { judge } from './markdown.ts';
import { isReleaseLink, releaseHeading } from './release-links.ts';

const ownHtml =
  /^(?:<\/?details>|<\/?summary>|<!-- aks-upgrade v1 key=fleet fingerprint=[0-9a-f]{32} -->|<!-- due(?: [0-9a-f]{6})* -->|<!-- places(?: [0-9a-f]{8})* -->|<!-- plan [0-9a-f]{12} since [\d:TZ-]{20} -->|<!-- \/aks-upgrade -->)$/;
const repository = `${context.serverUrl}/${context.owner}/${context.repository}`;
const run = `${repository}/actions/runs/${context.runId}`;
/** A line of a file, with nothing in the path that could end the link or leave the repository. */
const line = /^\/blob\/[\w.%-]+(?:\/[\w.%-]+)+#L\d+$/;

function isOwnLink(url: string): boolean {
  if (url === run || url.startsWith(`${docsBase}/`) || isReleaseLink(url)) return true;
  return url.startsWith(repository) && line.test(url.slice(repository.length));
}

/** What of a text of ours is more than our own headings, tables, links and folds. */
export function complainOf(text: string, ownMarkers: number): readonly string[] {
  const { headings, tables, markers, unbalancedDetails, unclosedFences, ...lists } = judge(text, {
    links: isOwnLink,
    html: (html) => ownHtml.test(html),
  });
  return [
    ...Object.entries(lists).flatMap(([what, found]) =>
      found.length > 0 ? [`${what} ${JSON.stringify(found)}`] : [],
    ),
    ...(markers.length === ownMarkers ? [] : [`markers ${JSON.stringify(markers)}`]),
    ...(unbalancedDetails + unclosedFences === 0 ? [] : ['unbalanced']),
    ...tables.flatMap(({ columns }) => (new Set(columns).size === 1 ? [] : [`columns ${columns}`])),
    ...headings.flatMap(({ text: heading, depth }) =>
      (depth === 3 &&
        (releaseHeading.test(heading) ||
          /^(?:Could not be read|Clusters|Version pins|Support windows|[🔴🟠🔵🟡⚪] )/u.test(heading))) ||
      depth === 2
        ? []
        : [`heading ${heading}`],
    ),
  ];
}
