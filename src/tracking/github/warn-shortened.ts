import type { Log } from '../../inputs/log.ts';
import type { Page } from '../../report/report.ts';
import { placeReport } from './fit-body.ts';

/** `where` names what holds the body, such as `issue #5`. */
export function warnWhenShortened(
  { log, report }: { readonly log: Log; readonly report: Page },
  where: string,
  body: string,
): void {
  if (placeReport(body, report)?.isWhole) return;
  log.warning(
    'Report shortened',
    `The text that people wrote in ${where} leaves too little room for the whole report; it is in the job summary.`,
  );
}
