export const id = 299;
export const ids = [299];
export const modules = {

/***/ 9299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readGateFacts: () => (/* binding */ readGateFacts)
});

// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
// EXTERNAL MODULE: ./lib/tracking/github/issue.js
var issue = __webpack_require__(4050);
;// CONCATENATED MODULE: ./lib/tracking/gate/gate-answers.js
/** GitHub's answers that speak of the gate, parsed where they come in. `undefined`: not what GitHub sends. */

/** Whom GitHub shows in place of a deleted account. */
const ghost = 'ghost';
/** `GET /repos/{owner}/{repo}/environments/{environment_name}` */
function parseEnvironment(data) {
    if (!isObject(data) || typeof data['name'] !== 'string' || data['name'] === '')
        return undefined;
    // An environment without rules may come without the list.
    const { name, protection_rules: rules = [], can_admins_bypass: canAdminsBypass } = data;
    if (!Array.isArray(rules) || !rules.every(isObject))
        return undefined;
    const asking = rules.filter((rule) => rule['type'] === 'required_reviewers');
    const [{ prevent_self_review: preventsSelfReview } = {}] = asking;
    return {
        name,
        reviewers: asking.reduce((sum, rule) => sum + countReviewers(rule['reviewers']), 0),
        // GitHub answers with this field and its description does not list it.
        canAdminsBypass: typeof canAdminsBypass === 'boolean' ? canAdminsBypass : undefined,
        preventsSelfReview: typeof preventsSelfReview === 'boolean' ? preventsSelfReview : undefined,
    };
}
function countReviewers(list) {
    return Array.isArray(list)
        ? list.filter((entry) => isObject(entry) && isObject(entry['reviewer'])).length
        : 0;
}
/** `GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals` */
function parseReviews(data) {
    return (0,issue/* parseEach */.lc)(data, parseReview);
}
function parseReview(data) {
    if (!isObject(data) || typeof data['state'] !== 'string')
        return undefined;
    const environments = (0,issue/* parseEach */.lc)(data['environments'], parseName);
    if (environments === undefined)
        return undefined;
    const { login, isBot } = parseAccount(data['user']);
    return { state: data['state'], environments, login, isBot };
}
function parseName(data) {
    return isObject(data) && typeof data['name'] === 'string' ? data['name'] : undefined;
}
/** The comments of a page that say `/approve`. */
function parseApprovals(data) {
    if (!Array.isArray(data) || !data.every(isObject))
        return undefined;
    return data.flatMap((comment) => parseApproval(comment) ?? []);
}
function parseApproval(comment) {
    const digits = typeof comment['body'] === 'string' ? readApproval(comment['body']) : undefined;
    if (digits === undefined)
        return undefined;
    const { created_at: created, updated_at: updated, html_url: url, performed_via_github_app: app } = comment;
    const { login, isBot } = parseAccount(comment['user']);
    return {
        login: login ?? '',
        // An app may write in a person's name: then no person wrote.
        isBot: isBot || isObject(app),
        createdAt: new Date(typeof created === 'string' ? created : Number.NaN),
        isEdited: typeof created !== 'string' || created !== updated,
        digits,
        url: typeof url === 'string' ? url : '',
        canWrite: undefined,
    };
}
/**
 * The digits of a comment that approves: `/approve`, blanks and 12 hex digits are its first line that is not blank.
 * Nothing stands before it, so that it is no quote, no code and no comment; what follows (a word, the quoted mail of
 * an answer by e-mail) does not matter.
 */
function readApproval(body) {
    const first = body.split(/\r\n|\r|\n/).find((line) => line.trim() !== '');
    return /^ {0,3}\/approve[ \t]+([0-9a-f]{12})[ \t]*$/i.exec(first ?? '')?.[1]?.toLowerCase();
}
/**
 * `GET /repos/{owner}/{repo}/collaborators/{username}/permission`: whether it is write access. `maintain` is told as
 * `write`, `triage` as `read`, and custom roles as what they build upon.
 */
