export const id = 167;
export const ids = [167];
export const modules = {

/***/ 5447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ decideComment),
/* harmony export */   Wc: () => (/* binding */ isTold),
/* harmony export */   m6: () => (/* binding */ recogniseComments)
/* harmony export */ });
/* harmony import */ var _report_marker_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3086);
/* harmony import */ var _github_issue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4050);
/* harmony import */ var _issue_fit_body_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7596);
/* harmony import */ var _placed_comment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4030);




/**
 * Sorts out what stands below a pull request under our key. A marker alone proves nothing, anybody can copy it: comments
 * by others are never edited or read as state.
 *
 * When the token's kind changes (App, GITHUB_TOKEN, PAT), our earlier comment is by "another account" too. Comments
 * carry no label that would take rights, so who wrote it must do: one of the repository's own people, or a bot whose
 * comment begins with our marker, as we write it. A bot that repeats what outsiders say puts its own words before it, so
 * that outsiders cannot stop us.
 */
function recogniseComments(comments, key, us) {
    const items = comments.toSorted(_placed_comment_js__WEBPACK_IMPORTED_MODULE_1__/* .oldestFirst */ .sZ).flatMap((comment) => {
        const marked = (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_2__/* .findMarked */ .Em)(comment.body, key);
        return marked ? [{ comment, marked }] : [];
    });
    const isOurs = ({ comment }) => (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameName */ .yS)(comment.author.login, us);
    return {
        ours: items.filter(isOurs),
        strangers: items.filter((item) => !isOurs(item) && isLeftover(item.comment.author, item.marked)),
    };
}
function isLeftover(author, marked) {
    return (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .isInsider */ .Hb)(author) || (author.isBot && marked.before === '');
}
/**
 * From what stands and what is to be told to exactly one action.
 *
 * | page | ours | leftover of another account | action |
 * |---|---|---|---|
 * | any | yes, tells the same | any | leave |
 * | any | yes, tells something else | any | rewrite |
 * | clear, leave | no | any | none |
 * | due | no | no | create |
 * | due | no | yes | stop |
 *
 * Of several the oldest is kept, so that runs side by side keep the same one.
 */
function decideComment(found, page) {
    const [kept, ...extras] = found.ours;
    if (kept) {
        const kind = isTold(kept.comment.body, page) ? 'leave' : 'rewrite';
        return { action: { kind, item: kept }, extras };
    }
    if (page.standing !== 'due')
        return { action: { kind: 'none' }, extras };
    const [stranger] = found.strangers;
    return { action: stranger ? { kind: 'stop', item: stranger } : { kind: 'create' }, extras };
}
/** Whether a comment tells this already. What is wanted there is what fits there; where nothing fits, nothing is better. */
function isTold(body, page) {
    const found = (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_2__/* .findMarked */ .Em)(body, page.key);
    if (!found)
        return false;
    return (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_2__/* .tellsTheSame */ .sn)(found.ours, (0,_issue_fit_body_js__WEBPACK_IMPORTED_MODULE_3__/* .placeReport */ .Ie)(body, page)?.ours ?? found.ours);
}


/***/ }),

/***/ 9167:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  X: () => (/* binding */ placeSticky),
  trackComment: () => (/* binding */ trackComment)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
// EXTERNAL MODULE: ./lib/tracking/github/github-desk.js + 1 modules
var github_desk = __webpack_require__(4221);
// EXTERNAL MODULE: ./lib/tracking/github/issue.js
var issue = __webpack_require__(4050);
// EXTERNAL MODULE: ./lib/tracking/github/look-until.js
var look_until = __webpack_require__(3195);
// EXTERNAL MODULE: ./lib/tracking/issue/warn-shortened.js
var warn_shortened = __webpack_require__(1480);
// EXTERNAL MODULE: ./lib/tracking/comment/decide-comment.js
var decide_comment = __webpack_require__(5447);
// EXTERNAL MODULE: ./lib/report/marker.js
var marker = __webpack_require__(3086);
// EXTERNAL MODULE: ./lib/tracking/github/github-fresh-edit.js
var github_fresh_edit = __webpack_require__(7472);
// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var github_refusal = __webpack_require__(9897);
// EXTERNAL MODULE: ./lib/tracking/issue/fit-body.js
var fit_body = __webpack_require__(7596);
// EXTERNAL MODULE: ./lib/tracking/comment/github-thread.js
var github_thread = __webpack_require__(3269);
// EXTERNAL MODULE: ./lib/tracking/comment/placed-comment.js
var placed_comment = __webpack_require__(4030);
// EXTERNAL MODULE: ./lib/tracking/comment/thread.js
var comment_thread = __webpack_require__(1991);
;// CONCATENATED MODULE: ./lib/tracking/comment/github-comment-edit.js










