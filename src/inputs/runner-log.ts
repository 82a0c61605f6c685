import * as core from '@actions/core';
import type { Log, Place } from './log.ts';
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
  notice: (title, text, place) => core.notice(toPlainLines(text), describePlace(title, place)),
  warning: (title, text, place) => core.warning(toPlainLines(text), describePlace(title, place)),
  error: (title, text, place) => core.error(toPlainLines(text), describePlace(title, place)),
  mask: (secret) => {
    // The runner answers a blank mask with a warning.
    if (secret.trim() !== '') core.setSecret(secret);
  },
  group: (title) => core.startGroup(toPlainLine(title)),
  endGroup: () => core.endGroup(),
};

function describePlace(title: string, place: Place | undefined): core.AnnotationProperties {
  return {
    ...(title === '' ? {} : { title: toPlainLine(title) }),
    // A path that cannot be written as it is would mark another file.
    ...(place === undefined || toPlainLine(place.file) !== place.file
      ? {}
      : { file: place.file, startLine: place.line }),
  };
}
