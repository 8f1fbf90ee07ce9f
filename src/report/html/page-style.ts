import { PALETTE } from '../charts/palette.js';

const light = Object.entries(PALETTE)
  .map(([role, colour]) => `--${role}:${colour}`)
  .join(';');

/** The whole style of a report page. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${light};--page:#f6f7f9;--card:#ffffff;--line:#dfe4ea;--gainbg:#e7f4ef;--lossbg:#faece8;--warnbg:#fdf4e0;--quietbg:#eef2f7}
@media (prefers-color-scheme:dark){:root{--ink:#e6eaf0;--muted:#98a4b3;--grid:#2b333e;--accent:#6fb0ef;--soft:#2c4561;--gain:#4fc09c;--loss:#ea8068;--warn:#e0a94a;--page:#12161c;--card:#1a2028;--line:#2c3540;--gainbg:#16312a;--lossbg:#3a211c;--warnbg:#352a15;--quietbg:#222b36}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1100px;margin:0 auto;padding:28px 20px 60px}
h1,.name{margin:0;line-height:1.25;font-weight:700;overflow-wrap:anywhere}
.name{font-size:20px}
h2{font-size:17px;margin:0 0 4px}
h3{font-size:14px;margin:22px 0 6px}
p{margin:0 0 10px}
.sub,.note{color:var(--muted);font-size:13.5px}
.note{max-width:125ch}
.chart+.note{margin-top:14px}
header{display:flex;justify-content:space-between;gap:16px;flex-wrap:wrap;align-items:baseline;margin-bottom:16px}
header>div{min-width:0}
header>div:first-child{flex:1 1 480px}
.brand{color:var(--muted);font-size:13.5px}
section,.verdict{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:20px 22px;margin:0 0 16px}
.verdict{border-left:6px solid var(--warn)}
.verdict-profit{border-left-color:var(--gain)}
.verdict-loss{border-left-color:var(--loss)}
.verdict h1{font-size:26px;margin-bottom:4px}
.verdict p{font-size:16.5px;margin:0;max-width:95ch}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(205px,1fr));gap:18px 22px;margin-top:20px;padding-top:18px;border-top:1px solid var(--line)}
.tile b{display:block;font-size:21px;line-height:1.25;font-weight:650}
.tile>span{display:block;color:var(--muted);font-size:13px}
.gain{color:var(--gain)}.loss{color:var(--loss)}.muted{color:var(--muted)}
ul{margin:0;padding-left:20px}li{margin:3px 0}
.alarm{background:var(--loss);color:#fff;font-weight:600;border-radius:10px;padding:12px 22px;margin:0 0 16px}.alarm p{margin:0}
section.warnings{background:var(--warnbg);border-color:var(--warn)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:8px 28px}
.chart{margin:12px 0 2px;overflow-x:auto}
.chart svg{display:block;max-width:100%;height:auto}
.scroll{overflow-x:auto}
.scroll,.chart.wide{background:linear-gradient(to right,var(--card) 30%,transparent) left/36px 100% no-repeat local,linear-gradient(to left,var(--card) 30%,transparent) right/36px 100% no-repeat local,linear-gradient(to right,var(--line),transparent) left/12px 100% no-repeat scroll,linear-gradient(to left,var(--line),transparent) right/12px 100% no-repeat scroll}
table{border-collapse:collapse;width:100%;font-size:13.5px;margin:10px 0 4px}
th{font-weight:600;color:var(--muted);text-align:left;border-bottom:1px solid var(--line);padding:5px 14px 5px 0;vertical-align:bottom}
td{border-bottom:1px solid var(--grid);padding:5px 14px 5px 0;vertical-align:top;overflow-wrap:break-word}
th:last-child,td:last-child{padding-right:0}
.n+td:not(.n),.n+th:not(.n){padding-left:14px}
tr:last-child td{border-bottom:0}
.n{text-align:right;white-space:nowrap;overflow-wrap:normal}
.t{white-space:nowrap}
code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
details{margin:10px 0 0}
summary{cursor:pointer;color:var(--accent);font-size:14px}
.decision{border:1px solid var(--line);border-radius:8px;padding:10px 14px;margin:10px 0 0}
.decision summary{color:var(--ink)}
.decision{overflow-x:auto}
.decision table{max-width:760px}
.decision summary b{font-weight:600}
.pill{display:inline-block;border-radius:99px;padding:0 9px;font-size:12.5px;background:var(--quietbg);color:var(--muted)}
.pill.yes{background:var(--gainbg);color:var(--gain)}
.pill.no{background:var(--lossbg);color:var(--loss)}
.steps{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;font-size:13.5px}
.steps span{background:var(--quietbg);border-radius:6px;padding:2px 9px}
.steps .same{background:none;color:var(--muted)}.steps .same b{font-weight:400}
footer{color:var(--muted);font-size:13px;padding:0 4px}
@media (max-width:640px){main{padding:16px 10px 40px}section,.verdict{padding:16px 14px}.verdict h1{font-size:21px}.chart.wide svg{max-width:none;width:820px}.scroll table{min-width:640px}.scroll td:first-child:not(.n){min-width:130px}.scroll td:nth-child(2):not(.n){min-width:120px}.decision table{min-width:480px}}
@media print{body{background:#fff}main{max-width:none;padding:0}section,.verdict{break-inside:avoid;border-color:#ccc}section.long{break-inside:auto}}
`.trim();
