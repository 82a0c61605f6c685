export const id = 653;
export const ids = [653];
export const modules = {

/***/ 3269:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gy: () => (/* binding */ postComment),
/* harmony export */   W3: () => (/* binding */ readComment),
/* harmony export */   fg: () => (/* binding */ listComments),
/* harmony export */   no: () => (/* binding */ askToEdit)
/* harmony export */ });
/* harmony import */ var _github_github_pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2179);
/* harmony import */ var _placed_comment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4030);


/** GitHub takes 2,500 comments below an issue or pull request: 25 pages. */
const maximumPages = 30;
/** All comments of a thread. Those below a pull request have the routes of an issue's. */
async function listComments(desk, thread) {
    const list = {
        route: 'GET /issues/{issue_number}/comments',
        parameters: { issue_number: thread.number },
    };
    return await (0,_github_github_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .readPages */ .n)(desk, list, _placed_comment_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlacedComments */ .J1, maximumPages);
}
/** Sent once: GitHub knows no uniqueness of comments, so that an `unclear` one is looked for and never sent blindly again. */
async function postComment(desk, thread, body) {
    const request = desk.ask('POST /issues/{issue_number}/comments', { issue_number: thread.number, body });
    const outcome = await desk.client.write(async () => request, _placed_comment_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlacedComment */ .gm);
    return outcome ?? { kind: 'unclear', reason: '' };
}
async function readComment(desk, id) {
    const request = desk.ask('GET /issues/comments/{comment_id}', { comment_id: id });
    return await desk.client.read(request, _placed_comment_js__WEBPACK_IMPORTED_MODULE_0__/* .parsePlacedComment */ .gm);
}
function askToEdit(desk, id, body) {
    return desk.ask('PATCH /issues/comments/{comment_id}', { comment_id: id, body });
}


/***/ }),

/***/ 4030:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J1: () => (/* binding */ parsePlacedComments),
/* harmony export */   gm: () => (/* binding */ parsePlacedComment),
/* harmony export */   sZ: () => (/* binding */ oldestFirst)
/* harmony export */ });
/* harmony import */ var _github_issue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4050);

function parsePlacedComment(data) {
    const comment = (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseComment */ .vj)(data);
    if (comment === undefined || typeof data !== 'object' || data === null)
        return undefined;
    const [id, url] = [Reflect.get(data, 'id'), Reflect.get(data, 'html_url')];
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof url !== 'string')
        return undefined;
    return { id, url, author: (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseAuthor */ .RV)(data), body: comment.body };
}
function parsePlacedComments(data) {
    return (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .lc)(data, parsePlacedComment);
}
/** The oldest is kept, whoever looks: ids grow. */
function oldestFirst(left, right) {
    return left.id - right.id;
}


/***/ }),

/***/ 1991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NS: () => (/* binding */ writePointer),
/* harmony export */   Or: () => (/* binding */ pullRequestsLine),
/* harmony export */   mK: () => (/* binding */ describeThreadRefusal),
/* harmony export */   mp: () => (/* binding */ nameThread)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1957);
/* harmony import */ var _github_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9897);


const pullRequestsLine = 'Give the job `permissions: pull-requests: write`.';
/** Such as `pull request #12`. */
function nameThread({ kind, number }) {
    return `${kind} #${number}`;
}
/** `describeRefusal` with the advice that is right for comments below a pull request. */
function describeThreadRefusal(thread, refusal, what) {
    if (thread.kind === 'issue')
        return (0,_github_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .describeRefusal */ .a2)(refusal, what);
    const failure = (0,_github_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .describeRefusal */ .a2)(refusal, what, pullRequestsLine);
    const advise = (code, next) => new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(code, failure.message, { next });
    if (failure.code === 'AKSU-GITHUB-LOCKED') {
        return advise('AKSU-GITHUB-LOCKED', 'Unlock the conversation of the pull request, or take `pr-comment` out of `report-to`.');
    }
    const isDeleted = refusal.status === 410 && !/disabled|archived/i.test(refusal.message);
    return isDeleted
        ? advise('AKSU-GITHUB', 'The pull request is gone: there is nothing left to comment on.')
        : failure;
}
/** What becomes of a comment that two runs at once made too much. `what` it tells, such as `report`. */
function writePointer(what, keptUrl) {
    return `This ${what} is kept in ${keptUrl}: two runs told it at the same time.`;
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


/***/ }),

