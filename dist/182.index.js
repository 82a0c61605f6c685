export const id = 182;
export const ids = [182];
export const modules = {

/***/ 9182:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPinFiles: () => (/* binding */ readPinFiles)
});

// EXTERNAL MODULE: ./lib/failure.js
var lib_failure = __webpack_require__(1957);
// EXTERNAL MODULE: ./lib/pins/find/file-text.js
var file_text = __webpack_require__(924);
// EXTERNAL MODULE: ./lib/tracking/github/github-desk.js + 1 modules
var github_desk = __webpack_require__(4221);
// EXTERNAL MODULE: ./lib/tracking/github/github-client.js + 2 modules
var github_client = __webpack_require__(5779);
// EXTERNAL MODULE: ./lib/pins/find/near-miss.js
var near_miss = __webpack_require__(5055);
// EXTERNAL MODULE: ./lib/pins/workflow-path.js
var workflow_path = __webpack_require__(2667);
;// CONCATENATED MODULE: ./lib/tracking/files/candidates.js
/** Which files of a repository may hold pins: by their names alone, before any of them is read. */



const endings = /\.(?:tf|tfvars|tofu|hcl|bicep|bicepparam|ya?ml|jsonc?|toml|xml|env|properties|ini)$/i;
/** Copies of others' code, where a pin would be theirs. */
const foreignFolders = /(?:^|\/)(?:node_modules|\.terraform|vendor)\//;
/** `paths`: files or folders; empty is the whole repository. */
function selectCandidates(entries, paths) {
    const files = [];
    const unread = [];
    let passedOver = 0;
    for (const entry of entries) {
        const isNamed = paths.includes(entry.path);
        if (entry.kind === 'folder' || !(isNamed || isOfInterest(entry.path, paths)))
            continue;
        const file = accept(entry);
        if (typeof file !== 'string')
            files.push(file);
        else if (isNamed || !isGitPath(entry.path))
            unread.push({ path: entry.path, reason: file });
        else if (entry.kind === 'file')
            passedOver++;
    }
    return { files, unread, passedOver };
}
/** A file that can be read, or in one sentence why it is not read though somebody named it. */
function accept(entry) {
    if (!isGitPath(entry.path))
        return 'Its path is none that git allows.';
    if ((0,workflow_path/* isWorkflow */._)(entry.path))
        return 'Files of workflows are not looked at.';
    if (entry.kind !== 'file')
        return `It is no file with content of its own, but a ${entry.kind}.`;
    return entry.size > file_text/* largestFile */.Ny ? 'It is larger than 1 MiB.' : entry;
}
function isOfInterest(path, paths) {
    if (!endings.test(path) || (0,workflow_path/* isWorkflow */._)(path))
        return false;
    if (paths.length === 0)
        return !foreignFolders.test(path);
    // Who names a folder of foreign code means what is in it.
    return paths.some((folder) => path.startsWith(`${folder}/`) && !foreignFolders.test(path.slice(folder.length)));
}
/** Git makes no tree with other paths; a server that sends one must not make us look elsewhere. */
function isGitPath(path) {
    return (path.isWellFormed() &&
        !path.includes('\0') &&
        path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/^\.git$/i.test(part)));
}
/** Whether something like a mark stands in it; UTF-16 has a zero byte beside each of these letters. */
function mentionsUs(bytes) {
    const text = new TextDecoder('latin1').decode(bytes);
    return near_miss/* likeMark */.P.test(text) || (text.includes('\0') && near_miss/* likeMark */.P.test(text.replaceAll('\0', '')));
}

// EXTERNAL MODULE: ./lib/pins/find/sidecar.js + 2 modules
var find_sidecar = __webpack_require__(8453);
// EXTERNAL MODULE: ./lib/pins/pin-files.js
var pin_files = __webpack_require__(5449);
;// CONCATENATED MODULE: ./lib/tracking/files/github-mapped.js



