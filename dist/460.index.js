export const id = 460;
export const ids = [460];
export const modules = {

/***/ 2786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ addComment)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1957);
/* harmony import */ var _github_desk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4221);
/* harmony import */ var _issue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4050);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9897);




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
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
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
        const outcome = await desk.client.write(prepare, _issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseComment */ .vj);
        if (outcome === undefined || outcome.kind === 'done')
            return;
        if (outcome.kind === 'refused')
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .describeRefusal */ .a2)(outcome.refusal, what);
        reason = outcome.reason;
    }
    if (await isThere(desk, number, text, since))
        return;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB', `GitHub gave no usable answer when we wanted to ${what}: ${reason}`);
}
async function isThere(desk, number, text, since) {
    const parameters = { issue_number: number, since, per_page: 100 };
    const request = desk.ask('GET /issues/{issue_number}/comments', parameters);
    const outcome = await desk.client.read(request, _issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseComments */ .sS);
    const comments = (0,_github_desk_js__WEBPACK_IMPORTED_MODULE_1__/* .settleUnlessGone */ .Bz)(outcome, `read the comments of issue #${number}`) ?? [];
    return comments.some((one) => (0,_issue_js__WEBPACK_IMPORTED_MODULE_2__/* .isSameName */ .yS)(one.author, desk.us.login) && isSameText(one.body, text));
}
function isSameText(left, right) {
    return left.replaceAll('\r\n', '\n').trim() === right.replaceAll('\r\n', '\n').trim();
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

/***/ 1696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kz: () => (/* binding */ restoreLabels),
/* harmony export */   kp: () => (/* binding */ assign),
/* harmony export */   y6: () => (/* binding */ makeLabels)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1957);
/* harmony import */ var _github_desk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4221);
/* harmony import */ var _issue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4050);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9897);




const colour = '0969da';
const description = 'Kept by aks-upgrade: what is behind in AKS clusters';
/**
 * Makes the labels that the repository does not have yet.
 *
 * Throws `Failure` when the token may not write: better told before an issue is made than after.
 */
async function makeLabels(desk, names) {
    for (const name of names) {
        const read = await desk.client.read(desk.ask('GET /labels/{name}', { name }), _issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseLabel */ .Q_);
        const what = `read label ${name} of ${desk.repository}`;
        if ((0,_github_desk_js__WEBPACK_IMPORTED_MODULE_1__/* .settleUnlessGone */ .Bz)(read, what) !== undefined)
            continue;
        const outcome = await desk.client.write(async () => desk.ask('POST /labels', { name, color: colour, description }), _issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseLabel */ .Q_);
        if (outcome?.kind !== 'refused')
            continue;
        // 422: made by another run in the meantime, or a name that GitHub does not take, which shows on the issue.
        if (outcome.refusal.status === 422)
            desk.log.debug(`Label ${name}: ${outcome.refusal.message}`);
        else
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .describeRefusal */ .a2)(outcome.refusal, `make label ${name} in ${desk.repository}`);
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
        const outcome = await desk.client.write(async () => desk.ask('POST /issues/{issue_number}/labels', { issue_number: issue.number, labels: missing }), (data) => (0,_issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseEach */ .lc)(data, _issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseLabel */ .Q_));
        if (outcome?.kind === 'refused' && !(0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .isGone */ .ST)(outcome.refusal.status)) {
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .describeRefusal */ .a2)(outcome.refusal, `label issue #${issue.number} of ${desk.repository}`);
        }
        const fresh = await (0,_github_desk_js__WEBPACK_IMPORTED_MODULE_1__/* .readIssue */ .OS)(desk, issue.number);
        const lost = fresh ? missingLabels(fresh, missing) : [];
        if (lost.length > 0) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB', `GitHub did not put ${lost.join(', ')} on issue #${issue.number}.`, {
                next: 'Put it there by hand; until then we find the issue by its author.',
            });
        }
    });
    return true;
}
/** Assigns, and says who could not be assigned: GitHub leaves out whom it does not know without a word. */
async function assign(desk, number) {
    const { assignees } = desk.telling;
    if (assignees.length === 0)
        return;
    await bestEffort(desk, 'Not assigned', async () => {
        const what = `assign issue #${number} of ${desk.repository}`;
        const outcome = await desk.client.write(async () => desk.ask('POST /issues/{issue_number}/assignees', { issue_number: number, assignees }), _issue_js__WEBPACK_IMPORTED_MODULE_2__/* .parseIssue */ .Zp);
        if (outcome?.kind === 'refused')
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .describeRefusal */ .a2)(outcome.refusal, what);
        const fresh = outcome?.kind === 'done' ? outcome.value : await (0,_github_desk_js__WEBPACK_IMPORTED_MODULE_1__/* .readIssue */ .OS)(desk, number);
        const lost = assignees.filter((login) => !fresh?.assignees.some((one) => (0,_issue_js__WEBPACK_IMPORTED_MODULE_2__/* .isSameName */ .yS)(one, login)));
        if (lost.length > 0) {
            throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('AKSU-GITHUB', `GitHub did not assign ${lost.join(', ')} to issue #${number}.`, {
                next: 'Name people who have access to the repository in `assignees`.',
            });
        }
    });
}
function missingLabels(issue, names) {
    return names.filter((name) => !issue.labels.some((label) => (0,_issue_js__WEBPACK_IMPORTED_MODULE_2__/* .isSameName */ .yS)(label, name)));
}
async function bestEffort(desk, title, work) {
    try {
        await work();
    }
    catch (error) {
        if (!(error instanceof _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR))
            throw error;
        desk.log.warning(title, `${error.message} ${error.next}`);
    }
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

/***/ 1252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ findItems)
/* harmony export */ });
/* harmony import */ var _github_github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5779);
/* harmony import */ var _github_github_desk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4221);
/* harmony import */ var _github_github_pages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2179);
/* harmony import */ var _github_issue_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4050);
/* harmony import */ var _recognise_items_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1659);





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

