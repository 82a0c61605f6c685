export const id = 231;
export const ids = [231];
export const modules = {

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
    const sha = parseSha((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'sha'));
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
    const sha = parseSha((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'sha'));
    const tree = parseSha((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(data, 'tree')['sha']);
    const parents = (0,_github_issue_js__WEBPACK_IMPORTED_MODULE_0__/* .parseEach */ .lc)((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .listIn */ .Of)(data, 'parents'), (parent) => parseSha((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(parent, 'sha')));
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
    return target['type'] === 'commit' ? parseSha(target['sha']) : undefined;
}
/** `GET /repos/{owner}/{repo}` */
function parseDefaultBranch(data) {
    return (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textIn */ .r7)(data, 'default_branch');
}
/** `GET /pulls/{pull_number}` */
function parsePull(data) {
    const head = parseSha((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(data, 'head')['sha']);
    const base = parseSha((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectIn */ .D7)(data, 'base')['sha']);
    const state = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'state');
    if (head === undefined || base === undefined || (state !== 'open' && state !== 'closed'))
        return undefined;
    const mergeable = (0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'mergeable');
    return {
        isOpen: state === 'open',
        head,
        base,
        isMergeable: typeof mergeable === 'boolean' ? mergeable : undefined,
        testMerge: parseSha((0,_inventory_arm_json_js__WEBPACK_IMPORTED_MODULE_1__/* .valueIn */ .xm)(data, 'merge_commit_sha')),
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
function parseSha(value) {
    return typeof value === 'string' && /^[0-9a-f]{40}$/.test(value) ? value : undefined;
}


/***/ }),

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

/***/ 231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  trackPullRequest: () => (/* binding */ trackPullRequest)
});

// EXTERNAL MODULE: ./lib/failure.js
var lib_failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/inputs/runner-sha256.js
var runner_sha256 = __webpack_require__(2399);
// EXTERNAL MODULE: ./lib/report/places.js
var report_places = __webpack_require__(8884);
// EXTERNAL MODULE: ./lib/tracking/github/github-desk.js + 1 modules
var github_desk = __webpack_require__(4221);
// EXTERNAL MODULE: ./lib/tracking/github/issue.js
var issue = __webpack_require__(4050);
// EXTERNAL MODULE: ./lib/tracking/github/look-until.js
var look_until = __webpack_require__(3195);
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