async function findMapped(listing, contents) {
    const files = [];
    const unread = [];
    const states = [];
    const find = async (path) => {
        const entry = await listing.find(path);
        states.push(JSON.stringify([path, entry]));
        if (entry === undefined)
            return undefined;
        const file = typeof entry === 'string' ? entry : accept(entry);
        if (typeof file !== 'string')
            return file;
        unread.push({ path, reason: file });
        return undefined;
    };
    const entry = await find(pin_files/* sidecarPath */.n);
    const sidecar = entry && (await contents.read(entry, listing.commit.sha));
    if (typeof sidecar === 'string')
        unread.push({ path: pin_files/* sidecarPath */.n, reason: sidecar });
    if (typeof sidecar !== 'object')
        return { files, unread, state: states.join('\n') };
    // A file that is not there is told where the mapping is judged.
    for (const path of new Set((0,find_sidecar/* listMapped */.o)(sidecar.bytes))) {
        const named = path === pin_files/* sidecarPath */.n ? undefined : await find(path);
        if (named)
            files.push(named);
    }
    return { sidecar, files, unread, state: states.join('\n') };
}

// EXTERNAL MODULE: ./lib/tracking/files/github-tree.js
var github_tree = __webpack_require__(3535);
// EXTERNAL MODULE: ./lib/tracking/files/tree.js
var tree = __webpack_require__(1109);
;// CONCATENATED MODULE: ./lib/tracking/files/github-base.js






/** What the branch holds that our pull request aims at. Throws `Failure` when it cannot be read at all. */
async function readBase(desk, contents, { paths, baseBranch }) {
    const branch = baseBranch ?? (await readDefaultBranch(desk));
    const commit = await (0,github_tree/* readCommit */.kN)(desk, await readHead(desk, branch, baseBranch !== undefined));
    const listing = await (0,github_tree/* listFiles */.CS)(desk, commit, paths);
    const mapped = await findMapped(listing, contents);
    const selected = selectCandidates(listing.entries.values(), paths);
    if (selected.passedOver > 0)
        desk.log.info(`Files larger than 1 MiB, not looked at for pins: ${selected.passedOver}.`);
    const files = new Map();
    const unread = [
        ...listing.unread,
        ...selected.unread,
        ...mapped.unread,
        ...(await (0,github_tree/* findAbsent */.je)([listing], paths)),
    ];
    const asked = new Set(mapped.files.map(({ path }) => path));
    if (mapped.sidecar)
        files.set(mapped.sidecar.path, mapped.sidecar);
    for (const entry of new Map([...mapped.files, ...selected.files].map((file) => [file.path, file])).values()) {
        if (files.has(entry.path))
            continue;
        const file = await contents.read(entry, commit.sha);
        if (typeof file === 'string')
            unread.push({ path: entry.path, reason: file });
        else if (asked.has(file.path) || mentionsUs(file.bytes))
            files.set(file.path, file);
    }
    return { branch, commit: commit.sha, tree: commit.tree, files: [...files.values()], unread };
}
async function readDefaultBranch(desk) {
    const outcome = await desk.client.read(desk.ask('GET'), tree/* parseDefaultBranch */.Ry);
    return (0,github_client/* settle */.G9)(outcome, `learn the default branch of ${desk.repository}`, github_tree/* contentsLine */.$5);
}
/** The commit that the branch is at. */
async function readHead(desk, branch, isNamed) {
    const request = desk.ask('GET /git/ref/{ref}', { ref: `heads/${branch}` });
    const outcome = await desk.client.read(request, (data) => (0,tree/* parseBranch */.Qd)(data, branch));
    const status = outcome.kind === 'refused' ? outcome.refusal.status : 200;
    // 409: "Git Repository is empty."
    if (status === 409) {
        throw new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `${desk.repository} has no commit on any branch.`, {
            next: 'Commit what the versions are pinned in, then run again.',
        });
    }
    if (status !== 404) {
        const head = (0,github_client/* settle */.G9)(outcome, `read branch ${branch} of ${desk.repository}`, github_tree/* contentsLine */.$5);
        if (head !== 'missing')
            return head;
    }
    const named = isNamed ? ', which `base-branch` names' : '';
    throw new lib_failure/* Failure */.HR('AKSU-GITHUB-BRANCH', `${desk.repository} has no branch ${branch}${named}.`, {
        next: 'Name a branch of this repository in `base-branch`, or leave it out for the default branch. A token of your own must be able to see the repository.',
    });
}