/** Puts the page into our comment. `undefined`: it is not any more what was decided about, or tells the same already. */
async function rewriteComment(desk, thread, comment) {
    return await editComment(desk, thread, comment, (body) => (0,decide_comment/* isTold */.Wc)(body, desk.report) ? undefined : (0,fit_body/* placeReport */.Ie)(body, desk.report)?.body);
}
/** Without our marker it is no longer ours, so that a later run cannot pick the wrong one. */
async function retireComment(desk, thread, extra, kept) {
    await editComment(desk, thread, extra, (body) => {
        const found = (0,marker/* findMarked */.Em)(body, desk.report.key);
        return found && found.before + (0,comment_thread/* writePointer */.NS)('report', kept.url) + found.after;
    });
}
async function editComment(desk, thread, { id }, plan) {
    const what = `edit our comment on ${(0,comment_thread/* nameThread */.mp)(thread)} of ${desk.repository}`;
    const read = async () => await readOurs(desk, thread, id);
    return await (0,github_fresh_edit/* editFresh */.F)(desk.client, {
        what,
        read,
        plan: ({ body }) => plan(body),
        request: (body) => (0,github_thread/* askToEdit */.no)(desk, id, body),
        parse: placed_comment/* parsePlacedComment */.gm,
        holds: ({ body }, sent) => (0,fit_body/* standsAsSent */.aN)(body, sent, desk.report.key),
        refuse: async (refusal) => {
            // A token without the right is told 404 too, for what it can read.
            if ((0,github_refusal/* isGone */.ST)(refusal.status) && (await read()) === undefined)
                return undefined;
            throw (0,comment_thread/* describeThreadRefusal */.mK)(thread, refusal, what);
        },
    });
}
/** As it is now; `undefined` when it was deleted. */
async function readOurs(desk, thread, id) {
    const what = `read our comment on ${(0,comment_thread/* nameThread */.mp)(thread)} of ${desk.repository}`;
    const outcome = await (0,github_thread/* readComment */.W3)(desk, id);
    if (outcome.kind === 'unclear')
        throw (0,github_client/* unclearFailure */.zW)(outcome.reason, what);
    if (outcome.kind === 'done')
        return (0,issue/* isSameName */.yS)(outcome.value.author.login, desk.us.login) ? outcome.value : undefined;
    if ((0,github_refusal/* isGone */.ST)(outcome.refusal.status))
        return undefined;
    throw (0,comment_thread/* describeThreadRefusal */.mK)(thread, outcome.refusal, what);
}

;// CONCATENATED MODULE: ./lib/tracking/comment/sticky-words.js


function warnOfIdentity(desk, thread, made) {
    desk.log.warning('Unsure who we are', `GitHub did not tell which account the token belongs to; the comment on ${(0,comment_thread/* nameThread */.mp)(thread)} was written as ` +
        `${made.author.login}. The next run cannot recognise it as ours and will stop.`);
}
/** Told nothing new, an earlier run's comment would stand for good. */
function noteStrangers(desk, { strangers }) {
    for (const { comment } of strangers) {
        desk.log.notice('Not ours to rewrite', `The comment ${comment.url} holds an earlier report; it was written by ${comment.author.login}, we are ` +
            `${desk.us.login} now, and it is left as it is.`);
    }
}
function strangerFailure(desk, thread, { comment }) {
    const { url, author } = comment;
    return new failure/* Failure */.HR('AKSU-GITHUB-IDENTITY', `A comment on ${(0,comment_thread/* nameThread */.mp)(thread)} (${url}) holds this report and was written by ${author.login}; we are ` +
        `${desk.us.login} now. A second comment would be a duplicate.`, { next: `Pass the token of ${author.login} in \`github-token\`, or delete that comment to start anew.` });
}

;// CONCATENATED MODULE: ./lib/tracking/comment/github-sticky.js











const second = 1000;
const maximumLooks = 8;
const maximumCreations = 2;
/**
 * Brings the page to our one comment below the pull request of this run.
 *
 * Throws `Failure` (AKSU-GITHUB…) when it cannot; nothing of the page is lost by that.
 */