// EXTERNAL MODULE: ./lib/report/due.js
var due = __webpack_require__(2928);
// EXTERNAL MODULE: ./lib/report/marker.js
var marker = __webpack_require__(3086);
// EXTERNAL MODULE: ./lib/tracking/issue/fit-body.js
var fit_body = __webpack_require__(7596);
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
    return open ? decideOpen(open, branch, wish) : decideClosed(found.last, branch, wish);
}
function decideClear(open, branch) {
    if (!open)
        return { kind: 'none' };
    return branch.kind === 'people' ? { kind: 'hold', item: open, lacking: [] } : { kind: 'close', item: open };
}
function decideOpen(item, branch, wish) {
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
    const wanted = (0,fit_body/* placeReport */.Ie)(item.pull.body, wish.page)?.ours ?? item.marked.ours;
    return { kind: (0,marker/* tellsTheSame */.sn)(item.marked.ours, wanted) ? 'leave' : 'rewrite', item };
}
function decideClosed(last, branch, wish) {
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
    if (closedBy !== undefined && (0,issue/* isSameName */.yS)(closedBy, wish.us))
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

// EXTERNAL MODULE: ./lib/inventory/arm-json.js
var arm_json = __webpack_require__(8689);
// EXTERNAL MODULE: ./lib/tracking/files/github-tree.js
var github_tree = __webpack_require__(3535);
// EXTERNAL MODULE: ./lib/tracking/files/runner-workspace.js
var runner_workspace = __webpack_require__(4211);
// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
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
    if (typeof ref !== 'string' || !isSha(sha) || typeof base['ref'] !== 'string')
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
        author: (0,issue/* parseAuthor */.RV)((0,arm_json/* objectIn */.D7)({ data }, 'data')),
        head: {
            branch: ref,
            sha,
            repositoryId: repositoryId === undefined || repositoryId === null ? undefined : String(repositoryId),
        },
        base: base['ref'],
        isMergeable: typeof mergeable === 'boolean' ? mergeable : undefined,
        labels: (0,issue/* parseEach */.lc)((0,arm_json/* valueIn */.xm)(data, 'labels'), issue/* parseLabel */.Q_) ?? [],
        assignees: (0,issue/* parseEach */.lc)((0,arm_json/* valueIn */.xm)(data, 'assignees'), issue/* parseLogin */.$n) ?? [],
    };
}
function parsePullRequests(data) {
    return (0,issue/* parseEach */.lc)(data, parsePullRequest);
}
function parsePulledFiles(data) {
    return (0,issue/* parseEach */.lc)(data, (entry) => {
        const path = (0,arm_json/* valueIn */.xm)(entry, 'filename');
        return typeof path === 'string' ? { path } : undefined;
    });
}
function isSha(value) {
    return typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);
}

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
    return isAsMade ? { key, base, changes, content } : undefined;
}
/** Whether the account made the commit: commits by the API are the account's, or GitHub's in its name. */
function isMadeBy({ author, committer }, us) {
    return isAccount(author, us) && (isAccount(committer, us) || isGitHub(committer));
}
function isAccount({ name, login }, us) {
    return login === undefined ? (0,issue/* isSameName */.yS)(name, us) : (0,issue/* isSameName */.yS)(login, us);
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
    const parents = (0,issue/* parseEach */.lc)((0,arm_json/* listIn */.Of)(commit, 'parents'), (parent) => {
        const sha = (0,arm_json/* valueIn */.xm)(parent, 'sha');
        return isSha(sha) ? sha : undefined;
    });
    const { sha } = commit;
    const message = (0,arm_json/* valueIn */.xm)(inner, 'message');
    if ((0,arm_json/* valueIn */.xm)(data, 'name') !== branch || !isSha(sha) || !isSha(tree))
        return undefined;
    if (parents === undefined || typeof message !== 'string')
        return undefined;
    const signer = (role) => {
        const said = (0,arm_json/* objectIn */.D7)(inner, role);
        const [name = '', email = ''] = [(0,arm_json/* textIn */.r7)(said, 'name'), (0,arm_json/* textIn */.r7)(said, 'email')];
        return { name, email, login: (0,issue/* parseLogin */.$n)((0,arm_json/* valueIn */.xm)(commit, role)) };
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

// EXTERNAL MODULE: ./lib/tracking/github/github-pages.js
var github_pages = __webpack_require__(2179);
// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var github_refusal = __webpack_require__(9897);
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

;// CONCATENATED MODULE: ./lib/tracking/pull/github-pull-read.js





/** As it is now; `undefined` when there is none. One that has just been made may still be unknown by its number. */
async function readPull(desk, number) {
    return await (0,look_until/* lookUntil */.c)(desk.clock, async () => await readOnce(desk, number), (pull) => pull !== undefined);
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
const maximumPages = 5;
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
    const shown = new Set(content.files.map(({ path }) => path));
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
        const commit = await (0,github_tree/* readCommit */.kN)(desk, next);
        open.push(...(commit?.parents ?? []).filter((parent) => !open.includes(parent)));
    }
    return open.includes(sha);
}
/** `undefined`: GitHub does not show this head in the pull request, or too much of it. */
async function readContent(desk, { number }, sha) {
    const list = { route: 'GET /pulls/{pull_number}/files', parameters: { pull_number: number } };
    const files = await (0,github_pages/* readPages */.n)(desk, list, parsePulledFiles, maximumPages);
    if (files.kind !== 'done') {
        desk.log.debug(`The files of pull request #${number} could not be listed.`);
        return undefined;
    }
    // Asked after the list, so that a head that was pushed in between shows.
    const pull = await (0,look_until/* lookUntil */.c)(desk.clock, async () => await readPull(desk, number), 
    // GitHub begins to look whether it can be merged when it is asked.
    (fresh) => !fresh?.isOpen || fresh.head.sha !== sha || fresh.isMergeable !== undefined);
    if (pull?.head.sha === sha)
        return { files: files.value, conflicts: pull.isMergeable === false };
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










const sendings = 2;
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
    for (let count = 0; count < sendings; count++) {
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
    const sha = (0,arm_json/* valueIn */.xm)(data, 'sha');
    return isSha(sha) ? sha : undefined;
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
    const target = (0,arm_json/* valueIn */.xm)(data, 'object');
    return parseObject(target);
}

// EXTERNAL MODULE: ./lib/tracking/comment/github-sticky.js + 2 modules
var github_sticky = __webpack_require__(9167);
// EXTERNAL MODULE: ./lib/tracking/github/github-labels.js
var github_labels = __webpack_require__(1696);
// EXTERNAL MODULE: ./lib/tracking/issue/warn-shortened.js
var warn_shortened = __webpack_require__(1480);
// EXTERNAL MODULE: ./lib/tracking/github/github-comment.js
var github_comment = __webpack_require__(2786);
// EXTERNAL MODULE: ./lib/tracking/github/github-fresh-edit.js
var github_fresh_edit = __webpack_require__(7472);
// EXTERNAL MODULE: ./lib/tracking/issue/github-title.js
var github_title = __webpack_require__(2245);
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
    const title = await (0,github_title/* chooseTitle */.S)(desk, pull);
    const plan = (fresh) => (fresh.isOpen ? planBody(desk, fresh, title) : undefined);
    return asEdited(await editPull(desk, pull.number, plan));
}
/** `refused`: GitHub cannot open it again, since its branch was made anew. */
async function reopenPull(desk, { pull }) {
    const title = await (0,github_title/* chooseTitle */.S)(desk, pull);
    return await editPull(desk, pull.number, (fresh) => {
        const patch = fresh.isOpen || fresh.isMerged ? undefined : planBody(desk, fresh, title);
        return patch && { ...patch, state: 'open' };
    });
}
/** Tells that nothing is due, closes, and says why below. The branch stays. */
async function closePull(desk, { pull }, comment) {
    const title = await (0,github_title/* chooseTitle */.S)(desk, pull);
    const edited = await editPull(desk, pull.number, (fresh) => {
        const patch = fresh.isOpen ? planBody(desk, fresh, title) : undefined;
        return patch && { ...patch, state: 'closed' };
    });
    const closed = asEdited(edited);
    if (closed)
        await (0,github_comment/* addComment */.B)(desk, closed.number, comment);
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
        await (0,github_comment/* addComment */.B)(desk, closed.number, pointer);
}
/** `undefined`: a person took our marker away, so that it is not ours any more. */
function planBody(desk, fresh, title) {
    if (!(0,marker/* findMarked */.Em)(fresh.body, desk.report.key))
        return undefined;
    const placed = (0,fit_body/* placeReport */.Ie)(fresh.body, desk.report);
    return { ...(placed ? { body: placed.body } : {}), ...(title === undefined ? {} : { title }) };
}
async function editPull(desk, number, plan) {
    const what = `edit pull request #${number} of ${desk.repository}`;
    let isRefused = false;
    const read = async () => await readPull(desk, number);
    const edited = await (0,github_fresh_edit/* editFresh */.F)(desk.client, {
        what,
        read,
        plan,
        request: (patch) => desk.ask('PATCH /pulls/{pull_number}', { pull_number: number, ...patch }),
        parse: parsePullRequest,
        holds: (fresh, { state, body }) => (state === undefined || fresh.isOpen === (state === 'open')) &&
            (body === undefined || (0,fit_body/* standsAsSent */.aN)(fresh.body, body, desk.report.key)),
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









const maximumLostCreations = 2;
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
            return await create(acting);
        case 'hold':
            return await hold(acting, action.item, action.lacking);
        case 'leave':
            return await leave(acting, action.item);
        case 'rewrite': {
            const pull = await rewritePull(desk, action.item);
            return pull && (await finish(acting, pull, 'updated'));
        }
        case 'reopen':
            return await reopen(acting, action.item);
        case 'close': {
            const pull = await closePull(desk, action.item, desk.report.closing);
            if (pull)
                desk.log.debug(`Branch ${scene.place.branch} is left where it is.`);
            return pull && tracked('closed', pull);
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
    return item ? tracked('unchanged', item.pull) : { operation: 'none' };
}
async function create(acting) {
    const { desk, scene, memory } = acting;
    const pull = await createPull(desk, scene.place.branch, scene.proposed.base.branch);
    if (pull === 'moved')
        return;
    if (pull === 'unclear') {
        if (++memory.lostCreations < maximumLostCreations)
            return;
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB', 'GitHub gave no usable answer to two attempts to create the pull request.');
    }
    memory.made = pull;
    const { login } = pull.author;
    if ((0,issue/* isSameName */.yS)(login, actionsAccount)) {
        desk.log.notice('No workflows on this pull request', `Pull request #${pull.number} was opened with the job's own token: GitHub starts no workflows for it by itself. ` +
            'Approve them where it asks to, close and reopen it, or pass the token of a GitHub App in `github-token`.');
    }
    if (!(0,issue/* isSameName */.yS)(login, desk.us.login)) {
        desk.log.warning('Unsure who we are', `GitHub did not tell which account the token belongs to; pull request #${pull.number} was written as ${login}. ` +
            'The next run cannot recognise it as ours and will stop.');
    }
}
async function reopen(acting, item) {
    const pull = await reopenPull(acting.desk, item);
    if (pull === 'refused')
        acting.memory.closedForGood.add(item.pull.number);
    return pull === 'refused' || pull === undefined ? undefined : await finish(acting, pull, 'reopened');
}
async function leave(acting, { pull }) {
    const { desk, scene, memory } = acting;
    if (!pull.isOpen) {
        const remark = `Pull request #${pull.number} was closed by a person and nothing new is due.`;
        desk.log.info(remark);
        return { ...tracked('unchanged', pull), remarks: [remark] };
    }
    if (scene.standing !== 'due')
        return tracked('unchanged', pull);
    const isWritten = memory.commits.size > 0;
    return await finish(acting, pull, isWritten ? 'updated' : 'unchanged');
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
    return { ...comment, ...tracked(isTold ? 'updated' : 'unchanged', pull), remarks };
}
async function finish(acting, pull, operation) {
    const { desk, scene, memory } = acting;
    const { made, lostCreations } = memory;
    // Nothing of ours was open before: what is now, we made, whatever became of the answer.
    const isMade = made ? made.number === pull.number : lostCreations > 0;
    const isLabelled = await (0,github_labels/* restoreLabels */.Kz)(desk, pull);
    if (isMade || operation === 'reopened')
        await (0,github_labels/* assign */.kp)(desk, pull.number);
    (0,warn_shortened/* warnWhenShortened */.n)(desk, `pull request #${pull.number}`, pull.body);
    if (pull.base !== scene.proposed.base.branch) {
        desk.log.warning('Another base', `Pull request #${pull.number} aims at ${pull.base}; the versions in it are those of ${scene.proposed.base.branch}.`);
    }
    if (isMade)
        return tracked('created', pull);
    const released = await tellBelow(acting, pull, writeReleased(desk.report.key, runner_sha256/* sha256 */.s));
    const isChanged = isLabelled || released?.operation === 'updated';
    return tracked(operation === 'unchanged' && isChanged ? 'updated' : operation, pull);
}
/** Best effort: the branch is already as it should be. A locked conversation takes no comment. */
async function tellBelow({ desk }, pull, report) {
    try {
        return await (0,github_sticky/* placeSticky */.X)({ ...desk, report }, { kind: 'pull request', number: pull.number });
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
function tracked(operation, pull) {
    return { operation, pullRequestNumber: pull.number, pullRequestUrl: pull.url };
}
function foreignBranch({ desk, scene, look }) {
    const { branch } = scene.place;
    const sha = look.head?.sha.slice(0, 7) ?? '';
    return new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `Branch ${branch} of ${desk.repository} holds commits that we did not make (${sha}), and no open pull request of ours.`, { next: `Rename or delete branch ${branch}; the next run makes it anew.` });
}

// EXTERNAL MODULE: ./lib/tracking/comment/decide-comment.js
var decide_comment = __webpack_require__(5447);
// EXTERNAL MODULE: ./lib/tracking/comment/github-thread.js
var github_thread = __webpack_require__(3269);
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
        return marked && (0,issue/* isSameName */.yS)(pull.author.login, us) ? [{ pull, marked }] : [];
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
    const { ours } = (0,decide_comment/* recogniseComments */.m6)(outcome.value, heldKey(key), desk.us.login);
    const released = writeReleased(key, sha256).fingerprint;
    return ours.some(({ marked }) => marked.fingerprint !== released);
}

;// CONCATENATED MODULE: ./lib/tracking/pull/github-pull.js














const second = 1000;
const maximumLooks = 12;
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
    for (let look = 0; look < maximumLooks; look++) {
        const end = await lookAndAct(opened, scene, memory);
        if (end)
            return end;
        await opened.clock.pause(second);
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
    const found = made ? await find() : await (0,look_until/* lookUntil */.c)(desk.clock, find, isShown);
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
    const head = await (0,look_until/* lookUntil */.c)(desk.clock, async () => await readBranchHead(desk, place.branch), (each) => wrote === undefined || each?.sha !== wrote.over);
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
    return last.closedBy !== undefined && (0,issue/* isSameName */.yS)(last.closedBy, desk.us.login) ? undefined : last;
}
/** Another one from our branch would be taken for ours, or could not be made beside it. */
function refuseStrangers(desk, scene, found, { kind }) {
    const [stranger] = found.strangers;
    const isQuiet = kind === 'none' || kind === 'leave' || kind === 'hold' || kind === 'close';
    if (!stranger || found.open.length > 0 || isQuiet)
        return;
    const { number, url, author } = stranger;
    const what = `Pull request #${number} (${url}) comes from our branch ${scene.place.branch}`;
    if ((0,issue/* isSameName */.yS)(author.login, desk.us.login)) {
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `${what} and does not hold our text any more.`, {
            next: `Close pull request #${number} to start anew.`,
        });
    }
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB-IDENTITY', `${what} and was opened by ${author.login}; we are ${desk.us.login} now.`, {
        next: `Pass the token of ${author.login} in \`github-token\`, or close pull request #${number} to start anew.`,
    });
}


/***/ })

};
