// Asks axe about each page given: desktop and phone, with and without script, branches closed and open.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const SCREENS = [
  { name: 'desktop', viewport: { width: 1280, height: 900 } },
  { name: 'phone', viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
];
const FLAGS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu', '--no-sandbox'];

// Ticks the first answer of every choice that is shown, so that branches open.
function openBranches() {
  for (const input of document.querySelectorAll('form input[type=radio], form input[type=checkbox]')) {
    const first = input.type === 'checkbox' || !document.querySelector(`form input[name="${CSS.escape(input.name)}"]:checked`);
    if (first && !input.disabled && input.offsetParent !== null) input.click();
  }
}

// The page as a browser without script shows it. axe itself needs script, so scripting stays on and the page's own is taken out.
function withoutScript(html) {
  return html.replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '').replace(/<(\/?)noscript>/g, '<$1div>');
}

async function violations(page) {
  // Evaluated from outside, so that the page's own policy about scripts does not stand in the way.
  await page.evaluate(axe);
  const result = await page.evaluate(() => window.axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    resultTypes: ['violations'],
  }));
  return result.violations.map((found) => `${found.id}: ${found.help} (${found.nodes.length} ×, first ${found.nodes[0].target.join(' ')})`);
}

async function main() {
  const pages = process.argv.slice(2);
  const started = Date.now();
  if (pages.length === 0) throw new Error('no page given');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'setsumon-axe-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, env: { ...process.env, HOME: home } });
  let bad = 0;
  try {
    for (const file of pages) {
      for (const screen of SCREENS) {
        for (const script of [true, false]) {
          const { name, ...view } = screen;
          const context = await browser.newContext({ ...view, bypassCSP: true });
          const page = await context.newPage();
          // The machine may be busy with the other judges.
          page.setDefaultTimeout(240_000);
          const errors = [];
          page.on('pageerror', (error) => errors.push(`script: ${error.message}`));
          page.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) errors.push(`network: ${request.url()}`); });
          if (script) await page.goto(pathToFileURL(file).href);
          else await page.setContent(withoutScript(fs.readFileSync(file, 'utf8')));
          const found = [];
          for (const state of script ? ['closed', 'open'] : ['all']) {
            if (state === 'open') await page.evaluate(openBranches);
            for (const line of await violations(page)) found.push(`${state}: ${line}`);
          }
          for (const line of [...errors, ...found]) {
            bad += 1;
            console.error(`${file} (${name}, ${script ? 'with' : 'without'} script) ${line}`);
          }
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
  console.log(`${pages.length} pages, ${bad} violations, ${Math.round((Date.now() - started) / 1000)} s`);
  process.exitCode = bad === 0 ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
