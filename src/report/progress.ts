/** What people watch while a cluster is upgraded: one comment, written anew at every change. */

import type { ClusterProgress, StepProgress } from '../upgrade/outcome.ts';
import { tellInstant } from './dates.ts';
import { fitNumber } from './fit.ts';
import { linkRun } from './links.ts';
import { count, listWords, table, upperFirst } from './markdown.ts';
import { idOf, type Naming, spanCluster } from './names.ts';
import type { Told } from './told.ts';
import { endSigns, endWords, spanStep, tellApproved, tellSentence } from './upgrade-words.ts';

/** Characters, marker and all: GitHub takes 65,536. */
export const progressLimit = 60_000;

/** What a progress comment is written from, beside the progress. */
export interface ProgressFacts extends Naming {
  readonly inputs: { readonly telling: Pick<Told['inputs']['telling'], 'reportKey' | 'redact'> };
  readonly context: Pick<Told['context'], 'serverUrl' | 'owner' | 'repository' | 'repositoryId' | 'runId'>;
  /** Of the change that is told. */
  readonly changedAt: Date;
}

/** The first line of our one comment of a cluster. Who wrote the comment is for `tracking` to judge. */
export function writeProgressMarker(key: string, hashedId: string): string {
  return `<!-- aks-upgrade progress key=${key} cluster=${hashedId} -->`;
}

/** The whole comment. The same facts give the same bytes. Never fails. */
export function writeProgress(progress: ClusterProgress, facts: ProgressFacts): string {
  const marker = writeProgressMarker(facts.inputs.telling.reportKey, idOf(facts, progress.cluster.id));
  const steps = progress.steps.map((step, index) => ({ step, number: index + 1 }));
  const write = (rows: number) =>
    [
      marker,
      tellState(progress, facts),
      ...tellRows(facts, steps, rows, progress.isOver),
      `Last change: ${tellInstant(facts.changedAt)}. ${progress.isOver ? 'The job summary has the whole story.' : 'Edited at most every five minutes.'}`,
    ].join('\n\n');
  return fitNumber(steps.length, (text) => text.length <= progressLimit, write);
}

function tellState({ cluster, steps, isOver }: ClusterProgress, facts: ProgressFacts): string {
  const name = spanCluster(facts, cluster);
  const head = isOver ? tellOver(steps) : 'Upgrade running';
  return `${signOf(steps, isOver)} **${head}: ${name}**, by ${linkRun(facts.context)}. ${upperFirst(countStates(steps, isOver))}.`;
}

/** A failure ends it; what is merely left is for another run. */
function tellOver(steps: readonly StepProgress[]): string {
  const states = steps.map(({ state }) => state);
  const isStopped = states.includes('failed') || states.includes('unread');
  return !isStopped && states.some((state) => leftStates.has(state)) ? 'Handed over' : 'Upgrade over';
}

const leftStates: ReadonlySet<StepProgress['state']> = new Set(['running', 'held', 'not-started']);

function signOf(steps: readonly StepProgress[], isOver: boolean): string {
  const states = new Set(steps.map(({ state }) => state));
  if (states.has('failed') || states.has('unread')) return endSigns.failed;
  if (!isOver) return endSigns.running;
  const isOpen = (['running', 'held', 'not-started'] as const).find((state) => states.has(state));
  return isOpen === undefined ? endSigns.done : endSigns[isOpen];
}

interface Numbered {
  readonly step: StepProgress;
  readonly number: number;
}

/** What is done goes first when there is too little room, and then the last ones. */
function tellRows(
  facts: Naming,
  steps: readonly Numbered[],
  rows: number,
  isOver: boolean,
): readonly string[] {
  const isCalm = ({ step }: Numbered) => step.state === 'done' || step.state === 'already-done';
  const kept = new Set([...steps.filter((each) => !isCalm(each)), ...steps.filter(isCalm)].slice(0, rows));
  const shown = steps.filter((each) => kept.has(each));
  const rest = steps.length - shown.length;
  return [
    ...(shown.length === 0
      ? []
      : [
          table(
            ['', 'Step', 'From → to', 'State', 'Since'],
            shown.map((each) => tellRow(facts, each, isOver)),
          ),
        ]),
    ...(rest > 0 ? [`_And ${count(rest, 'more step')}, for which there is no room here._`] : []),
  ];
}

function tellRow(facts: Naming, { step, number }: Numbered, isOver: boolean): readonly string[] {
  const opening = step.until === undefined ? '' : `Until ${tellInstant(step.until)}.`;
  const text = [tellSentence(facts, step.text), opening].filter((part) => part !== '').join(' ');
  return [
    String(number),
    spanStep(facts, step),
    tellApproved(step.approved),
    `${stateSign(step.state)} **${stateWord(step.state, isOver)}**${text === '' ? '' : `: ${text}`}`,
    step.since === undefined ? '' : tellInstant(step.since),
  ];
}

type State = StepProgress['state'];

function stateWord(state: State, isOver: boolean): string {
  if (state === 'waiting' || state === 'starting') return state;
  return state === 'running' && !isOver ? 'running' : endWords[state];
}

function stateSign(state: State): string {
  if (state === 'waiting') return '⏳';
  return state === 'starting' ? endSigns.running : endSigns[state];
}

/** `2 done, 1 running and 3 waiting`, in the order in which they first come. */
function countStates(steps: readonly StepProgress[], isOver: boolean): string {
  const groups = [...Map.groupBy(steps, ({ state }) => state)];
  return listWords(groups.map(([state, { length }]) => `${length} ${stateWord(state, isOver)}`));
}
