/** The versions of one file that marks in its comments speak of. */

import type { Pin, Pinned, PinTrouble } from '../pin.ts';
import { isWorkflow } from '../workflow-path.ts';
import { takeApart } from './comment.ts';
import { type CommentSyntax, commentSyntaxOf } from './comment-syntax.ts';
import { decodeIfText, type Encoding } from './file-text.ts';
import { type Lines, lineOf, splitLines, textOfLine } from './lines.ts';
import { anyMark, longestLine, readMarkedLine } from './marked-line.ts';
import { findNearMiss, likeMark } from './near-miss.ts';
import { isRefused, type PinTarget } from './pin-target.ts';
import { findValue, isInQuotes } from './pin-value.ts';

/** More is not written by hand. */
const mostMarks = 500;

interface Source {
  readonly path: string;
  readonly lines: Lines;
  readonly encoding: Encoding;
  readonly syntax: CommentSyntax;
}

interface Annotation {
  /** From 0 on. */
  readonly line: number;
  readonly target: PinTarget;
}

/** Never throws, whatever the bytes are. */
export function findPins(file: { readonly path: string; readonly bytes: Uint8Array }): Pinned {
  const text = isWorkflow(file.path) ? undefined : decodeIfText(file.bytes);
  if (text === undefined || !likeMark.test(text.content)) return { pins: [], troubles: [] };
  const lines = splitLines(text);
  const source = { path: file.path, lines, encoding: text.encoding, syntax: commentSyntaxOf(file.path) };
  const { marked, firstLeftOut } = findMarkedLines(lines);
  const pins = new Map<string, Pin>();
  const troubles: PinTrouble[] = [];
  let pending: Annotation[] = [];
  for (const [index, line] of marked.entries()) {
    const { said, isAlone } = readMarkedLine(textOfLine(lines, line) ?? '', source.syntax, source.encoding);
    for (const each of said) {
      if (isRefused(each)) troubles.push(troubleAt(source, line, each.reason));
      else pending.push({ line, target: each });
    }
    if (isAlone && marked[index + 1] === line + 1) continue;
    const wrong = new Map<string, PinTrouble>();
    for (const annotation of pending) {
      const found = followAnnotation(source, annotation, isAlone ? line + 1 : line);
      if (!('reason' in found)) pins.set(identifyPin(found), found);
      else if (!wrong.has(found.reason)) wrong.set(found.reason, found);
    }
    // What is wrong with the value below is wrong for each mark of it, and said once.
    troubles.push(...wrong.values());
    pending = [];
  }
  if (firstLeftOut !== undefined)
    troubles.push(
      troubleAt(source, firstLeftOut, `More than ${mostMarks} marks in a file are not read: split the file.`),
    );
  return { pins: [...pins.values()], troubles: [...troubles, ...findNearMisses(source)] };
}

function findNearMisses(source: Source): readonly PinTrouble[] {
  const { lines, syntax } = source;
  const near = new Set<number>();
  for (const { index } of lines.content.matchAll(new RegExp(likeMark, 'gi'))) near.add(lineOf(lines, index));
  const troubles: PinTrouble[] = [];
  for (const line of near) {
    const below = textOfLine(lines, line + 1) ?? '';
    const missed = findNearMiss(textOfLine(lines, line) ?? '', below, syntax);
    if (missed !== undefined) troubles.push(troubleAt(source, line, missed.reason));
    if (troubles.length >= mostMarks) break;
  }
  return troubles;
}

/** Stacked marks may say the same twice. */
export function identifyPin({ file, start, cluster, pool = '' }: Pin): string {
  return JSON.stringify([file, start, cluster.resourceGroup ?? '', cluster.name, pool]).toLowerCase();
}

function findMarkedLines(lines: Lines): { marked: readonly number[]; firstLeftOut?: number } {
  const marked = new Set<number>();
  let count = 0;
  for (const { index } of lines.content.matchAll(new RegExp(anyMark, 'gi'))) {
    const line = lineOf(lines, index);
    count += 1;
    if (count > mostMarks) return { marked: [...marked].filter((each) => each < line), firstLeftOut: line };
    marked.add(line);
  }
  return { marked: [...marked] };
}

function followAnnotation(source: Source, annotation: Annotation, line: number): Pin | PinTrouble {
  const where = annotation.line === line ? 'this line' : 'the line below';
  const refuse = (reason: string): PinTrouble => troubleAt(source, annotation.line, reason);
  const text = textOfLine(source.lines, line) ?? '';
  if (text.length > longestLine)
    return refuse(`The line below is longer than ${longestLine} characters: break it.`);
  const { code, bare } = takeApart(text, source.syntax);
  if (!/[^ \t]/.test(code))
    return refuse(
      'No value stands directly below the mark. Put it on the line directly above the value, or on the line itself.',
    );
  const { field, cluster, pool } = annotation.target;
  const place = findValue(code, bare, field, where);
  if (isRefused(place)) return refuse(place.reason);
  const start = source.lines.starts[line] ?? 0;
  return {
    file: source.path,
    line: line + 1,
    start: start + place.start,
    end: start + place.end,
    value: text.slice(place.start, place.end),
    isBareNumber: source.syntax.hasNumbers && !isInQuotes(bare, place),
    field,
    cluster,
    ...(pool === undefined ? {} : { pool }),
  };
}

function troubleAt(source: Source, line: number, reason: string): PinTrouble {
  return { file: source.path, line: line + 1, reason };
}
