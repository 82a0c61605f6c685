export const id = 932;
export const ids = [932];
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

/***/ 3535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ contentsLine),
/* harmony export */   CS: () => (/* binding */ listFiles),
/* harmony export */   Lw: () => (/* binding */ overlay),
/* harmony export */   fq: () => (/* binding */ findCommit),
/* harmony export */   je: () => (/* binding */ findAbsent),
/* harmony export */   kN: () => (/* binding */ readCommit)
/* harmony export */ });
/* unused harmony export Listing */
/* harmony import */ var _github_github_client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5779);
/* harmony import */ var _github_refusal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9897);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1109);



/** The line that lets a token read what the repository holds. */
const contentsLine = 'Give the job `permissions: contents: read`, or `contents: write` where `report-to` has `pull-request`.';
/** Requests for single folders of a tree that is too large for one list; a mapping file could name any number. */
const mostFolders = 100;
const tooLarge = 'The repository has more files than GitHub lists at once. Name the files or folders that hold versions in `pin-paths`.';
/** `undefined`: there is no such commit. */
async function findCommit(desk, sha) {
    const request = desk.ask('GET /git/commits/{commit_sha}', { commit_sha: sha });
    const outcome = await desk.client.read(request, _tree_js__WEBPACK_IMPORTED_MODULE_2__/* .parseCommit */ .L5);
    const isMissing = outcome.kind === 'refused' && outcome.refusal.status === 404;
    const what = `read commit ${sha.slice(0, 7)} of ${desk.repository}`;
    return isMissing ? undefined : (0,_github_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .settle */ .G9)(outcome, what, contentsLine);
}
/** A commit that GitHub has just named: where it is not found, the token may not see it. */
async function readCommit(desk, sha) {
    const commit = await findCommit(desk, sha);
    if (commit !== undefined)
        return commit;
    const refusal = { status: 404, headers: {}, message: 'Not Found' };
    throw (0,_github_refusal_js__WEBPACK_IMPORTED_MODULE_1__/* .describeRefusal */ .a2)(refusal, `read commit ${sha.slice(0, 7)} of ${desk.repository}`, contentsLine);
}
/** The files of one commit, as far as they could be listed. */
class Listing {
    commit;
    entries;
    /** What could not be listed. */
    unread;
    /** `false`: what is not among `entries` may be there all the same. */
    isWhole;
    #walk;
    constructor(commit, found, walk) {
        this.commit = commit;
        this.entries = found.entries;
        this.unread = found.unread;
        this.isWhole = found.isWhole;
        this.#walk = walk;
    }
    with(found) {
        return new Listing(this.commit, found, this.#walk);
    }
    /** What stands there, `undefined` for nothing, or in words why that is not known. */
    async find(path) {
        const known = this.entries.get(path);
        return known !== undefined || this.isWhole ? known : await this.#walk.find(path);
    }
}
/** All files of the commit; where they are too many for one list, those of `paths`. */
async function listFiles(desk, commit, paths) {
    const walk = new Walk(desk, commit.tree);
    const { entries, isTruncated } = await readTree(desk, commit.tree, '', true);
    if (!isTruncated)
        return new Listing(commit, { entries: byPath(entries), unread: [], isWhole: true }, walk);
    if (paths.length === 0) {
        const unread = [{ path: '.', reason: tooLarge }];
        return new Listing(commit, { entries: byPath(entries), unread, isWhole: false }, walk);
    }
    const found = [];
    const unread = [];
    for (const path of paths) {
        const entry = await walk.find(path);
        if (typeof entry === 'string')
            unread.push({ path, reason: entry });
        else if (entry?.kind === 'folder') {
            const below = await readTree(desk, entry.sha, `${path}/`, true);
            found.push(entry, ...below.entries);
            if (below.isTruncated)
                unread.push({ path, reason: tooLarge });
        }
        else if (entry)
            found.push(entry);
    }
    return new Listing(commit, { entries: byPath(found), unread, isWhole: false }, walk);
}
/** A name in `pin-paths` that stands for nothing anywhere would otherwise be a silent mistake. */
async function findAbsent(listings, paths) {
    const absent = [];
    for (const path of paths) {
        let isThere = false;
        for (const listing of listings)
            isThere ||= (await listing.find(path)) !== undefined;
        if (!isThere)
            absent.push({ path, reason: 'It stands in `pin-paths` and not in the repository.' });
    }
    return absent;
}
/** What merging gives where it has conflicts: of the head only what the pull request touches. */
function overlay(before, after, touched) {
    const kept = [...before.entries].filter(([path]) => !touched.has(path));
    const made = [...after.entries].filter(([path]) => touched.has(path));
    return after.with({
        entries: new Map([...kept, ...made]),
        unread: after.unread,
        isWhole: before.isWhole && after.isWhole,
    });
}
/** Goes down folder by folder. */
class Walk {
    #desk;
    #root;
    #folders = new Map();
    constructor(desk, root) {
        this.#desk = desk;
        this.#root = root;
    }
    async find(path) {
        let sha = this.#root;
        let folder = '';
        for (const [depth, part] of path.split('/').entries()) {
            const tree = await this.#read(sha, folder);
            if (tree === undefined)
                return 'Too many folders would have to be listed one by one.';
            const here = `${folder}${part}`;
            const entry = tree.entries.find((one) => one.path === here);
            if (entry === undefined)
                return tree.isTruncated ? tooLarge : undefined;
            if (depth === path.split('/').length - 1)
                return entry;
            if (entry.kind !== 'folder')
                return undefined;
            sha = entry.sha;
            folder = `${here}/`;
        }
        return undefined;
    }
    async #read(sha, folder) {
        const known = this.#folders.get(folder);
        if (known !== undefined || this.#folders.size >= mostFolders)
            return known;
        const tree = await readTree(this.#desk, sha, folder, false);
        this.#folders.set(folder, tree);
        return tree;
    }
}
async function readTree(desk, sha, folder, isRecursive) {
    const request = desk.ask('GET /git/trees/{tree_sha}', {
        tree_sha: sha,
        // Any value makes it recursive, `false` too.
        ...(isRecursive ? { recursive: '1' } : {}),
    });
    const outcome = await desk.client.read(request, (data) => (0,_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .parseTree */ .cZ)(data, folder));
    return (0,_github_github_client_js__WEBPACK_IMPORTED_MODULE_0__/* .settle */ .G9)(outcome, `list the files of ${desk.repository}`, contentsLine);
}
function byPath(entries) {
    return new Map(entries.map((entry) => [entry.path, entry]));
}


/***/ }),

/***/ 4211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ openWorkspace),
/* harmony export */   Q: () => (/* binding */ hashBlob)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);




/** A pipe must not keep us waiting, a link must not lead us away. Windows has neither flag. */
const flags = node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW ?? 0) | (node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK ?? 0);
/**
 * `root` absent: there is no workspace. Steps before ours may have changed what is there, so only bytes count whose
 * git hash is the one asked for. Nothing is written, no link is followed, nothing outside is opened.
 */
function openWorkspace(root, maximum) {
    const folders = new Map();
    const roots = root === undefined ? undefined : (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(root).catch(() => undefined);
    return {
        read: async (path, blob) => {
            const top = await roots;
            if (top === undefined || !isPlain(path))
                return undefined;
            const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path);
            const isInside = folders.get(folder) ?? isItself((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(top, folder));
            folders.set(folder, isInside);
            if (!(await isInside))
                return undefined;
            const bytes = await readRegular((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(top, path), maximum);
            return bytes && matchBlob(bytes, blob);
        },
    };
}
/** Git's name for these bytes (git-scm.com/book, "Git Objects"). */
function hashBlob(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
/** Names that an operating system reads in another way than git does are left to GitHub. */
function isPlain(path) {
    const parts = path.split('/');
    return !/[\\:\0]/.test(path) && !parts.some((part) => part === '' || part === '.' || part === '..');
}
/** Whether no part of it is a link. */
async function isItself(folder) {
    return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.realpath)(folder).catch(() => undefined)) === folder;
}
async function readRegular(path, maximum) {
    let file;
    try {
        file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(path, flags);
        const facts = await file.stat();
        return facts.isFile() && facts.size <= maximum ? await file.readFile() : undefined;
    }
    catch {
        // Absent, a link, forbidden: GitHub has it.
        return undefined;
    }
    finally {
        await file?.close();
    }
}
/** Git on Windows turns LF into CRLF when it checks out (`core.autocrlf`): the hash tells whether that was all. */
function matchBlob(bytes, blob) {
    if (hashBlob(bytes) === blob)
        return bytes;
    const turned = bytes.filter((byte, index) => !(byte === 0x0d && bytes[index + 1] === 0x0a));
    return turned.length < bytes.length && hashBlob(turned) === blob ? turned : undefined;
}


/***/ }),

/***/ 1109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BT: () => (/* binding */ parsePull),
/* harmony export */   Fs: () => (/* binding */ parseContent),
/* harmony export */   L5: () => (/* binding */ parseCommit),
/* harmony export */   Qd: () => (/* binding */ parseBranch),
/* harmony export */   Ry: () => (/* binding */ parseDefaultBranch),
/* harmony export */   cZ: () => (/* binding */ parseTree),
/* harmony export */   kQ: () => (/* binding */ parseTouched)
/* harmony export */ });
/* harmony import */ var _inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6074);
/* harmony import */ var _inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8689);
/* harmony import */ var _github_issue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4050);
/** Git's commits and trees as GitHub sends them, parsed where they come in. `undefined`: not what GitHub sends. */