function parseMayWrite(data) {
    if (!isObject(data) || typeof data['permission'] !== 'string')
        return undefined;
    return ['admin', 'maintain', 'write'].includes(data['permission']);
}
function parseJobClaims(claims) {
    const text = (name) => (typeof claims[name] === 'string' ? claims[name] : undefined);
    return {
        environment: text('environment'),
        repositoryId: text('repository_id'),
        runId: text('run_id'),
        runAttempt: text('run_attempt'),
    };
}
/** Only what GitHub calls a user is a person. */
function parseAccount(data) {
    const login = (0,issue/* parseLogin */.$n)(data);
    if (login === undefined || login === ghost)
        return { login: undefined, isBot: false };
    return { login, isBot: data['type'] !== 'User' || login.endsWith('[bot]') };
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/inventory/runner-oidc.js + 1 modules
var runner_oidc = __webpack_require__(1464);
;// CONCATENATED MODULE: ./lib/tracking/gate/github-gate-claims.js



/** Of our own, so that the token opens nothing anywhere. */
const audience = 'aks-upgrade';
/**
 * What GitHub says of this job. The token's signature is not looked at: it comes straight from the endpoint that the
 * runner named, nobody else handled it, and whoever can change the runner's variables runs as this job anyway.
 */
async function readJobClaims(ports) {
    const endpoint = (0,runner_oidc/* tokenEndpoint */.lN)(ports.env ?? process.env);
    if (endpoint === undefined)
        return { kind: 'missing' };
    try {
        const payload = (0,runner_oidc/* decodePayload */.D)(await (0,runner_oidc/* mintToken */.W$)(endpoint, audience, ports));
        if (payload === undefined)
            return { kind: 'unclear', reason: 'it is no token that can be read' };
        return { kind: 'read', value: parseJobClaims(payload) };
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR))
            throw error;
        return { kind: 'unclear', reason: error.message.replace(/\.$/, '') };
    }
}

// EXTERNAL MODULE: ./lib/report/plan-since.js
var plan_since = __webpack_require__(8732);
// EXTERNAL MODULE: ./lib/upgrade/gate/judge-comments.js
var judge_comments = __webpack_require__(5800);
// EXTERNAL MODULE: ./lib/tracking/github/github-desk.js + 1 modules
var github_desk = __webpack_require__(4221);
// EXTERNAL MODULE: ./lib/tracking/github/github-pages.js
var github_pages = __webpack_require__(2179);
// EXTERNAL MODULE: ./lib/tracking/issue/github-find.js
var github_find = __webpack_require__(1252);
// EXTERNAL MODULE: ./lib/tracking/issue/recognise-items.js
var recognise_items = __webpack_require__(4040);
;// CONCATENATED MODULE: ./lib/tracking/gate/github-gate-read.js

/** One answer that has to be whole: a further page would hold what is not looked at. */
async function askOnce(client, request, parse) {
    const outcome = await client.read(request, parse);
    if (outcome.kind === 'done' && /rel="?next"?/.test(outcome.headers['link'] ?? '')) {
        return { kind: 'unclear', reason: 'GitHub gave a part of the list alone' };
    }
    return toGateRead(outcome);
}
function toGateRead(outcome) {
    if (outcome.kind === 'done')
        return { kind: 'read', value: outcome.value };
    if (outcome.kind === 'unclear')
        return outcome;
    const { status, message } = outcome.refusal;
    if (status === 404)
        return { kind: 'missing' };
    const reason = `${status} ${message}`;
    return status === 401 || status === 403 ? { kind: 'forbidden', reason } : { kind: 'unclear', reason };
}
/** What a failed exchange means for the gate. Anything but an expected failure is a mistake of ours and goes on. */
function describeTrouble(error) {
    if (!(error instanceof failure/* Failure */.HR))
        throw error;
    const reason = error.message.replace(/\.$/, '');
    return error.code === 'AKSU-GITHUB-PERMISSION'
        ? { kind: 'forbidden', reason }
        : { kind: 'unclear', reason };
}

;// CONCATENATED MODULE: ./lib/tracking/gate/github-gate-comments.js
/** `gate: issue-approval`: since when the plan stands in our issue, and who approved it there. */








