/** Tokens of jobs may not change workflows, so nothing in them is a pin. */
export function isWorkflow(path: string): boolean {
  return path.startsWith('.github/workflows/');
}