const otherKinds = {
    '040000': 'folder',
    '120000': 'symbolic link',
    '160000': 'submodule',
};
/** `GET /git/trees/{tree_sha}` of the folder that `folder` names: empty, or with a `/` behind. */
function parseTree(data, folder = '') {
    const entries = (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .lc)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .listIn */ .Of)(data, 'tree'), (entry) => parseEntry(entry, folder));
    return entries && { entries, isTruncated: (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isTrueIn */ .G3)(data, 'truncated') };
}
function parseEntry(data, folder) {
    const name = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'path');
    const mode = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(data, 'mode');
    const sha = (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'sha'));
    if (typeof name !== 'string' || name === '' || mode === undefined || sha === undefined)
        return undefined;
    const path = `${folder}${name}`;
    if (mode !== '100644' && mode !== '100755') {
        return { kind: otherKinds[mode] ?? 'file of an unusual mode', path, sha };
    }
    const size = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'size');
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        return undefined;
    return { kind: 'file', path, mode, blob: sha, size };
}
/** `GET /git/commits/{commit_sha}` */
function parseCommit(data) {
    const sha = (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'sha'));
    const tree = (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(data, 'tree')['sha']);
    const parents = (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .lc)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .listIn */ .Of)(data, 'parents'), (parent) => (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(parent, 'sha')));
    return sha === undefined || tree === undefined || parents === undefined
        ? undefined
        : { sha, tree, parents };
}
/** `GET /git/ref/heads/{branch}`: its commit. Some servers answer for a missing ref with those that begin alike. */
function parseBranch(data, branch) {
    if (Array.isArray(data))
        return 'missing';
    if ((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'ref') !== `refs/heads/${branch}`)
        return undefined;
    const target = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(data, 'object');
    return target['type'] === 'commit' ? (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)(target['sha']) : undefined;
}
/** `GET /repos/{owner}/{repo}` */
function parseDefaultBranch(data) {
    return (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(data, 'default_branch');
}
/** `GET /pulls/{pull_number}` */
function parsePull(data) {
    const head = (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(data, 'head')['sha']);
    const base = (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(data, 'base')['sha']);
    const state = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'state');
    if (head === undefined || base === undefined || (state !== 'open' && state !== 'closed'))
        return undefined;
    const mergeable = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'mergeable');
    return {
        isOpen: state === 'open',
        head,
        base,
        isMergeable: typeof mergeable === 'boolean' ? mergeable : undefined,
        testMerge: (0,_inputs_git_sha_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSha */ .q)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'merge_commit_sha')),
    };
}
/** `GET /pulls/{pull_number}/files`: the paths that one entry of the list is about. */
function parseTouched(data) {
    return (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .lc)(data, (entry) => {
        const name = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(entry, 'filename');
        const previous = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(entry, 'previous_filename');
        if (typeof name !== 'string')
            return undefined;
        return typeof previous === 'string' ? [name, previous] : [name];
    });
}
/** `GET /contents/{path}`: base64, or `none` where GitHub leaves the content out, as it does above 1 MB. */
function parseContent(data) {
    if (!(0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isObject */ .Gv)(data) || data['type'] !== 'file' || typeof data['content'] !== 'string')
        return undefined;
    if (data['encoding'] === 'base64')
        return { base64: data['content'] };
    return data['encoding'] === 'none' ? 'none' : undefined;
}


/***/ }),

/***/ 8932:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  trackReport: () => (/* binding */ trackReport)
});

// EXTERNAL MODULE: ./lib/failure.js
var lib_failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
// EXTERNAL MODULE: ./lib/tracking/github/github-desk.js + 1 modules
var github_desk = __webpack_require__(4221);
// EXTERNAL MODULE: ./lib/tracking/github/issue.js
var github_issue = __webpack_require__(4050);
;// CONCATENATED MODULE: ./lib/tracking/github/look-until.js
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

// EXTERNAL MODULE: ./lib/report/marker.js
var marker = __webpack_require__(3086);
// EXTERNAL MODULE: ./lib/report/plan-since.js
var plan_since = __webpack_require__(8732);
;// CONCATENATED MODULE: ./lib/tracking/github/fit-body.js


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
/**
 * The body with our part replaced by what fits, and since when the plan stands there kept; `undefined` when nothing
 * of ours fits or nothing of ours is there.
 */
function placeReport(body, report) {
    const found = (0,marker/* findMarked */.Em)(body, report.key);
    if (!found)
        return undefined;
    const whole = (0,plan_since/* keepPlanSince */.tD)(report.body, found.ours);
    const room = maximumBody - found.before.length - found.after.length;
    const ours = fitReport({ ...report, body: whole }, room);
    if (ours === undefined)
        return undefined;
    return { body: found.before + ours + found.after, ours, isWhole: ours === whole };
}
/** Whether our part of a body stands as it was sent, whatever people wrote around it. Sent without: it stands no more. */
function standsAsSent(body, sent, key) {
    return (0,marker/* tellsTheSame */.sn)((0,marker/* findMarked */.Em)(body, key)?.ours ?? '', (0,marker/* findMarked */.Em)(sent, key)?.ours ?? '');
}

;// CONCATENATED MODULE: ./lib/tracking/github/warn-shortened.js

/** `where` names what holds the body, such as `issue #5`. */
function warnWhenShortened({ log, report }, where, body) {
    if (placeReport(body, report)?.isWhole)
        return;
    log.warning('Report shortened', `The text that people wrote in ${where} leaves too little room for the whole report; it is in the job summary.`);
}

// EXTERNAL MODULE: ./lib/tracking/comment/placed-comment.js
var placed_comment = __webpack_require__(4030);
;// CONCATENATED MODULE: ./lib/tracking/comment/decide-comment.js




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
    const items = comments.toSorted(placed_comment/* oldestFirst */.sZ).flatMap((comment) => {
        const marked = (0,marker/* findMarked */.Em)(comment.body, key);
        return marked ? [{ comment, marked }] : [];
    });
    const isOurs = ({ comment }) => (0,github_issue/* isSameName */.yS)(comment.author.login, us);
    return {
        ours: items.filter(isOurs),
        strangers: items.filter((item) => !isOurs(item) && isLeftover(item.comment.author, item.marked)),
    };
}
function isLeftover(author, marked) {
    return (0,github_issue/* isInsider */.Hb)(author) || (author.isBot && marked.before === '');
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
    const found = (0,marker/* findMarked */.Em)(body, page.key);
    if (!found)
        return false;
    return (0,marker/* tellsTheSame */.sn)(found.ours, placeReport(body, page)?.ours ?? found.ours);
}

;// CONCATENATED MODULE: ./lib/tracking/github/github-fresh-edit.js

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
    throw (0,github_client/* unclearFailure */.zW)(reason, edit.what);
}

// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var github_refusal = __webpack_require__(9897);
// EXTERNAL MODULE: ./lib/tracking/comment/github-thread.js
var github_thread = __webpack_require__(3269);
// EXTERNAL MODULE: ./lib/tracking/comment/thread.js
var comment_thread = __webpack_require__(1991);
;// CONCATENATED MODULE: ./lib/tracking/comment/github-comment-edit.js










/** Puts the page into our comment. `undefined`: it is not any more what was decided about, or tells the same already. */
async function rewriteComment(desk, thread, comment) {
    return await editComment(desk, thread, comment, (body) => isTold(body, desk.report) ? undefined : placeReport(body, desk.report)?.body);
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
    return await editFresh(desk.client, {
        what,
        read,
        plan: ({ body }) => plan(body),
        request: (body) => (0,github_thread/* askToEdit */.no)(desk, id, body),
        parse: placed_comment/* parsePlacedComment */.gm,
        holds: ({ body }, sent) => standsAsSent(body, sent, desk.report.key),
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
        return (0,github_issue/* isSameName */.yS)(outcome.value.author.login, desk.us.login) ? outcome.value : undefined;
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
    return new lib_failure/* Failure */.HR('AKSU-GITHUB-IDENTITY', `A comment on ${(0,comment_thread/* nameThread */.mp)(thread)} (${url}) holds this report and was written by ${author.login}; we are ` +
        `${desk.us.login} now. A second comment would be a duplicate.`, { next: `Pass the token of ${author.login} in \`github-token\`, or delete that comment to start anew.` });
}

;// CONCATENATED MODULE: ./lib/tracking/comment/github-sticky.js











const github_sticky_second = 1000;
const maximumLooks = 8;
const maximumCreations = 2;
/**
 * Brings the page to our one comment below the pull request of this run.
 *
 * Throws `Failure` (AKSU-GITHUB…) when it cannot; nothing of the page is lost by that.
 */
async function trackComment(page, telling, context, ports) {
    if (context.pullRequest === undefined) {
        throw new lib_failure/* Failure */.HR('AKSU-INPUT', '`report-to: pr-comment` needs the pull request of a run: this run has none.', {
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
        const { action, extras } = decideComment(found, desk.report);
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
            await desk.clock.pause(github_sticky_second);
    }
    const { key } = opened.report;
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `The comment of key ${key} on ${(0,comment_thread/* nameThread */.mp)(thread)} kept changing while we wrote it.`);
}
function writingAs(desk, made) {
    return made ? { ...desk, us: { login: made.author.login, isCertain: true } } : desk;
}
async function lookAround(desk, thread, memory) {
    const look = async () => await findComments(desk, thread);
    if (memory.creations === 0)
        return await look();
    const { made } = memory;
    const found = await lookUntil(desk.clock, look, ({ ours, strangers }) => made ? ours.some(({ comment }) => comment.id === made.id) : ours.length + strangers.length > 0);
    if (made === undefined || found.ours.some(({ comment }) => comment.id === made.id))
        return found;
    const fresh = await readOurs(desk, thread, made.id);
    if (fresh === undefined)
        memory.made = undefined;
    const unlisted = recogniseComments(fresh ? [fresh] : [], desk.report.key, desk.us.login);
    return { ...found, ours: [...found.ours, ...unlisted.ours] };
}
async function findComments(desk, thread) {
    const what = `read the comments of ${(0,comment_thread/* nameThread */.mp)(thread)} of ${desk.repository}`;
    const outcome = await (0,github_thread/* listComments */.fg)(desk, thread);
    if (outcome.kind === 'unclear')
        throw (0,github_client/* unclearFailure */.zW)(outcome.reason, what);
    if (outcome.kind === 'refused')
        throw (0,comment_thread/* describeThreadRefusal */.mK)(thread, outcome.refusal, what);
    return recogniseComments(outcome.value, desk.report.key, desk.us.login);
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
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `After two attempts to ${what} no comment of ours stands there.`);
    }
    const outcome = await (0,github_thread/* postComment */.Gy)(desk, thread, desk.report.body);
    if (outcome.kind === 'refused')
        throw (0,comment_thread/* describeThreadRefusal */.mK)(thread, outcome.refusal, what);
    if (outcome.kind === 'unclear') {
        desk.log.debug(`Creating the comment: ${outcome.reason}; looking whether it is there.`);
        return;
    }
    memory.made = outcome.value;
    if (!(0,github_issue/* isSameName */.yS)(outcome.value.author.login, desk.us.login))
        warnOfIdentity(desk, thread, outcome.value);
}
function finish(desk, thread, { made, creations }, { comment, otherwise }) {
    warnWhenShortened(desk, `our comment on ${(0,comment_thread/* nameThread */.mp)(thread)}`, comment.body);
    // Nothing of ours stood before: what does now, we made, whatever became of the answer.
    const isMade = made ? made.id === comment.id : creations > 0;
    return { operation: isMade ? 'created' : otherwise, commentUrl: comment.url };
}

;// CONCATENATED MODULE: ./lib/tracking/github/github-labels.js




const colour = '0969da';
const description = 'Kept by aks-upgrade: what is behind in AKS clusters';
/**
 * Makes the labels that the repository does not have yet.
 *
 * Throws `Failure` when the token may not write: better told before an issue is made than after.
 */
async function makeLabels(desk, names) {
    for (const name of names) {
        const read = await desk.client.read(desk.ask('GET /labels/{name}', { name }), github_issue/* parseLabel */.Q_);
        const what = `read label ${name} of ${desk.repository}`;
        if ((0,github_desk/* settleUnlessGone */.Bz)(read, what) !== undefined)
            continue;
        const outcome = await desk.client.write(async () => desk.ask('POST /labels', { name, color: colour, description }), github_issue/* parseLabel */.Q_);
        if (outcome?.kind !== 'refused')
            continue;
        // 422: made by another run in the meantime, or a name that GitHub does not take, which shows on the issue.
        if (outcome.refusal.status === 422)
            desk.log.debug(`Label ${name}: ${outcome.refusal.message}`);
        else
            throw (0,github_refusal/* describeRefusal */.a2)(outcome.refusal, `make label ${name} in ${desk.repository}`);
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
        const outcome = await desk.client.write(async () => desk.ask('POST /issues/{issue_number}/labels', { issue_number: issue.number, labels: missing }), (data) => (0,github_issue/* parseEach */.lc)(data, github_issue/* parseLabel */.Q_));
        if (outcome?.kind === 'refused' && !(0,github_refusal/* isGone */.ST)(outcome.refusal.status)) {
            throw (0,github_refusal/* describeRefusal */.a2)(outcome.refusal, `label issue #${issue.number} of ${desk.repository}`);
        }
        const fresh = await (0,github_desk/* readIssue */.OS)(desk, issue.number);
        const lost = fresh ? missingLabels(fresh, missing) : [];
        if (lost.length > 0) {
            throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `GitHub did not put ${lost.join(', ')} on issue #${issue.number}.`, {
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
        const outcome = await desk.client.write(async () => desk.ask('POST /issues/{issue_number}/assignees', { issue_number: number, assignees }), github_issue/* parseIssue */.Zp);
        if (outcome?.kind === 'refused')
            throw (0,github_refusal/* describeRefusal */.a2)(outcome.refusal, what);
        const fresh = outcome?.kind === 'done' ? outcome.value : await (0,github_desk/* readIssue */.OS)(desk, number);
        const lost = assignees.filter((login) => !fresh?.assignees.some((one) => (0,github_issue/* isSameName */.yS)(one, login)));
        if (lost.length > 0) {
            throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `GitHub did not assign ${lost.join(', ')} to issue #${number}.`, {
                next: 'Name people who have access to the repository in `assignees`.',
            });
        }
    });
}
function missingLabels(issue, names) {
    return names.filter((name) => !issue.labels.some((label) => (0,github_issue/* isSameName */.yS)(label, name)));
}
async function bestEffort(desk, title, work) {
    try {
        await work();
    }
    catch (error) {
        if (!(error instanceof lib_failure/* Failure */.HR))
            throw error;
        desk.log.warning(title, `${error.message} ${error.next}`);
    }
}

// EXTERNAL MODULE: ./lib/report/due.js
var due = __webpack_require__(2928);
// EXTERNAL MODULE: ./lib/tracking/issue/recognise-items.js
var recognise_items = __webpack_require__(4040);
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
    const wanted = placeReport(item.issue.body, telling)?.ours ?? item.marked.ours;
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
    await makeLabels(desk, telling.labels);
    const { title, body } = report;
    const outcome = await desk.client.write(async () => desk.ask('POST /issues', { title, body, labels: telling.labels }), github_issue/* parseIssue */.Zp);
    if (outcome === undefined || outcome.kind === 'unclear') {
        desk.log.debug(`Creating the issue: ${outcome?.reason ?? ''}; looking whether it is there.`);
        return undefined;
    }
    const issue = (0,github_client/* settle */.G9)(outcome, `create an issue in ${desk.repository}`);
    if (!(0,github_issue/* isSameName */.yS)(issue.author.login, us.login))
        github_create_warnOfIdentity(desk, issue);
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
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB-ISSUES-OFF', `Issues are disabled in ${desk.repository}.`);
}
function parseRepository(data) {
    if (typeof data !== 'object' || data === null || !('has_issues' in data))
        return undefined;
    return { hasIssues: data.has_issues !== false, isArchived: Reflect.get(data, 'archived') === true };
}
function github_create_warnOfIdentity(desk, issue) {
    desk.log.warning('Unsure who we are', `GitHub did not tell which account the token belongs to; issue #${issue.number} was written as ` +
        `${issue.author.login}. The next run cannot recognise it as ours and will stop.`);
}

