/** Every name that package.json and the code share. A test of the repository compares the two. */

export const commands = {
  inspectSelection: 'losslens.inspectSelection',
  inspectLossAtCursor: 'losslens.inspectLossAtCursor',
  compareLosses: 'losslens.compareLosses',
  goToNumber: 'losslens.goToNumber',
  checkFile: 'losslens.checkFile',
  showBackends: 'losslens.showBackends',
  explainRule: 'losslens.explainRule',
  fixAll: 'losslens.fixAll',
  drawSamplesAgain: 'losslens.drawSamplesAgain',
  openExample: 'losslens.openExample',
  showOutput: 'losslens.showOutput',
  restartAnalysis: 'losslens.restartAnalysis',
} as const;

/** Commands that lenses, hovers and quick fixes call with arguments; they are not in the palette. */
export const internalCommands = {
  inspectPlace: 'losslens.internal.inspectPlace',
  showFinding: 'losslens.internal.showFinding',
} as const;

export const settings = {
  codeLens: 'losslens.codeLens.enabled',
  hover: 'losslens.hover.enabled',
  inlayHints: 'losslens.inlayHints.enabled',
  rules: 'losslens.rules',
  backend: 'losslens.backend',
  milliseconds: 'losslens.limits.milliseconds',
  elements: 'losslens.limits.elements',
  steps: 'losslens.limits.steps',
  fileCharacters: 'losslens.limits.fileCharacters',
} as const;

export const views = {
  container: 'losslens',
  inspector: 'losslens.inspector',
} as const;

/** Names for `when` clauses of menus and keys. */
export const contextKeys = {
  /** A loss call stands at the cursor. */
  lossAtCursor: 'losslens.lossAtCursor',
} as const;

/** What VS Code shows as the source of a diagnostic, and the name of the output channel. */
export const displayName = 'LossLens';
