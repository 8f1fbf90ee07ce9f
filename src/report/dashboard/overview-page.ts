import { type Markup, markup } from '../html/markup.js';
import { accountHead } from './account-head.js';
import { accountBody } from './account-page.js';
import type { AccountView } from './account-view.js';

/** Every account; where there is one, all of it. */
export function overviewBody(views: readonly AccountView[]): Promise<Markup> {
  const [only, ...others] = views;
  if (only === undefined) return Promise.resolve(nothingYet());
  if (others.length === 0) return accountBody(only);
  return Promise.resolve(markup`${views.map((view) => accountHead(view, true))}`);
}

/** When nothing was ever traded from here. */
export function nothingYet(): Markup {
  return markup`<section><h2>Nothing has traded from this folder yet</h2>
<p>To rehearse on this machine, without a network and without money, in two more terminals:</p>
<p><code>touchline sandbox --speed 20</code></p>
<p><code>touchline live start --paper --strategy favourite-dip --url http://127.0.0.1:8137</code></p>
<p class="note">Without <code>--url</code> it trades on paper at the venue’s own prices. This page fills as soon as a session begins.</p></section>`;
}

/** Something is not known: said in the place of figures that might be wrong. */
export const faultBody = (what: string, detail: string): Markup =>
  markup`<div class="alarm"><p>${what}</p></div><section><p>${detail}</p></section>`;
