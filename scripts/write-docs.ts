/** `npm run docs`: writes what is generated from action.yml and from the tables of findings and errors. */
import { findingCodes } from '../src/drift/codes.ts';
import { failureCodes } from '../src/failure.ts';
import { readActionManifest } from './action-manifest.ts';
import {
  renderDeclared,
  renderErrors,
  renderFindings,
  renderInputTable,
  renderOutputTable,
} from './documents.ts';
import { fillPage, layOut, writePage } from './pages.ts';

const manifest = readActionManifest();
const declared = 'src/inputs/declared.ts';

writePage(declared, layOut(declared, renderDeclared(manifest)));
writePage('docs/findings.md', renderFindings(findingCodes));
writePage('docs/errors.md', renderErrors(failureCodes));
fillPage('README.md', {
  inputs: renderInputTable(manifest.inputs),
  outputs: renderOutputTable(manifest.outputs),
});
