/** The part of vitest's JSON report that is counted. */
interface TestResults {
  readonly testResults: readonly {
    readonly name?: string;
    readonly message?: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName?: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Of a failure, the part that says what differed: the stack below it says where, and is long. */
const messageLength = 1_500;

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

/** Each failed test with what it said, for the end of a log of which only the end is kept. */
export function listFailures(results: unknown): readonly string[] {
  return (results as TestResults).testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    const told = failed.map((test) => tellFailure(test.fullName, test.failureMessages?.join('\n')));
    return file.status === 'failed' && told.length === 0 ? [tellFailure(file.name, file.message)] : told;
  });
}

function tellFailure(name = 'a test without a name', message = ''): string {
  return `Failed: ${name}\n${message.slice(0, messageLength)}`;
}
