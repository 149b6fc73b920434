// What every judge in the browser shares: Chromium, a server on this machine, and watchers over each page.
//
// A judge is a function from a job (JSON, written by the test) to nothing; what it finds wrong it tells by `problem`, in plain words.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const { chromium } = require('playwright-core');

const SCREENS = {
  desktop: { viewport: { width: 1280, height: 900 } },
  // Keys work on a phone that has a keyboard, so touch stays on.
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  narrow: { viewport: { width: 320, height: 640 } },
};

const FLAGS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu', '--no-sandbox'];

/** The machine may be busy with other judges. */
const PATIENCE = 120_000;

const problems = [];
/** Something is wrong: said in plain words, and the judge fails. */
function problem(words) {
  if (problems.length < 60) console.error(words);
  problems.push(words);
}

/** A server on the loopback that gives out pages and keeps what is posted to it. */
class Site {
  static async open() {
    const site = new Site();
    site.pages = new Map();
    site.posted = [];
    site.server = http.createServer((request, response) => site.answer(request, response));
    await new Promise((ready) => { site.server.listen(0, '127.0.0.1', ready); });
    site.origin = `http://127.0.0.1:${site.server.address().port}`;
    return site;
  }

  answer(request, response) {
    const { pathname } = new URL(request.url, this.origin);
    const page = this.pages.get(pathname);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (request.method === 'POST') {
      const pieces = [];
      request.on('data', (piece) => pieces.push(piece));
      request.on('end', () => {
        this.posted.push({ path: pathname, fields: [...new URLSearchParams(Buffer.concat(pieces).toString('utf8'))] });
        response.end('<!doctype html><html lang=en><title>received</title><p id=received>received');
      });
    } else if (page === undefined) {
      // What browsers ask for by themselves is answered with nothing.
      response.statusCode = pathname === '/favicon.ico' ? 204 : 404;
      response.end();
    } else {
      response.end(page);
    }
  }