// EXTERNAL MODULE: ./lib/tracking/issue/github-find.js
var github_find = __webpack_require__(1252);
;// CONCATENATED MODULE: ./lib/tracking/github/github-comment.js




const github_comment_sendings = 2;
/**
 * Says why, below an issue. Best effort: the issue itself is already as it should be, so trouble here is a warning. A
 * locked conversation takes no comment, and that is somebody's wish.
 */
async function addComment(desk, number, text) {
    try {
        await sendComment(desk, number, text);
    }
    catch (error) {
        if (!(error instanceof lib_failure/* Failure */.HR))
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
    for (let count = 0; count < github_comment_sendings; count++) {
        const prepare = async () => count > 0 && (await isThere(desk, number, text, since))
            ? undefined
            : desk.ask('POST /issues/{issue_number}/comments', { issue_number: number, body: text });
        const outcome = await desk.client.write(prepare, github_issue/* parseComment */.vj);
        if (outcome === undefined || outcome.kind === 'done')
            return;
        if (outcome.kind === 'refused')
            throw (0,github_refusal/* describeRefusal */.a2)(outcome.refusal, what);
        reason = outcome.reason;
    }
    if (await isThere(desk, number, text, since))
        return;
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `GitHub gave no usable answer when we wanted to ${what}: ${reason}`);
}
async function isThere(desk, number, text, since) {
    const parameters = { issue_number: number, since, per_page: 100 };
    const request = desk.ask('GET /issues/{issue_number}/comments', parameters);
    const outcome = await desk.client.read(request, github_issue/* parseComments */.sS);
    const comments = (0,github_desk/* settleUnlessGone */.Bz)(outcome, `read the comments of issue #${number}`) ?? [];
    return comments.some((one) => (0,github_issue/* isSameName */.yS)(one.author, desk.us.login) && isSameText(one.body, text));
}
function isSameText(left, right) {
    return left.replaceAll('\r\n', '\n').trim() === right.replaceAll('\r\n', '\n').trim();
}

// EXTERNAL MODULE: ./lib/tracking/github/github-pages.js
var github_pages = __webpack_require__(2179);
;// CONCATENATED MODULE: ./lib/tracking/github/github-title.js


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
    const renamers = await (0,github_pages/* readPages */.n)(desk, list, github_issue/* parseRenamers */.R2, maximumPages);
    if (renamers.kind !== 'done')
        return undefined;
    return renamers.value.every((login) => (0,github_issue/* isSameName */.yS)(login, desk.us.login)) ? title : undefined;
}

;// CONCATENATED MODULE: ./lib/tracking/issue/github-patch.js





/**
 * Edits an issue as it stands right before the write: `plan` gets the fresh issue and says what to change, or
 * `undefined` when it is no longer what was decided about.
 *
 * `undefined`: nothing was changed. Throws `Failure` when GitHub refuses, or does not answer.
 */
