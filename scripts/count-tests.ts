/** Prints what failed and `N passed, N failed` from what vitest wrote, and ends with 1 unless everything passed. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { countTests, listFailures } from './test-results.ts';

const file = fileURLToPath(new URL('../tmp/test-results.json', import.meta.url));
const results: unknown = JSON.parse(readFileSync(file, 'utf8'));
const counted = countTests(results);
for (const failure of listFailures(results)) console.log(failure);
if (counted.skipped > 0) console.log(`${counted.skipped} skipped`);
console.log(`${counted.passed} passed, ${counted.failed} failed`);
if (counted.failed > 0 || counted.passed === 0) process.exitCode = 1;
