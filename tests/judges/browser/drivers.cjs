// Firefox and WebKitGTK, whose engine is Safari's, as the judges know Chromium: what they use of Playwright's pages, on the few things that
// every engine can do. Firefox is driven by WebDriver BiDi, WebKitGTK by WebDriver over HTTP.
//
// Neither can do without script, crash a page at will, or tell what it makes of a page for screen readers: judges leave that to Chromium.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

/** The machine may be busy with other judges. */
const PATIENCE = 120_000;

const home = () => fs.mkdtempSync(path.join(os.tmpdir(), 'setsumon-engine-'));
const pause = (time) => new Promise((done) => { setTimeout(done, time); });

/** A page with Playwright's names for what `hands` can do: goto, reload, evaluate, press, type, click, close. `begins` runs in each new document. */
class Page {
  constructor(hands, { told, context, begins }) {
    Object.assign(this, { hands, told, dialogs: [], begun: begins, owner: context });
    this.keyboard = { press: (keys) => hands.press(keys.split('+').map((key) => (key.length === 1 ? key.toLowerCase() : key))), type: (words) => this.type(words) };
  }

  async begin() { for (const [act, arg] of this.begun) await this.evaluate(act, arg); }
  async goto(url) { await this.hands.goto(url); await this.begin(); }
  async reload() { await this.hands.reload(); await this.begin(); }
  /** Evaluates a function, or the words of one or of a script. */
  evaluate(act, arg) {
    const words = String(act);
    return this.hands.evaluate(typeof act === 'string' && !words.startsWith('async (') ? `() => { ${words} }` : words, arg);
  }

  click(selector) { return this.hands.click(selector); }
  /** WebDriver takes signs of the private use area for keys: they are put in at once. */
  type(words) { return /[\ue000-\uf8ff]/u.test(words) ? this.evaluate((text) => { document.execCommand('insertText', false, text); }, words) : this.hands.type(words); }
  focus(selector) { return this.evaluate((wanted) => document.querySelector(wanted).focus(), selector); }
  waitForTimeout(time) { return pause(time); }
  waitForSelector(selector, { state = 'visible' } = {}) {
    return this.waitForFunction(([wanted, there]) => [...document.querySelectorAll(wanted)].some((each) => each.checkVisibility()) === there, [selector, state !== 'detached']);
  }

  async waitForFunction(act, arg) {
    for (const started = Date.now(); Date.now() - started < PATIENCE; await pause(50)) {
      // Between two documents there is nothing to be asked. What is asked for may be an element, which does not come out of its page.
      if (await this.evaluate(`async (part) => Boolean(await (${act})(part))`, arg).catch(() => false)) return;
    }
    throw new Error(`${this.told}: this never came true: ${act}`);
  }

  /** Picks a file, as far as the page can tell. */
  setInputFiles(selector, { name, mimeType, buffer }) {
    return this.evaluate(([wanted, called, type, text]) => {
      const input = document.querySelector(wanted);
      const picked = new DataTransfer();
      picked.items.add(new File([text], called, { type }));
      input.files = picked.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, [selector, name, mimeType, buffer.toString('utf8')]);
  }

  context() { return this.owner; }
  close() { return this.hands.close(); }
  once() {}
}

/** Pages that share what they keep. */
class Context {
  constructor(browser) { Object.assign(this, { browser, pages: [] }); }
  async close() { for (const page of this.pages.splice(0)) await page.close(); }
}

/** An engine as the judges know a browser; `handsOf` gives the hands of a new page, whose storage is empty where `isFresh`. */
function browserOf(engine, handsOf, end) {
  const browser = {
    engine,
    newContext: () => Promise.resolve(new Context(browser)),
    close: end,
    async open(url, { begins, context = new Context(browser), told, viewport, complain }) {
      const hands = await handsOf({ origin: new URL(url).origin, isFresh: context.pages.length === 0, viewport, complain });
      const page = new Page(hands, { told, context, begins });
      context.pages.push(page);
      await page.goto(url);
      return page;
    },
  };
  return browser;
}

/** Runs in the page. Nobody is there to be asked. */
const forgetAll = () => localStorage.clear();

async function firefox() {
  const folder = home();
  // It looks for an icon of the page by itself, and complains when the page's policy refuses it.
  const extraPrefsFirefox = { 'browser.chrome.site_icons': false };
  const start = () => require('puppeteer-core').launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true, timeout: PATIENCE, protocolTimeout: PATIENCE, extraPrefsFirefox, env: { ...process.env, HOME: folder } });
  // On a busy machine it may hang up while it starts.
  const browser = await start().catch(start);
  const handsOf = async ({ origin, isFresh, viewport, complain }) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.setViewport(viewport);
    if (isFresh) { await page.goto(`${origin}/nothing`); await page.evaluate(forgetAll); }
    page.on('pageerror', (error) => complain(String(error.stack || error.message)));
    page.on('console', (message) => { if (['error', 'warning', 'warn'].includes(message.type())) complain(message.text()); });
    return {
      goto: (url) => page.goto(url),
      reload: () => page.reload(),
      evaluate: (act, arg) => page.evaluate(`(${act})(${arg === undefined ? '' : JSON.stringify(arg)})`),
      click: (selector) => page.click(selector),
      type: (words) => page.keyboard.type(words),
      press: async (names) => {
        const keys = names.map((name) => (name === 'Space' ? ' ' : name));
        for (const key of keys.slice(0, -1)) await page.keyboard.down(key);
        await page.keyboard.press(keys.at(-1));
        for (const key of keys.slice(0, -1).reverse()) await page.keyboard.up(key);
      },
      close: () => page.close(),
    };
  };
  return browserOf('firefox', handsOf, async () => { await browser.close(); fs.rmSync(folder, { recursive: true, force: true }); });
}