async function trackComment(page, telling, context, ports) {
    if (context.pullRequest === undefined) {
        throw new failure/* Failure */.HR('AKSU-INPUT', '`report-to: pr-comment` needs the pull request of a run: this run has none.', {
            next: 'Use `report-to: auto`: it comments on pull requests and keeps an issue otherwise.',
        });
    }
    const desk = await (0,github_desk/* openDesk */.A$)(page, telling, context, ports, comment_thread/* pullRequestsLine */.Or);
    return await placeSticky(desk, { kind: 'pull request', number: context.pullRequest.number });
}
/**
 * Looks, decides, does one thing, and looks again wherever the world may have changed under it (another run, a person, a
 * lost answer). After a creation it always looks again: two runs at once leave the oldest.
 */
async function placeSticky(opened, thread) {
    const memory = { made: undefined, creations: 0 };
    let desk = opened;
    for (let look = 0; look < maximumLooks; look++) {
        const found = await lookAround(desk, thread, memory);
        const { action, extras } = (0,decide_comment/* decideComment */.Of)(found, desk.report);
        if ('item' in action)
            for (const { comment } of extras)
                await retireComment(desk, thread, comment, action.item.comment);
        const end = await carryOut(desk, thread, memory, action);
        if (end?.operation === 'none')
            noteStrangers(desk, found);
        if (end)
            return end;
        if (action.kind === 'create')
            desk = writingAs(desk, memory.made);
        else
            await desk.clock.pause(second);
    }
    const { key } = opened.report;
    throw new failure/* Failure */.HR('AKSU-GITHUB', `The comment of key ${key} on ${(0,comment_thread/* nameThread */.mp)(thread)} kept changing while we wrote it.`);
}
function writingAs(desk, made) {
    return made ? { ...desk, us: { login: made.author.login, isCertain: true } } : desk;
}
async function lookAround(desk, thread, memory) {
    const look = async () => await findComments(desk, thread);
    if (memory.creations === 0)
        return await look();
    const { made } = memory;
    const found = await (0,look_until/* lookUntil */.c)(desk.clock, look, ({ ours, strangers }) => made ? ours.some(({ comment }) => comment.id === made.id) : ours.length + strangers.length > 0);
    if (made === undefined || found.ours.some(({ comment }) => comment.id === made.id))
        return found;
    const fresh = await readOurs(desk, thread, made.id);
    if (fresh === undefined)
        memory.made = undefined;
    const unlisted = (0,decide_comment/* recogniseComments */.m6)(fresh ? [fresh] : [], desk.report.key, desk.us.login);
    return { ...found, ours: [...found.ours, ...unlisted.ours] };
}
async function findComments(desk, thread) {
    const what = `read the comments of ${(0,comment_thread/* nameThread */.mp)(thread)} of ${desk.repository}`;
    const outcome = await (0,github_thread/* listComments */.fg)(desk, thread);
    if (outcome.kind === 'unclear')
        throw (0,github_client/* unclearFailure */.zW)(outcome.reason, what);
    if (outcome.kind === 'refused')
        throw (0,comment_thread/* describeThreadRefusal */.mK)(thread, outcome.refusal, what);
    return (0,decide_comment/* recogniseComments */.m6)(outcome.value, desk.report.key, desk.us.login);
}
/** `undefined`: look again. */
async function carryOut(desk, thread, memory, action) {
    switch (action.kind) {
        case 'none':
            return { operation: 'none' };
        case 'stop':
            throw strangerFailure(desk, thread, action.item);
        case 'create':
            return await create(desk, thread, memory);
        case 'leave':
            return finish(desk, thread, memory, { comment: action.item.comment, otherwise: 'unchanged' });
        case 'rewrite': {
            const comment = await rewriteComment(desk, thread, action.item.comment);
            return comment && finish(desk, thread, memory, { comment, otherwise: 'updated' });
        }
    }
}
/** Always to be looked at again. */
async function create(desk, thread, memory) {
    const what = `comment on ${(0,comment_thread/* nameThread */.mp)(thread)} of ${desk.repository}`;
    if (memory.creations++ >= maximumCreations) {
        throw new failure/* Failure */.HR('AKSU-GITHUB', `After two attempts to ${what} no comment of ours stands there.`);
    }
    const outcome = await (0,github_thread/* postComment */.Gy)(desk, thread, desk.report.body);
    if (outcome.kind === 'refused')
        throw (0,comment_thread/* describeThreadRefusal */.mK)(thread, outcome.refusal, what);
    if (outcome.kind === 'unclear') {
        desk.log.debug(`Creating the comment: ${outcome.reason}; looking whether it is there.`);
        return;
    }
    memory.made = outcome.value;
    if (!(0,issue/* isSameName */.yS)(outcome.value.author.login, desk.us.login))
        warnOfIdentity(desk, thread, outcome.value);
}
function finish(desk, thread, { made, creations }, { comment, otherwise }) {
    (0,warn_shortened/* warnWhenShortened */.n)(desk, `our comment on ${(0,comment_thread/* nameThread */.mp)(thread)}`, comment.body);
    // Nothing of ours stood before: what does now, we made, whatever became of the answer.
    const isMade = made ? made.id === comment.id : creations > 0;
    return { operation: isMade ? 'created' : otherwise, commentUrl: comment.url };
}


