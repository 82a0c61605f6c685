export const id = 259;
export const ids = [259];
export const modules = {

/***/ 9259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openLiveDesk: () => (/* binding */ openLiveDesk)
});

// EXTERNAL MODULE: ./lib/inputs/text-order.js
var text_order = __webpack_require__(9247);
// EXTERNAL MODULE: ./lib/releases/calendar.js + 1 modules
var releases_calendar = __webpack_require__(243);
;// CONCATENATED MODULE: ./lib/releases/download.js
/** One text from one of the named hosts, or why not. */
const apiHost = 'api.github.com';
const rawHost = 'raw.githubusercontent.com';
const scanHost = 'cve-api.prod-aks.azure.com';
/** Nothing else is ever asked. */
const sourceHosts = [apiHost, rawHost, scanHost];
/** Milliseconds for one exchange: connection, answer, the whole body, and asking once more. */
const downloadLimit = 10_000;
function timedOut(limit) {
    return { ok: false, kind: 'connection', reason: `no whole answer within ${limit / 1000} s` };
}
function tooLarge(largest) {
    const size = largest < 1_000_000 ? `${Math.round(largest / 1000)} kB` : `${largest / 1_000_000} MB`;
    return { ok: false, kind: 'content', reason: `larger than ${size}` };
}
/** Why an answer is not taken before its body is read; `undefined`: it may be. */
function refusalOf({ status, headers }, url) {
    if (status === 200)
        return undefined;
    const refused = (reason) => ({
        ok: false,
        kind: 'refused',
        reason: `${reason} (${status})`,
        status,
    });
    if (status >= 300 && status < 400) {
        const host = hostOf(headers['location'], url);
        return refused(host === url.host ? 'sent on to another address' : 'sent on to another host');
    }
    if (isRateLimited(status, headers))
        return { ...refused('asked too often'), ...untilWhen(headers) };
    if (status === 401)
        return refused('the token was not accepted');
    if (status === 403)
        return refused('access refused');
    if (status === 404 || status === 410)
        return refused('not found');
    return refused(status >= 500 ? 'trouble on the other side' : 'an unexpected answer');
}
/** Worth asking once more: gateways that had nothing behind them for a moment. */
function isPassing(status) {
    return status === 502 || status === 503 || status === 504;
}
/** docs.github.com, "Rate limits for the REST API": 403 or 429, with what is left or when to come back. */
function isRateLimited(status, headers) {
    if (status === 429)
        return true;
    return status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined);
}
function untilWhen(headers) {
    const reset = Number(headers['x-ratelimit-reset']);
    const isTime = Number.isInteger(reset) && reset > 0 && reset < 10_000_000_000;
    return { isRateLimit: true, ...(isTime && { detail: `until ${new Date(reset * 1000).toISOString()}` }) };
}
function hostOf(location, base) {
    return typeof location === 'string' && URL.canParse(location, base.href)
        ? new URL(location, base.href).host
        : undefined;
}
/** Codes of Node and OpenSSL for what broke; anything else is not repeated. */
function describeTrouble(error) {
    const { code } = error;
    const told = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : '';
    if (/CERT|SIGNATURE|ISSUER/.test(told)) {
        const advice = 'behind an inspecting proxy set NODE_EXTRA_CA_CERTS';
        return { ok: false, kind: 'connection', reason: `the certificate is not trusted${told}; ${advice}` };
    }
    if (told.startsWith(' (Z_'))
        return { ok: false, kind: 'content', reason: 'packed in a way that nobody can read' };
    return { ok: false, kind: 'connection', reason: `the connection failed${told}` };
}

;// CONCATENATED MODULE: ./lib/releases/github-asking.js

