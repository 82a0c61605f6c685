import { hashId } from '../inputs/hashed-id.ts';
import type { PinMove, ProposedPins } from '../pins/pins.ts';
import { writeDueLine } from './due.ts';
import { fitNumber } from './fit.ts';
import { linkRun } from './links.ts';
import { count, upperFirst } from './markdown.ts';
import { fitsPage, writePage } from './page.ts';
import { findPinWords, shortenVersions } from './pin-words.ts';
import { writePlaces } from './places.ts';
import type { Page } from './report.ts';
import { bodyLimit } from './room.ts';
import { tellHeadline, writeAlert } from './sections/headline.ts';
import { countLeft, countPins, countUnfollowed, tellUnmoved } from './sections/pins.ts';
import { tellLevel } from './sections/pins-level.ts';
import { tellMoves } from './sections/pins-moved.ts';
import { countTroubles } from './sections/pins-unread.ts';
import { isReadInFull } from './standing.ts';
import type { Told } from './told.ts';
import { foldReport, prepareReport, type WholeReport } from './whole-report.ts';

/** What our pull request says: what merging does and what it does not. Never fails. */
export function writePullRequest(
  told: Told,
  proposed: ProposedPins,
  whole: WholeReport = prepareReport(told),
): Page {
  const pins = proposed.moves.map(({ pin }) => pin);
  const due = `${writeMovesDue(told, proposed.moves)}\n${writePlaces(told.sha256, pins)}`;
  const head = { title: tellTitle(proposed), due };
  const write = (rows: number) => writeLead(told, proposed, whole, rows);
  const lead = fitNumber(countPins(told), (text) => text.length <= (bodyLimit * 2) / 3, write);
  const top = [tellHeadline(told, whole)];
  const fold = { lead, top, where: 'a pull request' };
  const text = foldReport(told, whole, fold, (fitted) => fitsPage(told, head, fitted));
  return {
    ...writePage(told, head, text),
    standing: judgeStanding(told, proposed),
    closing: tellClosing(told, proposed),
  };
}

/** At most 200 characters, and numbers only: `AKS: move 3 version pins (1.33.5 → 1.34.2)`. */
function tellTitle({ moves }: ProposedPins): string {
  if (moves.length === 0) return 'AKS: no version pin to move';
  const title = `AKS: move ${count(moves.length, 'version pin')}`;
  const ways = moves.map(({ pin, from, to }) => shortenVersions(pin.field, [from, to]));
  const froms = [...new Set(ways.map(([from = '']) => from))];
  const tos = [...new Set(ways.map(([, to = '']) => to))].sort();
  if (![...froms, ...tos].every(isNumber) || tos.length > mostTargets) return title;
  return froms.length === 1 && tos.length === 1
    ? `${title} (${froms.join('')} → ${tos.join('')})`
    : `${title} (to ${tos.join(', ')})`;
}

const mostTargets = 3;

/** `1.33`, `v1.33.5`, `202510.27.0`: a title is not Markdown, so that nothing else goes into it. */
function isNumber(text: string): boolean {
  return /^v?\d{1,6}(?:\.\d{1,6}){1,3}$/.test(text);
}

/** No line: what is written above a pin is no news. */
function writeMovesDue({ sha256, context }: Told, moves: readonly PinMove[]): string {
  const nameOf = (id: string) => hashId(sha256, context.repositoryId, id);
  return writeDueLine(
    sha256,
    moves.map(({ pin, cluster, pool, to }) => ['pin', pin.file, pin.field, nameOf((pool ?? cluster).id), to]),
  );
}

function writeLead(told: Told, proposed: ProposedPins, { bringsTo }: WholeReport, rows: number): string {
  const words = findPinWords(told);
  return [
    tellBox(told, proposed, bringsTo(listStarting(proposed))),
    ...tellMoves(words, proposed, { open: 20, rows }),
    tellStart(proposed),
    ...tellUnmoved(words, proposed, { open: 10, rows }),
    tellChecks(proposed),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Clusters that something is upgraded in; moves that only follow what runs already bring nothing. */
function listStarting({ moves }: ProposedPins): ReadonlySet<string> {
  return new Set(moves.flatMap(({ cluster, isCatchingUp }) => (isCatchingUp ? [] : [cluster.id])));
}

function tellBox(told: Told, proposed: ProposedPins, brings: string): string {
  const { moves, notes, edits } = proposed;
  const isOpen = proposed.troubles.length + proposed.unread.length > 0;
  const moved =
    moves.length === 0
      ? '**No version pin is to be moved.**'
      : `**Moves ${count(moves.length, 'version pin')} in ${count(edits.length, 'file')}.**`;
  const level = upperFirst(tellLevel(told, proposed));
  const rest = [
    ...(level !== '' || proposed.count === moves.length ? [] : [`${count(proposed.count, 'pin')} found`]),
    ...(level === '' ? [] : [level]),
    ...countLeft(notes.length),
    ...countUnfollowed(proposed),
  ];
  return writeAlert(isOpen ? 'WARNING' : moves.length === 0 ? 'NOTE' : 'IMPORTANT', [
    rest.length === 0 ? moved : `${moved} ${rest.join(' · ')}.`,
    ...(brings === '' ? [] : ['', brings]),
  ]);
}

function tellStart(proposed: ProposedPins): string {
  if (proposed.moves.length === 0) return '';
  if (listStarting(proposed).size === 0)
    return 'Merging changes files alone, and brings them level with what runs: nothing is upgraded.';
  return 'Merging changes files alone. The upgrade starts where they are applied: in your own pipeline (at once, if it runs on merging) or by the gated upgrade of this action.';
}

function tellChecks({ moves }: ProposedPins): string {
  if (moves.length === 0) return '';
  return 'No checks here? GitHub starts no workflows by itself for a pull request made with `GITHUB_TOKEN`: approve them where it asks to, close and reopen this one, or give `github-token` the token of a GitHub App.';
}

/** A pin of a cluster outside the scope says nothing about those inside it. */
function judgeStanding(told: Told, { moves, notes, unread }: ProposedPins): Page['standing'] {
  if (moves.length > 0) return 'due';
  const isOpen = notes.some(({ kind }) => kind === 'unread');
  const isUnread = isOpen || unread.length > 0 || told.pinFailure !== undefined;
  return isUnread || !isReadInFull(told) ? 'leave' : 'clear';
}

function tellClosing(told: Told, proposed: ProposedPins): string {
  const { notes, troubles } = proposed;
  const left = [
    ...(notes.length === 0 ? [] : [`${count(notes.length, 'pin')} left as written`]),
    ...(troubles.length === 0 ? [] : [`${countTroubles(troubles)} cannot be followed`]),
  ].map((part) => ` ${part}: the job summary says why.`);
  const looked = proposed.count === 0 ? 'found no version pin' : `looked at ${count(proposed.count, 'pin')}`;
  return `No version pin is to be moved any more: ${linkRun(told.context)} ${looked} on the base branch, and everything could be read.${left.join('')} The next check opens a pull request again when one is to be moved.`;
}
