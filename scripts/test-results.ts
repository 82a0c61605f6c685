/** The part of vitest's JSON report that is counted. */
interface TestResults {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface Counted {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A file that broke before its first test, or outside of one, counts as one failed test: it must not go unseen. */
export function countTests(results: unknown): Counted {
  const files = (results as TestResults).testResults;
  const statuses = files.flatMap((file) => {
    const own = file.assertionResults.map((test) => test.status);
    return file.status === 'failed' && !own.includes('failed') ? [...own, 'failed'] : own;
  });
  const count = (status: string) => statuses.filter((one) => one === status).length;
  const passed = count('passed');
  const failed = count('failed');
  return { passed, failed, skipped: statuses.length - passed - failed };
}
