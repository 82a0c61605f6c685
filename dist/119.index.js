export const id = 119;
export const ids = [119];
export const modules = {

/***/ 5779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jh: () => (/* binding */ GitHubClient),
  G9: () => (/* binding */ settle),
  zW: () => (/* binding */ unclearFailure)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 22 modules
var github = __webpack_require__(2413);
// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(1957);
;// CONCATENATED MODULE: ./lib/tracking/github/github-exchange.js

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

// EXTERNAL MODULE: ./lib/tracking/github/pace.js
var pace = __webpack_require__(94);
;// CONCATENATED MODULE: ./lib/tracking/github/rate-limit.js
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

// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var refusal = __webpack_require__(9897);
;// CONCATENATED MODULE: ./lib/tracking/github/github-client.js






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
    #pace;
    constructor(options) {
        if (options.token === '') {
            throw new failure/* Failure */.HR('AKSU-GITHUB-PERMISSION', 'There is no token: `github-token` is empty.', {
                next: "Leave `github-token` out (the job's own token is the default) or pass one.",
            });
        }
        this.#options = options;
        this.#pace = options.pace ?? (0,pace/* beginPace */.D)();
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
            await this.#awaitPermission(this.#pace.allowedFrom);
            const outcome = await this.#send('read', request, parse);
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
            await this.#awaitPermission(Math.max(this.#pace.allowedFrom, this.#pace.lastWriteEnded + gapBetweenWrites));
            const request = await prepare();
            if (request === undefined)
                return undefined;
            if (this.#now() < this.#pace.allowedFrom)
                continue;
            const outcome = await this.#send('write', request, parse);
            this.#pace.lastWriteEnded = this.#now();
            if (outcome !== 'later')
                return outcome;
        }
    }
    #now() {
        return this.#options.clock.now().getTime();
    }
    async #send(kind, request, parse) {
        const { deadline = (milliseconds) => AbortSignal.timeout(milliseconds) } = this.#options;
        const answer = await exchange(this.#octokit, request, deadline(requestTimeout));
        if (answer.kind === 'silent')
            return { kind: 'unclear', reason: answer.reason };
        const { status, headers, data, message } = answer;
        const refusal = { status, headers, message };
        if (isRateLimit(refusal)) {
            this.#pace.allowedFrom = nextAllowed(refusal, this.#now(), this.#pace.refusalsInARow[kind]++);
            return 'later';
        }
        this.#pace.refusalsInARow[kind] = 0;
        // A good answer may be the hour's last one, and a gateway may say when it will be back.
        const hold = quotaReset(headers, this.#now()) ?? retryAfter(headers, this.#now()) ?? 0;
        this.#pace.allowedFrom = Math.max(this.#pace.allowedFrom, hold);
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
            if (this.#pace.allowedFrom > this.#now())
                this.#spendPatience(wait, patience);
            if (wait > 5 * github_client_second)
                log.info(`Waiting ${Math.ceil(wait / github_client_second)} s for GitHub's rate limit.`);
            await clock.pause(wait);
        }
    }
    #spendPatience(wait, patience) {
        this.#pace.waited += wait;
        if (this.#pace.waited <= patience)
            return;
        const until = new Date(this.#pace.allowedFrom).toISOString();
        throw new failure/* Failure */.HR('AKSU-GITHUB-RATE-LIMIT', `GitHub's rate limit lets us go on at ${until}.`);
    }
}
/** The value, or the failure that its absence means. `permissionLine`: see `describeRefusal`. */
function settle(outcome, what, permissionLine) {
    if (outcome.kind === 'done')
        return outcome.value;
    if (outcome.kind === 'refused')
        throw (0,refusal/* describeRefusal */.a2)(outcome.refusal, what, permissionLine);
    throw unclearFailure(outcome.reason, what);
}
function unclearFailure(reason, what) {
    return new failure/* Failure */.HR('AKSU-GITHUB', `GitHub gave no usable answer when we wanted to ${what}: ${reason}`);
}


/***/ }),