/** 5,000 comments since the plan stands there: beyond, nothing is guessed. */
const maximumPages = 50;
/** People whose rights are looked up; a crowd that approves may hide who counts, and then it is refused. */
const mostPeople = 30;
async function readComments(approved, gate, asking) {
    const digits = (0,judge_comments/* digitsOf */.C3)(approved);
    if (digits === undefined)
        return noFacts({ kind: 'missing' });
    try {
        const desk = await (0,github_desk/* openDesk */.A$)(nothingToTell(approved.reportKey), silentTelling(asking), asking.context, asking);
        // The one that every run keeps: the open one with the lowest number.
        const [item] = (0,recognise_items/* openItems */.dz)((await (0,github_find/* findItems */.M)(desk)).ours);
        const since = item && (0,plan_since/* readPlanSince */.q6)(item.marked.ours, digits);
        if (item === undefined || since === undefined)
            return noFacts({ kind: 'missing' });
        const comments = await listApprovals(desk, item.issue.number, since);
        if (comments.kind !== 'read')
            return { kind: 'issue-approval', digestSince: { kind: 'read', value: since }, comments };
        const judged = { ...asking, approved, now: asking.clock.now() };
        const couldCount = (comment) => (0,judge_comments/* objectTo */.xj)(comment, { gate, since, digits, judged }) === undefined;
        return {
            kind: 'issue-approval',
            digestSince: { kind: 'read', value: since },
            comments: {
                kind: 'read',
                value: gate.approvers.length > 0 ? comments.value : await lookUpRights(desk, comments.value, couldCount),
            },
        };
    }
    catch (error) {
        return noFacts(describeTrouble(error));
    }
}
function noFacts(read) {
    return { kind: 'issue-approval', digestSince: read, comments: read };
}
async function listApprovals(desk, number, since) {
    // Filters by the last edit: what was written later was also edited later.
    const parameters = { issue_number: number, since: since.toISOString() };
    const list = { route: 'GET /issues/{issue_number}/comments', parameters };
    return toGateRead(await (0,github_pages/* readPages */.n)(desk, list, parseApprovals, maximumPages));
}
/** Asks for each person once, and only for those whose comment could count. */
async function lookUpRights(desk, comments, couldCount) {
    const people = [...new Set(comments.filter(couldCount).map(({ login }) => login))].slice(0, mostPeople);
    const rights = new Map();
    for (const login of people) {
        const request = desk.ask('GET /collaborators/{username}/permission', { username: login });
        rights.set(login, await askOnce(desk.client, request, parseMayWrite));
    }
    return comments.map((comment) => ({ ...comment, canWrite: rights.get(comment.login) }));
}
/** The desk of tracking wants what a check would tell; here nothing is written. */
function nothingToTell(key) {
    return {
        key,
        title: '',
        body: '',
        summary: '',
        fingerprint: '',
        standing: 'leave',
        closing: '',
        annotations: [],
    };
}
function silentTelling({ telling }) {
    return { reportTo: [], reportKey: '', assignees: [], onClosed: 'respect', redact: false, ...telling };
}

;// CONCATENATED MODULE: ./lib/tracking/gate/github-gate.js
/** Reads what the gate is judged by. Judges nothing: a missing right or a dead service is a fact as well. */





/**
 * GETs alone, but for the one query that tells who we are. Never throws for what GitHub or the runner answers.
 * Takes some 10 requests at most for an environment, and one per page of comments and person for an issue.
 */
async function readGateFacts(approved, asking) {
    const { gate } = asking.ask;
    switch (gate.kind) {
        case 'none':
            return { kind: 'none' };
        case 'environment':
            return await readEnvironment(gate.environment, asking);
        case 'issue-approval':
            return await readComments(approved, gate, asking);
    }
}
async function readEnvironment(name, asking) {
    const claims = await readJobClaims(asking);
    const { owner, repository: repo, runId } = asking.context;
    try {
        const client = new github_client/* GitHubClient */.jh({
            ...asking,
            token: asking.telling.githubToken,
            apiUrl: asking.context.apiUrl,
        });
        const of = { owner, repo };
        const environment = await askOnce(client, {
            route: 'GET /repos/{owner}/{repo}/environments/{environment_name}',
            parameters: { ...of, environment_name: name },
        }, parseEnvironment);
        const reviews = await askOnce(client, {
            route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
            parameters: { ...of, run_id: runId },
        }, parseReviews);
        return { kind: 'environment', claims, environment, reviews };
    }
    catch (error) {
        const trouble = describeTrouble(error);
        return { kind: 'environment', claims, environment: trouble, reviews: trouble };
    }
}


