/** `npm run clean:check`: what is generated must be committed as it is generated. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('../', import.meta.url));
const changed = execFileSync('git', ['status', '--porcelain'], { cwd, encoding: 'utf8' });
if (changed !== '') {
  console.error(`Not clean. Run \`npm run all\` and commit what it changed:\n${changed}`);
  execFileSync('git', ['--no-pager', 'diff', '--stat'], { cwd, stdio: 'inherit' });
  process.exitCode = 1;
}
