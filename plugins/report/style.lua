-- The look of the page: light and dark by the system's wish, narrow and wide, on paper. Contrasts are AA or better.
return [[
:root {
  color-scheme: light dark;
  --page: #fbfaf7; --sheet: #ffffff; --ink: #1b1f24; --quiet: #545d68; --line: #dedad1; --soft: #f2efe8;
  --accent: #1d4f7c; --bar: #c9d9e8; --mark: #ffec9f; --mark-ink: #1b1f24;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", "DejaVu Serif", Georgia, serif;
  --sans: system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", "Helvetica Neue", Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14171a; --sheet: #1a1e22; --ink: #e8e6e1; --quiet: #a9b2bc; --line: #343b42; --soft: #22272c;
    --accent: #8fbdea; --bar: #2f4b66; --mark: #5d4b12; --mark-ink: #fff6da;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.55 var(--sans); }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--sheet); z-index: 2; }
.banner { padding: 3rem clamp(1rem, 4vw, 4rem) 2rem; border-bottom: 1px solid var(--line); background: var(--sheet); }
.banner p { margin: 0; color: var(--quiet); }
.brand { text-transform: uppercase; letter-spacing: .12em; font-size: .75rem; }
h1 { margin: .3rem 0 .5rem; font: 600 clamp(1.9rem, 5vw, 2.9rem)/1.15 var(--serif); overflow-wrap: anywhere; }
h2 { margin: 0 0 .5rem; font: 600 1.7rem/1.2 var(--serif); }
h3 { margin: 2rem 0 .5rem; font: 600 1.15rem/1.3 var(--serif); }
h4 { margin: 1.8rem 0 .3rem; font: 600 1.02rem/1.35 var(--serif); overflow-wrap: anywhere; }
.page-body { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); gap: 0 3rem; max-width: 116rem;
  padding: 0 clamp(1rem, 4vw, 4rem); }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 2.4rem 0; font-size: .92rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: flex; justify-content: space-between; padding: .28rem .6rem .28rem 0; text-decoration: none; color: var(--ink); }
nav a:hover { color: var(--accent); text-decoration: underline; }
.count { color: var(--quiet); font-variant-numeric: tabular-nums; }
section { padding: 2.2rem 0 1.6rem; border-bottom: 1px solid var(--line); }
section:last-child { border-bottom: 0; }
.lead { max-width: 44rem; margin: 0 0 1.4rem; color: var(--quiet); }
.note { color: var(--quiet); font-size: .92rem; }
.notice { margin: 2rem 0 0; padding: .9rem 1.1rem; background: var(--soft); border-inline-start: 4px solid var(--accent); }
code { font: .86em/1.4 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; background: var(--soft); padding: .1em .35em;
  border-radius: 3px; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 2.6rem; margin: 1rem 0 0; }
.facts div { display: flex; flex-direction: column-reverse; }
.facts dt { color: var(--quiet); font-size: .88rem; }
.facts dd { margin: 0; font: 600 1.9rem/1.2 var(--serif); font-variant-numeric: lining-nums tabular-nums; }

table { width: 100%; border-collapse: collapse; font-size: .93rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th { text-align: start; vertical-align: bottom; padding: .5rem .9rem .4rem 0; border-bottom: 2px solid var(--ink); font-weight: 600;
  font-size: .86rem; }
td { vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td .long { overflow-wrap: anywhere; }
td:has(.long) { min-width: 8rem; }
td:not(.number):not(.wide) { max-width: 18rem; }
td.name { min-width: 8rem; max-width: 16rem; }
td.name a { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
th button { white-space: normal; }
th.number, td.number { text-align: end; font-variant-numeric: tabular-nums; }
td.wide { min-width: 12rem; }
td.wide:has(.evidence) { width: 50%; min-width: 19rem; }
.date { white-space: nowrap; }
tr:hover td { background: color-mix(in srgb, var(--soft) 55%, transparent); }
th button { all: unset; cursor: pointer; font: inherit; }
th button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
th button::after { content: "\A0↕"; color: var(--quiet); font-weight: 400; }
th[aria-sort=ascending] button::after { content: "\A0↑"; color: var(--accent); }
th[aria-sort=descending] button::after { content: "\A0↓"; color: var(--accent); }
.bar { display: inline-block; height: .5rem; width: 5rem; margin-inline-end: .7rem; vertical-align: .05rem; print-color-adjust: exact; }
.bar span { display: block; height: 100%; margin-inline-start: auto; background: var(--accent); opacity: .55; border-radius: 2px; }
.filter { display: flex; flex-wrap: wrap; gap: .3rem .8rem; align-items: center; margin: 0 0 .6rem; font-size: .9rem; color: var(--quiet); }
input { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--quiet); border-radius: 4px; padding: .35rem .6rem; }
.filter input { color: var(--ink); width: 16rem; max-width: 100%; }

summary { cursor: pointer; }
.evidence > summary { display: block; position: relative; padding-inline-start: 1.1em; font-family: var(--serif); }
.evidence > summary::before { content: "▸"; position: absolute; inset-inline-start: 0; color: var(--accent); }
.evidence > summary:dir(rtl)::before { content: "◂"; }
.evidence[open] > summary::before { content: "▾" !important; }
.line { display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden; }
.sentences .line { display: inline; }
.evidence[open] { background: var(--soft); padding: .6rem .8rem .6rem .5rem; border-radius: 4px; }
.evidence[open] .line { display: -webkit-box; -webkit-line-clamp: 1; color: var(--quiet); }
.evidence { overflow-wrap: anywhere; }
blockquote { margin: .6rem 0 .6rem 1.1em; font: 1rem/1.6 var(--serif); max-width: 46rem; }
.source { margin: 0 0 0 1.1em; font-size: .82rem; color: var(--quiet); }
mark { background: var(--mark); color: var(--mark-ink); padding: .08em 0; }
.text mark { background: color-mix(in srgb, var(--mark) 50%, transparent); color: inherit; }
.text mark:target { background: var(--mark); color: var(--mark-ink); outline: 3px solid var(--accent); outline-offset: 2px; }
.sentences { margin: 0; padding: 0; list-style: none; max-width: 50rem; }
.sentences li { margin: .5rem 0; }
.sentences .evidence > summary { font-size: 1.04rem; line-height: 1.55; }
.kind { margin: .2rem 0 0; color: var(--quiet); font-size: .88rem; }
.short { max-width: 36rem; }
.beside { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 0 3rem; }
.beside td.number { white-space: nowrap; }
.beside td { padding-block: .28rem; }
.beside .bar { width: 3.4rem; }
.column h3 { margin-top: .8rem; }
.terms { margin: 0; padding: 0; list-style: none; }
.terms li { display: grid; grid-template-columns: 1fr auto; gap: .8rem; padding: .35rem 0; border-bottom: 1px solid var(--line); }
.terms .evidence[open] { grid-column: 1 / -1; }
.terms .count { font-size: .86rem; }
.chart { margin: 0 0 1.4rem; }
.chart svg { max-width: 100%; height: auto; }
.chart .mlp .page { fill: transparent; }

[role=search] { padding: 2rem 0 0; }
[role=search] label { display: block; font-weight: 600; margin-bottom: .3rem; }
[role=search] input { width: 100%; max-width: 34rem; font-size: 1.1rem; padding: .55rem .8rem; }
#found { margin: .5rem 0; color: var(--quiet); }
#found:empty { display: none; }
#hits { margin: 0; padding: 0; list-style: none; max-height: 26rem; overflow-y: auto; }
#hits li { padding: .5rem 0; border-bottom: 1px solid var(--line); max-width: 52rem; }
#hits .where { font-size: .86rem; }
#hits p { margin: .1rem 0 0; font-family: var(--serif); }

.document { border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 3.4rem; }
.document > summary { padding: .7rem 0; }
.document > summary h3 { display: inline; margin: 0; overflow-wrap: anywhere; }
.document .about { display: block; margin-inline-start: 1.1em; color: var(--quiet); font-size: .88rem; overflow-wrap: anywhere; }
.text { max-width: 42rem; margin: 0 0 2rem; padding: 1.4rem clamp(1rem, 3vw, 2.4rem); background: var(--sheet);
  border: 1px solid var(--line); border-radius: 4px; font: 1.06rem/1.68 var(--serif); overflow-wrap: anywhere; }
.text p { margin: 0 0 1em; }
.text .heading { font-weight: 600; font-size: 1.12em; line-height: 1.35; margin-top: 1.4em; }
.text .item { margin-inline-start: 1.4em; }
.text .caption { font-size: .9em; color: var(--quiet); }
.text .page { margin: 1.6em 0 .6em; font: .78rem var(--sans); color: var(--quiet); border-top: 1px dashed var(--line); padding-top: .3em; }
.text pre { white-space: pre-wrap; font: .82em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.text :lang(zh), .text :lang(ja), .text :lang(ko), blockquote:lang(zh), blockquote:lang(ja) { line-height: 1.85; }
:lang(ja), :lang(zh) { line-break: strict; }
footer { padding: 2rem clamp(1rem, 4vw, 4rem) 3rem; color: var(--quiet); font-size: .88rem; border-top: 1px solid var(--line); }

@media (max-width: 75rem) { td.wide { min-width: 9rem; } td.wide:has(.evidence) { min-width: 15rem; } td.name { min-width: 6rem; } }
@media screen and (max-width: 68rem) {
  .page-body { display: block; }
  nav { position: static; max-height: none; padding: 1rem 0; border-bottom: 1px solid var(--line); }
  nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; }
  nav a { gap: .4rem; padding: .35rem 0; }
}
@media screen and (max-width: 54rem) {
  .banner { padding-top: 1.8rem; }
  section { padding-top: 2rem; }
  .rows, .rows tbody { display: block; }
  .rows { position: relative; }
  .rows thead { position: absolute; inset: 0 auto auto 0; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); contain: strict; }
  .rows tr { display: block; padding: .7rem 0; border-bottom: 1px solid var(--line); }
  .rows td, .rows td.number { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .6rem; width: auto; min-width: 0; max-width: none !important;
    padding: .15rem 0; border: 0; text-align: start; }
  .rows td::before { content: attr(data-head); color: var(--quiet); font-size: .84rem; }
  .rows td:empty { display: none; }
  .rows td.wide, .rows td.wide:has(.evidence) { grid-template-columns: minmax(0, 1fr); gap: 0; width: auto; min-width: 0; }
  .short { max-width: none; }
}
@media print {
  :root { --page: #fff; --sheet: #fff; --ink: #000; --quiet: #444; --line: #bbb; --soft: #fff; --accent: #123a5e; --mark: #eee; --mark-ink: #000; }
  @page { margin: 18mm 16mm; }
  html { font-size: 9.5pt; }
  nav, .skip, [role=search], .filter, #documents, footer { display: none !important; }
  .page-body { display: block; padding: 0; max-width: none; }
  .banner { padding: 0 0 1rem; }
  section { padding: 1.2rem 0 .6rem; border: 0; }
  h2, h3, h4, .lead { break-after: avoid; }
  td { min-width: 0 !important; padding-inline-end: .5rem; }
  tr, .sentences li, .terms li, .chart { break-inside: avoid; }
  thead { display: table-header-group; }
  th button { display: contents; }
  th button::after { content: "" !important; }
  td.name a { -webkit-line-clamp: 3; }
  a { color: inherit; text-decoration: none; }
  .evidence > summary { padding-inline-start: 0; }
  .evidence > summary::before { content: none !important; }
  .line { display: inline !important; }
  .evidence[open] { padding: 0; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
]]