/***/ 7653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openProgressBoard: () => (/* binding */ openProgressBoard)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/report/names.js
var names = __webpack_require__(4110);
// EXTERNAL MODULE: ./lib/report/dates.js
var dates = __webpack_require__(3223);
// EXTERNAL MODULE: ./lib/report/fit.js
var fit = __webpack_require__(1017);
// EXTERNAL MODULE: ./lib/report/links.js
var links = __webpack_require__(4503);
// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(3021);
// EXTERNAL MODULE: ./lib/report/upgrade-words.js
var upgrade_words = __webpack_require__(8842);
;// CONCATENATED MODULE: ./lib/report/progress.js
/** What people watch while a cluster is upgraded: one comment, written anew at every change. */






/** Characters, marker and all: GitHub takes 65,536. */
const progressLimit = 60_000;
/** The first line of our one comment of a cluster. Who wrote the comment is for `tracking` to judge. */
function writeProgressMarker(key, hashedId) {
    return `<!-- aks-upgrade progress key=${key} cluster=${hashedId} -->`;
}
/** The whole comment. The same facts give the same bytes. Never fails. */
function writeProgress(progress, facts) {
    const marker = writeProgressMarker(facts.inputs.telling.reportKey, (0,names/* idOf */.TH)(facts, progress.cluster.id));
    const steps = progress.steps.map((step, index) => ({ step, number: index + 1 }));
    const write = (rows) => [
        marker,
        tellState(progress, facts),
        ...tellRows(facts, steps, rows, progress.isOver),
        `Last change: ${(0,dates/* tellInstant */.Ls)(facts.changedAt)}. ${progress.isOver ? 'The job summary has the whole story.' : 'Edited at most every five minutes.'}`,
    ].join('\n\n');
    return (0,fit/* fitNumber */.t)(steps.length, (text) => text.length <= progressLimit, write);
}
function tellState({ cluster, steps, isOver }, facts) {
    const name = (0,names/* spanCluster */.R0)(facts, cluster);
    const head = isOver ? tellOver(steps) : 'Upgrade running';
    return `${signOf(steps, isOver)} **${head}: ${name}**, by ${(0,links/* linkRun */.G7)(facts.context)}. ${(0,markdown/* upperFirst */.Zb)(countStates(steps, isOver))}.`;
}
/** A failure ends it; what is merely left is for another run. */
function tellOver(steps) {
    const states = steps.map(({ state }) => state);
    const isStopped = states.includes('failed') || states.includes('unread');
    return !isStopped && states.some((state) => leftStates.has(state)) ? 'Handed over' : 'Upgrade over';
}
const leftStates = new Set(['running', 'held', 'not-started']);
function signOf(steps, isOver) {
    const states = new Set(steps.map(({ state }) => state));
    if (states.has('failed') || states.has('unread'))
        return upgrade_words/* endSigns */.Ax.failed;
    if (!isOver)
        return upgrade_words/* endSigns */.Ax.running;
    const isOpen = ['running', 'held', 'not-started'].find((state) => states.has(state));
    return isOpen === undefined ? upgrade_words/* endSigns */.Ax.done : upgrade_words/* endSigns */.Ax[isOpen];
}
/** What is done goes first when there is too little room, and then the last ones. */
function tellRows(facts, steps, rows, isOver) {
    const isCalm = ({ step }) => step.state === 'done' || step.state === 'already-done';
    const kept = new Set([...steps.filter((each) => !isCalm(each)), ...steps.filter(isCalm)].slice(0, rows));
    const shown = steps.filter((each) => kept.has(each));
    const rest = steps.length - shown.length;
    return [
        ...(shown.length === 0
            ? []
            : [
                (0,markdown/* table */.tp)(['', 'Step', 'From → to', 'State', 'Since'], shown.map((each) => tellRow(facts, each, isOver))),
            ]),
        ...(rest > 0 ? [`_And ${(0,markdown/* count */.U9)(rest, 'more step')}, for which there is no room here._`] : []),
    ];
}
function tellRow(facts, { step, number }, isOver) {
    const opening = step.until === undefined ? '' : `Until ${(0,dates/* tellInstant */.Ls)(step.until)}.`;
    const text = [(0,upgrade_words/* tellSentence */.BZ)(facts, step.text), opening].filter((part) => part !== '').join(' ');
    return [
        String(number),
        (0,upgrade_words/* spanStep */.hx)(facts, step),
        (0,upgrade_words/* tellApproved */.J_)(step.approved),
        `${stateSign(step.state)} **${stateWord(step.state, isOver)}**${text === '' ? '' : `: ${text}`}`,
        step.since === undefined ? '' : (0,dates/* tellInstant */.Ls)(step.since),
    ];
}
function stateWord(state, isOver) {
    if (state === 'waiting' || state === 'starting')
        return state;
    return state === 'running' && !isOver ? 'running' : upgrade_words/* endWords */.Bx[state];
}
function stateSign(state) {
    if (state === 'waiting')
        return '⏳';
    return state === 'starting' ? upgrade_words/* endSigns */.Ax.running : upgrade_words/* endSigns */.Ax[state];
}
/** `2 done, 1 running and 3 waiting`, in the order in which they first come. */
function countStates(steps, isOver) {
    const groups = [...Map.groupBy(steps, ({ state }) => state)];
    return (0,markdown/* listWords */.yh)(groups.map(([state, { length }]) => `${length} ${stateWord(state, isOver)}`));
}

