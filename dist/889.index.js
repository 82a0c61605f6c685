export const id = 889;
export const ids = [889];
export const modules = {

/***/ 1889:
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
// EXTERNAL MODULE: ./lib/report/fit.js + 1 modules
var fit = __webpack_require__(1338);
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

// EXTERNAL MODULE: ./lib/tracking/github-desk.js + 1 modules
var github_desk = __webpack_require__(2106);
// EXTERNAL MODULE: ./lib/tracking/github-find.js
var github_find = __webpack_require__(6100);
// EXTERNAL MODULE: ./lib/tracking/github-client.js + 2 modules
var github_client = __webpack_require__(971);
// EXTERNAL MODULE: ./lib/tracking/github-pages.js
var github_pages = __webpack_require__(3179);
// EXTERNAL MODULE: ./lib/tracking/issue.js
var issue = __webpack_require__(8957);
;// CONCATENATED MODULE: ./lib/tracking/progress-comment.js

function parsePlacedComment(data) {
    const comment = (0,issue/* parseComment */.vj)(data);
    if (comment === undefined || typeof data !== 'object' || data === null)
        return undefined;
    const [id, url] = [Reflect.get(data, 'id'), Reflect.get(data, 'html_url')];
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof url !== 'string')
        return undefined;
    return { ...comment, id, url };
}
function parsePlacedComments(data) {
    return (0,issue/* parseEach */.lc)(data, parsePlacedComment);
}
/** Ours: this marker as the first line, and written by the account that we are. The oldest first: it is kept. */
function recogniseProgress(comments, marker, us) {
    return comments
        .filter(({ author, body }) => (0,issue/* isSameName */.yS)(author, us) && firstLine(body) === marker)
        .toSorted((left, right) => left.id - right.id);
}
function firstLine(body) {
    return (body.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}

// EXTERNAL MODULE: ./lib/tracking/refusal.js
var refusal = __webpack_require__(7041);
;// CONCATENATED MODULE: ./lib/tracking/github-progress-comment.js





/** GitHub takes 2,500 comments on an issue: 25 pages. */
const maximumPages = 30;
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
    const what = `comment on issue #${target.issueNumber} of ${desk.repository}`;
    let reason = '';
    for (let count = 0; count < sendings; count++) {
        const { issueNumber: issue_number } = target;
        const outcome = await desk.client.write(async () => desk.ask('POST /issues/{issue_number}/comments', { issue_number, body }), parsePlacedComment);
        if (outcome?.kind === 'done')
            return outcome.value;
        if (outcome?.kind === 'refused')
            throw (0,refusal/* describeRefusal */.a2)(outcome.refusal, what);
        reason = outcome?.reason ?? '';
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
    const { issueNumber: issue_number, marker } = target;
    const list = { route: 'GET /issues/{issue_number}/comments', parameters: { issue_number } };
    const outcome = await (0,github_pages/* readPages */.n)(desk, list, parsePlacedComments, maximumPages);
    const comments = (0,github_desk/* settleUnlessGone */.Bz)(outcome, `read the comments of issue #${issue_number}`) ?? [];
    return recogniseProgress(comments, marker, desk.us.login);
}
async function retireOthers(desk, target, standing, kept) {
    const pointer = `This progress is kept in ${kept.url}: two runs told it at the same time.`;
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
    const what = `edit our comment on issue #${target.issueNumber} of ${desk.repository}`;
    const outcome = await desk.client.write(async () => desk.ask('PATCH /issues/comments/{comment_id}', { comment_id: comment.id, body }), parsePlacedComment);
    if (outcome === undefined || outcome.kind === 'unclear')
        throw (0,github_client/* unclearFailure */.zW)(outcome?.reason ?? '', what);
    if (outcome.kind === 'done')
        return outcome.value;
    if ((0,refusal/* isGone */.ST)(outcome.refusal.status))
        return undefined;
    throw (0,refusal/* describeRefusal */.a2)(outcome.refusal, what);
}

;// CONCATENATED MODULE: ./lib/tracking/progress-queue.js
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

// EXTERNAL MODULE: ./lib/tracking/recognise-items.js
var recognise_items = __webpack_require__(9265);
;// CONCATENATED MODULE: ./lib/tracking/github-progress.js








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
        const { desk, issueNumber } = this.#place;
        const marker = writeProgressMarker(this.#facts.telling.reportKey, hashedId);
        const known = this.#comments.get(hashedId);
        const placed = await placeProgress(desk, { issueNumber, marker }, body, known);
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
            return { desk, issueNumber: item.issue.number };
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
