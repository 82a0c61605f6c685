import type { Halt } from '../../upgrade/ports.ts';
import type { ProgressBoard } from './github-progress.ts';

/** Milliseconds for the last words on GitHub: after a signal the process is gone within 5 s, with its outputs written. */
const settling = { atLeisure: 120_000, halted: 2000 };

/** The signal may come while the last words are written. */
export async function settleBoard(board: ProgressBoard, halt: Halt): ReturnType<ProgressBoard['settle']> {
  if (halt.isAsked) return await board.settle(settling.halted);
  const hurried = halt.asked.then(() => board.settle(settling.halted));
  return await Promise.race([board.settle(settling.atLeisure), hurried]);
}
