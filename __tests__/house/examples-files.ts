/** Workflows that people copy: what stands in `examples/`, and the README's quick start. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

export interface Example {
  readonly name: string;
  readonly text: string;
}

export const quickStart: Example = {
  name: 'the quick start of README.md',
  text:
    [...read('README.md').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
      .map(([, text = '']) => text)
      .find((text) => /^jobs:/m.test(text)) ?? '',
};

export const examples: readonly Example[] = readdirSync(new URL('examples', root))
  .filter((file) => /\.ya?ml$/.test(file))
  .map((file) => ({ name: `examples/${file}`, text: read(`examples/${file}`) }));

/** With the lines for a GitHub App taken in, which stand there as comments. */
export const withApp: Example = {
  name: 'examples/version-pin-pull-request.yml with an App',
  text: exampleOf('version-pin-pull-request.yml').replace(
    /^( +)# (- name: Get a token| {2}(?:id: app$|uses: actions\/create|with:$| {2}[a-z-]+: )|github-token: )/gm,
    '$1$2',
  ),
};

export function exampleOf(file: string): string {
  return read(`examples/${file}`);
}

export interface DescribedAction {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

export const action = parse(read('action.yml')) as DescribedAction;
