export const id = 802;
export const ids = [802];
export const modules = {

/***/ 5802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  trackIssue: () => (/* binding */ trackIssue)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/report/due.js
var due = __webpack_require__(2928);
// EXTERNAL MODULE: ./lib/report/marker.js
var marker = __webpack_require__(3086);
;// CONCATENATED MODULE: ./lib/tracking/fit-body.js

/** GitHub's limit for the whole body, in characters: facts, reliability 1.2. */
const maximumBody = 65_536;
const shortened = '*Shortened: the text around this report leaves too little room. The whole report is in the job summary.*';
/**
 * Our text as it can stand in `room` characters: whole, or cut between two of its blocks, saying so. `undefined` when
 * not even the first block fits. What people wrote is never cut.
 */
function fitReport(report, room) {
    if (report.body.length <= room)
        return report.body;
    const lines = report.body.split('\n');
    const text = lines.slice(1, -1).join('\n');
    const write = (lead) => (0,marker/* writeMarked */.SK)(report.key, report.fingerprint, `${lead}\n\n${shortened}`);
    const lead = cutPoints(text).findLast((at) => write(text.slice(0, at)).length <= room);
    return lead === undefined ? undefined : write(text.slice(0, lead));
}
/** Ends of paragraphs, tables and lists outside of details and code blocks: nothing is left open there. */
function cutPoints(text) {
    const points = [];
    let depth = 0;
    let fence;
    let at = 0;
    for (const line of text.split('\n')) {
        const [, marks, info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
        if (fence !== undefined) {
            if (marks?.startsWith(fence) && info.trim() === '')
                fence = undefined;
        }
        else if (marks !== undefined)
            fence = marks;
        else {
            depth += (line.match(/<details\b/g) ?? []).length - (line.match(/<\/details>/g) ?? []).length;
            if (line === '' && depth === 0 && at > 0)
                points.push(at - 1);
        }
        at += line.length + 1;
    }
    return points;
}
/** The body with our part replaced by what fits; `undefined` when nothing of ours fits or nothing of ours is there. */
function placeReport(body, report) {
    const found = (0,marker/* findMarked */.Em)(body, report.key);
    if (!found)
        return undefined;
    const ours = fitReport(report, maximumBody - found.before.length - found.after.length);
    if (ours === undefined)
        return undefined;
    return { body: found.before + ours + found.after, ours, isWhole: ours === report.body };
}

;// CONCATENATED MODULE: ./lib/tracking/issue.js
/** `undefined`: no issue, whatever the status said (gateways answer 200 with a page of their own). */
function parseIssue(data) {
    if (!isObject(data))
        return undefined;
    const { number, html_url: url, title, body, state } = data;
    if (!isIssueNumber(number) || typeof url !== 'string' || typeof title !== 'string')
        return undefined;
    if (state !== 'open' && state !== 'closed')
        return undefined;
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
function parseIssues(data) {
    if (!Array.isArray(data))
        return undefined;
    return parseEach(data.filter((entry) => !isObject(entry) || entry['pull_request'] === undefined), parseIssue);
}
/** Who renamed the issue, in the order of the events. */
function parseRenamers(data) {
    if (!Array.isArray(data))
        return undefined;
    return data
        .filter((event) => isObject(event) && event['event'] === 'renamed')
        .map((event) => parseLogin(event['actor']) ?? 'ghost');
}
function parseComments(data) {
    return parseEach(data, parseComment);
}
function parseComment(data) {
    if (!isObject(data) || typeof data['body'] !== 'string')
        return undefined;
    return { author: parseLogin(data['user']) ?? 'ghost', body: data['body'] };
}
/** The login of GraphQL's `viewer` answer. */
function parseViewer(data) {
    const inner = isObject(data) ? data['data'] : undefined;
    return isObject(inner) ? parseLogin(inner['viewer']) : undefined;
}
function parseLogin(data) {
    return isObject(data) && typeof data['login'] === 'string' && data['login'] !== ''
        ? data['login']
        : undefined;
}
function parseLabel(data) {
    if (typeof data === 'string')
        return data;
    return isObject(data) && typeof data['name'] === 'string' ? data['name'] : undefined;
}
/** All or nothing: a list with one entry that is none is not to be relied on. */
function parseEach(data, parse) {
    if (!Array.isArray(data))
        return undefined;
    const parsed = data.map(parse).filter((entry) => entry !== undefined);
    return parsed.length === data.length ? parsed : undefined;
}
/** Logins and label names keep their case and are compared without it. */
function isSameName(left, right) {
    return left.toLowerCase() === right.toLowerCase();
}
function parseAuthor(data) {
    const user = data['user'];
    return {
        // Issues of deleted accounts have no user; GitHub shows them as ghost's.
        login: parseLogin(user) ?? 'ghost',
        isBot: isObject(user) && user['type'] === 'Bot',
        association: typeof data['author_association'] === 'string' ? data['author_association'] : 'NONE',
    };
}
function isIssueNumber(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/tracking/recognise-items.js


/** What GitHub calls people who were let into the repository. */
const insiders = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);
/**
 * Sorts out what stands under our key. A marker alone proves nothing, anybody can copy it: items by others are
 * never edited, closed or read as state.
 *
 * When the token's kind changes (App, GITHUB_TOKEN, PAT), our earlier issue is by "another account" too. A stranger
 * is believed to be such a leftover when it is open, carries our label (which takes triage rights) and its author is
 * a bot or one of the repository's own people. Outsiders can have none of that and so cannot stop us.
 */
function recogniseItems(issues, key, us, label) {
    const items = issues.flatMap((issue) => {
        const marked = (0,marker/* findMarked */.Em)(issue.body, key);
        return marked ? [{ issue, marked }] : [];
    });
    const isOurs = (item) => isSameName(item.issue.author.login, us);
    return {
        ours: items.filter(isOurs),
        strangers: items.filter((item) => !isOurs(item) && isLeftover(item.issue, label)),
    };
}
function isLeftover(issue, label) {
    const { isBot, association } = issue.author;
    const isLabelled = issue.labels.some((name) => label !== undefined && isSameName(name, label));
    return issue.isOpen && isLabelled && (isBot || insiders.has(association));
}
/** The open ones, lowest number first: the first one is kept, whoever looks. */
function openItems(items) {
    return items
        .filter((item) => item.issue.isOpen)
        .toSorted((left, right) => left.issue.number - right.issue.number);
}
/** The one that was closed last. */
function lastClosed(items) {
    return items
        .filter((item) => !item.issue.isOpen)
        .toSorted((left, right) => right.issue.closedAt - left.issue.closedAt || right.issue.number - left.issue.number)[0];
}

;// CONCATENATED MODULE: ./lib/tracking/decide.js





/**
 * From what stands and what is to be told to exactly one action.
 *
 * | report | ours, open | ours, closed last by | `on-closed` | action |
 * |---|---|---|---|---|
 * | leave | yes | | | leave |
 * | leave | no | | | none |
 * | clear | yes | | | close, with comment |
 * | clear | no | | | none |
 * | due | yes, tells the same | | | leave |
 * | due | yes, tells something else | | | rewrite |
 * | due | no | nobody: there is none | | create |
 * | due | no | us | any | reopen |
 * | due | no | a person | respect, nothing new is due | leave |
 * | due | no | a person | respect, something new is due | reopen |
 * | due | no | a person | reopen | reopen |
 * | due | no | a person | new | create, even with an unchanged fingerprint |
 *
 * Where it would create or reopen and a leftover of another account is open (`recogniseItems`), it stops. Of several
 * open ones the lowest number is kept, so that runs side by side keep the same one. Whoever else of the repository
 * closes as our account (a stale bot under the shared `github-actions[bot]`) is no person: what is due is reopened.
 * Who closed it is unknown where GitHub does not say; that counts as a person.
 */
function decide(found, telling, onClosed, us) {
    const [open, ...extras] = openItems(found.ours);
    if (telling.standing === 'leave')
        return { action: open ? leave(open) : { kind: 'none' }, extras: [] };
    if (open)
        return { action: decideOpen(open, telling), extras };
    if (telling.standing === 'clear')
        return { action: { kind: 'none' }, extras };
    const action = decideClosed(lastClosed(found.ours), telling, onClosed, us);
    const stranger = openItems(found.strangers)[0];
    if (stranger && action.kind !== 'leave')
        return { action: { kind: 'stop', item: stranger }, extras };
    return { action, extras };
}
function decideOpen(item, telling) {
    if (telling.standing === 'clear')
        return { kind: 'close', item, comment: telling.closing };
    // What is wanted there is what fits there; where nothing fits, nothing can be better.
    const wanted = placeReport(item.issue.body, telling)?.ours ?? item.marked.ours;
    return (0,marker/* tellsTheSame */.sn)(item.marked.ours, wanted) ? leave(item) : { kind: 'rewrite', item };
}
function decideClosed(item, telling, onClosed, us) {
    if (!item)
        return { kind: 'create' };
    const { closedBy } = item.issue;
    if (closedBy !== undefined && isSameName(closedBy, us))
        return { kind: 'reopen', item };
    if (onClosed === 'new')
        return { kind: 'create' };
    const isNew = (0,due/* hasNewDue */.b)(item.marked.ours, telling.body) ?? item.marked.fingerprint !== telling.fingerprint;
    return onClosed === 'respect' && !isNew ? leave(item) : { kind: 'reopen', item };
}
function leave(item) {
    return { kind: 'leave', item };
}

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 22 modules
var github = __webpack_require__(2413);
;// CONCATENATED MODULE: ./lib/tracking/github-exchange.js

/** Octokit prints what servers say about deprecation; nothing of a server's goes to the log unseen. */
const silentLog = { debug() { }, info() { }, warn() { }, error() { } };
/** One request, sent once; never throws. Redirects are answers: a transferred issue must not be read elsewhere. */
async function exchange(octokit, request, deadline) {
    const asked = octokit
        .request(request.route, {
        ...request.parameters,
        request: { signal: deadline, redirect: 'manual', log: silentLog },
    })
        .then(describeResponse, describeThrown);
    // Not every fetch heeds its signal while it reads a body.
    return Promise.race([asked, whenOver(deadline)]);
}
function whenOver(deadline) {
    return new Promise((resolve) => {
        const end = () => resolve({ kind: 'silent', reason: 'no answer in time' });
        if (deadline.aborted)
            end();
        else
            deadline.addEventListener('abort', end, { once: true });
    });
}
function describeResponse(response) {
    const { status, data } = response;
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
    return { kind: 'answered', status, headers, data, message: messageOf(status, data) };
}
/** Octokit throws for every status from 400 on, and with status 500 for what happened below HTTP. */
function describeThrown(error) {
    const response = error instanceof Error ? Reflect.get(error, 'response') : undefined;
    return isResponse(response)
        ? describeResponse(response)
        : { kind: 'silent', reason: (0,failure/* describeError */.Uc)(error).replace(/\s+/g, ' ') };
}
function isResponse(value) {
    return typeof value === 'object' && value !== null && 'status' in value && 'headers' in value;
}
function messageOf(status, data) {
    if (status < 300)
        return '';
    if (typeof data !== 'object' || data === null)
        return 'without an explanation';
    const { message, errors } = data;
    const details = Array.isArray(errors) && errors.length > 0 ? `: ${JSON.stringify(errors)}` : '';
    return `${String(message ?? '')}${details}`.replace(/\s+/g, ' ').slice(0, 500);
}

;// CONCATENATED MODULE: ./lib/tracking/rate-limit.js
/** GitHub's rate limits. Source: docs.github.com, "Rate limits" and "Best practices for using the REST API". */
const second = 1000;
const blindWait = 60 * second;
/** Whether a refusal is about pace and not about the request: it was not carried out and may be sent again. */
function isRateLimit({ status, headers, message }) {
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    return (headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        /rate limit|abuse detection/i.test(message));
}
/**
 * When the next request may be sent after a refusal for its pace, in milliseconds of our clock. Without a usable
 * header at least a minute. `refusalsBefore` in a row: each doubles the least wait, for who keeps knocking is shut out.
 */
function nextAllowed(refusal, now, refusalsBefore) {
    const told = [retryAfter(refusal.headers, now), quotaReset(refusal.headers, now)].filter((at) => at !== undefined);
    // Never at once, even when the time told is over: their clock may be behind ours.
    const leastWait = (told.length > 0 ? second : blindWait) * 2 ** refusalsBefore;
    return Math.max(now + leastWait, ...told);
}
/** When the used-up hour ends; `undefined` while something is left, or when GitHub does not say. */
function quotaReset(headers, now) {
    // The quota of GraphQL is one of its own and says nothing about REST.
    if (headers['x-ratelimit-remaining'] !== '0' || headers['x-ratelimit-resource'] === 'graphql') {
        return undefined;
    }
    const reset = Number(headers['x-ratelimit-reset']?.trim() || Number.NaN);
    return Number.isFinite(reset) && reset > 0 ? onOurClock(reset * second, headers, now) : undefined;
}
/** `retry-after` as seconds or as an HTTP date (RFC 9110 §10.2.3). */
function retryAfter(headers, now) {
    const text = headers['retry-after']?.trim() ?? '';
    if (/^\d+$/.test(text))
        return now + Number(text) * second;
    const at = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(at) ? undefined : onOurClock(at, headers, now);
}
/** The runner's clock may be off: times are taken as seen from the answer's own `date`. */
function onOurClock(at, headers, now) {
    const theirs = Date.parse(headers['date'] ?? '');
    return Number.isNaN(theirs) ? at : Math.max(at, now + (at - theirs));
}

;// CONCATENATED MODULE: ./lib/tracking/refusal.js

const permissionLine = 'Give the job `permissions: issues: write`.';
/** What a refusal means and what to do about it. `what` names the request, such as `create the issue in o/r`. */
function describeRefusal({ status, message }, what) {
    const said = `GitHub refused to ${what}: ${status} ${message}`;
    if (status === 401) {
        return new failure/* Failure */.HR('AKSU-GITHUB-PERMISSION', said, {
            next: `Pass a token that is still good in \`github-token\`; by default it is the job's own. ${permissionLine}`,
        });
    }
    if (/archived/i.test(message))
        return refuseArchived(said);
    if (status === 410 || /issues are disabled|issues has been disabled/i.test(message)) {
        return new failure/* Failure */.HR('AKSU-GITHUB-ISSUES-OFF', said);
    }
    if (status === 403 && /\blocked\b/i.test(message))
        return new failure/* Failure */.HR('AKSU-GITHUB-LOCKED', said);
    if (status === 403)
        return new failure/* Failure */.HR('AKSU-GITHUB-PERMISSION', said, { next: permissionLine });
    if (status === 404) {
        return new failure/* Failure */.HR('AKSU-GITHUB-PERMISSION', said, {
            next: `${permissionLine} A token of your own must be able to see this repository.`,
        });
    }
    if (status === 301 || status === 307 || status === 308) {
        return new failure/* Failure */.HR('AKSU-GITHUB', said, {
            next: 'The repository was renamed or moved during the run: run again.',
        });
    }
    return new failure/* Failure */.HR('AKSU-GITHUB', said);
}
function refuseArchived(message) {
    const next = 'Unarchive the repository, run the workflow in another one, or use `report-to: none`.';
    return new failure/* Failure */.HR('AKSU-GITHUB-ISSUES-OFF', message, { next });
}
/** Answers for an issue that was deleted or went to another repository. */
function isGone(status) {
    return status === 404 || status === 410 || (status >= 300 && status < 400);
}

;// CONCATENATED MODULE: ./lib/tracking/github-client.js





const github_client_second = 1000;
const requestTimeout = 30 * github_client_second;
const gapBetweenWrites = github_client_second;
const pausesBetweenReads = [github_client_second, 2 * github_client_second, 4 * github_client_second];
/**
 * GitHub's REST API with the manners that it asks for (docs.github.com, "Best practices for using the REST API"):
 * one request after the other, a second between writes, none before a rate limit allows it. A read without a usable
 * answer is sent again, a write never: it may have been carried out. The caller awaits each call before the next.
 *
 * Throws `Failure` AKSU-GITHUB-RATE-LIMIT when the wait would exceed the patience.
 */
class GitHubClient {
    #octokit;
    #options;
    #allowedFrom = 0;
    #lastWriteEnded = Number.NEGATIVE_INFINITY;
    #waited = 0;
    #refusalsInARow = 0;
    constructor(options) {
        if (options.token === '') {
            throw new failure/* Failure */.HR('AKSU-GITHUB-PERMISSION', 'There is no token: `github-token` is empty.', {
                next: "Leave `github-token` out (the job's own token is the default) or pass one.",
            });
        }
        this.#options = options;
        const { fetch } = options;
        this.#octokit = (0,github/* getOctokit */.Q)(options.token, {
            baseUrl: options.apiUrl,
            userAgent: 'aks-upgrade',
            ...(fetch ? { request: { fetch } } : {}),
        });
    }
    /** Asks up to four times until `parse` finds what it looks for. */
    async read(request, parse) {
        for (let tries = 0;;) {
            await this.#awaitPermission(this.#allowedFrom);
            const outcome = await this.#send(request, parse);
            if (outcome === 'later')
                continue;
            const pause = pausesBetweenReads[tries++];
            if (outcome.kind !== 'unclear' || pause === undefined)
                return outcome;
            this.#options.log.debug(`GitHub, ${request.route}: ${outcome.reason}; asking again.`);
            await this.#options.clock.pause(pause);
        }
    }
    /**
     * Sends once what `prepare` makes when the write's turn has come; a write refused for its pace is prepared anew.
     * What is read in `prepare` is therefore as fresh as it can be. `undefined`: `prepare` wanted nothing written.
     */
    async write(prepare, parse) {
        for (;;) {
            await this.#awaitPermission(Math.max(this.#allowedFrom, this.#lastWriteEnded + gapBetweenWrites));
            const request = await prepare();
            if (request === undefined)
                return undefined;
            if (this.#now() < this.#allowedFrom)
                continue;
            const outcome = await this.#send(request, parse);
            this.#lastWriteEnded = this.#now();
            if (outcome !== 'later')
                return outcome;
        }
    }
    #now() {
        return this.#options.clock.now().getTime();
    }
    async #send(request, parse) {
        const { deadline = (milliseconds) => AbortSignal.timeout(milliseconds) } = this.#options;
        const answer = await exchange(this.#octokit, request, deadline(requestTimeout));
        if (answer.kind === 'silent')
            return { kind: 'unclear', reason: answer.reason };
        const { status, headers, data, message } = answer;
        const refusal = { status, headers, message };
        if (isRateLimit(refusal)) {
            this.#allowedFrom = nextAllowed(refusal, this.#now(), this.#refusalsInARow++);
            return 'later';
        }
        this.#refusalsInARow = 0;
        // A good answer may be the hour's last one, and a gateway may say when it will be back.
        const hold = quotaReset(headers, this.#now()) ?? retryAfter(headers, this.#now()) ?? 0;
        this.#allowedFrom = Math.max(this.#allowedFrom, hold);
        if (status >= 500 || status === 408)
            return { kind: 'unclear', reason: `${status} ${message}` };
        if (status < 200 || status > 299)
            return { kind: 'refused', refusal };
        const value = parse(data);
        if (value !== undefined)
            return { kind: 'done', value, headers };
        return { kind: 'unclear', reason: `${status} with a body that is not what GitHub sends` };
    }
    /** A timer may ring a little early: looks again until the time has really come. */
    async #awaitPermission(allowedFrom) {
        const { clock, log, patience = 600 * github_client_second } = this.#options;
        for (let wait = allowedFrom - this.#now(); wait > 0; wait = allowedFrom - this.#now()) {
            if (this.#allowedFrom > this.#now())
                this.#spendPatience(wait, patience);
            if (wait > 5 * github_client_second)
                log.info(`Waiting ${Math.ceil(wait / github_client_second)} s for GitHub's rate limit.`);
            await clock.pause(wait);
        }
    }
    #spendPatience(wait, patience) {
        this.#waited += wait;
        if (this.#waited <= patience)
            return;
        const until = new Date(this.#allowedFrom).toISOString();
        throw new failure/* Failure */.HR('AKSU-GITHUB-RATE-LIMIT', `GitHub's rate limit lets us go on at ${until}.`);
    }
}
/** The value, or the failure that its absence means. */
function settle(outcome, what) {
    if (outcome.kind === 'done')
        return outcome.value;
    if (outcome.kind === 'refused')
        throw describeRefusal(outcome.refusal, what);
    throw unclearFailure(outcome.reason, what);
}
function unclearFailure(reason, what) {
    return new failure/* Failure */.HR('AKSU-GITHUB', `GitHub gave no usable answer when we wanted to ${what}: ${reason}`);
}

;// CONCATENATED MODULE: ./lib/tracking/github-identity.js


/** The account of GITHUB_TOKEN on github.com, ghe.com and GHES. */
const actionsAccount = 'github-actions[bot]';
/**
 * The account that we write as. GraphQL's `viewer` knows it for every kind of token; where it is not served, `GET
 * /user` knows it for people's tokens and is refused to installations. Then the job's own account is assumed: for an
 * App's token this is wrong, and the first issue's author shows it (`github-create.ts`).
 *
 * Throws `Failure` for a bad token and when GitHub does not answer.
 */
async function readIdentity(client, graphqlUrl) {
    const query = { route: `POST ${graphqlUrl}`, parameters: { query: '{ viewer { login } }' } };
    const viewer = await client.read(query, (data) => parseViewer(data) ?? refusedInside(data));
    if (viewer.kind === 'done' && viewer.value !== '')
        return { login: viewer.value, isCertain: true };
    const isBadToken = viewer.kind === 'refused' && viewer.refusal.status === 401;
    if (isBadToken)
        settle(viewer, whoWeAre);
    const user = await client.read({ route: 'GET /user', parameters: {} }, parseLogin);
    if (user.kind === 'done')
        return { login: user.value, isCertain: true };
    if (user.kind === 'unclear' || user.refusal.status === 401)
        settle(user, whoWeAre);
    return { login: actionsAccount, isCertain: false };
}
const whoWeAre = 'learn which account the token belongs to';
/** GraphQL refuses with 200 and `errors`; asking again would not help. */
function refusedInside(data) {
    return typeof data === 'object' && data !== null && 'errors' in data ? '' : undefined;
}

;// CONCATENATED MODULE: ./lib/tracking/github-desk.js




/** Throws `Failure` when the token is refused. */
async function openDesk(report, telling, context, ports) {
    const { log, clock } = ports;
    const { owner, repository: repo } = context;
    const client = new GitHubClient({ ...ports, token: telling.githubToken, apiUrl: context.apiUrl });
    const us = await readIdentity(client, context.graphqlUrl);
    log.debug(`We write as ${us.login}${us.isCertain ? '' : ', as it seems'}.`);
    const ask = (route, parameters = {}) => {
        const [method = 'GET', path = ''] = route.split(' ');
        return { route: `${method} /repos/{owner}/{repo}${path}`, parameters: { owner, repo, ...parameters } };
    };
    return { client, us, report, telling, log, clock, repository: `${owner}/${repo}`, ask };
}
const pausesForTheUnknown = [1000, 2000, 4000];
/**
 * As it is now; `undefined` when it was deleted or transferred. An issue that has just been made may still be unknown
 * by its number: facts, reliability 1.1, "Eventual consistency after create".
 */
async function readIssue(desk, number) {
    const request = desk.ask('GET /issues/{issue_number}', { issue_number: number });
    for (let tries = 0;; tries++) {
        const outcome = await desk.client.read(request, parseIssue);
        const pause = pausesForTheUnknown[tries];
        const isUnknown = outcome.kind === 'refused' && outcome.refusal.status === 404;
        if (!isUnknown || pause === undefined) {
            return settleUnlessGone(outcome, `read issue #${number} of ${desk.repository}`);
        }
        await desk.clock.pause(pause);
    }
}
function settleUnlessGone(outcome, what) {
    if (outcome.kind === 'refused' && isGone(outcome.refusal.status))
        return undefined;
    return settle(outcome, what);
}

;// CONCATENATED MODULE: ./lib/tracking/github-labels.js




const colour = '0969da';
const description = 'Kept by aks-upgrade: what is behind in AKS clusters';
/**
 * Makes the labels that the repository does not have yet.
 *
 * Throws `Failure` when the token may not write: better told before an issue is made than after.
 */
async function makeLabels(desk, names) {
    for (const name of names) {
        const read = await desk.client.read(desk.ask('GET /labels/{name}', { name }), parseLabel);
        const what = `read label ${name} of ${desk.repository}`;
        if (settleUnlessGone(read, what) !== undefined)
            continue;
        const outcome = await desk.client.write(async () => desk.ask('POST /labels', { name, color: colour, description }), parseLabel);
        if (outcome?.kind !== 'refused')
            continue;
        // 422: made by another run in the meantime, or a name that GitHub does not take, which shows on the issue.
        if (outcome.refusal.status === 422)
            desk.log.debug(`Label ${name}: ${outcome.refusal.message}`);
        else
            throw describeRefusal(outcome.refusal, `make label ${name} in ${desk.repository}`);
    }
}
/**
 * Puts back the labels by which we find the issue again, and looks whether they are there: GitHub may answer with
 * success and not apply them. Returns whether it wrote. Trouble is a warning, the report itself is told.
 */
async function restoreLabels(desk, issue) {
    const missing = missingLabels(issue, desk.telling.labels);
    if (missing.length === 0)
        return false;
    await bestEffort(desk, 'Labels not applied', async () => {
        await makeLabels(desk, missing);
        const outcome = await desk.client.write(async () => desk.ask('POST /issues/{issue_number}/labels', { issue_number: issue.number, labels: missing }), (data) => parseEach(data, parseLabel));
        if (outcome?.kind === 'refused' && !isGone(outcome.refusal.status)) {
            throw describeRefusal(outcome.refusal, `label issue #${issue.number} of ${desk.repository}`);
        }
        const fresh = await readIssue(desk, issue.number);
        const lost = fresh ? missingLabels(fresh, missing) : [];
        if (lost.length > 0) {
            throw new failure/* Failure */.HR('AKSU-GITHUB', `GitHub did not put ${lost.join(', ')} on issue #${issue.number}.`, {
                next: 'Put it there by hand; until then we find the issue by its author.',
            });
        }
    });
    return true;
}
/** Assigns, and says who could not be assigned: GitHub leaves out whom it does not know without a word. */
async function github_labels_assign(desk, number) {
    const { assignees } = desk.telling;
    if (assignees.length === 0)
        return;
    await bestEffort(desk, 'Not assigned', async () => {
        const what = `assign issue #${number} of ${desk.repository}`;
        const outcome = await desk.client.write(async () => desk.ask('POST /issues/{issue_number}/assignees', { issue_number: number, assignees }), parseIssue);
        if (outcome?.kind === 'refused')
            throw describeRefusal(outcome.refusal, what);
        const fresh = outcome?.kind === 'done' ? outcome.value : await readIssue(desk, number);
        const lost = assignees.filter((login) => !fresh?.assignees.some((one) => isSameName(one, login)));
        if (lost.length > 0) {
            throw new failure/* Failure */.HR('AKSU-GITHUB', `GitHub did not assign ${lost.join(', ')} to issue #${number}.`, {
                next: 'Name people who have access to the repository in `assignees`.',
            });
        }
    });
}
function missingLabels(issue, names) {
    return names.filter((name) => !issue.labels.some((label) => isSameName(label, name)));
}
async function bestEffort(desk, title, work) {
    try {
        await work();
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        desk.log.warning(title, `${error.message} ${error.next}`);
    }
}

;// CONCATENATED MODULE: ./lib/tracking/github-create.js





/**
 * Makes the issue, once. `undefined`: GitHub gave no usable answer, so that it may stand or not; look before trying
 * again.
 *
 * Throws `Failure` when GitHub refuses.
 */
async function createIssue(desk) {
    const { report, telling, us } = desk;
    await checkRepository(desk);
    await makeLabels(desk, telling.labels);
    const { title, body } = report;
    const outcome = await desk.client.write(async () => desk.ask('POST /issues', { title, body, labels: telling.labels }), parseIssue);
    if (outcome === undefined || outcome.kind === 'unclear') {
        desk.log.debug(`Creating the issue: ${outcome?.reason ?? ''}; looking whether it is there.`);
        return undefined;
    }
    const issue = settle(outcome, `create an issue in ${desk.repository}`);
    if (!isSameName(issue.author.login, us.login))
        warnOfIdentity(desk, issue);
    return issue;
}
/** Before the first write, so that a repository that takes no issues is left as it is. */
async function checkRepository(desk) {
    const outcome = await desk.client.read(desk.ask('GET'), parseRepository);
    // Some tokens may write issues and not read this; then the first write decides.
    if (outcome.kind !== 'done')
        return;
    const { hasIssues, isArchived } = outcome.value;
    if (isArchived)
        throw refuseArchived(`${desk.repository} is archived and cannot be written.`);
    if (!hasIssues)
        throw new failure/* Failure */.HR('AKSU-GITHUB-ISSUES-OFF', `Issues are disabled in ${desk.repository}.`);
}
function parseRepository(data) {
    if (typeof data !== 'object' || data === null || !('has_issues' in data))
        return undefined;
    return { hasIssues: data.has_issues !== false, isArchived: Reflect.get(data, 'archived') === true };
}
function warnOfIdentity(desk, issue) {
    desk.log.warning('Unsure who we are', `GitHub did not tell which account the token belongs to; issue #${issue.number} was written as ` +
        `${issue.author.login}. The next run cannot recognise it as ours and will stop.`);
}

;// CONCATENATED MODULE: ./lib/tracking/github-pages.js
/** All pages of a list, a hundred entries each, `maximum` pages at most. */
async function readPages(desk, list, parse, maximum) {
    const entries = [];
    let position = { page: '1' };
    for (let page = 1; position !== undefined; page++) {
        if (page > maximum && list.cutsOff)
            break;
        if (page > maximum)
            return { kind: 'unclear', reason: `there are more than ${maximum} pages` };
        const request = desk.ask(list.route, { ...list.parameters, per_page: 100, ...position });
        const outcome = await desk.client.read(request, parse);
        if (outcome.kind !== 'done')
            return outcome;
        entries.push(...outcome.value);
        position = nextPosition(outcome.headers['link']);
    }
    return { kind: 'done', value: entries, headers: {} };
}
/** Where the next page begins. Only the position is taken from the link: it is never followed to another host. */
function nextPosition(link) {
    const url = /<([^<>]+)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1];
    const query = new URLSearchParams(url?.split('?')[1] ?? '');
    const position = ['page', 'after'].flatMap((name) => {
        const value = query.get(name);
        return value === null ? [] : [[name, value]];
    });
    return position.length > 0 ? Object.fromEntries(position) : undefined;
}

;// CONCATENATED MODULE: ./lib/tracking/github-find.js





/** 20,000 issues: beyond, nothing is guessed. */
const maximumPages = 200;
/** Closed ones without our label matter only to the memory of a decision: the last thousand are looked through. */
const maximumClosedPages = 10;
/**
 * What stands under our key: by label, and where that shows nothing open of ours, by creator too (people remove
 * labels). Never by search, whose index lags. Of closed ones the last is read again, since lists do not say by whom.
 */
async function findItems(desk) {
    const { us, report, telling } = desk;
    const label = telling.labels[0];
    const recognise = (issues) => recogniseItems([...new Map(issues.map((each) => [each.number, each])).values()], report.key, us.login, label);
    const labelled = label === undefined ? [] : await listIssues(desk, { labels: label, state: 'all' });
    const byLabel = recognise(labelled);
    if (openItems(byLabel.ours).length > 0)
        return byLabel;
    const open = await listIssues(desk, { creator: us.login, state: 'open' });
    const byBoth = recognise([...labelled, ...open]);
    if (openItems(byBoth.ours).length > 0 || report.standing !== 'due')
        return byBoth;
    const closed = byBoth.ours.length > 0 ? [] : await listClosed(desk);
    return await readCloser(desk, recognise([...labelled, ...open, ...closed]), recognise);
}
async function readCloser(desk, found, recognise) {
    const closed = lastClosed(found.ours);
    if (!closed)
        return found;
    const others = found.ours.filter((item) => item !== closed);
    const fresh = await readIssue(desk, closed.issue.number);
    return { ...found, ours: [...others, ...(fresh ? recognise([fresh]).ours : [])] };
}
async function listIssues(desk, filter) {
    const parameters = { ...filter, sort: 'created', direction: 'desc' };
    const outcome = await readPages(desk, { route: 'GET /issues', parameters }, parseIssues, maximumPages);
    // A creator whom GitHub does not know has made nothing.
    const isUnknown = outcome.kind === 'refused' && outcome.refusal.status === 422 && 'creator' in filter;
    return isUnknown ? [] : settle(outcome, `list the issues of ${desk.repository}`);
}
async function listClosed(desk) {
    const parameters = { creator: desk.us.login, state: 'closed', sort: 'updated', direction: 'desc' };
    const list = { route: 'GET /issues', parameters, cutsOff: true };
    const outcome = await readPages(desk, list, parseIssues, maximumClosedPages);
    return outcome.kind === 'refused' && outcome.refusal.status === 422
        ? []
        : settle(outcome, `list the closed issues of ${desk.repository}`);
}

;// CONCATENATED MODULE: ./lib/tracking/github-comment.js




const sendings = 2;
/**
 * Says why, below an issue. Best effort: the issue itself is already as it should be, so trouble here is a warning. A
 * locked conversation takes no comment, and that is somebody's wish.
 */
async function addComment(desk, number, text) {
    try {
        await sendComment(desk, number, text);
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        if (error.code === 'AKSU-GITHUB-LOCKED')
            desk.log.debug(error.message);
        else
            desk.log.warning('No comment', `${error.message} ${error.next}`);
    }
}
/** A comment whose answer was lost is looked for before it is sent a second time. */
async function sendComment(desk, number, text) {
    const what = `comment on issue #${number} of ${desk.repository}`;
    // Times on GitHub have no fractions, and its clock is not ours.
    const since = new Date(desk.clock.now().getTime() - 60_000).toISOString();
    let reason = '';
    for (let count = 0; count < sendings; count++) {
        const prepare = async () => count > 0 && (await isThere(desk, number, text, since))
            ? undefined
            : desk.ask('POST /issues/{issue_number}/comments', { issue_number: number, body: text });
        const outcome = await desk.client.write(prepare, parseComment);
        if (outcome === undefined || outcome.kind === 'done')
            return;
        if (outcome.kind === 'refused')
            throw describeRefusal(outcome.refusal, what);
        reason = outcome.reason;
    }
    if (await isThere(desk, number, text, since))
        return;
    throw new failure/* Failure */.HR('AKSU-GITHUB', `GitHub gave no usable answer when we wanted to ${what}: ${reason}`);
}
async function isThere(desk, number, text, since) {
    const parameters = { issue_number: number, since, per_page: 100 };
    const request = desk.ask('GET /issues/{issue_number}/comments', parameters);
    const outcome = await desk.client.read(request, parseComments);
    const comments = settleUnlessGone(outcome, `read the comments of issue #${number}`) ?? [];
    return comments.some((one) => isSameName(one.author, desk.us.login) && isSameText(one.body, text));
}
function isSameText(left, right) {
    return left.replaceAll('\r\n', '\n').trim() === right.replaceAll('\r\n', '\n').trim();
}

;// CONCATENATED MODULE: ./lib/tracking/github-patch.js




const github_patch_sendings = 2;
/**
 * Edits an issue as it stands right before the write, so that what people changed in the meantime is kept: `plan` gets
 * the fresh issue and says what to change, or `undefined` when it is no longer what was decided about. Without a usable
 * answer the issue is read back before anything is sent a second time.
 *
 * `undefined`: nothing was changed. Throws `Failure` when GitHub refuses, or does not answer.
 */
async function editIssue(desk, number, plan) {
    const what = `edit issue #${number} of ${desk.repository}`;
    let sent;
    let landed;
    let reason = '';
    const prepare = async () => {
        const fresh = await readIssue(desk, number);
        if (fresh && sent && holds(fresh, sent, desk.report.key))
            landed = fresh;
        const patch = fresh && !landed ? plan(fresh) : undefined;
        if (patch === undefined)
            return undefined;
        sent = patch;
        return desk.ask('PATCH /issues/{issue_number}', { issue_number: number, ...patch });
    };
    for (let count = 0; count < github_patch_sendings; count++) {
        const outcome = await desk.client.write(prepare, parseIssue);
        if (outcome === undefined)
            return landed;
        if (outcome.kind !== 'unclear')
            return settleUnlessGone(outcome, what);
        reason = outcome.reason;
    }
    const last = await readIssue(desk, number);
    if (last && sent && holds(last, sent, desk.report.key))
        return last;
    throw unclearFailure(reason, what);
}
/** Whether an edit whose answer was lost has been carried out. */
function holds(issue, patch, key) {
    const isState = patch.state === undefined || issue.isOpen === (patch.state === 'open');
    if (patch.body === undefined)
        return isState;
    const stands = (0,marker/* findMarked */.Em)(issue.body, key)?.ours ?? '';
    const wanted = (0,marker/* findMarked */.Em)(patch.body, key)?.ours ?? '';
    return isState && (0,marker/* tellsTheSame */.sn)(stands, wanted);
}

;// CONCATENATED MODULE: ./lib/tracking/github-title.js


const github_title_maximumPages = 10;
/**
 * The title to write, or `undefined` to leave what stands there: a title that a person chose is kept. Asked only when
 * the issue is written anyway. When the events cannot be read, the title stays.
 */
async function chooseTitle(desk, issue) {
    const { title } = desk.report;
    if (issue.title === title)
        return undefined;
    const list = { route: 'GET /issues/{issue_number}/events', parameters: { issue_number: issue.number } };
    const renamers = await readPages(desk, list, parseRenamers, github_title_maximumPages);
    if (renamers.kind !== 'done')
        return undefined;
    return renamers.value.every((login) => isSameName(login, desk.us.login)) ? title : undefined;
}

;// CONCATENATED MODULE: ./lib/tracking/github-rewrite.js





/**
 * Puts the report into an open issue, or into a closed one that it opens again. `undefined`: the issue is not any more
 * what was decided about, or another run told the same in the meantime.
 */
async function rewriteIssue(desk, item) {
    const { isOpen, number } = item.issue;
    const title = await chooseTitle(desk, item.issue);
    return await editIssue(desk, number, (fresh) => {
        if (fresh.isOpen !== isOpen || (isOpen && isTold(desk, fresh)))
            return undefined;
        const patch = planBody(desk, fresh, title);
        return patch && (isOpen ? patch : { ...patch, state: 'open' });
    });
}
/** Tells that nothing is due, closes, and says why below. `undefined`: somebody else closed it in the meantime. */
async function closeIssue(desk, item, comment) {
    const title = await chooseTitle(desk, item.issue);
    const issue = await editIssue(desk, item.issue.number, (fresh) => {
        const patch = fresh.isOpen ? planBody(desk, fresh, title) : undefined;
        return patch && { ...patch, state: 'closed', state_reason: 'completed' };
    });
    if (issue)
        await addComment(desk, issue.number, comment);
    return issue;
}
/**
 * Closes what two runs at once made too much. Without our marker it is no longer ours, so that a later reopening of the
 * kept one cannot pick the wrong one.
 */
async function closeExtra(desk, extra, kept) {
    const pointer = `This report is kept in #${kept.issue.number}: two runs told it at the same time.`;
    const issue = await editIssue(desk, extra.issue.number, (fresh) => {
        const found = fresh.isOpen ? (0,marker/* findMarked */.Em)(fresh.body, desk.report.key) : undefined;
        if (!found)
            return undefined;
        return { body: found.before + pointer + found.after, state: 'closed', state_reason: 'not_planned' };
    });
    if (issue)
        await addComment(desk, issue.number, pointer);
}
function isTold(desk, fresh) {
    const found = (0,marker/* findMarked */.Em)(fresh.body, desk.report.key);
    const placed = placeReport(fresh.body, desk.report);
    return found !== undefined && placed !== undefined && (0,marker/* tellsTheSame */.sn)(found.ours, placed.ours);
}
/** `undefined`: a person took our marker away, so that it is not ours any more. */
function planBody(desk, fresh, title) {
    if (!(0,marker/* findMarked */.Em)(fresh.body, desk.report.key))
        return undefined;
    const placed = placeReport(fresh.body, desk.report);
    return { ...(placed ? { body: placed.body } : {}), ...(title === undefined ? {} : { title }) };
}

;// CONCATENATED MODULE: ./lib/tracking/github-issue.js









const github_issue_second = 1000;
const pausesForTheList = [0, github_issue_second, 2 * github_issue_second, 4 * github_issue_second, 8 * github_issue_second];
const maximumLooks = 8;
const maximumLostCreations = 2;
/**
 * Brings the report to the one issue of its key: looks, decides, does one thing, and looks again wherever the world may
 * have changed under it (another run, a person, a lost answer). After a creation it always looks again: two runs at once
 * leave the lowest number.
 *
 * Throws `Failure` (AKSU-GITHUB…) when it cannot; nothing of the report is lost by that.
 */
async function trackIssue(report, telling, context, ports) {
    const opened = await openDesk(report, telling, context, ports);
    const memory = { created: undefined, lostCreations: 0 };
    for (let look = 0; look < maximumLooks; look++) {
        const desk = memory.created ? writingAs(opened, memory.created) : opened;
        const found = await lookAround(desk, memory);
        const { action, extras } = decide(found, report, telling.onClosed, desk.us.login);
        if ('item' in action)
            for (const extra of extras)
                await closeExtra(desk, extra, action.item);
        const end = await carryOut(desk, memory, action);
        if (end?.operation === 'none')
            noteStrangers(desk, found);
        if (end)
            return end;
    }
    throw new failure/* Failure */.HR('AKSU-GITHUB', `The issue of key ${report.key} kept changing while we wrote it.`);
}
/** Nothing says better who we are than what we made. */
function writingAs(desk, made) {
    return { ...desk, us: { login: made.author.login, isCertain: true } };
}
/** GitHub's list may lag behind: after a creation it is asked again until it shows what must be there. */
async function lookAround(desk, memory) {
    const { created, lostCreations } = memory;
    if (!created && lostCreations === 0)
        return await findItems(desk);
    let found = { ours: [], strangers: [] };
    for (const pause of pausesForTheList) {
        await desk.clock.pause(pause);
        found = await findItems(desk);
        const isShown = created
            ? found.ours.some((item) => item.issue.number === created.number)
            : openItems(found.ours).length > 0;
        if (isShown)
            return found;
    }
    if (!created)
        return found;
    const { ours } = recogniseItems([created], desk.report.key, desk.us.login, undefined);
    return { ...found, ours: [...found.ours, ...ours] };
}
/** `undefined`: look again. */
async function carryOut(desk, memory, action) {
    switch (action.kind) {
        case 'none':
            return { operation: 'none' };
        case 'stop':
            throw strangerFailure(desk, action.item);
        case 'create':
            return await create(desk, memory);
        case 'leave':
            return await github_issue_leave(desk, memory, action.item);
        case 'rewrite':
        case 'reopen':
            return await rewrite(desk, action.item);
        case 'close': {
            const issue = await closeIssue(desk, action.item, action.comment);
            return issue && tracked('closed', issue);
        }
    }
}
async function create(desk, memory) {
    const issue = await createIssue(desk);
    if (issue)
        memory.created = issue;
    else if (++memory.lostCreations >= maximumLostCreations) {
        throw new failure/* Failure */.HR('AKSU-GITHUB', `GitHub gave no usable answer to two attempts to create the issue.`);
    }
}
async function github_issue_leave(desk, memory, item) {
    const { issue } = item;
    if (!issue.isOpen)
        desk.log.info(`Issue #${issue.number} was closed by a person and nothing new is due.`);
    if (!issue.isOpen || desk.report.standing !== 'due')
        return tracked('unchanged', issue);
    // Nothing of ours was open before: what is now, we made, whatever became of the answer.
    const isMade = memory.created ? memory.created.number === issue.number : memory.lostCreations > 0;
    if (isMade)
        return await finish(desk, issue, 'created');
    const isLabelled = await restoreLabels(desk, issue);
    warnWhenShortened(desk, issue);
    return tracked(isLabelled ? 'updated' : 'unchanged', issue);
}
async function rewrite(desk, item) {
    const issue = await rewriteIssue(desk, item);
    return issue && (await finish(desk, issue, item.issue.isOpen ? 'updated' : 'reopened'));
}
async function finish(desk, issue, operation) {
    await restoreLabels(desk, issue);
    if (operation !== 'updated')
        await github_labels_assign(desk, issue.number);
    warnWhenShortened(desk, issue);
    return tracked(operation, issue);
}
function warnWhenShortened(desk, issue) {
    if (placeReport(issue.body, desk.report)?.isWhole)
        return;
    desk.log.warning('Report shortened', `The text that people wrote in issue #${issue.number} leaves too little room for the whole report; it is in the ` +
        'job summary.');
}
function tracked(operation, issue) {
    return { operation, issueNumber: issue.number, issueUrl: issue.url };
}
function noteStrangers(desk, found) {
    if (desk.report.standing !== 'clear')
        return;
    for (const { issue } of found.strangers) {
        desk.log.notice('Not ours to close', `Nothing is due any more; issue #${issue.number} was written by ${issue.author.login} and is left open.`);
    }
}
function strangerFailure(desk, stranger) {
    const { number, author, url } = stranger.issue;
    return new failure/* Failure */.HR('AKSU-GITHUB-IDENTITY', `Issue #${number} (${url}) holds this report and was written by ${author.login}; we are ${desk.us.login} now. ` +
        'A second issue would be a duplicate.', {
        next: `Pass the token of ${author.login} in \`github-token\`, or close issue #${number} to start anew.`,
    });
}


/***/ })

};