  /** Puts a page up; `brings` are data elements that a host adds: id → JSON. */
  put(name, html, brings = {}) {
    const data = Object.entries(brings).map(([id, value]) => `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`);
    // Before the page's own script, which stands last and reads them.
    const at = html.lastIndexOf('<script type="application/json" id="words"');
    if (at < 0) throw new Error('the page has no place for the data of its host');
    this.pages.set(`/${name}`, html.slice(0, at) + data.join('') + html.slice(at));
    return `${this.origin}/${name}`;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Runs before the page's own script: tells what the policy refused, and keeps the last file that was offered for saving. */
function watchInside(downloads) {
  addEventListener('securitypolicyviolation', (event) => {
    console.error(`the page's own policy was broken: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
  window.saved = [];
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => { window.saved.push(blob); return make(blob); };
  // A download is slow. One test has the browser write the file; the others look at what it would write.
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () { if (this.download) window.savedAs = this.download; if (downloads || !this.download) click.call(this); };
}

/** A page with its watchers: nothing but the page itself is fetched, no error is told, no policy broken. */
async function open(browser, url, { screen = 'desktop', script = true, context: given, dialogs = true, downloads = false, told, ...more } = {}) {
  const name = told ?? `${path.basename(new URL(url).pathname)} (${screen}${script ? '' : ', without JavaScript'})`;
  if (browser.engine) {
    // What happens before the page's own script is not seen there; nobody answers dialogs, and no file is written.
    const begins = [[watchInside, false], [(yes) => { window.confirm = () => yes; }, dialogs]];
    return browser.open(url, { begins, context: given, told: name, viewport: SCREENS[screen].viewport, complain: (words) => problem(`${name}: the browser complains: ${words}`) });
  }
  const context = given ?? await browser.newContext({ ...SCREENS[screen], javaScriptEnabled: script, ...more });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.told = name;
  page.dialogs = [];
  page.on('pageerror', (error) => problem(`${name}: the script broke down: ${error.stack || error.message}`));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) problem(`${name}: the browser complains: ${message.text()}`); });
  page.on('dialog', (dialog) => { page.dialogs.push(dialog.message()); void (dialogs ? dialog.accept() : dialog.dismiss()); });
  page.on('websocket', (socket) => problem(`${name}: a socket was opened: ${socket.url()}`));
  const origin = new URL(url).origin;
  page.on('request', (request) => {
    const own = request.isNavigationRequest() && request.url().startsWith(origin);
    if (!own && !/^(data|blob):/u.test(request.url())) problem(`${name}: the network was used: ${request.method()} ${request.url()}`);
  });
  if (script) await page.addInitScript(watchInside, downloads);
  await page.goto(url);
  return page;
}

/** The answer file that the page offered last. */
const lastSaved = (page) => page.evaluate(async () => (window.saved.length > 0 ? JSON.parse(await window.saved.at(-1).text()) : null));

/** Takes an answer file in, as a respondent who picks it and says yes to what the page tells of it; gives back what it told.
 *  With `take` false it is told no, with null the page still waits for an answer. */
async function load(page, file, { name = 'answers.json', take = true } = {}) {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  await page.setInputFiles('#file', { name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.waitForSelector('dialog[open]');
  const said = await page.evaluate((taken) => {
    const dialog = document.querySelector('dialog[open]');
    const [yes, ...others] = [...dialog.querySelectorAll('button.main'), ...dialog.querySelectorAll('button:not(.main)')];
    const told = { says: dialog.textContent, refused: !yes.matches('.main'), listed: [...dialog.querySelectorAll('li')].map((item) => item.textContent) };
    if (taken !== null) (taken || others.length === 0 ? yes : others[0]).click();
    return told;
  }, take);
  // The page is not asked anything before the question is gone from it.
  if (take !== null) await page.waitForSelector('dialog[open]', { state: 'detached' });
  return said;
}

/** Takes everything back, by the page's own button. */
const forget = (page) => page.evaluate(() => document.getElementById('forget').click());

/** Two JSON values are the same, whatever the order of keys. */
function same(left, right) {
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return left === right;
  const keys = Object.keys(left);
  return Array.isArray(left) === Array.isArray(right) && keys.length === Object.keys(right).length && keys.every((key) => key in right && same(left[key], right[key]));
}

/** So many of a list, in its order, by a seed that is told with what is found: all of it where it is no longer than that. */
function sample(all, size, seed) {
  if (all.length <= size) return all;
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const places = all.map((_, place) => place);
  for (let place = 0; place < size; place += 1) {
    const other = place + (next() % (places.length - place));
    [places[place], places[other]] = [places[other], places[place]];
  }
  return places.slice(0, size).sort((left, right) => left - right).map((place) => all[place]);
}

/** How two objects differ, key by key, in words. */
function difference(got, wanted) {
  const keys = [...new Set([...Object.keys(got ?? {}), ...Object.keys(wanted)])];
  return keys.filter((key) => !same(got?.[key], wanted[key])).map((key) => `${key}: ${JSON.stringify(got?.[key])} instead of ${JSON.stringify(wanted[key])}`);
}

async function launch(more = {}) {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'setsumon-browser-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, env: { ...process.env, HOME: home }, ...more });
  return { browser, end: async () => { await browser.close(); fs.rmSync(home, { recursive: true, force: true }); } };
}

async function other(engine) {
  const browser = await require('./drivers.cjs')[engine]();
  return { browser, end: () => browser.close() };
}

/** Runs a judge on the job whose file is named on the command line, in the engine that is named there: Chromium, if none is. */
function judge(name, work) {
  const run = async () => {
    const started = Date.now();
    const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
    const engine = process.argv[3] ?? 'chromium';
    const { browser, end } = engine === 'chromium' ? await launch() : await other(engine);
    const site = await Site.open();
    let told = '';
    try {
      told = await work({ browser, site, job }) ?? '';
    } finally {
      site.close();
      await end();
    }
    if (problems.length > 60) console.error(`… ${problems.length} problems in all`);
    console.log(`${name}${engine === 'chromium' ? '' : ` in ${engine}`}: ${told}${told ? ', ' : ''}${problems.length} problems, ${((Date.now() - started) / 1000).toFixed(1)} s`);
    process.exitCode = problems.length === 0 ? 0 : 1;
  };
  run().catch((error) => {
    console.error(`${name} could not go on: ${error.stack}`);
    process.exitCode = 2;
  });
}

module.exports = { FLAGS, SCREENS, difference, forget, judge, lastSaved, load, open, problem, same, sample };