/***/ 4221:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A$: () => (/* binding */ openDesk),
  sY: () => (/* binding */ openReadingDesk),
  OS: () => (/* binding */ readIssue),
  Bz: () => (/* binding */ settleUnlessGone)
});

// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
// EXTERNAL MODULE: ./lib/tracking/github/issue.js
var issue = __webpack_require__(4050);
;// CONCATENATED MODULE: ./lib/tracking/github/github-identity.js


/** The account of GITHUB_TOKEN on github.com, ghe.com and GHES. */
const actionsAccount = 'github-actions[bot]';
/**
 * The account that we write as. GraphQL's `viewer` knows it for every kind of token; where it is not served, `GET
 * /user` knows it for people's tokens and is refused to installations. Then the job's own account is assumed: for an
 * App's token this is wrong, and the first issue's author shows it (`github-create.ts`).
 *
 * Throws `Failure` for a bad token and when GitHub does not answer.
 */
async function readIdentity(client, graphqlUrl, permissionLine) {
    const query = { route: `POST ${graphqlUrl}`, parameters: { query: '{ viewer { login } }' } };
    const viewer = await client.read(query, (data) => (0,issue/* parseViewer */.en)(data) ?? refusedInside(data));
    if (viewer.kind === 'done' && viewer.value !== '')
        return { login: viewer.value, isCertain: true };
    const isBadToken = viewer.kind === 'refused' && viewer.refusal.status === 401;
    if (isBadToken)
        (0,github_client/* settle */.G9)(viewer, whoWeAre, permissionLine);
    const user = await client.read({ route: 'GET /user', parameters: {} }, issue/* parseLogin */.$n);
    if (user.kind === 'done')
        return { login: user.value, isCertain: true };
    if (user.kind === 'unclear' || user.refusal.status === 401)
        (0,github_client/* settle */.G9)(user, whoWeAre, permissionLine);
    return { login: actionsAccount, isCertain: false };
}
const whoWeAre = 'learn which account the token belongs to';
/** GraphQL refuses with 200 and `errors`; asking again would not help. */
function refusedInside(data) {
    return typeof data === 'object' && data !== null && 'errors' in data ? '' : undefined;
}

// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var refusal = __webpack_require__(9897);
;// CONCATENATED MODULE: ./lib/tracking/github/github-desk.js




/** Throws `Failure` when there is no token. */
function openReadingDesk(telling, context, ports) {
    const { log, clock } = ports;
    const { owner, repository: repo } = context;
    const client = new github_client/* GitHubClient */.jh({ ...ports, token: telling.githubToken, apiUrl: context.apiUrl });
    const ask = (route, parameters = {}) => {
        const [method = 'GET', path = ''] = route.split(' ');
        return { route: `${method} /repos/{owner}/{repo}${path}`, parameters: { owner, repo, ...parameters } };
    };
    return { client, log, clock, repository: `${owner}/${repo}`, ask };
}
/** Throws `Failure` when the token is refused; `permissionLine`: see `describeRefusal`. */
async function openDesk(report, telling, context, ports, permissionLine) {
    const desk = openReadingDesk(telling, context, ports);
    const us = await readIdentity(desk.client, context.graphqlUrl, permissionLine);
    desk.log.debug(`We write as ${us.login}${us.isCertain ? '' : ', as it seems'}.`);
    return { ...desk, us, report, telling };
}
const pausesForTheUnknown = [1000, 2000, 4000];
/**
 * As it is now; `undefined` when it was deleted or transferred. An issue that has just been made may still be unknown
 * by its number: facts, reliability 1.1, "Eventual consistency after create".
 */
