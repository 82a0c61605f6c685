import * as core from '@actions/core';
import type { Log } from './log.ts';
import { toPlainLine, toPlainLines } from './plain-line.ts';

/**
 * The one way to the log. `info` and `debug` write one line a call, whatever the text holds; the text of an annotation
 * keeps its line breaks, which `@actions/core` escapes. Debug lines appear when the runner debugs (`RUNNER_DEBUG`).
 */
export const runnerLog: Log = {
  info: (text) => core.info(toPlainLine(text)),
  debug: (text) => {
    if (core.isDebug()) core.debug(toPlainLine(text));
  },
  notice: (title, text) => core.notice(toPlainLines(text), withTitle(title)),
  warning: (title, text) => core.warning(toPlainLines(text), withTitle(title)),
  error: (title, text) => core.error(toPlainLines(text), withTitle(title)),
  mask: (secret) => {
    // The runner answers a blank mask with a warning.
    if (secret.trim() !== '') core.setSecret(secret);
  },
  group: (title) => core.startGroup(toPlainLine(title)),
  endGroup: () => core.endGroup(),
};

function withTitle(title: string): core.AnnotationProperties {
  return title === '' ? {} : { title: toPlainLine(title) };
}
