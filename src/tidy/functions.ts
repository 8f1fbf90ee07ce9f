import { lineAt, type SourceFile } from './source-file.js';

/** A function with a body: where it starts, and its lines from the first to the closing bracket. */
export interface FunctionSpan {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const CONTROL = /^(?:if|for|while|switch|catch|with|return|await|typeof|super|import|new)$/;

/** Functions, methods, accessors and arrow functions of a file, nested ones included, in source order. */
export function functionsOf(file: SourceFile): FunctionSpan[] {
  const { code } = file;
  const span = (name: string, start: number, end: number): FunctionSpan => {
    const line = lineAt(code, start);
    return { name, line, lines: lineAt(code, end) - line + 1 };
  };
  const arrows = [...code.matchAll(/=>\s*([{(])/g)].map((match) => {
    const open = match.index + match[0].length - 1;
    return span('arrow function', match.index, closingOf(code, open));
  });
  const named = [...code.matchAll(/([\w$]+)\s*(<[^()]*>)?\s*\(/g)].flatMap((match) => {
    const name = match[1] ?? '';
    const open = match.index + match[0].length - 1;
    const body = CONTROL.test(name) ? -1 : bodyAfter(code, closingOf(code, open) + 1);
    return body === -1 ? [] : [span(name, match.index, closingOf(code, body))];
  });
  return [...arrows, ...named].sort((left, right) => left.line - right.line);
}

/** Offset of the bracket that closes the one at `open`; the end of the code when none does. */
function closingOf(code: string, open: number): number {
  const opening = code[open] ?? '';
  const closing = CLOSING[opening];
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === opening) depth += 1;
    else if (code[at] === closing) depth -= 1;
    if (depth === 0) return at;
  }
  return code.length;
}

const skipSpace = (code: string, at: number): number => {
  let next = at;
  while (/\s/.test(code[next] ?? '')) next += 1;
  return next;
};

/** Offset of the brace of a body that follows a parameter list and an optional return type; -1 = none. */
function bodyAfter(code: string, after: number): number {
  let at = skipSpace(code, after);
  if (code[at] === '{') return at;
  if (code[at] !== ':') return -1;
  let typeWanted = true;
  for (at = skipSpace(code, at + 1); at < code.length; at = skipSpace(code, at)) {
    const here = code[at] ?? '';
    if (here === '{' && !typeWanted) return at;
    if (/[;,)=\]}?]/.test(here)) return -1;
    if (here in CLOSING) {
      at = closingOf(code, at) + 1;
      typeWanted = false;
    } else if (/[|&:]/.test(here)) {
      at += 1;
      typeWanted = true;
    } else {
      const word = /^[\w$.'"`-]+/.exec(code.slice(at, at + 200))?.[0] ?? here;
      at += word.length;
      typeWanted = /^(?:is|asserts|keyof|readonly|typeof|extends)$/.test(word);
    }
  }
  return -1;
}
