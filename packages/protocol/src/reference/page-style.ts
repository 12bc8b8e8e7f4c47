/** Style of the reference page: one column of contents, one of text; light and dark by the reader's setting. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1d2330, #e6e9f0); --quiet: light-dark(#5b6475, #9aa4b8);
  --paper: light-dark(#ffffff, #14171f); --raised: light-dark(#f5f7fa, #1c212c); --line: light-dark(#e2e6ee, #2b3242);
  --accent: light-dark(#2457d6, #8fb1ff); }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); color: var(--ink);
  background: var(--paper); font: 15px/1.55 system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.5rem 1rem; background: var(--raised);
  border-right: 1px solid var(--line); }
nav h2 { margin: 1.25rem 0 .25rem; font-size: .75rem; text-transform: uppercase; letter-spacing: .06em; color: var(--quiet); }
nav a { display: block; padding: .15rem .5rem; border-radius: 6px; color: inherit; text-decoration: none; }
nav a:hover, nav a:focus-visible { background: var(--line); }
input { width: 100%; padding: .5rem .75rem; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px; }
input:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
main { max-width: 60rem; padding: 2rem 2.5rem 6rem; }
h1 { margin-top: 0; }
article { padding: 1.5rem 0; border-top: 1px solid var(--line); }
article h3 { margin: 0; font: 600 1.1rem ui-monospace, monospace; }
article h4 { margin: 1rem 0 .25rem; font-size: .85rem; color: var(--quiet); }
a { color: var(--accent); }
.facts { margin: .25rem 0; color: var(--quiet); font-size: .85rem; }
.facts span + span::before { content: " · "; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th { text-align: left; font-weight: 600; color: var(--quiet); }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
code, pre { font-family: ui-monospace, monospace; font-size: .85em; }
pre { overflow-x: auto; padding: .75rem 1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; }
.code { display: inline-block; padding: 0 .4rem; margin: .1rem; background: var(--raised); border-radius: 5px; }
[hidden] { display: none !important; }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; max-height: 40vh; }
  main { padding: 1rem; } }
`;