/***/ }),

/***/ 1252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ findItems)
/* harmony export */ });
/* harmony import */ var _github_github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5779);
/* harmony import */ var _github_github_desk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4221);
/* harmony import */ var _github_github_pages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2179);
/* harmony import */ var _github_issue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4050);
/* harmony import */ var _recognise_items_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4040);





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
    const recognise = (issues) => (0,_recognise_items_js__WEBPACK_IMPORTED_MODULE_3__/* .recogniseItems */ .Of)([...new Map(issues.map((each) => [each.number, each])).values()], report.key, us.login, label);
    const labelled = label === undefined ? [] : await listIssues(desk, { labels: label, state: 'all' });
    const byLabel = recognise(labelled);
    if ((0,_recognise_items_js__WEBPACK_IMPORTED_MODULE_3__/* .openItems */ .dz)(byLabel.ours).length > 0)
        return byLabel;
    const open = await listIssues(desk, { creator: us.login, state: 'open' });
    const byBoth = recognise([...labelled, ...open]);
    if ((0,_recognise_items_js__WEBPACK_IMPORTED_MODULE_3__/* .openItems */ .dz)(byBoth.ours).length > 0 || report.standing !== 'due')
        return byBoth;
    const closed = byBoth.ours.length > 0 ? [] : await listClosed(desk);
    return await readCloser(desk, recognise([...labelled, ...open, ...closed]), recognise);
}
async function readCloser(desk, found, recognise) {
    const closed = (0,_recognise_items_js__WEBPACK_IMPORTED_MODULE_3__/* .lastClosed */ .vP)(found.ours);
    if (!closed)
        return found;
    const others = found.ours.filter((item) => item !== closed);
    const fresh = await (0,_github_github_desk_js__WEBPACK_IMPORTED_MODULE_1__/* .readIssue */ .OS)(desk, closed.issue.number);
    return { ...found, ours: [...others, ...(fresh ? recognise([fresh]).ours : [])] };
}
async function listIssues(desk, filter) {
    const parameters = { ...filter, sort: 'created', direction: 'desc' };
    const outcome = await (0,_github_github_pages_js__WEBPACK_IMPORTED_MODULE_4__/* .readPages */ .n)(desk, { route: 'GET /issues', parameters }, _github_issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseIssues */ .Gk, maximumPages);
    // A creator whom GitHub does not know has made nothing.
    const isUnknown = outcome.kind === 'refused' && outcome.refusal.status === 422 && 'creator' in filter;
    return isUnknown ? [] : (0,_github_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .settle */ .G9)(outcome, `list the issues of ${desk.repository}`);
}
async function listClosed(desk) {
    const parameters = { creator: desk.us.login, state: 'closed', sort: 'updated', direction: 'desc' };
    const list = { route: 'GET /issues', parameters, cutsOff: true };
    const outcome = await (0,_github_github_pages_js__WEBPACK_IMPORTED_MODULE_4__/* .readPages */ .n)(desk, list, _github_issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseIssues */ .Gk, maximumClosedPages);
    return outcome.kind === 'refused' && outcome.refusal.status === 422
        ? []
        : (0,_github_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .settle */ .G9)(outcome, `list the closed issues of ${desk.repository}`);
}


/***/ }),

/***/ 4040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ recogniseItems),
/* harmony export */   dz: () => (/* binding */ openItems),
/* harmony export */   vP: () => (/* binding */ lastClosed)
/* harmony export */ });
/* harmony import */ var _report_marker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3086);
/* harmony import */ var _github_issue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4050);


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
        const marked = (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .findMarked */ .Em)(issue.body, key);
        return marked ? [{ issue, marked }] : [];
    });
    const isOurs = (item) => (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameName */ .yS)(item.issue.author.login, us);
    return {
        ours: items.filter(isOurs),
        strangers: items.filter((item) => !isOurs(item) && isLeftover(item.issue, label)),
    };
}
function isLeftover(issue, label) {
    const isLabelled = issue.labels.some((name) => label !== undefined && (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameName */ .yS)(name, label));
    return issue.isOpen && isLabelled && (issue.author.isBot || (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .isInsider */ .Hb)(issue.author));
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


/***/ })

};