// EXTERNAL MODULE: ./lib/tracking/github/github-desk.js + 1 modules
var github_desk = __webpack_require__(4221);
// EXTERNAL MODULE: ./lib/tracking/issue/github-find.js
var github_find = __webpack_require__(1252);
// EXTERNAL MODULE: ./lib/tracking/issue/recognise-items.js
var recognise_items = __webpack_require__(4040);
// EXTERNAL MODULE: ./lib/tracking/comment/github-thread.js
var github_thread = __webpack_require__(3269);
// EXTERNAL MODULE: ./lib/tracking/comment/placed-comment.js
var placed_comment = __webpack_require__(4030);
// EXTERNAL MODULE: ./lib/tracking/comment/thread.js
var comment_thread = __webpack_require__(1991);
// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var refusal = __webpack_require__(9897);
// EXTERNAL MODULE: ./lib/tracking/github/issue.js
var issue = __webpack_require__(4050);
;// CONCATENATED MODULE: ./lib/tracking/progress/progress-comment.js


/** Ours: this marker as the first line, and written by the account that we are. The oldest first: it is kept. */
function recogniseProgress(comments, marker, us) {
    return comments
        .filter(({ author, body }) => (0,issue/* isSameName */.yS)(author.login, us) && firstLine(body) === marker)
        .toSorted(placed_comment/* oldestFirst */.sZ);
}
function firstLine(body) {
    return (body.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}

;// CONCATENATED MODULE: ./lib/tracking/progress/github-progress-comment.js







const sendings = 2;
const pausesForTheLost = [1_000, 3_000];
/**
 * Puts `body` into our one comment of the target: the known one, else the oldest that stands there, else a new one. More
 * than one, which two runs at once leave, become pointers to the oldest. Comments by others are never touched.
 *
 * `undefined`: somebody deleted the comment; that is a wish. Throws `Failure` when GitHub refuses or does not answer.
 */
async function placeProgress(desk, target, body, known) {
    if (known?.isAlone)
        return await edit(desk, target, known, body);
    const standing = await findOurs(desk, target);
    if (known === undefined && standing.length === 0)
        return await make(desk, target, body);
    const kept = standing[0] ?? known?.comment;
    if (kept === undefined)
        return undefined;
    await retireOthers(desk, target, standing, kept);
    return await edit(desk, target, { comment: kept, isAlone: true }, body);
}
async function make(desk, target, body) {
    const made = await create(desk, target, body);
    const standing = await findOurs(desk, target);
    const kept = standing[0] && standing[0].id < made.id ? standing[0] : made;
    await retireOthers(desk, target, standing, kept);
    return await edit(desk, target, { comment: kept, isAlone: false }, body);
}
/** A comment whose answer was lost is looked for before it is sent a second time. */
async function create(desk, target, body) {
    const what = `comment on ${(0,comment_thread/* nameThread */.mp)(target.thread)} of ${desk.repository}`;
    let reason = '';
    for (let count = 0; count < sendings; count++) {
        const outcome = await (0,github_thread/* postComment */.Gy)(desk, target.thread, body);
        if (outcome.kind === 'done')
            return outcome.value;
        if (outcome.kind === 'refused')
            throw (0,comment_thread/* describeThreadRefusal */.mK)(target.thread, outcome.refusal, what);
        reason = outcome.reason;
        const lost = await findLost(desk, target);
        if (lost !== undefined)
            return lost;
    }
    throw (0,github_client/* unclearFailure */.zW)(reason, what);
}
async function findLost(desk, target) {
    for (const pause of pausesForTheLost) {
        await desk.clock.pause(pause);
        const [found] = await findOurs(desk, target);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
async function findOurs(desk, target) {
    const { thread, marker } = target;
    const outcome = await (0,github_thread/* listComments */.fg)(desk, thread);
    const comments = (0,github_desk/* settleUnlessGone */.Bz)(outcome, `read the comments of ${(0,comment_thread/* nameThread */.mp)(thread)}`) ?? [];
    return recogniseProgress(comments, marker, desk.us.login);
}
async function retireOthers(desk, target, standing, kept) {
    const pointer = (0,comment_thread/* writePointer */.NS)('progress', kept.url);
    for (const other of standing.filter(({ id }) => id !== kept.id))
        await patch(desk, target, other, pointer);
}
async function edit(desk, target, known, body) {
    if (known.comment.body === body)
        return known;
    const comment = await patch(desk, target, known.comment, body);
    return comment && { ...known, comment };
}
/** Sent again, it would say the same: an answer that was lost needs no look. */
async function patch(desk, target, comment, body) {
    const what = `edit our comment on ${(0,comment_thread/* nameThread */.mp)(target.thread)} of ${desk.repository}`;
    const outcome = await desk.client.write(async () => (0,github_thread/* askToEdit */.no)(desk, comment.id, body), placed_comment/* parsePlacedComment */.gm);
    if (outcome === undefined || outcome.kind === 'unclear')
        throw (0,github_client/* unclearFailure */.zW)(outcome?.reason ?? '', what);
    if (outcome.kind === 'done')
        return outcome.value;
    if ((0,refusal/* isGone */.ST)(outcome.refusal.status))
        return undefined;
    throw (0,comment_thread/* describeThreadRefusal */.mK)(target.thread, outcome.refusal, what);
}

;// CONCATENATED MODULE: ./lib/tracking/progress/progress-queue.js
/** Which comment is written next, and when: at most one edit each in five minutes, but the first and the last. */
const gapBetweenEdits = 5 * 60_000;
const triesInTheEnd = 2;
const noTime = new Date(0);
class ProgressQueue {
    #entries = new Map();
    #dropped = new Set();
    #isHurrying = false;
    put(hashedId, note, now) {
        const before = this.#entries.get(hashedId);
        const content = note.write(noTime);
        const changedAt = before?.content === content ? before.changedAt : now;
        const rest = before ?? { hasTriedLast: false, finalTries: 0 };
        this.#entries.set(hashedId, { ...rest, ...note, content, changedAt });
    }
    /** The one that has waited longest of those whose time has come; `undefined`: none now. */
    take(now) {
        const [next] = [...this.#entries]
            .filter(([hashedId, entry]) => this.#isPending(hashedId, entry) && this.#isDue(entry, now.getTime()))
            .toSorted(([, left], [, right]) => (left.triedAt ?? 0) - (right.triedAt ?? 0));
        if (next === undefined)
            return undefined;
        const [hashedId, entry] = next;
        const finalTries = entry.finalTries + (this.#isHurrying ? 1 : 0);
        const tried = { sent: entry.content, triedAt: now.getTime(), hasTriedLast: entry.isLast, finalTries };
        this.#entries.set(hashedId, { ...entry, ...tried });
        return { hashedId, body: entry.write(entry.changedAt) };
    }
    /** What was taken last stands on GitHub. */
    confirm(hashedId) {
        const entry = this.#entries.get(hashedId);
        if (entry?.sent !== undefined)
            this.#entries.set(hashedId, { ...entry, written: entry.sent });
    }
    /** Nothing more is to be written there. */
    drop(hashedId) {
        this.#dropped.add(hashedId);
    }
    /** From now on nothing waits for its five minutes. */
    hurry() {
        this.#isHurrying = true;
    }
    /** Whether something will still come to its turn. */
    hasPending() {
        return [...this.#entries].some(([hashedId, entry]) => this.#isPending(hashedId, entry) && (!this.#isHurrying || entry.finalTries < triesInTheEnd));
    }
    /** Whether GitHub shows less than what is known. */
    isBehind() {
        return [...this.#entries].some(([hashedId, entry]) => this.#isPending(hashedId, entry));
    }
    #isPending(hashedId, { content, written }) {
        return content !== written && !this.#dropped.has(hashedId);
    }
    #isDue({ triedAt, isLast, hasTriedLast, finalTries }, now) {
        if (this.#isHurrying)
            return finalTries < triesInTheEnd;
        return triedAt === undefined || now - triedAt >= gapBetweenEdits || (isLast && !hasTriedLast);
    }
}

;// CONCATENATED MODULE: ./lib/tracking/progress/github-progress.js








/** Milliseconds between looks whether a comment's time has come. */
const nap = 5_000;
/** What asking again does not mend. */
const lasting = new Set([
    'AKSU-GITHUB-PERMISSION',
    'AKSU-GITHUB-ISSUES-OFF',
    'AKSU-GITHUB-LOCKED',
]);
/**
 * Tells progress in comments of our open issue, one for each cluster, and nothing where there is no such issue. Nothing
 * of it stops an upgrade: the first trouble is a warning, what failed is tried again with the next edit, and where
 * GitHub refuses for good the board falls silent.
 */
function openProgressBoard(facts, ports) {
    if (facts.telling.reportTo.includes('issue'))
        return new CommentBoard(facts, ports);
    ports.log.debug('Progress is told in the log alone: `report-to` names no issue.');
    return { tell() { }, settle: async () => ({}) };
}
class CommentBoard {
    #facts;
    #ports;
    #queue = new ProgressQueue();
    #comments = new Map();
    #end = new AbortController();
    #hurry = new AbortController();
    #place;
    #work;
    #isSilent = false;
    #hasWarned = false;
    #firstUrl;
    constructor(facts, ports) {
        this.#facts = facts;
        this.#ports = ports;
    }
    tell(progress) {
        if (this.#isOver())
            return;
        try {
            const now = this.#ports.clock.now();
            const write = (changedAt) => writeProgress(progress, this.#tellingAt(changedAt));
            const hashedId = (0,names/* idOf */.TH)(this.#tellingAt(now), progress.cluster.id);
            this.#queue.put(hashedId, { write, isLast: progress.isOver }, now);
            this.#start();
        }
        catch (error) {
            this.#complain(error);
        }
    }
    async settle(milliseconds) {
        this.#queue.hurry();
        this.#hurry.abort();
        this.#start();
        if (this.#work !== undefined) {
            const early = new AbortController();
            await Promise.race([this.#work, this.#ports.clock.pause(milliseconds, early.signal)]);
            early.abort();
        }
        if (!this.#isOver() && this.#queue.isBehind()) {
            this.#warn('The last of it could not be written in time; the job summary has it.');
        }
        this.#end.abort();
        return this.#firstUrl === undefined ? {} : { commentUrl: this.#firstUrl };
    }
    #isOver() {
        return this.#isSilent || this.#end.signal.aborted;
    }
    #tellingAt(changedAt) {
        const { telling, context, sha256 } = this.#facts;
        return { inputs: { telling }, context, sha256, changedAt };
    }
    #start() {
        if (this.#work === undefined && !this.#isOver())
            this.#work = this.#goOn();
    }
    /** Until nothing waits to be written; one comment after the other. Never rejects. */
    async #goOn() {
        const { clock } = this.#ports;
        // Not before the caller has told all that it has to tell now.
        await Promise.resolve();
        while (!this.#isOver() && this.#queue.hasPending()) {
            const turn = this.#queue.take(clock.now());
            if (turn === undefined)
                await clock.pause(nap, this.#hurry.signal);
            else
                await this.#write(turn.hashedId, turn.body).catch((error) => this.#complain(error));
        }
        this.#work = undefined;
    }
    async #write(hashedId, body) {
        this.#place ??= await this.#findPlace();
        if (this.#place === undefined) {
            this.#isSilent = true;
            return;
        }
        const { desk, thread } = this.#place;
        const marker = writeProgressMarker(this.#facts.telling.reportKey, hashedId);
        const known = this.#comments.get(hashedId);
        const placed = await placeProgress(desk, { thread, marker }, body, known);
        if (placed === undefined) {
            this.#queue.drop(hashedId);
            return;
        }
        if (known === undefined)
            this.#ports.log.info(`Progress is told in ${placed.comment.url}`);
        this.#comments.set(hashedId, placed);
        this.#queue.confirm(hashedId);
        this.#firstUrl ??= placed.comment.url;
    }
    async #findPlace() {
        const { telling, context } = this.#facts;
        const desk = await (0,github_desk/* openDesk */.A$)(nothingToReport(telling.reportKey), telling, context, this.#endingPorts());
        const [item] = (0,recognise_items/* openItems */.dz)((await (0,github_find/* findItems */.M)(desk)).ours);
        if (item !== undefined)
            return { desk, thread: { kind: 'issue', number: item.issue.number } };
        desk.log.debug('Progress is told in the log alone: no issue of ours is open.');
        return undefined;
    }
    /** With these nothing goes on for long after the board's end. */
    #endingPorts() {
        const { deadline = (milliseconds) => AbortSignal.timeout(milliseconds) } = this.#ports;
        const { signal } = this.#end;
        return {
            ...this.#ports,
            clock: pauseUntil(signal, this.#ports.clock),
            deadline: (milliseconds) => AbortSignal.any([deadline(milliseconds), signal]),
        };
    }
    #complain(error) {
        if (!(error instanceof failure/* Failure */.HR) || lasting.has(error.code))
            this.#isSilent = true;
        this.#warn(error instanceof failure/* Failure */.HR ? `${error.message} ${error.next}` : (0,failure/* describeError */.Uc)(error));
    }
    #warn(text) {
        if (this.#hasWarned || this.#end.signal.aborted)
            this.#ports.log.debug(`Progress: ${text}`);
        else
            this.#ports.log.warning('Progress not told', `${text} The upgrade itself goes on.`);
        this.#hasWarned = true;
    }
}
/** A desk has a report. Of this one the key alone is read: nothing is written but comments. */
function nothingToReport(key) {
    const nothing = { title: '', body: '', summary: '', fingerprint: '', closing: '', annotations: [] };
    return { ...nothing, key, standing: 'leave' };
}
/** No wait for GitHub holds the process after the end. */
function pauseUntil(end, clock) {
    const pause = async (milliseconds) => {
        await clock.pause(milliseconds, end);
        if (end.aborted)
            throw new failure/* Failure */.HR('AKSU-GITHUB', 'The run ended while progress waited for GitHub.');
    };
    return { now: () => clock.now(), pause };
}


/***/ })

};