// EXTERNAL MODULE: ./lib/tracking/github/github-pages.js
var github_pages = __webpack_require__(2179);
;// CONCATENATED MODULE: ./lib/tracking/files/github-sides.js




const pullLine = 'Give the job `permissions: pull-requests: read`.';
const pauses = [1000, 2000, 4000];
/** GitHub lists no more files of a pull request than these (docs.github.com/rest/pulls/pulls). */
const mostListed = 3000;
/**
 * The test merge that GitHub makes and its first parent. It is made when somebody asks, a moment later: until then
 * `mergeable` is null, or the commit is that of an older head. Where there is none, with conflicts above all, the
 * head against the base.
 */
async function readSides(desk, { number, headSha }) {
    for (let tries = 0;; tries++) {
        const pull = await readPull(desk, number);
        const merge = await findTestMerge(desk, pull);
        // The event may be ahead of what GitHub answers here.
        const isSettled = merge !== undefined && (pull.head === headSha || !pull.isOpen);
        const pause = pauses[tries];
        if (isSettled || pause === undefined) {
            return merge === undefined || merge === 'none' ? await compareHead(desk, number, pull) : merge;
        }
        desk.log.debug(`GitHub has no test merge of #${number} at ${pull.head.slice(0, 7)} yet; looking again.`);
        await desk.clock.pause(pause);
    }
}
async function readPull(desk, number) {
    const request = desk.ask('GET /pulls/{pull_number}', { pull_number: number });
    const what = `read pull request #${number} of ${desk.repository}`;
    return (0,github_client/* settle */.G9)(await desk.client.read(request, tree/* parsePull */.BT), what, pullLine);
}
/** `none`: there will be none. `undefined`: there may be one in a moment. */
async function findTestMerge(desk, pull) {
    // Once closed, `merge_commit_sha` is something else and `mergeable` stays null.
    if (!pull.isOpen || pull.isMergeable === false)
        return 'none';
    if (pull.isMergeable === undefined || pull.testMerge === undefined)
        return undefined;
    const after = await (0,github_tree/* findCommit */.fq)(desk, pull.testMerge);
    const [base, head, third] = after?.parents ?? [];
    if (after === undefined || base === undefined || head !== pull.head || third !== undefined)
        return undefined;
    return { before: await (0,github_tree/* readCommit */.kN)(desk, base), after, isMerged: true };
}
/** The base may have gone on since the head left it: what only the base changed is not the pull request's doing. */
async function compareHead(desk, number, pull) {
    const list = {
        route: 'GET /pulls/{pull_number}/files',
        parameters: { pull_number: number },
        cutsOff: true,
    };
    const outcome = await (0,github_pages/* readPages */.n)(desk, list, tree/* parseTouched */.kQ, mostListed / 100);
    const touched = (0,github_client/* settle */.G9)(outcome, `list the files of pull request #${number}`, pullLine);
    return {
        before: await (0,github_tree/* readCommit */.kN)(desk, pull.base),
        after: await (0,github_tree/* readCommit */.kN)(desk, pull.head),
        isMerged: false,
        ...(touched.length < mostListed ? { touched: new Set(touched.flat()) } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/tracking/files/github-changed.js





/** What merging the pull request changes. Throws `Failure` when it cannot be read at all. */
async function readChanged(desk, contents, pullRequest, { paths }) {
    const sides = await readSides(desk, pullRequest);
    const before = await (0,github_tree/* listFiles */.CS)(desk, sides.before, paths);
    const head = await (0,github_tree/* listFiles */.CS)(desk, sides.after, paths);
    const after = sides.touched ? (0,github_tree/* overlay */.Lw)(before, head, sides.touched) : head;
    const unread = [...before.unread, ...after.unread, ...(await (0,github_tree/* findAbsent */.je)([before, after], paths))];
    const mapped = await findBothMapped(before, after, contents, unread);
    const wanted = {
        before: await github_changed_select(before, after, mapped.before, paths, unread),
        after: await github_changed_select(after, before, mapped.after, paths, unread),
    };
    const files = { before: sidecarOf(mapped.before), after: sidecarOf(mapped.after) };
    for (const path of new Set([...wanted.before.keys(), ...wanted.after.keys()])) {
        if (path === pin_files/* sidecarPath */.n)
            continue;
        const [old, fresh] = [wanted.before.get(path), wanted.after.get(path)];
        const was = old && (await contents.read(old, before.commit.sha));
        const is = fresh && (await contents.read(fresh, after.commit.sha));
        // With one side alone everything in it would seem to be new, or gone.
        const reason = [was, is].find((read) => typeof read === 'string');
        if (reason !== undefined)
            unread.push({ path, reason });
        else {
            if (typeof was === 'object')
                files.before.push(was);
            if (typeof is === 'object')
                files.after.push(is);
            // An entry of the mapping that is gone leaves its file where it is.
            else if (typeof was === 'object' && isThere(after, was))
                files.after.push(was);
        }
    }
    return { ...files, isMerged: sides.isMerged, unread: distinct(unread) };
}
/** Nothing, where neither the mapping nor anything that it names is changed. */
async function findBothMapped(before, after, contents, unread) {
    const mapped = { before: await findMapped(before, contents), after: await findMapped(after, contents) };
    const both = [mapped.before, mapped.after];
    const isUnread = both.some((side) => side.sidecar === undefined && side.unread.length > 0);
    const isChanged = mapped.before.state !== mapped.after.state;
    if (isChanged || isUnread)
        unread.push(...both.flatMap((side) => side.unread));
    return isChanged && !isUnread ? mapped : {};
}
function sidecarOf(mapped) {
    return mapped?.sidecar ? [mapped.sidecar] : [];
}
/** What the mapping names, and candidates that do not stand so on the other side. */
async function github_changed_select(listing, other, mapped, paths, unread) {
    const differing = [...listing.entries.values()].filter((entry) => {
        const there = other.entries.get(entry.path);
        return there === undefined || shaOf(entry) !== shaOf(there);
    });
    const candidates = selectCandidates(differing, paths);
    unread.push(...candidates.unread);
    const files = [...(mapped?.files ?? [])];
    for (const file of candidates.files) {
        // In a list that was cut off, what is missing may be there all the same.
        const there = await other.find(file.path);
        if (typeof there === 'string')
            unread.push({ path: file.path, reason: there });
        else if (there === undefined || shaOf(there) !== file.blob)
            files.push(file);
    }
    return new Map(files.map((file) => [file.path, file]));
}
function isThere({ entries }, { path, blob }) {
    const entry = entries.get(path);
    return entry !== undefined && shaOf(entry) === blob;
}
function shaOf(entry) {
    return 'blob' in entry ? entry.blob : entry.sha;
}
/** Both sides are told once. */
function distinct(unread) {
    return [...new Map(unread.map((one) => [JSON.stringify([one.path, one.reason]), one])).values()];
}

// EXTERNAL MODULE: ./lib/tracking/github/refusal.js
var refusal = __webpack_require__(9897);
// EXTERNAL MODULE: ./lib/tracking/files/runner-workspace.js
var runner_workspace = __webpack_require__(4211);
;// CONCATENATED MODULE: ./lib/tracking/files/github-content.js




/** GITHUB_TOKEN has 1000 requests an hour for a whole repository; other jobs want some of them. */
const mostFetched = 200;
/** After so many files without an answer GitHub is not asked for more: each takes seconds of waiting. */
const mostSilent = 3;
const tooMany = `It does not stand in the runner's workspace as the commit has it, and ${mostFetched} files were fetched already. ` +
    'Run actions/checkout in a step before, or name fewer files in `pin-paths`.';
/** Bytes by git's name for them: first the runner's workspace, else GitHub. One for all of a run. */
class ContentReader {
    #desk;
    #workspace;
    #fetched = new Map();
    #silent = 0;
    constructor(desk, workspace) {
        this.#desk = desk;
        this.#workspace = workspace;
    }
    /** The file, or in words why its bytes could not be had. Throws `Failure` where no file could. */
    async read(entry, commit) {
        const { path, mode, blob } = entry;
        const bytes = (await this.#workspace.read(path, blob)) ??
            this.#fetched.get(blob) ??
            (await this.#download(entry, commit));
        return typeof bytes === 'string' ? bytes : { path, mode, blob, bytes };
    }
    async #download(entry, commit) {
        if (this.#fetched.size >= mostFetched)
            return tooMany;
        if (this.#silent >= mostSilent)
            return 'GitHub gave no usable answer for other files; it was not asked for.';
        const content = await this.#ask(entry, commit);
        this.#fetched.set(entry.blob, content);
        return content;
    }
    async #ask({ path, blob }, commit) {
        const request = this.#desk.ask('GET /contents/{path}', { path, ref: commit });
        const outcome = await this.#desk.client.read(request, tree/* parseContent */.Fs);
        if (outcome.kind === 'unclear') {
            this.#silent++;
            return `GitHub gave no usable answer: ${outcome.reason}`;
        }
        if (outcome.kind === 'refused') {
            const { status, message } = outcome.refusal;
            if (status !== 401 && status !== 403)
                return `GitHub refused it: ${status} ${message}`;
            throw (0,refusal/* describeRefusal */.a2)(outcome.refusal, `read a file of ${this.#desk.repository}`, github_tree/* contentsLine */.$5);
        }
        if (outcome.value === 'none')
            return 'GitHub does not send its content.';
        const bytes = new Uint8Array(Buffer.from(outcome.value.base64, 'base64'));
        return (0,runner_workspace/* hashBlob */.Q)(bytes) === blob ? bytes : 'What GitHub sent is not what the commit holds.';
    }
}

;// CONCATENATED MODULE: ./lib/tracking/files/github-pin-files.js







/**
 * The files that may hold pins, as commits of GitHub have them, for each place of `report-to` that tells of pins.
 * Expected failures are in the result: what could be read is not lost by what could not.
 */
async function readPinFiles({ telling, pins = { paths: [] } }, context, ports) {
    const { pullRequest } = context;
    const isProposing = telling.reportTo.includes('pull-request');
    const judged = telling.reportTo.includes('pr-comment') ? pullRequest : undefined;
    if (!isProposing && judged === undefined)
        return {};
    const failures = [];
    let changed;
    let base;
    try {
        const desk = (0,github_desk/* openReadingDesk */.sY)(telling, context, ports);
        // Twice: line ends may have been made longer.
        const workspace = ports.workspace ?? (0,runner_workspace/* openWorkspace */.O)(context.workspace, 2 * file_text/* largestFile */.Ny);
        const contents = new ContentReader(desk, workspace);
        if (judged)
            changed = await expect(readChanged(desk, contents, judged, pins), failures);
        if (isProposing)
            base = await expect(readBase(desk, contents, pins), failures);
    }
    catch (error) {
        if (!(error instanceof lib_failure/* Failure */.HR))
            throw error;
        failures.push(error);
    }
    const [failure, ...others] = failures;
    for (const other of others)
        ports.log.warning(other.code, `${other.message} ${other.next}`);
    return { ...(changed && { changed }), ...(base && { base }), ...(failure && { failure }) };
}
/** The value, or `undefined` and one failure more. */
async function expect(work, failures) {
    try {
        return await work;
    }
    catch (error) {
        if (!(error instanceof lib_failure/* Failure */.HR))
            throw error;
        failures.push(error);
        return undefined;
    }
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


/***/ })

};