/***/ }),

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

/***/ 7472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ editFresh)
/* harmony export */ });
/* harmony import */ var _github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5779);

const sendings = 2;
/**
 * Edits a thing as it stands right before the write, so that what people changed in the meantime is kept. Without a
 * usable answer it is read back before anything is sent a second time.
 *
 * `undefined`: nothing was changed. Throws `Failure` when GitHub refuses, or does not answer.
 */
async function editFresh(client, edit) {
    let sent;
    let landed;
    let reason = '';
    const prepare = async () => {
        const fresh = await edit.read();
        if (fresh && sent && edit.holds(fresh, sent.patch))
            landed = fresh;
        const patch = fresh && !landed ? edit.plan(fresh) : undefined;
        if (patch === undefined)
            return undefined;
        sent = { patch };
        return edit.request(patch);
    };
    for (let count = 0; count < sendings; count++) {
        const outcome = await client.write(prepare, edit.parse);
        if (outcome === undefined)
            return landed;
        if (outcome.kind === 'done')
            return outcome.value;
        if (outcome.kind === 'refused')
            return await edit.refuse(outcome.refusal);
        reason = outcome.reason;
    }
    const last = await edit.read();
    if (last && sent && edit.holds(last, sent.patch))
        return last;
    throw (0,_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .unclearFailure */ .zW)(reason, edit.what);
}


/***/ }),

/***/ 3195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ lookUntil)
/* harmony export */ });
const second = 1000;
const pauses = [second, 2 * second, 4 * second, 8 * second];
/** GitHub's lists may lag behind a write: looks again until what must be there is shown, or gives what is shown last. */
async function lookUntil(clock, look, isShown) {
    let found = await look();
    for (const pause of pauses) {
        if (isShown(found))
            return found;
        await clock.pause(pause);
        found = await look();
    }
    return found;
}


/***/ }),

/***/ 7596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ie: () => (/* binding */ placeReport),
/* harmony export */   aN: () => (/* binding */ standsAsSent)
/* harmony export */ });
/* unused harmony exports maximumBody, fitReport */
/* harmony import */ var _report_marker_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3086);
/* harmony import */ var _report_plan_since_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8732);


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
    const write = (lead) => (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .writeMarked */ .SK)(report.key, report.fingerprint, `${lead}\n\n${shortened}`);
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
/**
 * The body with our part replaced by what fits, and since when the plan stands there kept; `undefined` when nothing
 * of ours fits or nothing of ours is there.
 */
function placeReport(body, report) {
    const found = (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .findMarked */ .Em)(body, report.key);
    if (!found)
        return undefined;
    const whole = (0,_report_plan_since_js__WEBPACK_IMPORTED_MODULE_1__/* .keepPlanSince */ .tD)(report.body, found.ours);
    const room = maximumBody - found.before.length - found.after.length;
    const ours = fitReport({ ...report, body: whole }, room);
    if (ours === undefined)
        return undefined;
    return { body: found.before + ours + found.after, ours, isWhole: ours === whole };
}
/** Whether our part of a body stands as it was sent, whatever people wrote around it. Sent without: it stands no more. */
function standsAsSent(body, sent, key) {
    return (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .tellsTheSame */ .sn)((0,_report_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .findMarked */ .Em)(body, key)?.ours ?? '', (0,_report_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .findMarked */ .Em)(sent, key)?.ours ?? '');
}


/***/ }),

/***/ 1480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ warnWhenShortened)
/* harmony export */ });
/* harmony import */ var _fit_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7596);

/** `where` names what holds the body, such as `issue #5`. */
function warnWhenShortened({ log, report }, where, body) {
    if ((0,_fit_body_js__WEBPACK_IMPORTED_MODULE_0__/* .placeReport */ .Ie)(body, report)?.isWhole)
        return;
    log.warning('Report shortened', `The text that people wrote in ${where} leaves too little room for the whole report; it is in the job summary.`);
}


/***/ })

};
