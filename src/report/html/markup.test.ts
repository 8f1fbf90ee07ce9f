import { describe, expect, it } from 'vitest';
import { markup } from './markup.js';

describe('markup', () => {
  it('escapes everything that is put in', () => {
    expect(markup`<td title="${'"x\'&'}">${'<script>alert(1)</script>'}</td>`.text).toBe(
      '<td title="&quot;x&#39;&amp;">&lt;script&gt;alert(1)&lt;/script&gt;</td>',
    );
  });

  it('takes markup as it is, lists joined and null as nothing', () => {
    expect(markup`<ul>${[1, 2].map((n) => markup`<li>${n}</li>`)}</ul>${null}`.text).toBe(
      '<ul><li>1</li><li>2</li></ul>',
    );
  });

  it('replaces control characters', () => {
    expect(markup`${`a${String.fromCharCode(0, 27)}b`}`.text).toBe('a\u{fffd}\u{fffd}b');
  });
});