async function editIssue(desk, number, plan) {
    const what = `edit issue #${number} of ${desk.repository}`;
    return await editFresh(desk.client, {
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
    return isState && (patch.body === undefined || standsAsSent(issue.body, patch.body, key));
}

;// CONCATENATED MODULE: ./lib/tracking/issue/github-rewrite.js





/**
 * Puts the report into an open issue, or into a closed one that it opens again. `undefined`: the issue is not any more
 * what was decided about, or another run told the same in the meantime.
 */
async function rewriteIssue(desk, item) {
    const { isOpen, number } = item.issue;
    const title = await chooseTitle(desk, item.issue);
    return await editIssue(desk, number, (fresh) => {
        if (fresh.isOpen !== isOpen || (isOpen && github_rewrite_isTold(desk, fresh)))
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
function github_rewrite_isTold(desk, fresh) {
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

;// CONCATENATED MODULE: ./lib/tracking/issue/github-issue.js










const github_issue_maximumLooks = 8;
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
    for (let look = 0; look < github_issue_maximumLooks; look++) {
        const desk = memory.created ? github_issue_writingAs(opened, memory.created) : opened;
        const found = await github_issue_lookAround(desk, memory);
        const { action, extras } = decide(found, report, telling.onClosed, desk.us.login);
        if ('item' in action)
            for (const extra of extras)
                await closeExtra(desk, extra, action.item);
        const end = await github_issue_carryOut(desk, memory, action);
        if (end?.operation === 'none')
            github_issue_noteStrangers(desk, found);
        if (end)
            return end;
    }
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `The issue of key ${report.key} kept changing while we wrote it.`);
}
/** Nothing says better who we are than what we made. */
function github_issue_writingAs(desk, made) {
    return { ...desk, us: { login: made.author.login, isCertain: true } };
}
/** GitHub's list may lag behind: after a creation it is asked again until it shows what must be there. */
async function github_issue_lookAround(desk, memory) {
    const { created, lostCreations } = memory;
    if (!created && lostCreations === 0)
        return await (0,github_find/* findItems */.M)(desk);
    const isCreated = (item) => item.issue.number === created?.number;
    const look = async () => await (0,github_find/* findItems */.M)(desk);
    const found = await lookUntil(desk.clock, look, ({ ours }) => created ? ours.some(isCreated) : (0,recognise_items/* openItems */.dz)(ours).length > 0);
    if (!created || found.ours.some(isCreated))
        return found;
    const { ours } = (0,recognise_items/* recogniseItems */.Of)([created], desk.report.key, desk.us.login, undefined);
    return { ...found, ours: [...found.ours, ...ours] };
}
/** `undefined`: look again. */
async function github_issue_carryOut(desk, memory, action) {
    switch (action.kind) {
        case 'none':
            return { operation: 'none' };
        case 'stop':
            throw github_issue_strangerFailure(desk, action.item);
        case 'create':
            return await github_issue_create(desk, memory);
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
async function github_issue_create(desk, memory) {
    const issue = await createIssue(desk);
    if (issue)
        memory.created = issue;
    else if (++memory.lostCreations >= maximumLostCreations) {
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `GitHub gave no usable answer to two attempts to create the issue.`);
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
        return await github_issue_finish(desk, issue, 'created');
    const isLabelled = await restoreLabels(desk, issue);
    warnWhenShortened(desk, `issue #${issue.number}`, issue.body);
    return tracked(isLabelled ? 'updated' : 'unchanged', issue);
}
async function rewrite(desk, item) {
    const issue = await rewriteIssue(desk, item);
    return issue && (await github_issue_finish(desk, issue, item.issue.isOpen ? 'updated' : 'reopened'));
}
async function github_issue_finish(desk, issue, operation) {
    await restoreLabels(desk, issue);
    if (operation !== 'updated')
        await github_labels_assign(desk, issue.number);
    warnWhenShortened(desk, `issue #${issue.number}`, issue.body);
    return tracked(operation, issue);
}
function tracked(operation, issue) {
    return { operation, issueNumber: issue.number, issueUrl: issue.url };
}
function github_issue_noteStrangers(desk, found) {
    if (desk.report.standing !== 'clear')
        return;
    for (const { issue } of found.strangers) {
        desk.log.notice('Not ours to close', `Nothing is due any more; issue #${issue.number} was written by ${issue.author.login} and is left open.`);
    }
}
function github_issue_strangerFailure(desk, stranger) {
    const { number, author, url } = stranger.issue;
    return new lib_failure/* Failure */.HR('AKSU-GITHUB-IDENTITY', `Issue #${number} (${url}) holds this report and was written by ${author.login}; we are ${desk.us.login} now. ` +
        'A second issue would be a duplicate.', {
        next: `Pass the token of ${author.login} in \`github-token\`, or close issue #${number} to start anew.`,
    });
}

;// CONCATENATED MODULE: ./lib/tracking/join-tracked.js
/** Nothing was done there, more or less. */
const idle = ['unchanged', 'none'];
/**
 * One account of several places: the operation is that of the first where something was done, our own pull request
 * counts before the one that was commented on, and the comment there before the one below our own.
 */
function joinTracked(places) {
    const operations = places.map(({ operation }) => operation);
    const done = operations.find((operation) => !idle.includes(operation));
    const operation = done ?? idle.find((each) => operations.includes(each)) ?? 'none';
    const remarks = places.flatMap((place) => place.remarks ?? []);
    const comment = places.findLast(({ commentUrl }) => commentUrl !== undefined);
    const told = {
        ...(comment && { commentUrl: comment.commentUrl }),
        ...(remarks.length === 0 ? {} : { remarks }),
    };
    return Object.assign({}, ...places.toReversed(), told, { operation });
}

// EXTERNAL MODULE: ./lib/inputs/runner-sha256.js
var runner_sha256 = __webpack_require__(2399);
// EXTERNAL MODULE: ./lib/report/places.js
var report_places = __webpack_require__(8884);
;// CONCATENATED MODULE: ./lib/tracking/pull/branch-line.js
/**
 * Which commit of the branch is ours, as a hidden line of our own text in the pull request. It stands below the hidden
 * lines that a page begins with, so that a shortened page keeps it.
 */
const line = /^<!-- branch ([0-9a-f]{40}) -->$/;
const branch_line_hidden = /^<!-- .* -->$/;
/** `ours` with the line for that commit; without one, as it is. */
function withBranchLine(ours, sha) {
    if (sha === undefined)
        return ours;
    const lines = ours.split('\n');
    return lines.toSpliced(countHead(lines), 0, `<!-- branch ${sha} -->`).join('\n');
}
function readBranchLine(ours) {
    const lines = ours.split(/\r?\n/);
    return lines
        .slice(0, countHead(lines))
        .map((each) => line.exec(each)?.[1])
        .find((sha) => sha !== undefined);
}
function countHead(lines) {
    const end = lines.findIndex((each) => !branch_line_hidden.test(each));
    return end < 0 ? lines.length : end;
}

;// CONCATENATED MODULE: ./lib/tracking/pull/decide-pull.js





/**
 * From what stands and what is wanted to exactly one action. After `write-branch`, `create` it is looked again.
 *
 * | wanted | branch | ours, open | ours, closed last | `on-closed` | action |
 * |---|---|---|---|---|---|
 * | leave | any | yes | | | leave |
 * | leave | any | no | | | none |
 * | clear | people's | yes | | | hold |
 * | clear | other | yes | | | close |
 * | clear | any | no | | | none |
 * | due, and a pin that stands there is unread | any | yes | | | leave |
 * | due | absent, or ours with something else | yes | | | write-branch |
 * | due | ours or people's, as wanted | yes, tells the same | | | leave |
 * | due | ours or people's, as wanted | yes, tells something else | | | rewrite |
 * | due | people's, something else | yes | | | hold |
 * | due | any | no | by a person, unmerged | respect, nothing new is due | leave |
 * | due | people's, something else | no | unmerged | any | hold |
 * | due | people's | no | none, or merged | | stop |
 * | due | absent, or ours with something else | no | any other | | write-branch |
 * | due | ours or people's, as wanted | no | none, or merged | | create |
 * | due | ours or people's, as wanted | no | by a person, unmerged | new | create |
 * | due | ours or people's, as wanted | no | unmerged | respect or by us | reopen |
 */
function decidePull(found, branch, wish) {
    const [open] = found.open;
    if (wish.standing === 'leave')
        return open ? { kind: 'leave', item: open } : { kind: 'none' };
    if (wish.standing === 'clear')
        return decideClear(open, branch);
    return open ? decide_pull_decideOpen(open, branch, wish) : decide_pull_decideClosed(found.last, branch, wish);
}
function decideClear(open, branch) {
    if (!open)
        return { kind: 'none' };
    return branch.kind === 'people' ? { kind: 'hold', item: open, lacking: [] } : { kind: 'close', item: open };
}
function decide_pull_decideOpen(item, branch, wish) {
    // What nobody could read today is not taken back, to be brought again tomorrow.
    const lost = (0,report_places/* findLostPlaces */.yq)(item.marked.ours, wish.page.body);
    if (lost.some((place) => wish.unread.hasFiles || wish.unread.places.includes(place)))
        return { kind: 'leave', item };
    if (branch.kind === 'absent')
        return { kind: 'write-branch', item };
    if (!branch.isWanted && branch.kind === 'people')
        return { kind: 'hold', item, lacking: branch.lacking };
    if (!branch.isWanted)
        return { kind: 'write-branch', item };
    // What is wanted there is what fits there; where nothing fits, nothing can be better.
    const wanted = placeReport(item.pull.body, wish.page)?.ours ?? item.marked.ours;
    return { kind: (0,marker/* tellsTheSame */.sn)(item.marked.ours, wanted) ? 'leave' : 'rewrite', item };
}
function decide_pull_decideClosed(last, branch, wish) {
    const closed = last && !last.pull.isMerged ? last : undefined;
    const way = closed ? afterClosing(closed, wish) : 'create';
    if (closed && way === 'respect')
        return { kind: 'leave', item: closed };
    if (branch.kind === 'people') {
        if (!closed)
            return { kind: 'stop' };
        if (!branch.isWanted)
            return { kind: 'hold', item: closed, lacking: branch.lacking };
    }
    else if (branch.kind === 'absent' || !branch.isWanted)
        return { kind: 'write-branch', item: undefined };
    return closed && way === 'reopen' ? { kind: 'reopen', item: closed } : { kind: 'create' };
}
function afterClosing(item, wish) {
    const { closedBy, marked } = item;
    if (closedBy !== undefined && (0,github_issue/* isSameName */.yS)(closedBy, wish.us))
        return 'reopen';
    if (wish.isReleased || wish.onClosed === 'new')
        return 'create';
    const isNew = (0,due/* hasNewDue */.bk)(marked.ours, wish.page.body) ?? marked.fingerprint !== wish.page.fingerprint;
    return wish.onClosed === 'respect' && !isNew ? 'respect' : 'reopen';
}
/** What should become of the pull request; where page and edits do not agree, nothing. */
function wishOf(standing, edits) {
    const isSound = standing === 'due' ? edits > 0 : edits === 0;
    return isSound ? standing : 'leave';
}

// EXTERNAL MODULE: ./lib/inputs/git-sha.js
var git_sha = __webpack_require__(6074);
// EXTERNAL MODULE: ./lib/inventory/arm-json.js
var arm_json = __webpack_require__(8689);
// EXTERNAL MODULE: ./lib/tracking/files/github-tree.js
var github_tree = __webpack_require__(3535);
// EXTERNAL MODULE: ./lib/tracking/files/runner-workspace.js
var runner_workspace = __webpack_require__(4211);
;// CONCATENATED MODULE: ./lib/tracking/pull/branch-head.js
/** Whose the head of our branch is. Pure: what is known of it comes as arguments. */



const trailer = /(?:^|\n)Aks-upgrade-key: (\S+)\nAks-upgrade-base: ([0-9a-f]{40})\nAks-upgrade-changes: ([0-9a-f]{64})\nAks-upgrade-content: ([0-9a-f]{64})\s*$/;
function writeTrailer(sha256, making) {
    const { key, base } = making;
    const changes = hashChanges(sha256, making.changes);
    const content = hashContent(sha256, { ...making, changes });
    return [
        `Aks-upgrade-key: ${key}`,
        `Aks-upgrade-base: ${base}`,
        `Aks-upgrade-changes: ${changes}`,
        `Aks-upgrade-content: ${content}`,
    ].join('\n');
}
/** The order of the files says nothing. */
function hashChanges(sha256, changes) {
    const lines = changes.map(({ path, mode, before, after }) => JSON.stringify([path, mode, before, after]));
    return sha256(lines.sort().join('\n'));
}
/** Over everything that makes the commit ours: no other commit can carry it. */
function hashContent(sha256, { key, base, tree, parents, changes }) {
    return sha256(JSON.stringify([key, base, tree, parents, changes]));
}
/**
 * The trailer of a commit that is as we made it: amended, rebased or merged, its tree or its parents are others.
 * `undefined`: none, or none that fits.
 */
function readTrailer(sha256, head, key) {
    const [, named, base, changes, content] = trailer.exec(head.message.replaceAll('\r\n', '\n')) ?? [];
    if (named !== key || !base || !changes || !content)
        return undefined;
    const { tree, parents } = head;
    const isAsMade = hashContent(sha256, { key, base, tree, parents, changes }) === content;
    return isAsMade ? { key, base, changes } : undefined;
}
/** Whether the account made the commit: commits by the API are the account's, or GitHub's in its name. */
function isMadeBy({ author, committer }, us) {
    return isAccount(author, us) && (isAccount(committer, us) || isGitHub(committer));
}
function isAccount({ name, login }, us) {
    return login === undefined ? (0,github_issue/* isSameName */.yS)(name, us) : (0,github_issue/* isSameName */.yS)(login, us);
}
/** GitHub signs what its API commits for bots and apps. */
function isGitHub({ name, login }) {
    return login === 'web-flow' || (login === undefined && /^GitHub\b/.test(name));
}
/** `GET /branches/{branch}`: its head. */
function parseBranchHead(data, branch) {
    const commit = (0,arm_json/* objectIn */.D7)(data, 'commit');
    const inner = (0,arm_json/* objectIn */.D7)(commit, 'commit');
    const tree = (0,arm_json/* objectIn */.D7)(inner, 'tree')['sha'];
    const parents = (0,github_issue/* parseEach */.lc)((0,arm_json/* listIn */.Of)(commit, 'parents'), (parent) => (0,git_sha/* parseSha */.q)((0,arm_json/* valueIn */.xm)(parent, 'sha')));
    const { sha } = commit;
    const message = (0,arm_json/* valueIn */.xm)(inner, 'message');
    if ((0,arm_json/* valueIn */.xm)(data, 'name') !== branch || !(0,git_sha/* isSha */.H)(sha) || !(0,git_sha/* isSha */.H)(tree))
        return undefined;
    if (parents === undefined || typeof message !== 'string')
        return undefined;
    const signer = (role) => {
        const said = (0,arm_json/* objectIn */.D7)(inner, role);
        const [name = '', email = ''] = [(0,arm_json/* textIn */.r7)(said, 'name'), (0,arm_json/* textIn */.r7)(said, 'email')];
        return { name, email, login: (0,github_issue/* parseLogin */.$n)((0,arm_json/* valueIn */.xm)(commit, role)) };
    };
    return { sha, tree, parents, message, author: signer('author'), committer: signer('committer') };
}

// EXTERNAL MODULE: ./lib/report/markdown.js
var markdown = __webpack_require__(3021);
;// CONCATENATED MODULE: ./lib/tracking/pull/commit-message.js

const longestTitle = 100;
const mostMoves = 50;
const zeroWidthSpace = '\u200b';
/** What a commit of ours says: a title, what moves, and the lines by which we know it again. */
function writeCommitMessage(title, moves, trailer) {
    const lines = moves
        .slice(0, mostMoves)
        .map(({ pin, from, to }) => `- ${inert(pin.file)}:${pin.line}: ${inert(from)} -> ${inert(to)}`);
    const left = moves.length - lines.length;
    return [
        inert(title, longestTitle),
        '',
        ...lines,
        ...(left > 0 ? [`- and ${left} more`] : []),
        '',
        trailer,
    ].join('\n');
}
function writeMergeMessage(base, branch, trailer) {
    return `Merge ${inert(base)} into ${inert(branch)}\n\n${trailer}`;
}
/**
 * Text of files and of Azure as text: commit messages know no escapes, and GitHub reads references that close issues,
 * mentions and `[skip ci]` in them.
 */
function inert(text, limit = 200) {
    return (0,markdown/* plainText */.wh)(text, limit)
        .replace(/[@#[]/g, `$&${zeroWidthSpace}`)
        .replace(/\bgh-(?=\d)/gi, `$&${zeroWidthSpace}`)
        .replace(/:(?=\/\/)/g, `:${zeroWidthSpace}`);
}

;// CONCATENATED MODULE: ./lib/tracking/pull/compare-branch.js
/** What stands on our branch, seen beside what we want and what we wrote last. Pure. */
/** As `now` and `written` have it. A mode is as much a person's as the bytes are. */
function nameLeaf(mode, sha) {
    return `${mode} ${sha}`;
}
function compareBranch({ shown, changes, now, written, isUpdate }) {
    const wanted = new Map(changes.map(({ path, mode, after }) => [path, nameLeaf(mode, after)]));
    const isAsWanted = (path) => wanted.has(path) && wanted.get(path) === now.get(path);
    const lacking = [...wanted.keys()].filter((path) => !shown.has(path) || !isAsWanted(path));
    const others = [...shown].filter((path) => !isAsWanted(path));
    const isTheirs = (path) => {
        if (written === undefined)
            return shown.has(path) && !isAsWanted(path);
        if (written.get(path) === now.get(path))
            return false;
        return !isUpdate || (shown.has(path) && !isAsWanted(path));
    };
    const paths = [...new Set([...shown, ...now.keys(), ...(written?.keys() ?? [])])];
    const theirs = new Set(paths.filter(isTheirs));
    return {
        lacking,
        isForeign: theirs.size > 0,
        isWanted: lacking.length === 0 && others.every((path) => theirs.has(path)),
    };
}

;// CONCATENATED MODULE: ./lib/tracking/pull/pull-refusal.js


const pullsLine = 'Give the job `permissions: contents: write` and `pull-requests: write`.';
/** A refusal that only says that the branch is not any more what it was when we looked. */
function isBranchMoved({ status, message }) {
    return status === 422 && /fast.forward|reference already exists|reference does not exist/i.test(message);
}
/** What a refusal of git objects or of the branch means. `us`: the account that rules have to let through. */
function describeBranchRefusal(refusal, what, us) {
    const { status, message } = refusal;
    const said = `GitHub did not let ${us} ${what}: ${status} ${message}`;
    if (/workflow/i.test(message) && /permission|scope/i.test(message)) {
        return new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', said, {
            next: 'The base holds workflow files that this token may not put on a branch: run again, or pass the token of a GitHub App with `workflows: write`.',
        });
    }
    if (/signature|signed/i.test(message)) {
        return new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', said, {
            next: "Use the job's own token or the token of a GitHub App: GitHub signs their commits, and not those of a personal token.",
        });
    }
    const isArchived = /archived/i.test(message);
    const isRule = /rule violation|protected|restricted|cannot (create|update) ref/i.test(message);
    if (!isArchived && (isRule || status === 422))
        return new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', said);
    return (0,github_refusal/* describeRefusal */.a2)(refusal, what, pullsLine);
}
/** What a refusal of the pull request means. */
function describePullRefusal(refusal, what) {
    const { status, message } = refusal;
    const said = `GitHub refused to ${what}: ${status} ${message}`;
    if (status === 403 && /not permitted to create or approve pull requests/i.test(message)) {
        return new lib_failure/* Failure */.HR('AKSU-GITHUB-PULLS-OFF', said);
    }
    if (status === 422 && /"field":"base"/.test(message)) {
        return new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', said, {
            next: 'Name a branch that exists in `base-branch`.',
        });
    }
    const failure = (0,github_refusal/* describeRefusal */.a2)(refusal, what, pullsLine);
    if (failure.code !== 'AKSU-GITHUB-LOCKED')
        return failure;
    return new lib_failure/* Failure */.HR(failure.code, failure.message, { next: 'Unlock the conversation of the pull request.' });
}

;// CONCATENATED MODULE: ./lib/tracking/pull/pull-request.js
/** A pull request from our branch, parsed where GitHub's answer comes in. */



/** `undefined`: no pull request, whatever the status said. */
function parsePullRequest(data) {
    const [number, url, title] = ['number', 'html_url', 'title'].map((name) => (0,arm_json/* valueIn */.xm)(data, name));
    const [body, state] = [(0,arm_json/* valueIn */.xm)(data, 'body'), (0,arm_json/* valueIn */.xm)(data, 'state')];
    const [head, base] = [(0,arm_json/* objectIn */.D7)(data, 'head'), (0,arm_json/* objectIn */.D7)(data, 'base')];
    const { ref, sha } = head;
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || number <= 0)
        return undefined;
    if (typeof url !== 'string' || typeof title !== 'string')
        return undefined;
    if (state !== 'open' && state !== 'closed')
        return undefined;
    if (typeof ref !== 'string' || !(0,git_sha/* isSha */.H)(sha) || typeof base['ref'] !== 'string')
        return undefined;
    const repositoryId = (0,arm_json/* valueIn */.xm)(head['repo'], 'id');
    const mergeable = (0,arm_json/* valueIn */.xm)(data, 'mergeable');
    return {
        number,
        url,
        title,
        body: typeof body === 'string' ? body : '',
        isOpen: state === 'open',
        isMerged: typeof (0,arm_json/* valueIn */.xm)(data, 'merged_at') === 'string' || (0,arm_json/* isTrueIn */.G3)(data, 'merged'),
        author: (0,github_issue/* parseAuthor */.RV)((0,arm_json/* objectIn */.D7)({ data }, 'data')),
        head: {
            branch: ref,
            sha,
            repositoryId: repositoryId === undefined || repositoryId === null ? undefined : String(repositoryId),
        },
        base: base['ref'],
        isMergeable: typeof mergeable === 'boolean' ? mergeable : undefined,
        labels: (0,github_issue/* parseEach */.lc)((0,arm_json/* valueIn */.xm)(data, 'labels'), github_issue/* parseLabel */.Q_) ?? [],
        assignees: (0,github_issue/* parseEach */.lc)((0,arm_json/* valueIn */.xm)(data, 'assignees'), github_issue/* parseLogin */.$n) ?? [],
    };
}
function parsePullRequests(data) {
    return (0,github_issue/* parseEach */.lc)(data, parsePullRequest);
}
/** `GET /pulls/{pull_number}/files`: the paths that merging would change. */
function parsePulledPaths(data) {
    return (0,github_issue/* parseEach */.lc)(data, (entry) => {
        const path = (0,arm_json/* valueIn */.xm)(entry, 'filename');
        return typeof path === 'string' ? path : undefined;
    });
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-pull-read.js





/** As it is now; `undefined` when there is none. One that has just been made may still be unknown by its number. */
async function readPull(desk, number) {
    return await lookUntil(desk.clock, async () => await readOnce(desk, number), (pull) => pull !== undefined);
}
async function readOnce(desk, number) {
    const what = `read pull request #${number} of ${desk.repository}`;
    const request = desk.ask('GET /pulls/{pull_number}', { pull_number: number });
    const outcome = await desk.client.read(request, parsePullRequest);
    if (outcome.kind === 'done')
        return outcome.value;
    if (outcome.kind === 'unclear')
        throw (0,github_client/* unclearFailure */.zW)(outcome.reason, what);
    if ((0,github_refusal/* isGone */.ST)(outcome.refusal.status))
        return undefined;
    throw describePullRefusal(outcome.refusal, what);
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-branch-read.js











/** GitHub lists 3,000 files of a pull request; ours are few. */
const github_branch_read_maximumPages = 5;
const mostCommits = 20;
/** `undefined`: there is no such branch, or it has another name now. */
async function readBranchHead(desk, branch) {
    const request = desk.ask('GET /branches/{branch}', { branch });
    const outcome = await desk.client.read(request, (data) => parseBranchHead(data, branch));
    if (outcome.kind === 'refused' && (0,github_refusal/* isGone */.ST)(outcome.refusal.status))
        return undefined;
    return (0,github_client/* settle */.G9)(outcome, `read branch ${branch} of ${desk.repository}`, pullsLine);
}
/** Whose the head is and what it holds. `undefined`: the pull request shows another head than the branch; look again. */
async function judgeBranch(desk, head, knowledge) {
    const { found, changes, base, written, sha256 } = knowledge;
    const item = found.open[0] ?? found.last;
    const recorded = item && readBranchLine(item.marked.ours);
    if (head === undefined)
        return { branch: { kind: 'absent' }, head, base: undefined, recorded: undefined };
    const trailer = readTrailer(sha256, head, desk.report.key);
    const isOurs = written.has(head.sha) || isRecorded(found, head.sha);
    if (trailer && (isOurs || isMadeBy(head, desk.us.login))) {
        const isWanted = !isMerged(found, head.sha, base.branch) && trailer.changes === hashChanges(sha256, changes);
        return { branch: { kind: 'ours', isWanted }, head, base: trailer.base, recorded: head.sha };
    }
    // All that was on it has been merged: nothing of it can be lost.
    if (isMerged(found, head.sha, base.branch)) {
        return { branch: { kind: 'ours', isWanted: false }, head, base: undefined, recorded: head.sha };
    }
    return await compareContent(desk, head, { item, recorded, isOurs, changes, base });
}
/** A head that is not as we made it: looks what merging it would change. */
async function compareContent(desk, head, known) {
    const { item, recorded, isOurs, changes, base } = known;
    const content = item && (await readContent(desk, item.pull, head.sha));
    if (content === 'moved')
        return undefined;
    if (content === undefined) {
        const lacking = changes.map(({ path }) => path);
        const isFree = isOurs || (await isOnBase(desk, base.commit, head.sha));
        const branch = isFree
            ? { kind: 'ours', isWanted: false }
            : { kind: 'people', isWanted: false, lacking };
        return { branch, head, base: undefined, recorded: isOurs ? head.sha : recorded };
    }
    const shown = new Set(content.paths);
    const paths = [...new Set([...shown, ...changes.map(({ path }) => path)])];
    const last = recorded === undefined ? undefined : await (0,github_tree/* findCommit */.fq)(desk, recorded);
    const written = last && (await readLeaves(desk, last, paths));
    const now = await readLeaves(desk, head, paths);
    // A merge of another base brings what our next commit, made from ours, would take away again.
    const isUpdate = item?.pull.base === base.branch && (await isUpdated(desk, head, recorded));
    const { isForeign, isWanted, lacking } = compareBranch({ shown, changes, now, written, isUpdate });
    // An update from the base, or a commit and its undoing, neither add to what we wrote nor take from it.
    if (isOurs || !isForeign) {
        const branch = { kind: 'ours', isWanted: isWanted && !isForeign && !content.conflicts };
        return { branch, head, base: undefined, recorded: head.sha };
    }
    return { branch: { kind: 'people', isWanted, lacking }, head, base: undefined, recorded };
}
/** Whether the base has the commit already, as far as its last commits tell: then nothing of the branch can be lost. */
async function isOnBase(desk, base, sha) {
    const open = [base];
    for (let count = 0; count < mostCommits; count++) {
        const next = open[count];
        if (next === undefined || next === sha)
            return next === sha;
        const { parents } = await (0,github_tree/* readCommit */.kN)(desk, next);
        open.push(...parents.filter((parent) => !open.includes(parent)));
    }
    return open.includes(sha);
}
/** `undefined`: GitHub does not show this head in the pull request, or too much of it. */
async function readContent(desk, { number }, sha) {
    const list = { route: 'GET /pulls/{pull_number}/files', parameters: { pull_number: number } };
    const paths = await (0,github_pages/* readPages */.n)(desk, list, parsePulledPaths, github_branch_read_maximumPages);
    if (paths.kind !== 'done') {
        desk.log.debug(`The files of pull request #${number} could not be listed.`);
        return undefined;
    }
    // Asked after the list, so that a head that was pushed in between shows.
    const pull = await lookUntil(desk.clock, async () => await readPull(desk, number), 
    // GitHub begins to look whether it can be merged when it is asked.
    (fresh) => !fresh?.isOpen || fresh.head.sha !== sha || fresh.isMergeable !== undefined);
    if (pull?.head.sha === sha)
        return { paths: paths.value, conflicts: pull.isMergeable === false };
    return pull?.isOpen ? 'moved' : undefined;
}
/** All files of the commit; of too many for one list, those of `paths`. */
async function readLeaves(desk, commit, paths) {
    const { entries, isWhole } = await (0,github_tree/* listFiles */.CS)(desk, commit, paths);
    const leaves = new Map();
    for (const [path, entry] of entries) {
        if (entry.kind === 'folder' || !(isWhole || paths.includes(path)))
            continue;
        leaves.set(path, entry.kind === 'file' ? nameLeaf(entry.mode, entry.blob) : nameLeaf(entry.kind, entry.sha));
    }
    return leaves;
}
function isRecorded({ all }, sha) {
    return all.some(({ marked }) => readBranchLine(marked.ours) === sha);
}
/** Into the base: in another branch it may wait to come here, and would not come any more from below our commits. */
function isMerged({ all }, sha, base) {
    return all.some(({ pull }) => pull.isMerged && pull.base === base && pull.head.sha === sha);
}
/** Whether nothing but merges, as by GitHub's button "Update branch", stands on the commit that we know. */
async function isUpdated(desk, head, recorded) {
    let parents = head.parents;
    for (let count = 0; count < mostCommits; count++) {
        const [below] = parents;
        if (below === undefined || parents.length !== 2)
            return false;
        if (below === recorded)
            return true;
        ({ parents } = await (0,github_tree/* readCommit */.kN)(desk, below));
    }
    return false;
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-branch.js










const github_branch_sendings = 2;
function listChanges(edits) {
    return edits.map(({ path, mode, blob, after }) => ({ path, mode, before: blob, after: (0,runner_workspace/* hashBlob */.Q)(after) }));
}
/**
 * Puts our commit on top of the branch: the base's tree with our edits. Never by force: who was there before stays there,
 * and a branch that moved since we looked refuses it.
 *
 * The base is read after the branch was: it is then not older than what the branch was made from, so that merging can
 * never take back what came to the base since.
 */
async function writeBranch(desk, footing, proposed, sha256, 
/** Told before the branch is written: its answer may be lost. */
onCommit) {
    const newest = await readBase(desk, proposed);
    if (newest === undefined)
        return { kind: 'outdated' };
    const base = (await readOldBase(desk, footing, proposed.edits)) ?? newest;
    const changes = listChanges(proposed.edits);
    for (const [index, edit] of proposed.edits.entries())
        await putBlob(desk, edit, changes[index]);
    const tree = await putTree(desk, base.tree, changes);
    const put = async (making, write) => await putCommit(desk, making, write(writeTrailer(sha256, { key, base: base.sha, ...making })));
    const { key, title } = desk.report;
    const ground = groundOf(footing, base);
    const merge = { tree: base.tree, parents: ground, changes: [] };
    const words = (trailer) => writeMergeMessage(proposed.base.branch, footing.branch, trailer);
    const parents = ground.length > 1 ? [await put(merge, words)] : ground;
    const sha = await put({ tree, parents, changes }, (trailer) => writeCommitMessage(title, proposed.moves, trailer));
    onCommit(sha);
    return (await pointBranch(desk, footing, sha)) ? { kind: 'written', sha } : { kind: 'moved' };
}
/**
 * What our commit stands on. Where the base has to come in, it comes by a merge that takes the base's files as they are,
 * and our edits by a commit of their own: "Rebase and merge" leaves merges out, and edits in one would go with it.
 */
function groundOf({ head, base: known }, base) {
    if (head === undefined || head.sha === base.sha)
        return [base.sha];
    return known === base.sha ? [head.sha] : [head.sha, base.sha];
}
async function putCommit(desk, { tree, parents }, message) {
    return await putObject(desk, 'POST /git/commits', { message, tree, parents }, 'make a commit');
}
/** The base that the branch was made from, while our files stand there as they do now: nothing has to come in. */
async function readOldBase(desk, { head, base }, edits) {
    const commit = head && base !== undefined ? await (0,github_tree/* readCommit */.kN)(desk, base) : undefined;
    return commit && (await holdsBefore(desk, commit, edits)) ? commit : undefined;
}
/** The base as it is now; `undefined` when our edits do not fit it any more. */
async function readBase(desk, { base, edits }) {
    const head = await readBranchHead(desk, base.branch);
    if (head === undefined) {
        const next = 'Name a branch that exists in `base-branch`, or run again.';
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `${desk.repository} has no branch ${base.branch}.`, { next });
    }
    if (head.tree === base.tree)
        return head;
    return (await holdsBefore(desk, head, edits)) ? head : undefined;
}
/** Whether all our files stand in a commit as they were before the edits. */
async function holdsBefore(desk, commit, edits) {
    const paths = edits.map(({ path }) => path);
    const listing = await (0,github_tree/* listFiles */.CS)(desk, commit, paths);
    for (const { path, blob, mode } of edits) {
        const entry = await listing.find(path);
        if (typeof entry !== 'object' || entry.kind !== 'file')
            return false;
        if (entry.blob !== blob || entry.mode !== mode)
            return false;
    }
    return true;
}
async function putBlob(desk, { path, after }, change) {
    const content = { content: Buffer.from(after).toString('base64'), encoding: 'base64' };
    const sha = await putObject(desk, 'POST /git/blobs', content, `store the new ${path}`);
    if (sha === change?.after)
        return;
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `GitHub stored other bytes of ${path} than we sent.`);
}
async function putTree(desk, base_tree, changes) {
    const tree = changes.map(({ path, mode, after }) => ({ path, mode, type: 'blob', sha: after }));
    return await putObject(desk, 'POST /git/trees', { base_tree, tree }, 'store the changed files');
}
/** Nothing refers to these yet and their names follow from what they hold: sent twice, they do no harm. */
async function putObject(desk, route, parameters, doing) {
    const what = `${doing} in ${desk.repository}`;
    let reason = '';
    for (let count = 0; count < github_branch_sendings; count++) {
        const outcome = await desk.client.write(async () => desk.ask(route, parameters), parseObject);
        if (outcome?.kind === 'done')
            return outcome.value;
        if (outcome?.kind === 'refused')
            throw describeBranchRefusal(outcome.refusal, what, desk.us.login);
        reason = outcome?.reason ?? '';
    }
    throw (0,github_client/* unclearFailure */.zW)(reason, what);
}
function parseObject(data) {
    return (0,git_sha/* parseSha */.q)((0,arm_json/* valueIn */.xm)(data, 'sha'));
}
/** Whether the branch is there now. Without a usable answer it is not known, and looked at again. */
async function pointBranch(desk, { branch, head }, sha) {
    const request = head
        ? desk.ask('PATCH /git/refs/{ref}', { ref: `heads/${branch}`, sha, force: false })
        : desk.ask('POST /git/refs', { ref: `refs/heads/${branch}`, sha });
    const outcome = await desk.client.write(async () => request, parseReference);
    if (outcome?.kind === 'done')
        return outcome.value === sha;
    if (outcome?.kind !== 'refused' || isBranchMoved(outcome.refusal)) {
        desk.log.debug(`Writing ${branch}: ${outcome?.kind === 'refused' ? outcome.refusal.message : outcome?.reason}`);
        return false;
    }
    throw describeBranchRefusal(outcome.refusal, `${head ? 'update' : 'create'} branch ${branch} of ${desk.repository}`, desk.us.login);
}
function parseReference(data) {
    return parseObject((0,arm_json/* valueIn */.xm)(data, 'object'));
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-pull-write.js









/**
 * Makes the pull request, once. `unclear`: it may stand or not; look before trying again. GitHub keeps one open for a
 * branch and a base, and refuses a second: `moved`, as when the branch has gone in the meantime.
 *
 * Throws `Failure` when GitHub refuses.
 */
async function createPull(desk, branch, base) {
    const { title, body } = desk.report;
    const head = `${desk.repository.split('/')[0]}:${branch}`;
    const outcome = await desk.client.write(async () => desk.ask('POST /pulls', { title, body, head, base }), parsePullRequest);
    if (outcome?.kind === 'done')
        return outcome.value;
    if (outcome?.kind !== 'refused') {
        desk.log.debug(`Creating the pull request: ${outcome?.reason ?? ''}; looking whether it is there.`);
        return 'unclear';
    }
    const { status, message } = outcome.refusal;
    if (status === 422 && /already exists|"field":"head"|no commits between/i.test(message)) {
        desk.log.debug(`Creating the pull request: ${message}`);
        return 'moved';
    }
    throw describePullRefusal(outcome.refusal, `create a pull request in ${desk.repository}`);
}
/** Puts the page into an open one. `undefined`: it is not any more what was decided about. */
async function rewritePull(desk, { pull }) {
    const title = await chooseTitle(desk, pull);
    const plan = (fresh) => (fresh.isOpen ? github_pull_write_planBody(desk, fresh, title) : undefined);
    return asEdited(await editPull(desk, pull.number, plan));
}
/** `refused`: GitHub cannot open it again, since its branch was made anew. */
async function reopenPull(desk, { pull }) {
    const title = await chooseTitle(desk, pull);
    return await editPull(desk, pull.number, (fresh) => {
        const patch = fresh.isOpen || fresh.isMerged ? undefined : github_pull_write_planBody(desk, fresh, title);
        return patch && { ...patch, state: 'open' };
    });
}
/** Tells that nothing is due, closes, and says why below. The branch stays. */
async function closePull(desk, { pull }, comment) {
    const title = await chooseTitle(desk, pull);
    const edited = await editPull(desk, pull.number, (fresh) => {
        const patch = fresh.isOpen ? github_pull_write_planBody(desk, fresh, title) : undefined;
        return patch && { ...patch, state: 'closed' };
    });
    const closed = asEdited(edited);
    if (closed)
        await addComment(desk, closed.number, comment);
    return closed;
}
/** Closes what two runs at once, or another base, made too much. Without our marker it is no longer ours. */
async function closeExtraPull(desk, extra, kept) {
    const pointer = `This is kept in #${kept.pull.number}: there is one pull request for each report key.`;
    const edited = await editPull(desk, extra.pull.number, (fresh) => {
        const found = fresh.isOpen ? (0,marker/* findMarked */.Em)(fresh.body, desk.report.key) : undefined;
        return found && { body: found.before + pointer + found.after, state: 'closed' };
    });
    const closed = asEdited(edited);
    if (closed)
        await addComment(desk, closed.number, pointer);
}
/** `undefined`: a person took our marker away, so that it is not ours any more. */
function github_pull_write_planBody(desk, fresh, title) {
    if (!(0,marker/* findMarked */.Em)(fresh.body, desk.report.key))
        return undefined;
    const placed = placeReport(fresh.body, desk.report);
    return { ...(placed ? { body: placed.body } : {}), ...(title === undefined ? {} : { title }) };
}
async function editPull(desk, number, plan) {
    const what = `edit pull request #${number} of ${desk.repository}`;
    let isRefused = false;
    const read = async () => await readPull(desk, number);
    const edited = await editFresh(desk.client, {
        what,
        read,
        plan,
        request: (patch) => desk.ask('PATCH /pulls/{pull_number}', { pull_number: number, ...patch }),
        parse: parsePullRequest,
        holds: (fresh, { state, body }) => (state === undefined || fresh.isOpen === (state === 'open')) &&
            (body === undefined || standsAsSent(fresh.body, body, desk.report.key)),
        refuse: async (refusal) => {
            if (refusal.status === 422 && /"field":"state"|cannot be (changed|reopened)/i.test(refusal.message)) {
                desk.log.debug(`Pull request #${number}: ${refusal.message}`);
                isRefused = true;
                return undefined;
            }
            // A token without the right is told 404 too, for what it can read.
            if ((0,github_refusal/* isGone */.ST)(refusal.status) && (await read()) === undefined)
                return undefined;
            throw describePullRefusal(refusal, what);
        },
    });
    return isRefused ? 'refused' : edited;
}
function asEdited(edited) {
    return edited === 'refused' ? undefined : edited;
}

;// CONCATENATED MODULE: ./lib/tracking/pull/held-branch.js
/** What is told below our pull request while commits by people stand on its branch. */


const held_branch_mostMoves = 50;
/** Keys of reports hold no colon (`report-key.ts`). */
function heldKey(key) {
    return `${key}:branch`;
}
/** `lacking`: files of the branch that do not hold what we want. */
function writeHeld(key, branch, told, sha256) {
    const moves = told.moves.filter(({ pin }) => told.lacking.includes(pin.file));
    const what = moves.length === 0
        ? 'Nothing is left to be moved; closing this pull request is yours.'
        : `Our next commit would change:\n\n${writeMoves(moves)}`;
    const text = [
        `**${(0,markdown/* codeSpan */.SS)(branch)} holds commits that aks-upgrade did not make.** They stay: nothing is written to the branch ` +
            'and to the text above while they are there.',
        what,
        'To let aks-upgrade go on, take these commits off the branch, or delete the branch: the next run then makes it ' +
            'anew, with a pull request of its own. What is on the branch can also be merged as it is.',
    ].join('\n\n');
    return page(key, text, 'due', sha256);
}
function writeReleased(key, sha256) {
    return page(key, 'aks-upgrade keeps the branch of this pull request again: it holds what is told above.', 'clear', sha256);
}
function writeMoves(moves) {
    const rows = moves
        .slice(0, held_branch_mostMoves)
        .map(({ pin, from, to }) => [(0,markdown/* codeSpan */.SS)(pin.file, 200), String(pin.line), (0,markdown/* codeSpan */.SS)(from), (0,markdown/* codeSpan */.SS)(to)]);
    const left = moves.length - rows.length;
    const more = left > 0 ? `\n\nAnd ${(0,markdown/* count */.U9)(left, 'line')} more.` : '';
    return (0,markdown/* table */.tp)(['File', 'Line', 'From', 'To'], rows) + more;
}
function page(key, text, standing, sha256) {
    const fingerprint = sha256(text).slice(0, 16);
    const own = heldKey(key);
    return {
        key: own,
        title: '',
        body: (0,marker/* writeMarked */.SK)(own, fingerprint, text),
        fingerprint,
        standing,
        closing: '',
    };
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-pull-act.js









const github_pull_act_maximumLostCreations = 2;
const maximumCommits = 6;
/** The account of the job's own token. */
const actionsAccount = 'github-actions[bot]';
/** `undefined`: look again. */
async function act(acting, action) {
    const { desk, scene } = acting;
    switch (action.kind) {
        case 'none':
            return { operation: 'none' };
        case 'stop':
            throw foreignBranch(acting);
        case 'write-branch':
            return await commit(acting, action.item);
        case 'create':
            return await github_pull_act_create(acting);
        case 'hold':
            return await hold(acting, action.item, action.lacking);
        case 'leave':
            return await github_pull_act_leave(acting, action.item);
        case 'rewrite': {
            const pull = await rewritePull(desk, action.item);
            return pull && (await github_pull_act_finish(acting, pull, 'updated'));
        }
        case 'reopen':
            return await reopen(acting, action.item);
        case 'close': {
            const pull = await closePull(desk, action.item, desk.report.closing);
            if (pull)
                desk.log.debug(`Branch ${scene.place.branch} is left where it is.`);
            return pull && github_pull_act_tracked('closed', pull);
        }
    }
}
async function commit({ desk, scene, memory, look }, item) {
    const { branch } = scene.place;
    if (memory.commits.size >= maximumCommits) {
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `Branch ${branch} does not keep what we put on it.`);
    }
    const { head, base } = look;
    const result = await writeBranch(desk, { branch, head, base }, scene.proposed, runner_sha256/* sha256 */.s, (sha) => memory.commits.add(sha));
    if (result.kind === 'written')
        memory.wrote = { sha: result.sha, over: head?.sha };
    if (result.kind !== 'outdated')
        return undefined;
    desk.log.notice('The base moved', `Files with versions changed on ${scene.proposed.base.branch} while this run looked; the next run goes on.`);
    return item ? github_pull_act_tracked('unchanged', item.pull) : { operation: 'none' };
}
async function github_pull_act_create(acting) {
    const { desk, scene, memory } = acting;
    const pull = await createPull(desk, scene.place.branch, scene.proposed.base.branch);
    if (pull === 'moved')
        return;
    if (pull === 'unclear') {
        if (++memory.lostCreations < github_pull_act_maximumLostCreations)
            return;
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB', 'GitHub gave no usable answer to two attempts to create the pull request.');
    }
    memory.made = pull;
    const { login } = pull.author;
    if ((0,github_issue/* isSameName */.yS)(login, actionsAccount)) {
        desk.log.notice('No workflows on this pull request', `Pull request #${pull.number} was opened with the job's own token: GitHub starts no workflows for it by itself. ` +
            'Approve them where it asks to, close and reopen it, or pass the token of a GitHub App in `github-token`.');
    }
    if (!(0,github_issue/* isSameName */.yS)(login, desk.us.login)) {
        desk.log.warning('Unsure who we are', `GitHub did not tell which account the token belongs to; pull request #${pull.number} was written as ${login}. ` +
            'The next run cannot recognise it as ours and will stop.');
    }
}
async function reopen(acting, item) {
    const pull = await reopenPull(acting.desk, item);
    if (pull === 'refused')
        acting.memory.closedForGood.add(item.pull.number);
    return pull === 'refused' || pull === undefined ? undefined : await github_pull_act_finish(acting, pull, 'reopened');
}
async function github_pull_act_leave(acting, { pull }) {
    const { desk, scene, memory } = acting;
    if (!pull.isOpen) {
        const remark = `Pull request #${pull.number} was closed by a person and nothing new is due.`;
        desk.log.info(remark);
        return { ...github_pull_act_tracked('unchanged', pull), remarks: [remark] };
    }
    if (scene.standing !== 'due')
        return github_pull_act_tracked('unchanged', pull);
    const isWritten = memory.commits.size > 0;
    return await github_pull_act_finish(acting, pull, isWritten ? 'updated' : 'unchanged');
}
/** A person's commits stay as they are: only a comment says what differs. */
async function hold(acting, { pull }, lacking) {
    const { desk, scene } = acting;
    const { branch } = scene.place;
    const remark = 'holds commits that we did not make: nothing is written to it.';
    desk.log.notice("A person's commits on our branch", `Branch ${branch} of pull request #${pull.number} ${remark}`);
    const told = { moves: scene.proposed.moves, lacking };
    const comment = await tellBelow(acting, pull, writeHeld(desk.report.key, branch, told, runner_sha256/* sha256 */.s));
    const isTold = comment !== undefined && comment.operation !== 'unchanged';
    const remarks = [`The branch of pull request #${pull.number} ${remark} A comment there says what differs.`];
    return { ...comment, ...github_pull_act_tracked(isTold ? 'updated' : 'unchanged', pull), remarks };
}
async function github_pull_act_finish(acting, pull, operation) {
    const { desk, scene, memory } = acting;
    const { made, lostCreations } = memory;
    // Nothing of ours was open before: what is now, we made, whatever became of the answer.
    const isMade = made ? made.number === pull.number : lostCreations > 0;
    const isLabelled = await restoreLabels(desk, pull);
    if (isMade || operation === 'reopened')
        await github_labels_assign(desk, pull.number);
    warnWhenShortened(desk, `pull request #${pull.number}`, pull.body);
    if (pull.base !== scene.proposed.base.branch) {
        desk.log.warning('Another base', `Pull request #${pull.number} aims at ${pull.base}; the versions in it are those of ${scene.proposed.base.branch}.`);
    }
    if (isMade)
        return github_pull_act_tracked('created', pull);
    const released = await tellBelow(acting, pull, writeReleased(desk.report.key, runner_sha256/* sha256 */.s));
    const isChanged = isLabelled || released?.operation === 'updated';
    return github_pull_act_tracked(operation === 'unchanged' && isChanged ? 'updated' : operation, pull);
}
/** Best effort: the branch is already as it should be. A locked conversation takes no comment. */
async function tellBelow({ desk }, pull, report) {
    try {
        return await placeSticky({ ...desk, report }, { kind: 'pull request', number: pull.number });
    }
    catch (error) {
        if (!(error instanceof lib_failure/* Failure */.HR))
            throw error;
        if (error.code === 'AKSU-GITHUB-LOCKED')
            desk.log.debug(error.message);
        else
            desk.log.warning('No comment', `${error.message} ${error.next}`);
        return undefined;
    }
}
function github_pull_act_tracked(operation, pull) {
    return { operation, pullRequestNumber: pull.number, pullRequestUrl: pull.url };
}
function foreignBranch({ desk, scene, look }) {
    const { branch } = scene.place;
    const sha = look.head?.sha.slice(0, 7) ?? '';
    return new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `Branch ${branch} of ${desk.repository} holds commits that we did not make (${sha}), and no open pull request of ours.`, { next: `Rename or delete branch ${branch}; the next run makes it anew.` });
}

;// CONCATENATED MODULE: ./lib/tracking/pull/recognise-pulls.js


/** Our branch of that key. Git takes no `..`, and no name that ends in `.` or `.lock` (git-check-ref-format). */
function nameBranch(key) {
    return `aks-upgrade/${key.replace(/\.(?=\.|$|lock$)/gi, '%2E')}`;
}
/** Sorts out what comes from our branch; GitHub leaves filters that it does not understand without a word. */
function recognisePulls(pulls, place, key, us) {
    const own = pulls
        .filter(({ head }) => head.branch === place.branch && head.repositoryId === place.repositoryId)
        .toSorted((left, right) => left.number - right.number);
    const items = own.flatMap((pull) => {
        const marked = (0,marker/* findMarked */.Em)(pull.body, key);
        return marked && (0,github_issue/* isSameName */.yS)(pull.author.login, us) ? [{ pull, marked }] : [];
    });
    const known = new Set(items.map(({ pull }) => pull.number));
    return {
        open: items.filter(({ pull }) => pull.isOpen),
        last: items.findLast(({ pull }) => !pull.isOpen),
        all: items,
        strangers: own.filter(({ isOpen, number }) => isOpen && !known.has(number)),
    };
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-pull-find.js










/** The last thousand from our branch. */
const github_pull_find_maximumPages = 10;
/** What stands from our branch. Never by search, whose index lags. `made`: known to be there, whatever the list shows. */
async function findPulls(desk, place, made) {
    const owner = desk.repository.split('/')[0] ?? '';
    const parameters = { head: `${owner}:${place.branch}`, state: 'all', sort: 'created', direction: 'desc' };
    const list = { route: 'GET /pulls', parameters, cutsOff: true };
    const outcome = await (0,github_pages/* readPages */.n)(desk, list, parsePullRequests, github_pull_find_maximumPages);
    const what = `list the pull requests of ${desk.repository}`;
    if (outcome.kind === 'unclear')
        throw (0,github_client/* unclearFailure */.zW)(outcome.reason, what);
    if (outcome.kind === 'refused')
        throw describePullRefusal(outcome.refusal, what);
    const isMissing = made && !outcome.value.some(({ number }) => number === made.number);
    const fresh = isMissing ? await readPull(desk, made.number) : undefined;
    return recognisePulls([...outcome.value, ...(fresh ? [fresh] : [])], place, desk.report.key, desk.us.login);
}
/** By whom the last one was closed; unknown where GitHub does not say. */
async function readCloser(desk, item) {
    const issue = await (0,github_desk/* readIssue */.OS)(desk, item.pull.number);
    return { ...item, closedBy: issue?.closedBy };
}
/** Whether our comment below it asks to delete the branch, to have it made anew. */
async function isHeld(desk, item, sha256) {
    const { key } = desk.report;
    const outcome = await (0,github_thread/* listComments */.fg)(desk, { kind: 'pull request', number: item.pull.number });
    if (outcome.kind !== 'done')
        return false;
    const { ours } = recogniseComments(outcome.value, heldKey(key), desk.us.login);
    const released = writeReleased(key, sha256).fingerprint;
    return ours.some(({ marked }) => marked.fingerprint !== released);
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-pull.js














const github_pull_second = 1000;
const github_pull_maximumLooks = 12;
/**
 * Brings the proposed pins to the one pull request of the page's key: looks, decides, does one thing, and looks again
 * wherever the world may have changed under it (another run, a person, a lost answer). The branch is written before the
 * pull request tells of it.
 *
 * Throws `Failure` (AKSU-GITHUB…) when it cannot; nothing of the report is lost by that.
 */
async function trackPullRequest(page, proposed, telling, context, ports) {
    const opened = await (0,github_desk/* openDesk */.A$)(page, telling, context, ports);
    const scene = {
        proposed,
        place: { repositoryId: context.repositoryId, branch: nameBranch(page.key) },
        changes: listChanges(proposed.edits),
        standing: wishOf(page.standing, proposed.edits.length),
    };
    const memory = {
        made: undefined,
        lostCreations: 0,
        commits: new Set(),
        wrote: undefined,
        closedForGood: new Set(),
    };
    for (let look = 0; look < github_pull_maximumLooks; look++) {
        const end = await lookAndAct(opened, scene, memory);
        if (end)
            return end;
        await opened.clock.pause(github_pull_second);
    }
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB', `The pull request of key ${page.key} kept changing while we wrote it.`);
}
/** `undefined`: look again. */
async function lookAndAct(opened, scene, memory) {
    const { made } = memory;
    // Nothing says better who we are than what we made.
    const desk = made ? { ...opened, us: { login: made.author.login, isCertain: true } } : opened;
    const found = await findAll(desk, scene, memory);
    const look = await lookAtBranch(desk, scene, memory, found);
    if (look === undefined)
        return undefined;
    const report = { ...desk.report, body: withBranchLine(desk.report.body, look.recorded) };
    const telling = { ...desk, report };
    const [kept, ...extras] = found.open;
    if (kept && scene.standing !== 'leave')
        for (const each of extras)
            await closeExtraPull(telling, each, kept);
    const isReleased = await wasReleased(desk, found, look);
    const action = decidePull(found, look.branch, wishFor(telling, scene, isReleased));
    refuseStrangers(desk, scene, found, action);
    return await act({ desk: telling, scene, memory, look }, action);
}
function wishFor({ report, telling, us }, scene, isReleased) {
    const { standing, proposed } = scene;
    const places = proposed.notes
        .filter(({ kind }) => kind === 'unread')
        .map(({ pin }) => (0,report_places/* hashPlace */.uk)(runner_sha256/* sha256 */.s, pin));
    const unread = { places, hasFiles: proposed.unread.length > 0 };
    return { page: report, standing, unread, onClosed: telling.onClosed, us: us.login, isReleased };
}
async function findAll(desk, scene, memory) {
    const { made, lostCreations, closedForGood } = memory;
    const find = async () => await findPulls(desk, scene.place, made);
    const isShown = ({ open }) => lostCreations === 0 || open.length > 0;
    const found = made ? await find() : await lookUntil(desk.clock, find, isShown);
    const { last } = found;
    if (!last || found.open.length > 0 || scene.standing !== 'due')
        return found;
    if (closedForGood.has(last.pull.number))
        return { ...found, last: undefined };
    return last.pull.isMerged ? found : { ...found, last: await readCloser(desk, last) };
}
/** `undefined`: GitHub is not at one with itself yet. */
async function lookAtBranch(desk, scene, memory, found) {
    const { standing, place, changes, proposed } = scene;
    const isIdle = standing === 'leave' || (standing === 'clear' && found.open.length === 0);
    if (isIdle)
        return { branch: { kind: 'absent' }, head: undefined, base: undefined, recorded: undefined };
    const { wrote } = memory;
    const head = await lookUntil(desk.clock, async () => await readBranchHead(desk, place.branch), (each) => wrote === undefined || each?.sha !== wrote.over);
    return await judgeBranch(desk, head, {
        found,
        changes,
        base: proposed.base,
        written: memory.commits,
        sha256: runner_sha256/* sha256 */.s,
    });
}
/**
 * Whether people deleted the branch, or a run has made it anew since, as our comment below the closed pull request says.
 * Deleting a branch closes its pull request: that closing is none to respect.
 */
async function wasReleased(desk, found, { branch, head, base }) {
    const closed = closedByPeople(desk, found);
    const isAnew = head?.parents.length === 1 && head.parents[0] === base && closed?.pull.head.sha !== head.sha;
    if (!closed || branch.kind === 'people' || (head && !isAnew))
        return false;
    return await isHeld(desk, closed, runner_sha256/* sha256 */.s);
}
function closedByPeople(desk, { open, last }) {
    if (open.length > 0 || !last || last.pull.isMerged)
        return undefined;
    return last.closedBy !== undefined && (0,github_issue/* isSameName */.yS)(last.closedBy, desk.us.login) ? undefined : last;
}
/** Another one from our branch would be taken for ours, or could not be made beside it. */
function refuseStrangers(desk, scene, found, { kind }) {
    const [stranger] = found.strangers;
    const isQuiet = kind === 'none' || kind === 'leave' || kind === 'hold' || kind === 'close';
    if (!stranger || found.open.length > 0 || isQuiet)
        return;
    const { number, url, author } = stranger;
    const what = `Pull request #${number} (${url}) comes from our branch ${scene.place.branch}`;
    if ((0,github_issue/* isSameName */.yS)(author.login, desk.us.login)) {
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `${what} and does not hold our text any more.`, {
            next: `Close pull request #${number} to start anew.`,
        });
    }
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB-IDENTITY', `${what} and was opened by ${author.login}; we are ${desk.us.login} now.`, {
        next: `Pass the token of ${author.login} in \`github-token\`, or close pull request #${number} to start anew.`,
    });
}

;// CONCATENATED MODULE: ./lib/tracking/github-tracking.js





/** In the order in which people look: a trouble with one place keeps the report from no other. */
const places = ['issue', 'pull-request', 'pr-comment'];
/** Brings the report to every place of `targets`. Never throws; of several troubles the first is the run's. */
async function trackReport(message, targets, ports) {
    const tracked = [];
    const failures = [];
    for (const target of places.filter((place) => targets.includes(place))) {
        try {
            tracked.push(await track[target](message, ports));
        }
        catch (error) {
            failures.push(asFailure(error));
        }
    }
    const [failure, ...others] = failures;
    for (const other of others)
        ports.log.warning(other.code, `${other.message} ${other.next}`);
    return { tracked: joinTracked(tracked), ...(failure === undefined ? {} : { failure }) };
}
const track = {
    issue: async ({ report, telling, context }, ports) => await trackIssue(report, telling, context, ports),
    'pull-request': async ({ report, proposed, telling, context }, ports) => {
        // Why the repository could not be read is the run's failure already.
        if (report.pullRequest === undefined || proposed === undefined)
            return { operation: 'none' };
        return await trackPullRequest(report.pullRequest, proposed, telling, context, ports);
    },
    'pr-comment': async ({ report, telling, context }, ports) => {
        if (report.comment === undefined)
            return { operation: 'none' };
        return await trackComment(report.comment, telling, context, ports);
    },
};
function asFailure(error) {
    if (error instanceof lib_failure/* Failure */.HR)
        return error;
    return new lib_failure/* Failure */.HR('AKSU-UNEXPECTED', (0,lib_failure/* describeError */.Uc)(error), { cause: error });
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
