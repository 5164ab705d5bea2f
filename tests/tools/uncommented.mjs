// @ts-check
// Content scripts without their comments and indentation, and in letters that take one byte each: every
// page that is covered holds a copy of them.

import ts from "typescript";

/**
 * @param {Buffer} source
 * @returns {Buffer}
 */
export function uncommented(source) {
  const { outputText } = ts.transpileModule(source.toString(), {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, removeComments: true },
  });
  // Also within templates that span lines: ours are style sheets, which do not mind.
  const flush = outputText.replace(/^ +/gm, "");
  const escaped = flush.replace(/[^\0-\x7f]/gu, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`);
  return Buffer.from(escaped);
}