const mostInFlight = 16;
/** In a row: a host that is down, or out of reach, is not asked for everything that it has. */
const mostFailures = 3;
/** Asks many things side by side, a few at a time, and nobody who does not answer. Never fails. */
class Asking {
    #ports;
    #token;
    #failures = new Map();
    /** Hosts that are no longer asked, and why. */
    #givenUp = new Map();
    #inFlight = 0;
    #waiting = [];
    #closing = Promise.withResolvers();
    #closed;
    /** Requests that were sent. */
    sent = 0;
    constructor(ports) {
        this.#ports = ports;
        this.#token = ports.token;
    }
    /** Whatever is asked, now or later, ends with this. */
    close(reason) {
        this.#closed ??= reason;
        this.#closing.resolve(this.#closed);
    }
    async ask({ what, url, fallback, accept, largest }) {
        const token = this.#token;
        const common = { largest, ...(accept === undefined ? {} : { accept }) };
        const first = await this.#inTurn({ ...common, url, ...(token === undefined ? {} : { token }) }, what);
        if (first.ok || !isRefusal(first))
            return first;
        const isOfToken = token !== undefined && first.isRateLimit !== true;
        // Some organizations refuse tokens that are good elsewhere, and show everybody what is public.
        if (isOfToken)
            this.#token = undefined;
        if (fallback !== undefined)
            return await this.#inTurn({ largest, url: fallback }, what);
        return isOfToken ? await this.#inTurn({ ...common, url }, what) : first;
    }
    async #inTurn(ask, what) {
        if (this.#inFlight >= mostInFlight)
            await new Promise((resolve) => this.#waiting.push(resolve));
        else
            this.#inFlight += 1;
        try {
            return await this.#send(ask, what);
        }
        finally {
            const next = this.#waiting.shift();
            if (next === undefined)
                this.#inFlight -= 1;
            else
                next();
        }
    }
    async #send(ask, what) {
        const { host } = new URL(ask.url);
        const known = this.#closed ?? this.#givenUp.get(host);
        if (known !== undefined)
            return known;
        this.sent += 1;
        const downloaded = await Promise.race([this.#download(ask), this.#closing.promise]);
        if (this.#closed === undefined)
            this.#learn(host, downloaded);
        const how = downloaded.ok
            ? `${downloaded.text.length} characters`
            : [downloaded.reason, downloaded.detail].filter((part) => part !== undefined).join(', ');
        this.#ports.log.debug(`Release data, ${what} from ${host}: ${how}.`);
        return downloaded;
    }
    async #download(ask) {
        try {
            return await this.#ports.download(ask);
        }
        catch (error) {
            return describeTrouble(error);
        }
    }
    #learn(host, downloaded) {
        const hasFailed = !downloaded.ok && downloaded.kind === 'connection';
        const failures = hasFailed ? (this.#failures.get(host) ?? 0) + 1 : 0;
        this.#failures.set(host, failures);
        if (downloaded.ok)
            return;
        if (failures >= mostFailures || downloaded.isRateLimit === true)
            this.#givenUp.set(host, downloaded);
    }
}
function isRefusal({ status }) {
    return status === 401 || status === 403 || status === 429;
}

// EXTERNAL MODULE: ./lib/inventory/arm-json.js
var arm_json = __webpack_require__(8689);
// EXTERNAL MODULE: ./lib/releases/images/image-kind.js + 1 modules
var image_kind = __webpack_require__(6808);
;// CONCATENATED MODULE: ./lib/releases/cves.js


/** An image has some 800 packages and 200 container images. */
const mostTargets = 5_000;
const mostIds = 100_000;
/** Path of an image's scan at the vulnerability data API of AKS; undefined: the API does not cover it. */
function scanPath(image) {
    const asked = askedOf(image);
    return asked === undefined
        ? undefined
        : `/api/v1/vhd-releases/${asked.distro}/${asked.version}/scan-reports`;
}
/** The names of an image at the API. Nothing else of its text ever stands in the path. */
function askedOf(image) {
    const distro = (0,image_kind/* kindOf */.I)(image)?.cveDistro ?? '';
    const version = (0,image_kind/* releaseOf */.l7)(image) ?? '';
    const isAsked = /^AKS[A-Za-z0-9]{1,30}-[a-z0-9-]{1,40}$/.test(distro) && /^\d{6}\.\d{1,2}\.\d{1,4}$/.test(version);
    return isAsked ? { distro, version } : undefined;
}
/**
 * Reads a scan whole or not at all: what was lost from the newer image's would pass for closed. A scan that finds
 * nothing, neither now nor before, says nothing about the image.
 */
function parseScan(answer, image) {
    const asked = askedOf(image);
    if (asked === undefined)
        return { missing: 'the scan does not cover this kind of image' };
    const distro = ((0,arm_json/* textIn */.r7)(answer, 'distro_name') ?? '').replaceAll('/', '-').toLowerCase();
    if (distro !== asked.distro.toLowerCase() || (0,arm_json/* textIn */.r7)(answer, 'vhd_release_version') !== asked.version)
        return { missing: 'the scan is of another image than was asked for' };
    const packages = targetsIn(answer, 'os_package_targets');
    const containers = targetsIn(answer, 'container_targets');
    const found = { active: new Set(), mitigated: new Set() };
    if (packages === undefined || containers === undefined || !collect([...packages, ...containers], found))
        return { missing: 'the scan could not be read' };
    if (found.active.size + found.mitigated.size === 0)
        return { missing: 'the scan holds no findings at all' };
    const previous = (0,arm_json/* textIn */.r7)(answer, 'previous_vhd_release_version');
    const counts = { packages: packages.length, containers: containers.length };
    return { ...asked, ...found, ...counts, ...(previous === undefined ? {} : { previous }) };
}
/**
 * CVEs that the scan finds in the older image and not in the newer one, by the two scans alone.
 *
 * A scan lists all parts of an image, changed or not, with what is found in each; so over any number of images between
 * the two the difference of what is found is the whole answer. What images between them report as mitigated adds
 * nothing to it: it was either found in the older image too, or came and went on the way and was never in use. What
 * the newer scan reports as mitigated is told against its previous image, and counts where that is the older one. A
 * CVE that is mitigated in one part and still found in another is not closed.
 *
 * Claimed: these ids, as the finding of that scan about these two images. Not claimed: how severe they are (the API
 * does not say), that a node was exposed, that its security patches had not closed them before, that nothing new came,
 * and that another scanner agrees. The API lists only CVEs with a fix available.
 */
function findClosed(older, newer) {
    if (older.distro !== newer.distro)
        return { missing: 'the scans are of different kinds of image' };
    const isCut = (older.packages > 0 && newer.packages === 0) || (older.containers > 0 && newer.containers === 0);
    if (isCut)
        return { missing: 'the scan of the newer image lists less than that of the older one' };
    const mitigated = newer.previous === older.version ? newer.mitigated : [];
    const closed = [...new Set([...older.active, ...mitigated])].filter((id) => !newer.active.has(id));
    return { ids: closed.sort(compareNewestFirst) };
}
function targetsIn(answer, field) {
    const list = listIn(answer, field);
    return list === undefined || list.length > mostTargets ? undefined : list;
}
/** Whether every target could be read. */
function collect(targets, { active, mitigated }) {
    let budget = mostIds;
    const readAll = (list, ids) => {
        budget -= list?.length ?? 0;
        return list !== undefined && budget >= 0 && list.every((entry) => readId(entry, ids));
    };
    return targets.every((target) => readAll(listIn(target, 'active_cves'), active) &&
        readAll(listIn(target, 'mitigated_cves_from_previous_release') ?? [], mitigated));
}
/** Scanners also know advisories of other registers; only CVEs are told. */
function readId(entry, ids) {
    const id = (0,arm_json/* textIn */.r7)(entry, 'id')?.trim().toUpperCase();
    if (id !== undefined && /^CVE-\d{4}-\d{4,10}$/.test(id))
        ids.add(id);
    return id !== undefined;
}
/** Empty for `null`, which is how the API's language writes an empty list. */
function listIn(from, field) {
    const value = (0,arm_json/* valueIn */.xm)(from, field);
    return value === null ? [] : Array.isArray(value) ? value : undefined;
}
function compareNewestFirst(a, b) {
    const [, yearA = '', numberA = ''] = a.split('-');
    const [, yearB = '', numberB = ''] = b.split('-');
    return Number(yearB) - Number(yearA) || Number(numberB) - Number(numberA);
}

// EXTERNAL MODULE: ./lib/releases/releases.js
var releases = __webpack_require__(366);
;// CONCATENATED MODULE: ./lib/releases/images/note-lines.js
/** Notes come from outside: what is taken from them is short, and made of printable ASCII alone, as theirs is. */
/** The longest known line has 449 characters. */
const longestLine = 2000;
const longestValue = 80;
/** Lines without their ends, a mark of the byte order, or more than can be meant. `undefined`: more than `most`. */
function readLines(text, most) {
    const lines = text.split('\n', most + 1);
    if (lines.length > most)
        return undefined;
    return lines.map((line) => line.slice(0, longestLine).replace(/\r$|^\uFEFF/g, ''));
}
/** As the note has it; empty where there is nothing to show. */
function readValue(text) {
    return (text ?? '')
        .slice(0, longestLine)
        .replace(/[^ -~]/g, '')
        .trim()
        .slice(0, longestValue)
        .trimEnd();
}
/**
 * Lines between `=== <title> Begin` and `=== <title> End`. `absent`: it does not begin. `open`: it does not end, so that
 * nobody knows what is missing.
 */
function cutSection(lines, title) {
    const begin = lines.indexOf(`=== ${title} Begin`);
    if (begin < 0)
        return 'absent';
    const end = lines.indexOf(`=== ${title} End`, begin);
    return end < 0 ? 'open' : lines.slice(begin + 1, end);
}
/** Without doubles, in their order, and not more than can be meant. */
function listDistinct(values, most) {
    return [...new Set(values)].slice(0, most);
}

;// CONCATENATED MODULE: ./lib/releases/images/kubelets.js

/** The longest known list has 30. */
const most = 60;
/** `1.34.8`, `1.30.101-akslts`: without what the packaging adds. */
function readKubernetesVersion(text) {
    return /^v?(\d{1,3}\.\d{1,3}\.\d{1,4}(?:-akslts)?)(?![\d.])/.exec(text)?.[1];
}
/** Without doubles, oldest first. */
function listKubelets(versions) {
    return listDistinct(versions, most).toSorted(byVersion);
}
function byVersion(one, other) {
    const [a, b] = [numbersOf(one), numbersOf(other)];
    const place = a.findIndex((number, index) => number !== b[index]);
    return place < 0 ? 0 : (a[place] ?? 0) - (b[place] ?? 0);
}
function numbersOf(version) {
    return version.split(/[.-]/).slice(0, 3).map(Number);
}

;// CONCATENATED MODULE: ./lib/releases/images/components.js


/** The longest known lists have 50 names, and 30 versions. */
const mostNames = 300;
const mostVersions = 60;
/** Lines of these differ in how a version is told, and all tell a kubelet of the image. */
const kubeletSources = new Set(['kubelet', 'kubernetes-binaries']);
/** A name that is written otherwise in older notes. */
const renamed = new Map([['nvidia-driver', 'nvidia-cuda-driver']]);
function readComponents(lines) {
    const components = new Map();
    const kubelets = [];
    for (const line of lines) {
        const component = line.startsWith('  - ') ? readComponent(line.slice(4)) : undefined;
        if (component !== undefined)
            add(components, component);
        const kubelet = readKubelet(line, component);
        if (kubelet !== undefined)
            kubelets.push(kubelet);
    }
    return { components, kubelets: listKubelets(kubelets) };
}
/** `containerd version 1.7.33-ubuntu22.04u1`, `[installed] containerd v1.7.1-1`, `nvidia-cuda-driver=580.159.04-2026…` */
function readComponent(text) {
    const [name, version] = split(text, ' version ') ??
        (text.startsWith('[installed] ') ? split(text.slice('[installed] '.length), ' ') : undefined) ??
        split(text, '=') ??
        [];
    if (name === undefined || version === undefined)
        return undefined;
    const known = readValue(name);
    const value = readValue(version);
    // Some builds left a hole where a version was to stand, and container images are no components.
    if (!/^[A-Za-z][\w +.-]*$/.test(known) || !/^(?:cuda-)?v?\d/.test(value))
        return undefined;
    return [renamed.get(known) ?? known, value];
}
function split(text, separator) {
    const at = text.indexOf(separator);
    return at < 0 ? undefined : [text.slice(0, at), text.slice(at + separator.length)];
}
function add(components, [name, version]) {
    const versions = components.get(name) ?? [];
    if (versions.length < mostVersions && !versions.includes(version))
        versions.push(version);
    if (components.size < mostNames || components.has(name))
        components.set(name, versions);
}
/** `1.34.8`, `1.30.101-akslts`: from a component, or from the file that stands in the list of downloads. */
function readKubelet(line, component) {
    if (component !== undefined) {
        const [name, version] = component;
        return kubeletSources.has(name) ? readKubernetesVersion(version) : undefined;
    }
    const path = /\/bin\/kubelet-(.{1,40})$/.exec(line)?.[1];
    return path === undefined ? undefined : readKubernetesVersion(path);
}

;// CONCATENATED MODULE: ./lib/releases/images/note-system.js

const containerLinux = 'azurecontainerlinux';
const titles = new Map([
    ['ubuntu', 'Ubuntu'],
    ['azurelinux', 'Azure Linux'],
    ['mariner', 'CBL-Mariner'],
    ['flatcar', 'Flatcar'],
    [containerLinux, 'Azure Container Linux'],
]);
/** Notes up to 2023 hold no os-release; their line of Ubuntu's version, or the kernel's name, stands in. */
function readSystem(release, lines, kernel) {
    if (release !== undefined)
        return readRelease(release);
    const ubuntu = lines.find((line) => line.startsWith('Ubuntu version: '));
    const version = readValue(ubuntu?.slice('Ubuntu version: '.length));
    if (/^\d\d\.\d\d$/.test(version))
        return { id: 'ubuntu', version };
    const mariner = /\.c?m([12])$/.exec(kernel)?.[1];
    return mariner === undefined ? undefined : { id: 'mariner', version: `${mariner}.0` };
}
/** Wrong files have been published: a note of another system than the image's is refused. */
function checkSystem(noted, expected) {
    if (noted === undefined)
        return { missing: 'the note names no operating system' };
    const id = idOf(expected);
    if (noted.id === id && (expected.version === '' || noted.version === expected.version))
        return undefined;
    const wanted = `${titles.get(id) ?? id} ${expected.version}`.trim();
    const found = titles.get(noted.id);
    return {
        missing: found === undefined
            ? `the note is not one of ${wanted}`
            : `the note is one of ${`${found} ${noted.version}`.trim()}, not of ${wanted}`,
    };
}
function idOf({ os, version }) {
    // Azure Linux 2.0 is CBL-Mariner 2.0 by another name, and still calls itself so.
    return os === 'AzureLinux' && version === '2.0' ? 'mariner' : os.toLowerCase();
}
function readRelease(lines) {
    const fields = new Map(lines.map(readField));
    const variant = fields.get('VARIANT_ID');
    const release = fields.get('VERSION')?.split(' (', 1)[0] ?? '';
    return {
        id: variant === containerLinux ? variant : (fields.get('ID') ?? ''),
        version: /^[\w.-]{1,20}$/.exec(fields.get('VERSION_ID') ?? '')?.[0] ?? '',
        ...(/^\d/.test(release) ? { release } : {}),
    };
}
/** `VERSION_ID="22.04"`, quoted or not. */
function readField(line) {
    const equals = line.indexOf('=');
    const value = line.slice(equals + 1).replace(/^"|"$/g, '');
    return [line.slice(0, Math.max(equals, 0)), readValue(value)];
}

;// CONCATENATED MODULE: ./lib/releases/images/packages.js

/** The longest known list has 760. */
const packages_most = 10_000;
/** Installed packages by name. Lines that are none, such as the remarks of `apt`, are passed over. */
function parsePackages(lines, format) {
    const packages = new Map();
    for (const line of lines) {
        const found = format === 'apt' ? readApt(line) : readRpm(line);
        if (found === undefined)
            continue;
        const { name, ...rest } = found;
        const known = packages.get(name);
        packages.set(name, known === undefined ? rest : join(known, rest));
        if (packages.size > packages_most)
            return { missing: 'the note lists more packages than an image can hold' };
    }
    return packages;
}
/** `libc6/jammy-updates,jammy-security,now 2.35-0ubuntu3.13 amd64 [installed,automatic]` */
function readApt(line) {
    const [source = '', version] = line.split(' ', 2);
    const slash = source.indexOf('/');
    if (slash <= 0)
        return undefined;
    const suites = source
        .slice(slash + 1)
        .split(',')
        .filter((suite) => suite !== 'now');
    const found = { name: source.slice(0, slash), version: version ?? '' };
    if (suites.length === 0)
        return check(found);
    return check({ ...found, isSecurity: suites.some((suite) => suite.endsWith('-security')) });
}
/** `containerd2-2.2.4-4.azl3.x86_64`: name, version, release and architecture. Keys (`gpg-pubkey-…`) have no such end. */
function readRpm(line) {
    const text = line.trim();
    const architecture = text.lastIndexOf('.');
    const release = text.lastIndexOf('-', architecture);
    const version = release < 1 ? -1 : text.lastIndexOf('-', release - 1);
    if (version < 1 || !/^\w{1,20}$/.test(text.slice(architecture + 1)))
        return undefined;
    return check({ name: text.slice(0, version), version: text.slice(version + 1, architecture) });
}
function check(found) {
    const name = readValue(found.name);
    const version = readValue(found.version);
    const isPackage = name === found.name && /^[A-Za-z0-9]\S*$/.test(name) && /^\w\S*$/.test(version);
    return isPackage ? { ...found, version } : undefined;
}
function join(known, other) {
    const isKnown = known.version.split(', ').includes(other.version);
    const version = isKnown ? known.version : readValue(`${known.version}, ${other.version}`);
    return { ...known, version, ...(other.isSecurity === true ? { isSecurity: true } : {}) };
}

;// CONCATENATED MODULE: ./lib/releases/images/linux-note.js





/** Kata and OS Guard images say by their packages alone what other notes have a line for. */
const containerdPackages = ['containerd2', 'containerd', 'moby-containerd', 'moby-containerd-cc'];
const kernelPackages = ['kernel-ipe'];
/** `lines` of a note, which must be one of `expected`. */
function parseLinuxNote(lines, expected) {
    const release = cutSection(lines, 'os-release');
    const listed = cutSection(lines, 'Installed Packages');
    const isWhole = lines.some((line) => line.startsWith('Install completed'));
    if (!isWhole || release === 'open' || listed === 'open')
        return { missing: 'the note is cut short' };
    const packages = parsePackages(listed === 'absent' ? [] : listed, expected.os === 'Ubuntu' ? 'apt' : 'rpm');
    if ((0,releases/* isMissing */.b2)(packages))
        return packages;
    const kernel = readKernel(lines) ?? findVersion(packages, kernelPackages);
    if (kernel === undefined)
        return { missing: 'the note names no kernel' };
    const system = readSystem(release === 'absent' ? undefined : release, lines, kernel);
    const refusal = checkSystem(system, expected);
    if (refusal !== undefined)
        return refusal;
    const { components, kubelets } = readComponents(lines);
    const containerd = components.get('containerd')?.[0] ?? findVersion(packages, containerdPackages);
    return {
        system: 'Linux',
        kernel,
        components,
        kubelets,
        ...(system?.release === undefined ? {} : { release: system.release }),
        ...(containerd === undefined ? {} : { containerd }),
        ...(packages.size === 0 ? {} : { packages }),
    };
}
/** `Linux version 5.15.0-1116-azure (builder@…`, as `/proc/version` has it. */
function readKernel(lines) {
    const line = lines.find((text) => text.startsWith('Linux version '));
    const kernel = readValue(line?.split(' ', 3)[2]);
    return /^\d/.test(kernel) ? kernel : undefined;
}
function findVersion(packages, names) {
    return names.map((name) => packages.get(name)?.version).find((version) => version !== undefined);
}

;// CONCATENATED MODULE: ./lib/releases/images/windows-note.js



/** Build of each version of Windows Server. */
const builds = new Map([
    ['2019', '17763'],
    ['2022', '20348'],
    ['23H2', '25398'],
    ['2025', '26100'],
]);
const windows_note_mostVersions = 60;
/** `lines` of a note, which must be one of `image`, a Windows Server `version`. */
function parseWindowsNote(lines, version, image) {
    // The list of cached files stands last; half of one would look like files that are gone.
    const isWhole = lines.includes('Cached Files:') && lines.at(-1) === '';
    if (!isWhole)
        return { missing: 'the note is cut short' };
    const build = lines.map(readBuild).find((found) => found !== undefined);
    if (build === undefined)
        return { missing: 'the note names no build of Windows' };
    const refusal = checkBuild(build, version, image);
    if (refusal !== undefined)
        return refusal;
    const containerd = readCached(lines, /\\containerd-v(\d[\w.+-]{0,40}?)-windows-amd64\.(?:tar\.gz|zip)\s/);
    const running = lines.map(readRunning).find((found) => found !== undefined);
    return {
        system: 'Windows',
        build,
        updates: readUpdates(lines),
        containerd: containerd.length > 0 || running === undefined ? containerd : [running],
        kubelets: listKubelets(readCached(lines, /\\v(\d[\w.-]{0,40}?)-\d+int\.zip\s/).flatMap((found) => readKubernetesVersion(found) ?? [])),
        azureCni: readCached(lines, /\\azure-vnet-cni-windows-amd64-(v\d[\w.-]{0,40}?)\.zip\s/),
    };
}
/** The image's name holds build and revision: a note that has others is the note of another image. */
function checkBuild(build, version, image) {
    const expected = (0,image_kind/* releaseOf */.l7)(image)?.split('.').slice(0, 2).join('.');
    const isOfSystem = build.startsWith(`${builds.get(version)}.`);
    if (isOfSystem && build === expected)
        return undefined;
    const wanted = isOfSystem ? `of ${expected}` : `of Windows Server ${version}`;
    return { missing: `the note is one of Windows build ${build}, not ${wanted}` };
}
/** `OS Version     : 20348.5386` */
function readBuild(line) {
    return /^\s*OS Version\s*: (\d{5}\.\d{1,6})\s*$/.exec(line)?.[1];
}
/** `Version: ctr github.com/containerd/containerd v1.6.35+azure` */
function readRunning(line) {
    if (!line.startsWith('Version: ctr '))
        return undefined;
    const version = readValue(line.split(' ')[3]);
    return /^v?\d/.test(version) ? version : undefined;
}
/** `KB5099540 : Security Update : https://support.microsoft.com/kb/5099540` */
function readUpdates(lines) {
    const updates = new Map();
    for (const line of lines) {
        const [, id, title] = /^\s*(KB\d{5,9})\s*: ([A-Za-z ]{1,40}):/.exec(line) ?? [];
        if (id !== undefined)
            updates.set(id, updates.get(id) === true || title?.trim() === 'Security Update');
    }
    return [...updates].slice(0, windows_note_mostVersions).map(([id, isSecurity]) => ({ id, isSecurity }));
}
/** Versions in the names of cached files. */
function readCached(lines, name) {
    const found = lines.map((line) => readValue(name.exec(line)?.[1])).filter((version) => version !== '');
    return listDistinct(found, windows_note_mostVersions);
}

;// CONCATENATED MODULE: ./lib/releases/images/image-note.js




/** Characters and lines; the largest known notes have 110,000 and 1,100. */
const largest = 1_000_000;
const mostLines = 20_000;
/** The note of `image` as published. A reason where it is none, or one of another system. */
function parseNote(text, image) {
    const system = (0,image_kind/* kindOf */.I)(image)?.system;
    if (system === undefined)
        return { missing: 'this kind of image is not known' };
    const lines = text.length > largest ? undefined : readLines(text, mostLines);
    if (lines === undefined)
        return { missing: 'the note is too large to be one' };
    const first = lines.find((line) => line.trim() !== '')?.trim();
    if (first === undefined)
        return { missing: 'the note is empty' };
    if (first.startsWith('<'))
        return { missing: 'a web page was read in place of the note' };
    return system.os === 'Windows'
        ? parseWindowsNote(lines, system.version, image)
        : parseLinuxNote(lines, system);
}

;// CONCATENATED MODULE: ./lib/releases/note-list.js

/** There are some 5,000. */
const mostEntries = 100_000;
/** Reads GitHub's answer for a tree of files. */
function parseNoteList(answer) {
    const tree = (0,arm_json/* isObject */.Gv)(answer) ? answer['tree'] : undefined;
    if (!Array.isArray(tree))
        return { missing: 'the answer is no list of files' };
    const paths = tree.slice(0, mostEntries).flatMap((entry) => {
        const path = (0,arm_json/* textIn */.r7)(entry, 'path') ?? '';
        return (0,arm_json/* textIn */.r7)(entry, 'type') === 'blob' && /^[\w-][\w./-]{0,200}\.txt$/.test(path) ? [path] : [];
    });
    if (paths.length === 0)
        return { missing: 'the answer names no note' };
    const isCut = (0,arm_json/* isObject */.Gv)(answer) && answer['truncated'] !== false;
    return { paths, isWhole: !isCut && tree.length <= mostEntries };
}

;// CONCATENATED MODULE: ./lib/releases/notes/allowed-link.js
/**
 * Addresses that a release note may lead to. Whoever can edit a note could link to anything, so an address is taken
 * only where the host and the path say what will be read there; it is put together anew from the parts that were
 * checked. Left out on purpose: query strings (tracking, sign-in requests), downloads, hosts that notes name rarely.
 */
const places = [
    { host: 'learn.microsoft.com', path: /^\/[\w./-]*$/ },
    // Short names are given by Microsoft's staff alone, and those below /aks by AKS; most announcements link to one.
    { host: 'aka.ms', path: /^\/aks[/-][\w./-]*$/i },
    { host: 'kubernetes.io', path: /^\/[\w./-]*$/ },
    { host: 'nvd.nist.gov', path: /^\/vuln\/detail\/cve-\d{4}-\d{4,10}$/i },
    // By way of this host GitHub creates no cross-reference in the linked issue.
    { host: 'github.com', path: repositoryPage(), through: 'redirect.github.com' },
    { host: 'redirect.github.com', path: repositoryPage() },
];
const longestAddress = 300;
/** The address as it may be linked; undefined for everything else. */
function allowLink(address) {
    if (address.length > longestAddress || !/^https:\/\/[^/]/i.test(address) || !URL.canParse(address))
        return undefined;
    const url = new URL(address);
    if (url.protocol !== 'https:' || url.username !== '' || url.password !== '' || url.port !== '')
        return undefined;
    const place = places.find(({ host }) => host === url.hostname);
    if (place === undefined || !place.path.test(url.pathname))
        return undefined;
    return `https://${place.through ?? place.host}${url.pathname}${anchorOf(url.hash)}`;
}
/** What is shown in the place of a bare address. */
function allowed_link_hostOf(address) {
    return URL.canParse(address) ? new URL(address).hostname : '';
}
/** Pages of a repository that only show something: no download, no raw file, no settings, nothing to sign. */
function repositoryPage() {
    const shown = 'releases|releases/tag/[^/]+|(?:issues|pull)/\\d+|(?:blob|tree|commit|compare|wiki)/.+|security/advisories/GHSA[\\w-]+';
    return new RegExp(`^/(?=[\\w./+-]*$)(?:advisories/GHSA[\\w-]+|[\\w-]+/[\\w.-]+(?:/(?:${shown}))?)/?$`);
}
/** A heading's name; text fragments (`#:~:text=`) are prose of somebody's. */
function anchorOf(hash) {
    return /^#[\w.-]{1,120}$/.test(hash) ? hash : '';
}

;// CONCATENATED MODULE: ./lib/releases/notes/noted-images.js
/** The longest list of the last years has 18. */
const mostImages = 60;
/** Real ones are written with `AzureLinuxv3` and `Azurelinuxv3`, with back-slashes, and with `v` before the version. */
const place = /vhd-notes[\\/]+([\w.\\/-]{1,200})/gi;
const file = /^v?(\d{6}\.\d{1,2}\.\d{1,4}|\d{4}\.\d{2}\.\d{2}|\d{5}\.\d{1,6}\.\d{6})(?:\.txt|-image-list\.json|\.)?$/;
/** The node images whose notes a release links to, in its order and without doubles. */
function findNotedImages(body) {
    const images = new Map();
    for (const [, path = ''] of body.matchAll(place)) {
        const image = readImage(path.toLowerCase().split(/[\\/]+/));
        if (image !== undefined)
            images.set(`${image.family}/${image.version}`, image);
        if (images.size >= mostImages)
            break;
    }
    return [...images.values()];
}
/** Ubuntu's folders lie in one of their own, which says nothing. */
function readImage(segments) {
    const folders = segments.slice(0, -1);
    const family = (folders[0] === 'aks-ubuntu' ? folders.slice(1) : folders).join('/');
    const version = file.exec(segments.at(-1) ?? '')?.[1];
    return version === undefined || !/^[a-z][a-z0-9-]{1,40}(?:\/[a-z0-9-]{1,20})?$/.test(family)
        ? undefined
        : { family, version };
}

;// CONCATENATED MODULE: ./lib/releases/notes/plain-text.js

/** Characters (code points) of one item. */
const longestText = 400;
/** A cut looks back no further than this for the end of a word. */
const longestWord = 60;
/** Tried in order at each place. None reads on further than it takes, but for what it can say no to early. */
const rules = [
    [/[^\\`[\]*_~&<!hH]+/y, (scan, found) => put(scan, found[0], found[0])],
    [/\\([!-/:-@[-`{-~])/y, (scan, found) => put(scan, found[1], found[0])],
    [/`+/y, readCode],
    [/!?\[/y, openBracket],
    [/\]/y, closeBracket],
    [/(?<![\w/])https?:\/\/[^\s<>()[\]"'`*]+/iy, readAddress],
    [/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/iy, readEntity],
    [/<(\/?[a-z][^<>]{0,500}|[!?][^<>]{0,500})>/iy, readTag],
    [/\*+|~~+|_+/y, readEmphasis],
];
/** `](address "title")`, with one level of brackets in the address. */
const target = /\]\(\s{0,9}<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:"[^"]{0,200}"|'[^']{0,200}'))?\s{0,9}\)/y;
/** Controls, format and bidi characters, private use, and all that Unicode shows as nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu;
const entities = new Map([
    ['amp', '&'],
    ['lt', '<'],
    ['gt', '>'],
    ['quot', '"'],
    ['apos', "'"],
    ['nbsp', ' '],
]);
/** Takes Markdown and HTML away from the text of an item, and keeps what they would show. Linear in its length. */
function readInline(raw) {
    const scan = { raw, out: [], addresses: [], open: [], ticks: findTicks(raw) };
    for (let at = 0; at < raw.length;)
        at += readAt(scan, at);
    return { text: cut(plainLine(scan.out.join(''))), addresses: scan.addresses };
}
function readAt(scan, at) {
    for (const [pattern, read] of rules) {
        pattern.lastIndex = at;
        const found = pattern.exec(scan.raw);
        const length = found === null ? undefined : read(scan, found);
        if (length !== undefined)
            return length;
    }
    return put(scan, scan.raw.charAt(at), scan.raw.charAt(at));
}
function put({ out }, shown, read) {
    out.push(shown ?? '');
    return read.length;
}
/** Code stands as it is, up to the next run of as many backticks; without one they are only taken away. */
function readCode(scan, found) {
    const { length } = found[0];
    const places = scan.ticks.get(length) ?? [];
    while (places.length > 0 && (places.at(-1) ?? 0) <= found.index)
        places.pop();
    const end = places.pop();
    if (end === undefined)
        return length;
    scan.out.push(scan.raw.slice(found.index + length, end));
    return end + length - found.index;
}
function findTicks(raw) {
    const ticks = new Map();
    for (const { 0: run, index } of [...raw.matchAll(/`+/g)].reverse()) {
        const places = ticks.get(run.length) ?? [];
        places.push(index);
        ticks.set(run.length, places);
    }
    return ticks;
}
function openBracket(scan, found) {
    scan.open.push(scan.out.length);
    return put(scan, found[0], found[0]);
}
/** The bracket that it closes was text until now: an address behind it makes a link of the two. */
function closeBracket(scan, found) {
    const opened = scan.open.pop();
    target.lastIndex = found.index;
    const link = target.exec(scan.raw);
    if (opened === undefined || link === null)
        return undefined;
    const isImage = scan.out[opened] === '![';
    scan.out[opened] = '';
    if (!isImage && link[1] !== undefined)
        scan.addresses.push(link[1]);
    return link[0].length;
}
function readAddress(scan, found) {
    scan.addresses.push(found[0].slice(0, 600).replace(/[.,;:!?]{1,9}$/, ''));
    return put(scan, found[0], found[0]);
}
function readEntity(scan, found) {
    const [whole, hex, decimal, name = ''] = found;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : '';
    return put(scan, entities.get(name.toLowerCase()) ?? character, whole);
}
/** Tags go; where an anchor or an autolink leads is kept. A break parts words. */
function readTag(scan, found) {
    const [whole, inner = ''] = found;
    const isAddress = /^https?:\/\//i.test(inner);
    const address = isAddress ? inner : /^a\s.{0,200}?href\s?=\s?["']?([^\s"']{1,300})/i.exec(inner)?.[1];
    if (address !== undefined)
        scan.addresses.push(address);
    return put(scan, isAddress ? inner : /^\/?(?:br|p|li|ul|div|td|tr)\b/i.test(inner) ? ' ' : '', whole);
}
/** Marks between spaces are signs of their own, and so are underscores in the middle of a name. */
function readEmphasis(scan, found) {
    const { 0: run, index } = found;
    const [before, after] = [scan.raw.charAt(index - 1), scan.raw.charAt(index + run.length)];
    const stands = /^\s?$/.test(before) && /^\s?$/.test(after);
    const joins = run.startsWith('_') && /\w/.test(before) && /\w/.test(after);
    return put(scan, stands || joins ? run : '', run);
}
/** Addresses are shown as their host alone: where they lead is not to be read off the text. */
function plainLine(text) {
    return text
        .toWellFormed()
        .replace(/\s/g, ' ')
        .replace(invisible, '')
        .replace(/[a-z][a-z0-9+.-]{0,20}:\/\/[^\s()[\]<>"'`]*/gi, allowed_link_hostOf)
        .replace(/ {2,}/g, ' ')
        .trim();
}
function cut(line) {
    if (line.length <= longestText)
        return line;
    const characters = Array.from(line.slice(0, 2 * longestText + 2));
    if (characters.length <= longestText)
        return line;
    const head = characters.slice(0, longestText - 1).join('');
    const space = head.lastIndexOf(' ');
    return `${(space > head.length - longestWord ? head.slice(0, space) : head).trimEnd()}…`;
}

;// CONCATENATED MODULE: ./lib/releases/notes/section-name.js
/** `outer`: a heading over the others. Spellings are those of the notes since 2023. */
const names = [
    [/^release(?: notes?)?$|^release(?: notes?)?(?: -)? \d{4}-\d{1,2}-\d{1,2}/, 'outer'],
    [/^(?:azure kubernetes service )?changelog$/, 'outer'],
    [/^(?:pre-?)?announcements?(?: of [a-z ,]+)?$/, 'announcement'],
    [/^(?:important )?service updates?$/, 'announcement'],
    [/^(?:upcoming |deprecations? and )?(?:retirements?|deprecations?)$/, 'announcement'],
    [/^kubernetes(?: patch)? versions?(?: updates?)?$/, 'kubernetes'],
    [/^(?:new |preview |new preview )?features?(?: \(?preview\)?)?$/, 'feature'],
    [/^behaviou?r(?:al)? changes?$/, 'behavior'],
    [/^bug ?fix(?:es)?$/, 'bug-fix'],
    [/^components? (?:version )?updates?$/, 'component'],
];
const longestName = 80;
/** The section that a line is the heading of; undefined: it is no heading that the notes are known to have. */
function sectionNamed(line) {
    if (line.length > longestName)
        return undefined;
    const name = line
        .replace(/[*_`#:]/g, '')
        .replace(/\s+/g, ' ')
        .trim()
        .toLowerCase();
    return names.find(([pattern]) => pattern.test(name))?.[1];
}

;// CONCATENATED MODULE: ./lib/releases/notes/split-items.js

const mostItems = 300;
/** Nobody reads on; and no item costs much, whatever is in it. */
const longestItem = 10_000;
/** Reads the body line by line: sections by headings of any form, items by bullets, what is nested into one item. */
function splitItems(body) {
    const reading = {
        ...{ items: [], section: undefined, group: undefined, open: undefined },
        ...{ isAfterBlank: true, underlinable: undefined },
    };
    for (const line of withoutComments(body).split(/\r\n|\r|\n/)) {
        if (reading.items.length > mostItems)
            break;
        readLine(reading, line
            .replaceAll('\t', '    ')
            .replace(/^ *(?:> ?)+/, '')
            .trimEnd());
    }
    return reading.items.slice(0, mostItems).map(({ section, markdown }) => ({ section, markdown }));
}
/** An unclosed comment hides all that follows, as it does on GitHub. */
function withoutComments(body) {
    const [first = '', ...rest] = body.split('<!--');
    const unhidden = rest.map((part) => {
        const end = part.indexOf('-->');
        return end < 0 ? undefined : part.slice(end + 3);
    });
    const unclosed = unhidden.indexOf(undefined);
    return [first, ...(unclosed < 0 ? unhidden : unhidden.slice(0, unclosed))].join('');
}
function readLine(reading, line) {
    const { underlinable } = reading;
    reading.underlinable = undefined;
    if (line === '')
        reading.isAfterBlank = true;
    else
        readFullLine(reading, line, underlinable);
}
function readFullLine(reading, line, above) {
    const heading = /^ {0,3}#{1,6} +(\S.*)$/.exec(line)?.[1];
    const bullet = /^( *)(?:[*+-]|\d{1,3}[.)])(?: +(\S.*))?$/.exec(line);
    if (/^ *(?:=+|-{2,}|\*{3,}|_{3,})$/.test(line))
        drawLine(reading, line, above);
    else if (heading !== undefined)
        beginSection(reading, sectionNamed(heading) ?? 'other');
    else if (bullet !== null)
        readBullet(reading, bullet[1]?.length ?? 0, bullet[2] ?? '');
    else if (!isInvisibleLine(line))
        readText(reading, line);
    reading.isAfterBlank = false;
}
/** Fences and the definitions of reference links show nothing. */
function isInvisibleLine(line) {
    return /^ *(?:```|~~~)/.test(line) || /^ {0,3}\[[^\]]{1,200}\]: /.test(line);
}
/** Below a line of text it makes that line a heading; anywhere else it only ends what came before. */
function drawLine(reading, line, above) {
    if (above !== undefined && /^ *[=-]/.test(line)) {
        if (reading.open !== undefined)
            reading.items.pop();
        beginSection(reading, sectionNamed(above) ?? 'other');
    }
    reading.open = undefined;
}
function beginSection(reading, section) {
    reading.section = section === 'outer' ? undefined : section;
    reading.group = undefined;
    reading.open = undefined;
}
function readBullet(reading, indent, text) {
    const { open } = reading;
    const isNested = open?.kind === 'bullet' && indent >= open.indent + 2;
    const named = isNested ? undefined : sectionNamed(text);
    if (isNested)
        append(open, text, true);
    else if (named === undefined)
        beginItem(reading, 'bullet', indent, text);
    else
        beginGroup(reading, named === 'outer' ? 'other' : named, indent);
}
function beginGroup(reading, section, indent) {
    reading.group = { section, indent, itemIndent: undefined };
    reading.open = undefined;
}
function readText(reading, line) {
    const text = line.trimStart();
    const { open, isAfterBlank } = reading;
    const isApart = isAfterBlank || open === undefined || /^(?:\*\*|__)/.test(text);
    const named = isApart ? sectionNamed(text) : undefined;
    const isInBullet = open?.kind === 'bullet' && line.length - text.length >= open.indent + 2;
    if (named !== undefined)
        beginSection(reading, named);
    else if (open !== undefined && (!isAfterBlank || isInBullet))
        append(open, text, false);
    else {
        reading.underlinable = text;
        reading.open = undefined;
        if (reading.section !== undefined)
            beginItem(reading, 'paragraph', 0, text);
    }
}
function beginItem(reading, kind, indent, text) {
    if (kind === 'bullet')
        leaveGroup(reading, indent);
    const section = reading.group?.section ?? reading.section ?? 'other';
    reading.open = { kind, indent, section, hasNested: false, markdown: text.slice(0, longestItem) };
    reading.items.push(reading.open);
}
/** Items are indented below the bullet that heads them, or, in some notes, beside it. */
function leaveGroup(reading, indent) {
    const { group } = reading;
    if (group === undefined)
        return;
    group.itemIndent ??= indent;
    if (indent < group.indent || (indent === group.indent && group.itemIndent > indent))
        reading.group = undefined;
}
function append(open, text, isNested) {
    if (open.markdown.length + text.length > longestItem)
        return;
    const isEnded = /[.:;,!?…][*_`]{0,4}$/.test(open.markdown.slice(-5));
    const mark = !isNested || isEnded ? ' ' : open.hasNested ? '; ' : ': ';
    open.hasNested ||= isNested;
    open.markdown += mark + text;
}

;// CONCATENATED MODULE: ./lib/releases/notes/parse-notes.js






const mostNotes = 30;
const parse_notes_mostEntries = 100;
const mostLinks = 10;
/** Characters; the longest of the last three years has 18,000. */
const longestBody = 200_000;
/** Dates, some written short, some with a second one of that day; a few tags are mistyped and are left out. */
const tagOfRelease = /^(20\d{2})-(\d{1,2})-(\d{1,2})(?:[.-]\d{1,2})?$/;
/**
 * Reads GitHub's list of the releases of AKS, newest first. One that is no release of AKS (a draft, another tag, no
 * text) is left out; a prerelease is a release that is still under way, and told like the others.
 */
function parseReleaseNotes(answer) {
    if (!Array.isArray(answer))
        return { missing: 'the answer is no list of releases' };
    const notes = new Map();
    for (const entry of answer.slice(0, parse_notes_mostEntries)) {
        const note = notes.size < mostNotes ? parse_notes_parseNote(entry) : undefined;
        if (note !== undefined && !notes.has(note.tag))
            notes.set(note.tag, note);
    }
    if (notes.size === 0)
        return { missing: 'the answer holds no release that can be read' };
    return [...notes.values()].sort((a, b) => (0,text_order/* compareText */.n)(b.date, a.date) || (0,text_order/* compareText */.n)(b.tag, a.tag));
}
function parse_notes_parseNote(entry) {
    const tag = (0,arm_json/* textIn */.r7)(entry, 'tag_name') ?? '';
    const date = dateOf(tag);
    const body = (0,arm_json/* textIn */.r7)(entry, 'body')?.slice(0, longestBody);
    if (date === undefined || body === undefined || (0,arm_json/* isTrueIn */.G3)(entry, 'draft'))
        return undefined;
    return { date, tag, items: splitItems(body).flatMap(parseItem), images: findNotedImages(body) };
}
function dateOf(tag) {
    const [, year, month = '', day = ''] = tagOfRelease.exec(tag) ?? [];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const isDay = !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
    return isDay ? date : undefined;
}
/** What shows neither a letter nor a digit was nothing but markup. */
function parseItem({ section, markdown }) {
    const { text, addresses } = readInline(markdown);
    const links = new Set(addresses.flatMap((address) => allowLink(address) ?? []));
    return /[\p{L}\p{N}]/u.test(text) ? [{ section, text, links: [...links].slice(0, mostLinks) }] : [];
}

;// CONCATENATED MODULE: ./lib/releases/source-asks.js
/** What is asked of whom: the exact addresses, and how much may come. Nothing of Azure's text stands in one unchecked. */

const kilobyte = 1000;
const megabyte = 1_000_000;
const asText = 'application/vnd.github.raw+json';
const asJson = 'application/vnd.github+json';
/** Folder of Azure/AgentBaker with a note for each image. */
const noteFolder = 'vhdbuilder/release-notes/';
const listOfNotes = {
    what: 'list of node image notes',
    url: `https://${apiHost}/repos/Azure/AgentBaker/git/trees/main:vhdbuilder%2Frelease-notes?recursive=1`,
    accept: asJson,
    largest: 8 * megabyte,
};
const releaseNotes = {
    what: 'AKS release notes',
    url: `https://${apiHost}/repos/Azure/AKS/releases?per_page=15`,
    accept: asJson,
    largest: 4 * megabyte,
};
const calendarPage = {
    what: 'support calendar',
    ...fileOf('MicrosoftDocs/azure-aks-docs', 'main', 'articles/aks/supported-kubernetes-versions.md'),
    largest: megabyte,
};
/** `undefined`: not a name that a note can have. */
function askForNote({ ref, path, }) {
    const isPlain = /^[\w-][\w./-]{0,200}$/.test(path) && !path.includes('..') && /^[\w-]{1,64}$/.test(ref);
    return isPlain
        ? { what: `note ${path}`, ...fileOf('Azure/AgentBaker', ref, path), largest: 512 * kilobyte }
        : undefined;
}
/** `path` as `scanPath` gives it. */
function askForScan(path) {
    return /^\/[\w./-]{1,200}$/.test(path) && !path.includes('..')
        ? {
            what: `scan ${path}`,
            url: `https://${scanHost}${path}`,
            accept: 'application/json',
            largest: 4 * megabyte,
        }
        : undefined;
}
function fileOf(repository, ref, path) {
    return {
        url: `https://${apiHost}/repos/${repository}/contents/${path}?ref=${ref}`,
        accept: asText,
        fallback: `https://${rawHost}/${repository}/${ref}/${path}`,
    };
}

;// CONCATENATED MODULE: ./lib/releases/github-sources.js







/** Milliseconds that a note is not asked for because the list may say that there is none. */
const patienceWithList = 3000;
/** No trouble of the source: it has nothing to say of such an image. */
const unpublished = { missing: 'no note is published' };
/** What was read: each thing asked for once, when it is first wanted. Nothing here fails. */
class Sources {
    #asking;
    #deadline;
    #list = new Once();
    #releaseNotes = new Once();
    #files = new Once();
    #notes = new Once();
    #scans = new Once();
    #patience = new Once();
    constructor({ asking, deadline }) {
        this.#asking = asking;
        this.#deadline = deadline;
    }
    /** All that a pair needs, without waiting for it. */
    begin({ from, to }) {
        for (const image of [from, to]) {
            void this.note(image);
            void this.scan(image);
        }
    }
    list() {
        return this.#list.get('', async () => read(await this.#asking.ask(listOfNotes), (text) => parseNoteList(JSON.parse(text))));
    }
    releaseNotes() {
        return this.#releaseNotes.get('', async () => read(await this.#asking.ask(releaseNotes), (text) => parseReleaseNotes(JSON.parse(text))));
    }
    note(image) {
        return this.#notes.get(image.text.toLowerCase(), async () => {
            const file = (0,image_kind/* noteOf */.kH)(image);
            if (file === undefined)
                return unpublished;
            const { ref, path } = file;
            const downloaded = await this.#files.get(`${ref}:${path}`, () => this.#askForNote(file));
            return (0,releases/* isMissing */.b2)(downloaded) ? downloaded : read(downloaded, (text) => parseNote(text, image));
        });
    }
    /** `undefined`: that kind of image is not covered. */
    scan(image) {
        const path = scanPath(image);
        const ask = path === undefined ? undefined : askForScan(path);
        if (ask === undefined)
            return Promise.resolve(undefined);
        return this.#scans.get(ask.url, async () => read(await this.#asking.ask(ask), (text) => parseScan(JSON.parse(text), image)));
    }
    async #askForNote({ ref, path }) {
        const ask = askForNote({ ref, path });
        if (ask === undefined)
            return unpublished;
        if (ref === 'main' && !(await this.#mayBeListed(path)))
            return unpublished;
        return await this.#asking.ask(ask);
    }
    async #mayBeListed(path) {
        const list = await Promise.race([this.list(), this.#listIsLate()]);
        if ((0,releases/* isMissing */.b2)(list) || !list.isWhole)
            return true;
        return list.paths.includes(path.slice(noteFolder.length));
    }
    #listIsLate() {
        return this.#patience.get('', async () => {
            const signal = this.#deadline(patienceWithList);
            await new Promise((resolve) => signal.addEventListener('abort', resolve));
            return { missing: 'not read in time' };
        });
    }
}
/** What is asked for once, whoever else wants it. */
class Once {
    #made = new Map();
    get(key, make) {
        const value = this.#made.get(key) ?? make();
        this.#made.set(key, value);
        return value;
    }
}
/** Parsers are careful; text from outside gets no chance to end the run all the same. */
function read(downloaded, parse) {
    if (!downloaded.ok)
        return { missing: downloaded.reason };
    try {
        return parse(downloaded.text);
    }
    catch (error) {
        return {
            missing: error instanceof SyntaxError ? 'the answer is not JSON' : 'the answer could not be read',
        };
    }
}