async function readIssue(desk, number) {
    const request = desk.ask('GET /issues/{issue_number}', { issue_number: number });
    for (let tries = 0;; tries++) {
        const outcome = await desk.client.read(request, issue/* parseIssue */.Zp);
        const pause = pausesForTheUnknown[tries];
        const isUnknown = outcome.kind === 'refused' && outcome.refusal.status === 404;
        if (!isUnknown || pause === undefined) {
            return settleUnlessGone(outcome, `read issue #${number} of ${desk.repository}`);
        }
        await desk.clock.pause(pause);
    }
}
function settleUnlessGone(outcome, what) {
    if (outcome.kind === 'refused' && (0,refusal/* isGone */.ST)(outcome.refusal.status))
        return undefined;
    return (0,github_client/* settle */.G9)(outcome, what);
}


/***/ }),

/***/ 2179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readPages)
/* harmony export */ });
/* unused harmony export nextPosition */
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


/***/ }),

/***/ 4050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $n: () => (/* binding */ parseLogin),
/* harmony export */   Gk: () => (/* binding */ parseIssues),
/* harmony export */   Hb: () => (/* binding */ isInsider),
/* harmony export */   Q_: () => (/* binding */ parseLabel),
/* harmony export */   R2: () => (/* binding */ parseRenamers),
/* harmony export */   RV: () => (/* binding */ parseAuthor),
/* harmony export */   Zp: () => (/* binding */ parseIssue),
/* harmony export */   en: () => (/* binding */ parseViewer),
/* harmony export */   lc: () => (/* binding */ parseEach),
/* harmony export */   sS: () => (/* binding */ parseComments),
/* harmony export */   vj: () => (/* binding */ parseComment),
/* harmony export */   yS: () => (/* binding */ isSameName)
/* harmony export */ });
/** What GitHub calls people who were let into the repository. */
const insiders = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);
function isInsider({ association }) {
    return insiders.has(association);
}
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
/** Who wrote an issue or a comment. */
function parseAuthor(data) {
    const fields = data;
    const user = fields['user'];
    return {
        // Issues of deleted accounts have no user; GitHub shows them as ghost's.
        login: parseLogin(user) ?? 'ghost',
        isBot: isObject(user) && user['type'] === 'Bot',
        association: typeof fields['author_association'] === 'string' ? fields['author_association'] : 'NONE',
    };
}
function isIssueNumber(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}


/***/ }),

/***/ 9897:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ST: () => (/* binding */ isGone),
/* harmony export */   a2: () => (/* binding */ describeRefusal),
/* harmony export */   xl: () => (/* binding */ refuseArchived)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1957);

const issuesLine = 'Give the job `permissions: issues: write`.';
/**
 * What a refusal means and what to do about it. `what` names the request, such as `create the issue in o/r`;
 * `permissionLine` says which permission it takes.
 */
function describeRefusal({ status, message }, what, permissionLine = issuesLine) {
    const said = `GitHub refused to ${what}: ${status} ${message}`;
    if (status === 401) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB-PERMISSION', said, {
            next: `Pass a token that is still good in \`github-token\`; by default it is the job's own. ${permissionLine}`,
        });
    }
    if (/archived/i.test(message))
        return refuseArchived(said);
    if (status === 410 || /issues are disabled|issues has been disabled/i.test(message)) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB-ISSUES-OFF', said);
    }
    if (status === 403 && /\blocked\b/i.test(message))
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB-LOCKED', said);
    if (status === 403)
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB-PERMISSION', said, { next: permissionLine });
    if (status === 404) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB-PERMISSION', said, {
            next: `${permissionLine} A token of your own must be able to see this repository.`,
        });
    }
    if (status === 301 || status === 307 || status === 308) {
        return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB', said, {
            next: 'The repository was renamed or moved during the run: run again.',
        });
    }
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB', said);
}
function refuseArchived(message) {
    const next = 'Unarchive the repository, run the workflow in another one, or use `report-to: none`.';
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB-ISSUES-OFF', message, { next });
}
/** Answers for an issue that was deleted or went to another repository. */
function isGone(status) {
    return status === 404 || status === 410 || (status >= 300 && status < 400);
}


/***/ })

};
