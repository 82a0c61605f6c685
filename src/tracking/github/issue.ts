/** An issue as far as tracking needs it, parsed where GitHub's answer comes in. */
export interface Issue {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  readonly author: Author;
  /** Milliseconds; 0 while it is open. */
  readonly closedAt: number;
  /** Lists leave it out, single issues have it. */
  readonly closedBy: string | undefined;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

export interface Author {
  readonly login: string;
  readonly isBot: boolean;
  /** What GitHub says the author is to this repository: `OWNER`, `MEMBER`, `COLLABORATOR`, `NONE` and others. */
  readonly association: string;
}

/** What GitHub calls people who were let into the repository. */
const insiders: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

export function isInsider({ association }: Author): boolean {
  return insiders.has(association);
}

type Fields = Readonly<Record<string, unknown>>;

/** `undefined`: no issue, whatever the status said (gateways answer 200 with a page of their own). */
export function parseIssue(data: unknown): Issue | undefined {
  if (!isObject(data)) return undefined;
  const { number, html_url: url, title, body, state } = data;
  if (!isIssueNumber(number) || typeof url !== 'string' || typeof title !== 'string') return undefined;
  if (state !== 'open' && state !== 'closed') return undefined;
  return {
    number,
    url,
    title,
    body: typeof body === 'string' ? body : '',
    isOpen: state === 'open',
    author: parseAuthor(data),
    closedAt: typeof data['closed_at'] === 'string' ? Date.parse(data['closed_at']) || 0 : 0,
    closedBy: parseLogin(data['closed_by']),
    labels: parseEach(data['labels'], parseLabel) ?? [],
    assignees: parseEach(data['assignees'], parseLogin) ?? [],
  };
}

/** The issues of a list's page; pull requests stand among them and are left out. */
export function parseIssues(data: unknown): readonly Issue[] | undefined {
  if (!Array.isArray(data)) return undefined;
  return parseEach(
    data.filter((entry) => !isObject(entry) || entry['pull_request'] === undefined),
    parseIssue,
  );
}

/** Who renamed the issue, in the order of the events. */
export function parseRenamers(data: unknown): readonly string[] | undefined {
  if (!Array.isArray(data)) return undefined;
  return data
    .filter((event) => isObject(event) && event['event'] === 'renamed')
    .map((event: Fields) => parseLogin(event['actor']) ?? 'ghost');
}

export interface Comment {
  readonly author: string;
  readonly body: string;
}

export function parseComments(data: unknown): readonly Comment[] | undefined {
  return parseEach(data, parseComment);
}

export function parseComment(data: unknown): Comment | undefined {
  if (!isObject(data) || typeof data['body'] !== 'string') return undefined;
  return { author: parseLogin(data['user']) ?? 'ghost', body: data['body'] };
}

/** The login of GraphQL's `viewer` answer. */
export function parseViewer(data: unknown): string | undefined {
  const inner = isObject(data) ? data['data'] : undefined;
  return isObject(inner) ? parseLogin(inner['viewer']) : undefined;
}

export function parseLogin(data: unknown): string | undefined {
  return isObject(data) && typeof data['login'] === 'string' && data['login'] !== ''
    ? data['login']
    : undefined;
}

export function parseLabel(data: unknown): string | undefined {
  if (typeof data === 'string') return data;
  return isObject(data) && typeof data['name'] === 'string' ? data['name'] : undefined;
}

/** All or nothing: a list with one entry that is none is not to be relied on. */
export function parseEach<T>(
  data: unknown,
  parse: (entry: unknown) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(data)) return undefined;
  const parsed = data.map(parse).filter((entry) => entry !== undefined);
  return parsed.length === data.length ? parsed : undefined;
}

/** Logins and label names keep their case and are compared without it. */
export function isSameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** Who wrote an issue or a comment. */
export function parseAuthor(data: object): Author {
  const fields = data as Fields;
  const user = fields['user'];
  return {
    // Issues of deleted accounts have no user; GitHub shows them as ghost's.
    login: parseLogin(user) ?? 'ghost',
    isBot: isObject(user) && user['type'] === 'Bot',
    association: typeof fields['author_association'] === 'string' ? fields['author_association'] : 'NONE',
  };
}

function isIssueNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
