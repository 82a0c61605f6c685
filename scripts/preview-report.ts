/** Writes every shape of report to ./tmp/report, for a look without a cluster: `node scripts/preview-report.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { pinShapes } from '../__tests__/builders/pin-shapes.ts';
import { releaseShapes } from '../__tests__/builders/release-shapes.ts';
import { reportShapes } from '../__tests__/builders/report-shapes.ts';
import { writeReport } from '../src/report/write-report.ts';

const folder = new URL('../tmp/report/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, told] of Object.entries({ ...reportShapes, ...pinShapes, ...releaseShapes })) {
  const report = writeReport(told());
  writeFileSync(new URL(`${name}.md`, folder), `${report.body}\n`);
  writeFileSync(new URL(`${name}.summary.md`, folder), report.summary);
  for (const [place, page] of [
    ['comment', report.comment],
    ['pull-request', report.pullRequest],
  ] as const) {
    if (page === undefined) continue;
    writeFileSync(new URL(`${name}.${place}.md`, folder), `${page.body}\n`);
    console.log(
      `${name.padEnd(16)} ${place}: ${page.title} (${page.standing}, ${page.body.length} characters)`,
    );
  }
  const facts = [
    report.standing,
    `${report.body.length} characters`,
    `${report.annotations.length} annotations`,
  ];
  console.log(`${name.padEnd(16)} ${report.title} (${facts.join(', ')})`);
  for (const { level, title, text } of report.annotations) console.log(`  ${level}: ${title} | ${text}`);
}
