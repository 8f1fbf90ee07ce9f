/** After these a slash opens a regular expression; after a name, a number or a closing bracket it divides. */
const BEFORE_REGEX =
  /(?:^|[([{}<>,;:=!&|?+\-*%~^]|\b(?:return|typeof|case|in|of|new|delete|void|throw|else|do|await|yield))\s*$/;

/**
 * Blanks out everything that is not code: comments, and the inside of strings, templates and regular
 * expressions. Quotes, line breaks and every offset stay as they are, so that a match in the result can be
 * read in the source. Expressions inside a template stay code.
 */
export function maskSource(source: string): string {
  return new Masker(source).run();
}

class Masker {
  readonly #source: string;
  readonly #out: string[] = [];
  /** Open braces of each template expression that the cursor stands in, innermost last. */
  readonly #depths: number[] = [];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  run(): string {
    while (this.#at < this.#source.length) this.#step();
    return this.#out.join('');
  }

  #step(): void {
    const here = this.#source[this.#at] ?? '';
    const two = this.#source.slice(this.#at, this.#at + 2);
    if (two === '//') this.#through(/\n|$/g, 0);
    else if (two === '/*') this.#through(/\*\//g, 2);
    else if (here === "'" || here === '"') this.#quoted(here);
    else if (here === '`') this.#template();
    else if (here === '/' && BEFORE_REGEX.test(this.#out.slice(-20).join(''))) this.#regex();
    else this.#codeCharacter(here);
  }

  /** A brace may end the expression of a template, and then its text goes on. */
  #codeCharacter(here: string): void {
    const depth = this.#depths.at(-1);
    if (here === '}' && depth === 0) {
      this.#depths.pop();
      this.#template();
      return;
    }
    if (depth !== undefined && here === '{') this.#deepen(1);
    if (depth !== undefined && here === '}') this.#deepen(-1);
    this.#take('code');
  }

  #deepen(by: number): void {
    this.#depths.push((this.#depths.pop() ?? 0) + by);
  }

  #take(zone: 'code' | 'text'): void {
    const here = this.#source[this.#at] ?? '';
    this.#out.push(zone === 'code' || here === '\n' ? here : ' ');
    this.#at += 1;
  }

  /** A comment: up to `end`, with it or (a line break) without. */
  #through(end: RegExp, opening: 0 | 2): void {
    end.lastIndex = this.#at + opening;
    const match = end.exec(this.#source);
    const stop = match === null ? this.#source.length : match.index + (opening === 0 ? 0 : match[0].length);
    while (this.#at < stop) this.#take('text');
  }

  #quoted(quote: string): void {
    this.#take('code');
    while (
      this.#at < this.#source.length &&
      this.#source[this.#at] !== quote &&
      this.#source[this.#at] !== '\n'
    ) {
      this.#escaped();
    }
    this.#take('code');
  }

  /** From a backtick, or from the brace that ends an expression, to the next of either kind. */
  #template(): void {
    this.#take('code');
    while (this.#at < this.#source.length && this.#source[this.#at] !== '`') {
      if (this.#source.startsWith('${', this.#at)) {
        this.#take('code');
        this.#take('code');
        this.#depths.push(0);
        return;
      }
      this.#escaped();
    }
    this.#take('code');
  }

  #regex(): void {
    this.#take('code');
    let inClass = false;
    while (this.#at < this.#source.length && (inClass || this.#source[this.#at] !== '/')) {
      if (this.#source[this.#at] === '[') inClass = true;
      if (this.#source[this.#at] === ']') inClass = false;
      this.#escaped();
    }
    this.#take('code');
  }

  #escaped(): void {
    if (this.#source[this.#at] === '\\') this.#take('text');
    if (this.#at < this.#source.length) this.#take('text');
  }
}