/** A port that nobody has. */
const freePort = () => new Promise((found) => {
  const server = net.createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

/** One command of WebDriver. */
function command(port, method, where, body) {
  return new Promise((done, failed) => {
    const request = http.request({ host: '127.0.0.1', port, method, path: where, headers: { 'content-type': 'application/json' }, timeout: PATIENCE }, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const { value } = JSON.parse(Buffer.concat(pieces).toString('utf8'));
        if (response.statusCode === 200) done(value); else failed(new Error(`${where}: ${value?.error}: ${value?.message}`));
      });
    });
    request.on('error', failed);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const KEYS = { Tab: '\ue004', Escape: '\ue00c', Enter: '\ue007', Space: ' ', End: '\ue010', ArrowLeft: '\ue012', ArrowUp: '\ue013', ArrowRight: '\ue014', ArrowDown: '\ue015', Delete: '\ue017', Control: '\ue009', Shift: '\ue008' };
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

async function webkit() {
  const [port, folder] = [await freePort(), home()];
  // Its sandbox does not work for root, in containers least of all.
  const env = { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
  const driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { env, stdio: 'ignore', detached: true });
  const end = () => {
    process.kill(-driver.pid);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const started = Date.now();
  for (;;) {
    const ready = await command(port, 'GET', '/status').catch(() => null);
    if (ready?.ready) break;
    if (Date.now() - started > PATIENCE) { end(); throw new Error('WebKitWebDriver does not start'); }
    await pause(200);
  }
  const { sessionId } = await command(port, 'POST', '/session', { capabilities: { alwaysMatch: {
    'webkitgtk:browserOptions': { binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', args: ['--automation'] },
  } } });
  const say = (method, where, body) => command(port, method, `/session/${sessionId}${where}`, body);
  let window = null;
  let first = await say('GET', '/window');
  const handsOf = async ({ origin, isFresh, viewport }) => {
    const own = first ?? (await say('POST', '/window/new', { type: 'window' })).handle;
    first = null;
    const ask = async (method, where, body) => {
      if (window !== own) { await say('POST', '/window', { handle: own }); window = own; }
      return say(method, where, body);
    };
    const strokes = (keys) => ask('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: keys }] });
    const evaluate = (act, arg) => ask('POST', '/execute/sync', { script: `return (${act})(...arguments)`, args: arg === undefined ? [] : [arg] });
    await ask('POST', '/window/rect', viewport);
    if (isFresh) { await ask('POST', '/url', { url: `${origin}/nothing` }); await evaluate(String(forgetAll)); }
    return {
      goto: (url) => ask('POST', '/url', { url }),
      reload: () => ask('POST', '/refresh', {}),
      evaluate,
      click: async (selector) => {
        const found = await ask('POST', '/element', { using: 'css selector', value: selector });
        // The driver brings it into sight as the page does, smoothly, and does not wait for that.
        await evaluate(`(element) => { if (element.checkVisibility()) element.scrollIntoView({ block: 'center', behavior: 'instant' }); }`, found);
        await ask('POST', `/element/${found[ELEMENT]}/click`, {});
      },
      type: (words) => strokes([...words].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }])),
      press: (keys) => {
        const all = keys.map((each) => {
          if (each.length > 1 && !KEYS[each]) throw new Error(`the key ${each} has no code here: add it to KEYS`);
          return KEYS[each] ?? each;
        });
        return strokes([...all.map((value) => ({ type: 'keyDown', value })), ...all.reverse().map((value) => ({ type: 'keyUp', value }))]);
      },
      // The last window would take the session with it: it is used again.
      close: async () => {
        if ((await say('GET', '/window/handles')).length > 1) { await ask('DELETE', '/window'); window = null; } else { first = own; }
      },
    };
  };
  return browserOf('webkit', handsOf, async () => {
    await say('DELETE', '').catch(() => {});
    end();
  });
}

module.exports = { firefox, webkit };