;// CONCATENATED MODULE: ./lib/releases/images/diff-packages.js
const mostListed = 300;
function diffPackages(from, to) {
    const changed = [];
    const added = [];
    for (const [name, { version, isSecurity }] of to) {
        const before = from.get(name)?.version;
        if (before === version)
            continue;
        const change = { name, to: version, ...(isSecurity === true ? { isSecurity } : {}) };
        if (before === undefined)
            added.push(change);
        else
            changed.push({ ...change, from: before });
    }
    const removed = [...from]
        .filter(([name]) => !to.has(name))
        .map(([name, { version }]) => ({ name, from: version }));
    const doesTell = [...to.values()].some(({ isSecurity }) => isSecurity !== undefined);
    const untold = changed.filter(({ name }) => to.get(name)?.isSecurity === undefined).length;
    // A package that is new is no update of one.
    const security = changed.filter(({ isSecurity }) => isSecurity === true).length;
    return {
        total: to.size,
        changed: changed.length,
        added: added.length,
        removed: removed.length,
        ...(doesTell ? { security } : {}),
        ...(doesTell && untold > 0 ? { untold } : {}),
        list: [...changed, ...added, ...removed].sort(byName).slice(0, mostListed),
    };
}
/** By code unit: the same on every machine. */
function byName(one, other) {
    return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

;// CONCATENATED MODULE: ./lib/releases/images/diff-notes.js

const mostRows = 10;
const diff_notes_mostListed = 20;
/** They have a row of their own, or change with one that has. */
const toldElsewhere = new Set([
    'containerd',
    'runc',
    'CNI plugin',
    'containernetworking-plugins',
    'Azure CNI',
    'nvidia-cuda-driver',
    'nvidia-cuda-driver-prebaked',
    'nvidia-grid-driver',
    'kubelet',
    'kubectl',
    'kubernetes-binaries',
    'azure-acr-credential-provider',
    'datacenter-gpu-manager-4-proprietary',
]);
/** What differs between the notes of two images of one kind. */
function diffNotes(from, to) {
    if (from.system === 'Windows' || to.system === 'Windows') {
        const areBoth = from.system === 'Windows' && to.system === 'Windows';
        return { rows: areBoth ? takeRows(diffWindows(from, to)) : [] };
    }
    const packages = from.packages === undefined || to.packages === undefined
        ? undefined
        : diffPackages(from.packages, to.packages);
    return { rows: takeRows(diffLinux(from, to)), ...(packages === undefined ? {} : { packages }) };
}
function diffLinux(from, to) {
    const component = (what, name) => diffVersions(what, from.components.get(name), to.components.get(name));
    return [
        diffValues('OS release', from.release, to.release),
        diffValues('Kernel', from.kernel, to.kernel),
        diffValues('containerd', from.containerd, to.containerd),
        // The package comes first in the list, and other copies after it.
        diffValues('runc', from.components.get('runc')?.[0], to.components.get('runc')?.[0]),
        component('CNI plugins', 'containernetworking-plugins') ?? component('CNI plugins', 'CNI plugin'),
        component('Azure CNI', 'Azure CNI'),
        component('NVIDIA CUDA driver', 'nvidia-cuda-driver'),
        component('NVIDIA GRID driver', 'nvidia-grid-driver'),
        diffLists('Cached kubelets', from.kubelets, to.kubelets),
        ...listOthers(from, to),
    ];
}
function diffWindows(from, to) {
    const old = new Set(from.updates.map(({ id }) => id));
    const updates = to.updates.filter(({ id }) => !old.has(id));
    return [
        diffValues('Windows build', from.build, to.build),
        // Updates replace those of the month before: what is no longer listed was not taken back.
        diffLists('Windows updates', [], updates.map(({ id, isSecurity }) => (isSecurity ? `${id} (Security Update)` : id))),
        diffLists('containerd bundled', from.containerd, to.containerd),
        diffLists('Azure CNI', from.azureCni, to.azureCni),
        diffLists('Cached kubelets', from.kubelets, to.kubelets),
    ];
}
/** Components of which both images hold one: where a name is new in the notes, it need not be new in the image. */
function listOthers(from, to) {
    return [...to.components.keys()]
        .filter((name) => !toldElsewhere.has(name))
        .sort()
        .map((name) => {
        const [before, after] = [from.components.get(name), to.components.get(name)];
        return before?.length === 1 && after?.length === 1 ? diffVersions(name, before, after) : undefined;
    });
}
function takeRows(rows) {
    return rows.filter((row) => row !== undefined).slice(0, mostRows);
}
function diffVersions(what, from, to) {
    if (from === undefined || to === undefined)
        return undefined;
    if (from.length === 1 && to.length === 1)
        return diffValues(what, from[0], to[0]);
    return diffLists(what, from, to);
}
function diffValues(what, from, to) {
    if (from === undefined || to === undefined || bare(from) === bare(to))
        return undefined;
    return { what, from, to };
}
function diffLists(what, from, to) {
    const [before, after] = [new Set(from.map(bare)), new Set(to.map(bare))];
    const added = to.filter((value) => !before.has(bare(value)));
    const removed = from.filter((value) => !after.has(bare(value)));
    if (added.length === 0 && removed.length === 0)
        return undefined;
    return { what, added: added.slice(0, diff_notes_mostListed), removed: removed.slice(0, diff_notes_mostListed) };
}
/** `v1.7.15-1` and `1.7.15-1` are told side by side, and are one. */
function bare(version) {
    return version.replace(/^v(?=\d)/, '');
}

;// CONCATENATED MODULE: ./lib/releases/image-changes.js




function describeChange(pair, { notes, scans: [older, newer] }) {
    const diff = compare(pair, notes, diffNotes);
    if (older === undefined || newer === undefined)
        return { ...pair, diff };
    return { ...pair, diff, cves: compare(pair, [older, newer], findClosed) };
}
/** Of more pairs than are asked for. */
function describeLeftOut(pair, most) {
    return {
        ...pair,
        diff: { missing: `there are more than ${most} pairs of images, and fewer pools share this one` },
    };
}
/** What is missing names the image that it is missing for. */
function compare({ from, to }, [older, newer], difference) {
    const [before, after] = [(0,image_kind/* releaseOf */.l7)(from) ?? from.text, (0,image_kind/* releaseOf */.l7)(to) ?? to.text];
    if (before === after)
        return { missing: 'both are one release, and differ in security patches alone' };
    if ((0,releases/* isMissing */.b2)(newer))
        return { missing: `${newer.missing}, image ${after}` };
    if ((0,releases/* isMissing */.b2)(older))
        return { missing: `${older.missing}, image ${before}` };
    try {
        return difference(older, newer);
    }
    catch {
        return { missing: 'they could not be compared' };
    }
}

// EXTERNAL MODULE: ./lib/inventory/image-version.js
var image_version = __webpack_require__(4504);
;// CONCATENATED MODULE: ./lib/releases/image-pairs.js




/** Those of most pools are asked for; the others are named, and told without what they bring. */
const mostPairs = 30;
/** The images between which a pool would move; `undefined`: it has the newest that it is offered. */
function pairOf({ image, offer }) {
    const to = offer?.latestImage;
    if (image === undefined || to === undefined || (0,image_version/* compareImages */.q)(image, to) !== 'newer')
        return undefined;
    return (0,image_kind/* kindOf */.I)(image)?.directory === (0,image_kind/* kindOf */.I)(to)?.directory ? { from: image, to } : undefined;
}
/** Each pair once, those of most pools first, in an order that hangs on the fleet alone. */
function listPairs({ clusters }) {
    const found = clusters.flatMap(({ pools }) => pools.flatMap((pool) => pairOf(pool) ?? []));
    const groups = [...Map.groupBy(found, keyOf)].map(([key, [first, ...others]]) => ({
        key,
        pools: 1 + others.length,
        // Azure writes one image in more than one way: of these, always the same.
        pair: others.reduce((best, pair) => least(best, pair), first),
    }));
    return groups
        .sort((a, b) => b.pools - a.pools || (0,text_order/* compareText */.n)(a.key, b.key))
        .flatMap(({ pair }) => pair ?? []);
}
function keyOf({ from, to }) {
    return (0,releases/* pairKey */.Yz)(from, to);
}
/** One image of each kind in use, in a stable order. */
function listKinds({ clusters }) {
    const images = clusters.flatMap(({ pools }) => pools.flatMap(({ image }) => image ?? []));
    const sorted = images.sort((a, b) => (0,text_order/* compareText */.n)(a.text, b.text));
    return [...new Map(sorted.toReversed().map((image) => [image.kind, image])).values()].sort((a, b) => (0,text_order/* compareText */.n)(a.kind, b.kind));
}
function least(one, other) {
    return one !== undefined && (0,text_order/* compareText */.n)(textOf(one), textOf(other)) <= 0 ? one : other;
}
function textOf({ from, to }) {
    return `${from.text} ${to.text}`;
}

// EXTERNAL MODULE: ./lib/releases/dates.js
var releases_dates = __webpack_require__(7695);
;// CONCATENATED MODULE: ./lib/releases/images/published.js



/**
 * The newest image of the kind of `image` that has notes, named in its spelling. `paths` are files below AgentBaker's
 * `vhdbuilder/release-notes`. `undefined`: none of its kind is published, or its kind is not known.
 * A name from after tomorrow is nobody's image: days begin at different hours, but no more than that.
 */
function newestPublished(paths, image, now) {
    const directory = (0,image_kind/* kindOf */.I)(image)?.directory;
    const prefix = (0,image_kind/* splitName */.W0)(image)?.prefix;
    if (directory === undefined || prefix === undefined)
        return undefined;
    let newest;
    for (const path of paths) {
        if (!path.startsWith(`${directory}/`))
            continue;
        const published = readPublished(path.slice(directory.length + 1), prefix);
        if (published?.kind !== image.kind || (0,releases_dates/* daysUntil */.AQ)(published.date ?? '', now) > 1)
            continue;
        if (isNewer(newest, published))
            newest = published;
    }
    return newest;
}
/** `202607.09.0.txt`; `latest.txt`, lists of container images and scans are no notes of an image. */
function readPublished(file, prefix) {
    const release = /^([\d.]{1,20})\.txt$/.exec(file)?.[1];
    const published = release === undefined ? undefined : (0,image_version/* parseImageVersion */.R)(`${prefix}-${release}`);
    return published === undefined || published.order.length === 0 ? undefined : published;
}
function isNewer(newest, published) {
    return newest === undefined || (0,image_version/* compareImages */.q)(newest, published) === 'newer';
}

;// CONCATENATED MODULE: ./lib/releases/parse-calendar.js
/** The page of the AKS docs that holds the release calendar. It comes whole, or not at all. */



/** Characters; the page has had 60,000 at most. */
const longestPage = 200_000;
const longestCell = 80;
const fewestMinors = 4;
/** AKS supports a minor for a year and, in the long term, for two: what lies far beyond is a slip. */
const mostDaysAhead = 5 * 366;
/** The page lists minors to come: one that says it is much newer than all that it lists has a wrong date. */
const mostDaysBehind = 366;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `now`: a page dated after it is refused. Reasons hold numbers of the page alone, none of its words. */
function parseCalendar(markdown, now) {
    if (markdown.length > longestPage)
        return { missing: 'the page is longer than a calendar can be' };
    const asOf = findDate(markdown);
    if (asOf === undefined)
        return { missing: 'the page does not say of which day it is' };
    // A day of grace: the page knows no time zone.
    if (now !== undefined && (0,releases_dates/* daysBetween */.YM)(now.toISOString().slice(0, 10), asOf) > 1)
        return { missing: `the page says that it is of ${asOf}` };
    const tables = findTables(markdown);
    if (tables.length === 0)
        return { missing: 'the page has no calendar that can be read' };
    const gas = new Map(tables.flat().map((row) => [readMinor(row), readMonth(row.get('aks ga') ?? '')]));
    const listed = [];
    for (const row of tables.flat()) {
        const dates = readRow(row, gas);
        if ((0,releases/* isMissing */.b2)(dates))
            return dates;
        listed.push(dates);
    }
    const minors = mergeTables(listed);
    if ((0,releases/* isMissing */.b2)(minors))
        return minors;
    return judge(minors, asOf) ?? { asOf, source: releases_calendar/* bundledCalendar */.fv.source, origin: 'live', minors };
}
/** `ms.date: 08/05/2026` in the front matter. */
function findDate(markdown) {
    const lines = markdown.replace(/^\uFEFF/, '').split(/\r?\n/, 60);
    const end = lines.indexOf('---', 1);
    if (lines[0] !== '---' || end < 0)
        return undefined;
    const dates = lines.slice(1, end).flatMap((line) => {
        const found = /^ms\.date: {0,3}"?(\d{1,2})\/(\d{1,2})\/(\d{4})"? {0,3}$/.exec(line);
        if (found === null)
            return [];
        const [, month = '', day = '', year = ''] = found;
        return [`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`];
    });
    const [date] = dates;
    return dates.length === 1 && date !== undefined && (0,releases_dates/* isDay */.N)(date) ? date : undefined;
}
/** Tables of the page that are about minors, by the names of their columns. */
function findTables(markdown) {
    const tables = [];
    let names = [];
    for (const line of markdown.split(/\r?\n/)) {
        if (!line.startsWith('|')) {
            names = [];
            continue;
        }
        const cells = readCells(line);
        if (cells.includes('aks ga') && cells.includes('end of life')) {
            names = cells.map((cell) => (cell === 'k8s version' ? 'kubernetes version' : cell));
            tables.push([]);
        }
        else if (names.length > 0 && !/^[\s|:-]+$/.test(line)) {
            tables.at(-1)?.push(new Map(names.map((name, index) => [name, cells[index] ?? ''])));
        }
    }
    return tables;
}
function readCells(line) {
    return line
        .trimEnd()
        .replace(/\|$/, '')
        .slice(1)
        .split('|')
        .map((cell) => cell.slice(0, longestCell).trim().toLowerCase());
}
function readRow(row, gas) {
    const minor = readMinor(row);
    if (minor === undefined)
        return { missing: 'its calendar has a row without a Kubernetes version' };
    const ga = readMonth(row.get('aks ga') ?? '');
    if (ga === undefined)
        return { missing: `its calendar does not say when 1.${minor} comes` };
    const [end = '', until] = (row.get('end of life') ?? '').split(', lts until ', 2);
    const closing = /^\*?1\.(\d{1,2}) ga$/.exec(end)?.[1];
    const closingGa = closing === undefined ? undefined : gas.get(Number(closing));
    const communityEnd = closingGa === undefined ? readDay(end) : (0,releases_dates/* lastDayOf */.eC)(closingGa);
    if (communityEnd === undefined)
        return { missing: `its calendar does not say when support of 1.${minor} ends` };
    const longTerm = row.get('lts end of life') ?? until;
    if (longTerm === undefined)
        return { minor, ga, communityEnd };
    const ltsEnd = readDay(longTerm);
    if (ltsEnd === undefined)
        return { missing: `its calendar does not say when long-term support of 1.${minor} ends` };
    return { minor, ga, communityEnd, ltsEnd };
}
/** `1.37`, `1.37*`, `1.37 Preview` */
function readMinor(row) {
    const text = /^1\.(\d{1,2})\*?(?: preview)?$/.exec(row.get('kubernetes version') ?? '')?.[1];
    return text === undefined ? undefined : Number(text);
}
function readMonth(cell) {
    return readDay(cell)?.slice(0, 7);
}
/** `Mar 2026` (its last day), `Sept 2026`, `Aug 22, 2025`, `Nov 1st, 2025` */
function readDay(cell) {
    const found = /^\*?([a-z]{3,9}) (?:(\d{1,2})(?:st|nd|rd|th)?, ?)?(20\d\d)\*?$/.exec(cell);
    if (found === null)
        return undefined;
    const [, word = '', day, year = ''] = found;
    const month = months.indexOf(word.slice(0, 3)) + 1;
    if (month === 0)
        return undefined;
    const yearMonth = `${year}-${String(month).padStart(2, '0')}`;
    const date = day === undefined ? (0,releases_dates/* lastDayOf */.eC)(yearMonth) : `${yearMonth}-${day.padStart(2, '0')}`;
    return (0,releases_dates/* isDay */.N)(date) ? date : undefined;
}
/** Both tables list most minors: they must agree on what both say. */
function mergeTables(listed) {
    const minors = [];
    const byMinor = Map.groupBy(listed, ({ minor }) => minor);
    for (const [minor, rows] of [...byMinor].sort(([a], [b]) => a - b)) {
        const [first] = rows;
        const ltsEnd = rows.find((row) => row.ltsEnd !== undefined)?.ltsEnd;
        if (first === undefined || ltsEnd === undefined)
            return { missing: `its calendar does not say when long-term support of 1.${minor} ends` };
        const agree = rows.every((row) => row.ga === first.ga && row.communityEnd === first.communityEnd && (row.ltsEnd ?? ltsEnd) === ltsEnd);
        if (!agree)
            return { missing: `its tables contradict each other on 1.${minor}` };
        minors.push({ minor, ga: first.ga, communityEnd: first.communityEnd, ltsEnd });
    }
    return minors;
}
/** Why a calendar cannot be; `undefined`: it can. */
function judge(minors, asOf) {
    if (minors.length < fewestMinors)
        return { missing: `its calendar lists ${minors.length} minors alone` };
    for (const [index, { minor, ga, communityEnd, ltsEnd }] of minors.entries()) {
        const before = minors[index - 1];
        if (before !== undefined && minor !== before.minor + 1)
            return { missing: `its calendar has a gap before 1.${minor}` };
        if (before !== undefined && ga < before.ga)
            return { missing: `its calendar has 1.${minor} come before 1.${before.minor}` };
        if (communityEnd.slice(0, 7) <= ga || ltsEnd <= communityEnd)
            return { missing: `the dates of 1.${minor} in its calendar are in no order` };
        if ((0,releases_dates/* daysBetween */.YM)(asOf, ltsEnd) > mostDaysAhead)
            return { missing: `its calendar has 1.${minor} supported for longer than can be` };
    }
    const newest = minors.at(-1)?.ga ?? '';
    return (0,releases_dates/* daysBetween */.YM)((0,releases_dates/* lastDayOf */.eC)(newest), asOf) > mostDaysBehind
        ? { missing: `the page says that it is of ${asOf}, long after all that it lists` }
        : undefined;
}

// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 1 modules
var lib = __webpack_require__(4942);
;// CONCATENATED MODULE: ./lib/releases/runner-tunnel.js
/** Connections to the sources of release data, through the proxy that the runner is told of. */




class ProxyRefusal extends Error {
    status;
    constructor(status) {
        super('The proxy refuses');
        this.status = status;
    }
}
/** Keeps connections for the next request, and knows all of them, also those that are not there yet. */
class SourceAgent extends external_node_https_.Agent {
    #sockets = new Set();
    #isClosed = false;
    constructor() {
        super({ keepAlive: true });
    }
    createConnection(options, callback) {
        const { host, port } = options;
        const target = `${host}:${port ?? 443}`;
        const proxy = (0,lib/* getProxyUrl */.s_)(`https://${target}`);
        if (proxy === '' || callback === undefined)
            return this.#secure(options);
        const opened = (error, socket) => {
            if (socket === undefined)
                callback(error ?? new Error('No tunnel'), undefined);
            else
                callback(null, this.#secure({ ...options, socket }));
        };
        this.#openTunnel(new URL(proxy), target, opened);
        return undefined;
    }
    /** Ends everything at once: nothing of it holds the process. */
    destroy() {
        this.#isClosed = true;
        for (const socket of this.#sockets)
            socket.destroy();
        super.destroy();
    }
    #secure(options) {
        const socket = super.createConnection(options);
        this.#keep(socket);
        return socket;
    }
    #openTunnel(proxy, target, opened) {
        const { protocol, hostname, port, username, password } = proxy;
        const isSecure = protocol === 'https:';
        const name = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
        const host = hostname.replace(/^\[|\]$/g, '');
        const asking = (isSecure ? external_node_https_.request : external_node_http_.request)({
            host,
            // Node would take it from the header, and hold the proxy's certificate against the name of who is behind it.
            servername: (0,external_node_net_.isIP)(host) === 0 ? host : '',
            port: port || (isSecure ? 443 : 80),
            method: 'CONNECT',
            path: target,
            headers: {
                host: target,
                ...(name === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(name).toString('base64')}` }),
            },
            agent: false,
        });
        asking.once('socket', (socket) => this.#keep(socket));
        asking.once('connect', ({ statusCode = 0 }, socket) => {
            if (statusCode === 200)
                return opened(undefined, socket);
            socket.destroy();
            opened(new ProxyRefusal(statusCode));
        });
        asking.once('error', (error) => opened(error));
        asking.end();
    }
    #keep(socket) {
        if (this.#isClosed)
            socket.destroy();
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
    }
}

;// CONCATENATED MODULE: ./lib/releases/runner-download.js
/**
 * The one way to the sources of release data: named hosts, no redirects, bounded in time and size. What comes is a
 * text or a reason, never an exception.
 */






/** Connections are kept for the next request to the same host until `close`. */
function openDownloads({ limit = downloadLimit, hosts = sourceHosts, } = {}) {
    const agent = new SourceAgent();
    const closing = new AbortController();
    const download = async (ask) => {
        const url = URL.canParse(ask.url) ? new URL(ask.url) : undefined;
        if (url === undefined || !isAllowed(url, hosts)) {
            return { ok: false, kind: 'refused', reason: 'not an address of the sources of release data' };
        }
        const late = new AbortController();
        // Holds the process for as long as somebody waits for the answer.
        const timer = setTimeout(() => late.abort(), limit);
        const abort = () => late.abort();
        closing.signal.addEventListener('abort', abort);
        if (closing.signal.aborted)
            abort();
        try {
            const first = await exchange(url, ask, agent, late.signal);
            const last = first.isPassing ? await askAgain(url, ask, agent, late.signal) : first;
            if (!late.signal.aborted || last.downloaded.ok)
                return last.downloaded;
            return closing.signal.aborted ? stopped : timedOut(limit);
        }
        finally {
            clearTimeout(timer);
            closing.signal.removeEventListener('abort', abort);
        }
    };
    const close = () => {
        closing.abort();
        agent.destroy();
    };
    return { download, close };
}
/** Milliseconds until a request that broke is sent again. */
const breath = 250;
const stopped = { ok: false, kind: 'connection', reason: 'no longer waited for' };
function isAllowed({ protocol, host, username, password }, hosts) {
    return protocol === 'https:' && hosts.includes(host) && username === '' && password === '';
}
async function askAgain(...request) {
    const [, , , signal] = request;
    await (0,promises_.setTimeout)(breath, undefined, { signal }).catch(() => undefined);
    return await exchange(...request);
}
async function exchange(url, ask, agent, signal) {
    try {
        const answer = await send(url, ask, agent, signal);
        const status = answer.statusCode ?? 0;
        const refusal = refusalOf({ status, headers: answer.headers }, url);
        if (refusal === undefined)
            return { downloaded: await runner_download_readText(answer, ask.largest), isPassing: false };
        answer.destroy();
        return { downloaded: refusal, isPassing: isPassing(status) };
    }
    catch (error) {
        if (error instanceof ProxyRefusal) {
            const reason = `refused by the proxy (${error.status})`;
            return { downloaded: { ok: false, kind: 'connection', reason }, isPassing: false };
        }
        const { code } = error;
        const hasBroken = code === 'ECONNRESET' || code === 'EPIPE';
        return { downloaded: describeTrouble(error), isPassing: hasBroken && !signal.aborted };
    }
}
function send(url, { accept = '*/*', token }, agent, signal) {
    const headers = {
        accept,
        'accept-encoding': 'gzip',
        'user-agent': 'aks-upgrade',
        ...(token !== undefined && url.host === apiHost ? { authorization: `Bearer ${token}` } : {}),
    };
    return new Promise((resolve, reject) => {
        // Node keeps an abort to itself for as long as there is no connection.
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        // Stays: what breaks after the answer began is heard from the body, and must not end the process from here.
        (0,external_node_https_.get)(url, { agent, signal, headers }, resolve).on('error', reject);
    });
}
async function runner_download_readText(answer, largest) {
    const packing = answer.headers['content-encoding'] ?? 'identity';
    if (packing !== 'gzip' && packing !== 'identity') {
        answer.destroy();
        return { ok: false, kind: 'content', reason: 'packed in a way that was not asked for' };
    }
    const body = packing === 'gzip' ? (0,external_node_stream_.pipeline)(answer, (0,external_node_zlib_.createGunzip)(), () => undefined) : answer;
    const chunks = [];
    let size = 0;
    for await (const chunk of body) {
        size += chunk.length;
        // Leaving the loop ends the stream, and the connection with it.
        if (size > largest)
            return tooLarge(largest);
        chunks.push(chunk);
    }
    try {
        return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)) };
    }
    catch {
        return { ok: false, kind: 'content', reason: 'not text in UTF-8' };
    }
}

;// CONCATENATED MODULE: ./lib/releases/source-lines.js
/** How it went with a source, in one line however much was asked of it. */

function describeOne(name, trouble) {
    return trouble === undefined
        ? { name, state: 'read', text: '' }
        : { name, state: 'failed', text: trouble.missing };
}
/** `noun`: what was asked for, in the plural. `besides`: a trouble that keeps none of them away. */
function describeMany(name, noun, tally, besides) {
    const missing = tally.flatMap((entry) => entry?.missing ?? []);
    const hasNothing = missing.length === tally.length;
    const reasons = [...Map.groupBy(missing, (reason) => reason)].sort(([a, one], [b, other]) => other.length - one.length || (0,text_order/* compareText */.n)(a, b));
    const [most, ...others] = reasons;
    const parts = [
        ...(most === undefined ? [] : [`${most[1].length} of ${tally.length} ${noun}: ${most[0]}`]),
        ...others.slice(0, 1).map(([reason, list]) => `${list.length} more: ${reason}`),
        ...(others.length > 1 ? ['and other reasons'] : []),
        ...(besides === undefined || (hasNothing && tally.length > 0) ? [] : [besides]),
    ];
    if (parts.length === 0)
        return { name, state: 'read', text: '' };
    return { name, state: hasNothing ? 'failed' : 'partly', text: parts.join('; ') };
}
/** For the log. */
function describeSource({ name, state, text }) {
    return `${name.replace('-', ' ')} ${state}${text === '' ? '' : `, ${text}`}`;
}

;// CONCATENATED MODULE: ./lib/releases/github-live-desk.js













/** Milliseconds that anything is waited for: the calendar from the start, all else from when Azure was read. */
const longestWait = 10_000;
const halted = { ok: false, kind: 'connection', reason: 'the job was told to stop' };
const over = { ok: false, kind: 'connection', reason: 'no longer waited for' };
/** Asks the network, side by side with Azure. */
function openLiveDesk(inputs, ports) {
    const isCheck = inputs.mode === 'check';
    const line = openLine(inputs, ports);
    const { asking, sources, deadline, end } = line;
    let calendar;
    const askForCalendar = () => {
        calendar ??= readCalendar(asking, deadline(longestWait), ports.clock.now());
        return calendar;
    };
    const endInTime = () => deadline(longestWait).addEventListener('abort', () => end(timedOut(longestWait)));
    const expected = new Set();
    return {
        readCalendar: async (azure) => {
            const reading = askForCalendar();
            if (isCheck) {
                void sources.list();
                void sources.releaseNotes();
                azure.then(endInTime, () => end(over));
            }
            return (await reading).calendar;
        },
        expect: (pool) => {
            const pair = isCheck && expected.size < mostPairs ? pairOf(pool) : undefined;
            if (pair === undefined || expected.has(keyOf(pair)))
                return;
            expected.add(keyOf(pair));
            sources.begin(pair);
        },
        read: async (inventory) => {
            if (!isCheck)
                endInTime();
            const releases = await readReleases(inventory, sources, askForCalendar());
            end(over);
            ports.log.info(`Release data, ${asking.sent} requests: ${releases.sources.map(describeSource).join('; ')}.`);
            return releases;
        },
    };
}
function openLine({ releases: { token } }, ports) {
    const { log, halt, deadline = (milliseconds) => AbortSignal.timeout(milliseconds) } = ports;
    const { download, close } = ports.download === undefined ? openDownloads() : carriedBy(ports.download);
    const asking = new Asking({ download, log, ...(token === undefined ? {} : { token }) });
    const sources = new Sources({ asking, deadline });
    /** Nothing of ours is left that holds the process. */
    const end = (reason) => {
        asking.close(reason);
        close();
    };
    void halt.asked.then(() => end(halted));
    return { asking, sources, deadline, end };
}
function carriedBy(download) {
    return { download, close: () => undefined };
}
async function readCalendar(asking, late, now) {
    const inTime = Promise.withResolvers();
    late.addEventListener('abort', () => inTime.resolve(timedOut(longestWait)));
    const downloaded = await Promise.race([asking.ask(calendarPage), inTime.promise]);
    const live = read(downloaded, (text) => parseCalendar(text, now));
    const calendar = (0,releases_calendar/* chooseCalendar */.yx)(releases_calendar/* bundledCalendar */.fv, live);
    if ((0,releases/* isMissing */.b2)(live))
        return { calendar, source: describeOne('calendar', live) };
    if (calendar.origin === 'live')
        return { calendar, source: describeOne('calendar', undefined) };
    const text = live.asOf < releases_calendar/* bundledCalendar */.fv.asOf ? 'the page is older' : 'the page does not go on where they end';
    return { calendar, source: { name: 'calendar', state: 'bundled', text } };
}
async function readReleases(inventory, sources, reading) {
    const pairs = listPairs(inventory);
    const [asked, others] = [pairs.slice(0, mostPairs), pairs.slice(mostPairs)];
    const [calendar, list, notes, images] = await Promise.all([
        reading,
        sources.list(),
        sources.releaseNotes(),
        readPairs(asked, sources),
    ]);
    const changes = [...images.changes, ...others.map((pair) => describeLeftOut(pair, mostPairs))];
    return {
        data: 'live',
        images: changes.sort((a, b) => (0,text_order/* compareText */.n)(keyOf(a), keyOf(b))),
        published: (0,releases/* isMissing */.b2)(list)
            ? []
            : listKinds(inventory).flatMap((image) => newestPublished(list.paths, image, inventory.takenAt) ?? []),
        notes: (0,releases/* isMissing */.b2)(notes) ? [] : notes,
        sources: [
            calendar.source,
            describeMany('image-notes', 'notes', images.notes, (0,releases/* isMissing */.b2)(list) ? `the list of notes: ${list.missing}` : undefined),
            ...(images.scans.length === 0 ? [] : [describeMany('cves', 'scans', images.scans)]),
            describeOne('release-notes', (0,releases/* isMissing */.b2)(notes) ? notes : undefined),
        ],
    };
}
async function readPairs(pairs, sources) {
    const images = new Map(pairs.flatMap(({ from, to }) => [from, to]).map((image) => [image.text.toLowerCase(), image]));
    const read = await Promise.all([...images].map(async ([key, image]) => {
        const [note, scan] = await Promise.all([sources.note(image), sources.scan(image)]);
        return [key, { note, scan }];
    }));
    const found = new Map(read);
    const changes = pairs.flatMap((pair) => {
        const [from, to] = [found.get(pair.from.text.toLowerCase()), found.get(pair.to.text.toLowerCase())];
        if (from === undefined || to === undefined)
            return [];
        return [describeChange(pair, { notes: [from.note, to.note], scans: [from.scan, to.scan] })];
    });
    const results = [...found.values()];
    return {
        changes,
        notes: results.flatMap(({ note }) => (note === unpublished ? [] : [(0,releases/* isMissing */.b2)(note) ? note : undefined])),
        scans: results.flatMap(({ scan }) => (scan === undefined ? [] : [(0,releases/* isMissing */.b2)(scan) ? scan : undefined])),
    };
}


/***/ })

};
