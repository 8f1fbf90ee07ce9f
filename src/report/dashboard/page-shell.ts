import { createHash } from 'node:crypto';
import { type Markup, markup, trusted } from '../html/markup.js';
import { PAGE_STYLE } from '../html/page-style.js';

/** What a page of the dashboard is. */
export interface DashboardPage {
  readonly title: string;
  readonly body: Markup;
  /** Asked for again by itself every two seconds. */
  readonly lives: boolean;
}

/** Replaces what is shown by what is now, keeps open what was opened, and says when nobody answers. */
const SCRIPT = `
const main=document.querySelector('main'),bar=document.getElementById('unanswered');
let heard=new Date();
async function look(){
  try{
    const answer=await fetch(location.pathname+'?part=main',{cache:'no-store',signal:AbortSignal.timeout(5000)});
    if(!answer.ok)throw new Error(String(answer.status));
    const text=await answer.text();
    const open=[...main.querySelectorAll('details[open][id]')].map(({id})=>id);
    main.innerHTML=text;
    for(const id of open)document.getElementById(id)?.setAttribute('open','');
    heard=new Date();bar.hidden=true;
  }catch{
    bar.hidden=false;
    bar.firstChild.textContent='No answer since '+heard.toISOString().slice(11,19)+' UTC: nothing below is how it stands now.';
  }
  setTimeout(look,2000);
}
setTimeout(look,2000);`;

const STYLE = `
nav{display:flex;gap:18px;align-items:baseline;max-width:1100px;margin:0 auto;padding:16px 20px 0;font-size:14px}
nav b{margin-right:auto;font-size:16px}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
#unanswered{max-width:1060px;margin:14px auto 0}
.verdict-quiet{border-left-color:var(--line)}
main{padding-top:16px}`;

const hash = createHash('sha256').update(SCRIPT).digest('base64');

/** Headers of every page: no script but its own, nothing from elsewhere, no frame around it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The page as a whole. */
export function renderPage({ title, body, lives }: DashboardPage): string {
  const script = lives ? markup`<script>${trusted(SCRIPT)}</script>` : null;
  return markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title} - touchline</title><style>${trusted(PAGE_STYLE)}${trusted(STYLE)}</style></head>
<body><nav><b>touchline</b><a href="/">accounts</a><a href="/runs">runs</a></nav>
<div id="unanswered" class="alarm" hidden><p> </p></div>
<main>${body}</main>${script}</body></html>
`.text;
}
