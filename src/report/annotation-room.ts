import type { Annotation } from './report.ts';

/** GitHub shows ten annotations of a level a step, and one error is left for how the step ends. */
const most = 9;

/** Annotations of one kind, and what is said of those from one on that there is no room for. */
export interface Kind {
  readonly annotations: readonly Annotation[];
  readonly tellFrom: (at: number) => string;
}

/** At most nine of all kinds together; of a kind that has no room the last one says how many there are besides. */
export function fitKinds(kinds: readonly Kind[]): readonly Annotation[] {
  const rooms = shareRoom(
    kinds.map(({ annotations }) => annotations.length),
    most,
  );
  return kinds.flatMap(({ annotations, tellFrom }, at) => {
    const room = rooms[at] ?? 0;
    const [first] = annotations;
    if (first === undefined || annotations.length <= room) return annotations;
    const shown = annotations.slice(0, Math.max(0, room - 1));
    const rest = `${tellFrom(shown.length)}: see the job summary.`;
    return [...shown, { level: first.level, title: first.title.replace(/:.*/, ''), text: rest }];
  });
}

/** How much of `room` each of these takes: short ones are told in full, and long ones share what is left. */
export function shareRoom(sizes: readonly number[], room: number): readonly number[] {
  const shares = sizes.map(() => 0);
  let left = room;
  const order = sizes.map((size, at) => ({ size, at })).toSorted((a, b) => a.size - b.size);
  for (const [rank, { size, at }] of order.entries()) {
    const share = Math.min(size, Math.floor(left / (order.length - rank)));
    shares[at] = share;
    left -= share;
  }
  return shares;
}
