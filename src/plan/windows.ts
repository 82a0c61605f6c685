import type { MaintenanceWindow } from '../inventory/maintenance-window.ts';
import type { Span } from './occurrences.ts';
import { notAllowedSpans, occurrences } from './occurrences.ts';
import type { StepKind } from './plan.ts';

/** Which configuration says when a step of that kind may run; `default` where there is no specific one. */
export function bindingWindow(
  windows: readonly MaintenanceWindow[],
  kind: StepKind,
): MaintenanceWindow | undefined {
  const specific =
    kind === 'node-image' ? 'aksManagedNodeOSUpgradeSchedule' : 'aksManagedAutoUpgradeSchedule';
  return (
    windows.find((window) => window.name === specific) ?? windows.find((window) => window.name === 'default')
  );
}

export function isOpen(window: MaintenanceWindow, now: Date): boolean {
  const [first] = openSpans(window, now.getTime());
  return first !== undefined && first.start <= now.getTime();
}

/** When a window that is closed at `now` opens next; `undefined`: not within its next 1200 occurrences. */
export function nextOpening(window: MaintenanceWindow, now: Date): Date | undefined {
  const [first] = openSpans(window, now.getTime());
  return first === undefined ? undefined : new Date(Math.max(first.start, now.getTime()));
}

/** Occurrences without the spans in which nothing may run, from the first that has not ended at `now`. */
function* openSpans(window: MaintenanceWindow, now: number): Generator<Span> {
  const blocked = notAllowedSpans(window);
  for (const occurrence of occurrences(window, now)) {
    for (const span of subtract(occurrence, blocked)) if (span.end > now) yield span;
  }
}

function subtract(occurrence: Span, blocked: readonly Span[]): readonly Span[] {
  return blocked.reduce<readonly Span[]>(
    (spans, block) =>
      spans
        .flatMap((span) => [
          { start: span.start, end: Math.min(span.end, block.start) },
          { start: Math.max(span.start, block.end), end: span.end },
        ])
        .filter((span) => span.start < span.end),
    [occurrence],
  );
}