/***/ 2460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  trackIssue: () => (/* binding */ trackIssue)
});

// EXTERNAL MODULE: ./lib/failure.js
var failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/tracking/github/github-desk.js + 1 modules
var github_desk = __webpack_require__(4221);
// EXTERNAL MODULE: ./lib/tracking/github/github-labels.js
var github_labels = __webpack_require__(1696);
// EXTERNAL MODULE: ./lib/tracking/github/look-until.js
var look_until = __webpack_require__(3195);
// EXTERNAL MODULE: ./lib/report/due.js
var due = __webpack_require__(2928);
// EXTERNAL MODULE: ./lib/report/marker.js
var marker = __webpack_require__(3086);
// EXTERNAL MODULE: ./lib/tracking/github/issue.js
var github_issue = __webpack_require__(4050);
// EXTERNAL MODULE: ./lib/tracking/issue/fit-body.js
var fit_body = __webpack_require__(7596);
// EXTERNAL MODULE: ./lib/tracking/issue/recognise-items.js
var recognise_items = __webpack_require__(1659);
;// CONCATENATED MODULE: ./lib/tracking/issue/decide.js





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
    const [open, ...extras] = (0,recognise_items/* openItems */.dz)(found.ours);
    if (telling.standing === 'leave')
        return { action: open ? leave(open) : { kind: 'none' }, extras: [] };
    if (open)
        return { action: decideOpen(open, telling), extras };
    if (telling.standing === 'clear')
        return { action: { kind: 'none' }, extras };
    const action = decideClosed((0,recognise_items/* lastClosed */.vP)(found.ours), telling, onClosed, us);
    const stranger = (0,recognise_items/* openItems */.dz)(found.strangers)[0];
    if (stranger && action.kind !== 'leave')
        return { action: { kind: 'stop', item: stranger }, extras };
    return { action, extras };
}
function decideOpen(item, telling) {
    if (telling.standing === 'clear')
        return { kind: 'close', item, comment: telling.closing };
    // What is wanted there is what fits there; where nothing fits, nothing can be better.
    const wanted = (0,fit_body/* placeReport */.Ie)(item.issue.body, telling)?.ours ?? item.marked.ours;
    return (0,marker/* tellsTheSame */.sn)(item.marked.ours, wanted) ? leave(item) : { kind: 'rewrite', item };
}
function decideClosed(item, telling, onClosed, us) {
    if (!item)
        return { kind: 'create' };
    const { closedBy } = item.issue;
    if (closedBy !== undefined && (0,github_issue/* isSameName */.yS)(closedBy, us))
        return { kind: 'reopen', item };
    if (onClosed === 'new')
        return { kind: 'create' };
    const isNew = (0,due/* hasNewDue */.bk)(item.marked.ours, telling.body) ?? item.marked.fingerprint !== telling.fingerprint;
    return onClosed === 'respect' && !isNew ? leave(item) : { kind: 'reopen', item };
}
function leave(item) {
    return { kind: 'leave', item };
}

// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var github_refusal = __webpack_require__(9897);
;// CONCATENATED MODULE: ./lib/tracking/issue/github-create.js





/**
 * Makes the issue, once. `undefined`: GitHub gave no usable answer, so that it may stand or not; look before trying
 * again.
 *
 * Throws `Failure` when GitHub refuses.
 */
async function createIssue(desk) {
    const { report, telling, us } = desk;
    await checkRepository(desk);
    await (0,github_labels/* makeLabels */.y6)(desk, telling.labels);
    const { title, body } = report;
    const outcome = await desk.client.write(async () => desk.ask('POST /issues', { title, body, labels: telling.labels }), github_issue/* parseIssue */.Zp);
    if (outcome === undefined || outcome.kind === 'unclear') {
        desk.log.debug(`Creating the issue: ${outcome?.reason ?? ''}; looking whether it is there.`);
        return undefined;
    }
    const issue = (0,github_client/* settle */.G9)(outcome, `create an issue in ${desk.repository}`);
    if (!(0,github_issue/* isSameName */.yS)(issue.author.login, us.login))
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
        throw (0,github_refusal/* refuseArchived */.xl)(`${desk.repository} is archived and cannot be written.`);
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

// EXTERNAL MODULE: ./lib/tracking/issue/github-find.js
var github_find = __webpack_require__(1252);
// EXTERNAL MODULE: ./lib/tracking/github/github-comment.js
var github_comment = __webpack_require__(2786);
// EXTERNAL MODULE: ./lib/tracking/github/github-fresh-edit.js
var github_fresh_edit = __webpack_require__(7472);
;// CONCATENATED MODULE: ./lib/tracking/issue/github-patch.js





/**
 * Edits an issue as it stands right before the write: `plan` gets the fresh issue and says what to change, or
 * `undefined` when it is no longer what was decided about.
 *
 * `undefined`: nothing was changed. Throws `Failure` when GitHub refuses, or does not answer.
 */
async function editIssue(desk, number, plan) {
    const what = `edit issue #${number} of ${desk.repository}`;
    return await (0,github_fresh_edit/* editFresh */.F)(desk.client, {
        what,
        read: async () => await (0,github_desk/* readIssue */.OS)(desk, number),
        plan,
        request: (patch) => desk.ask('PATCH /issues/{issue_number}', { issue_number: number, ...patch }),
        parse: github_issue/* parseIssue */.Zp,
        holds: (fresh, patch) => holds(fresh, patch, desk.report.key),
        refuse: async (refusal) => {
            if ((0,github_refusal/* isGone */.ST)(refusal.status))
                return undefined;
            throw (0,github_refusal/* describeRefusal */.a2)(refusal, what);
        },
    });
}
/** Whether an edit whose answer was lost has been carried out. */
function holds(issue, patch, key) {
    const isState = patch.state === undefined || issue.isOpen === (patch.state === 'open');
    return isState && (patch.body === undefined || (0,fit_body/* standsAsSent */.aN)(issue.body, patch.body, key));
}

// EXTERNAL MODULE: ./lib/tracking/issue/github-title.js
var github_title = __webpack_require__(2245);
;// CONCATENATED MODULE: ./lib/tracking/issue/github-rewrite.js





/**
 * Puts the report into an open issue, or into a closed one that it opens again. `undefined`: the issue is not any more
 * what was decided about, or another run told the same in the meantime.
 */
async function rewriteIssue(desk, item) {
    const { isOpen, number } = item.issue;
    const title = await (0,github_title/* chooseTitle */.S)(desk, item.issue);
    return await editIssue(desk, number, (fresh) => {
        if (fresh.isOpen !== isOpen || (isOpen && isTold(desk, fresh)))
            return undefined;
        const patch = planBody(desk, fresh, title);
        return patch && (isOpen ? patch : { ...patch, state: 'open' });
    });
}
/** Tells that nothing is due, closes, and says why below. `undefined`: somebody else closed it in the meantime. */
async function closeIssue(desk, item, comment) {
    const title = await (0,github_title/* chooseTitle */.S)(desk, item.issue);
    const issue = await editIssue(desk, item.issue.number, (fresh) => {
        const patch = fresh.isOpen ? planBody(desk, fresh, title) : undefined;
        return patch && { ...patch, state: 'closed', state_reason: 'completed' };
    });
    if (issue)
        await (0,github_comment/* addComment */.B)(desk, issue.number, comment);
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
        await (0,github_comment/* addComment */.B)(desk, issue.number, pointer);
}
function isTold(desk, fresh) {
    const found = (0,marker/* findMarked */.Em)(fresh.body, desk.report.key);
    const placed = (0,fit_body/* placeReport */.Ie)(fresh.body, desk.report);
    return found !== undefined && placed !== undefined && (0,marker/* tellsTheSame */.sn)(found.ours, placed.ours);
}
/** `undefined`: a person took our marker away, so that it is not ours any more. */
function planBody(desk, fresh, title) {
    if (!(0,marker/* findMarked */.Em)(fresh.body, desk.report.key))
        return undefined;
    const placed = (0,fit_body/* placeReport */.Ie)(fresh.body, desk.report);
    return { ...(placed ? { body: placed.body } : {}), ...(title === undefined ? {} : { title }) };
}

// EXTERNAL MODULE: ./lib/tracking/issue/warn-shortened.js
var warn_shortened = __webpack_require__(1480);
;// CONCATENATED MODULE: ./lib/tracking/issue/github-issue.js










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
    const opened = await (0,github_desk/* openDesk */.A$)(report, telling, context, ports);
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
        return await (0,github_find/* findItems */.M)(desk);
    const isCreated = (item) => item.issue.number === created?.number;
    const look = async () => await (0,github_find/* findItems */.M)(desk);
    const found = await (0,look_until/* lookUntil */.c)(desk.clock, look, ({ ours }) => created ? ours.some(isCreated) : (0,recognise_items/* openItems */.dz)(ours).length > 0);
    if (!created || found.ours.some(isCreated))
        return found;
    const { ours } = (0,recognise_items/* recogniseItems */.Of)([created], desk.report.key, desk.us.login, undefined);
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
    if (!issue.isOpen) {
        const remark = `Issue #${issue.number} was closed by a person and nothing new is due.`;
        desk.log.info(remark);
        return { ...tracked('unchanged', issue), remarks: [remark] };
    }
    if (desk.report.standing !== 'due')
        return tracked('unchanged', issue);
    // Nothing of ours was open before: what is now, we made, whatever became of the answer.
    const isMade = memory.created ? memory.created.number === issue.number : memory.lostCreations > 0;
    if (isMade)
        return await finish(desk, issue, 'created');
    const isLabelled = await (0,github_labels/* restoreLabels */.Kz)(desk, issue);
    (0,warn_shortened/* warnWhenShortened */.n)(desk, `issue #${issue.number}`, issue.body);
    return tracked(isLabelled ? 'updated' : 'unchanged', issue);
}
async function rewrite(desk, item) {
    const issue = await rewriteIssue(desk, item);
    return issue && (await finish(desk, issue, item.issue.isOpen ? 'updated' : 'reopened'));
}
async function finish(desk, issue, operation) {
    await (0,github_labels/* restoreLabels */.Kz)(desk, issue);
    if (operation !== 'updated')
        await (0,github_labels/* assign */.kp)(desk, issue.number);
    (0,warn_shortened/* warnWhenShortened */.n)(desk, `issue #${issue.number}`, issue.body);
    return tracked(operation, issue);
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


/***/ }),

/***/ 2245:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ chooseTitle)
/* harmony export */ });
/* harmony import */ var _github_github_pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2179);
/* harmony import */ var _github_issue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4050);


const maximumPages = 10;
/**
 * The title to write, or `undefined` to leave what stands there: a title that a person chose is kept. Asked only when
 * the issue is written anyway. When the events cannot be read, the title stays.
 */
async function chooseTitle(desk, issue) {
    const { title } = desk.report;
    if (issue.title === title)
        return undefined;
    const list = { route: 'GET /issues/{issue_number}/events', parameters: { issue_number: issue.number } };
    const renamers = await (0,_github_github_pages_js__WEBPACK_IMPORTED_MODULE_1__/* .readPages */ .n)(desk, list, _github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRenamers */ .R2, maximumPages);
    if (renamers.kind !== 'done')
        return undefined;
    return renamers.value.every((login) => (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameName */ .yS)(login, desk.us.login)) ? title : undefined;
}


/***/ }),

/***/ 1659:
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
