// Three engines behind one small set of hands and eyes: open, click, type, key, evaluate, reload. A journey does not know which it has.
//
// Chromium is driven by its own protocol, Firefox by WebDriver BiDi, and WebKitGTK, whose engine is Safari's, by WebDriver over HTTP.
'use strict';

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { FLAGS } = require('./harness.cjs');

/** The machine may be busy with other judges. */
const PATIENCE = 120_000;

const home = () => fs.mkdtempSync(path.join(os.tmpdir(), 'setsumon-engine-'));

/** A page of Playwright's or Puppeteer's, which agree in all that is needed here. */
function paged(page, close) {
  const faults = [];
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => faults.push(String(error.stack || error.message)));
  page.on('console', (message) => { if (['error', 'warning', 'warn'].includes(message.type())) faults.push(message.text()); });
  return {
    faults,
    open: (url) => page.goto(url),
    reload: () => page.reload(),
    click: (selector) => page.click(selector),
    type: (words) => page.keyboard.type(words),
    key: async (name) => {
      const all = name.split('+');
      for (const each of all.slice(0, -1)) await page.keyboard.down(each);
      await page.keyboard.press(all.at(-1));
      for (const each of all.slice(0, -1)) await page.keyboard.up(each);
    },
    evaluate: (act, ...parts) => page.evaluate(`(${act})(...${JSON.stringify(parts)})`),
    close,
  };
}

async function chromium() {
  const folder = home();
  const browser = await require('playwright-core').chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, env: { ...process.env, HOME: folder } });
  return paged(await browser.newPage({ viewport: { width: 1280, height: 900 } }), async () => { await browser.close(); fs.rmSync(folder, { recursive: true, force: true }); });
}

async function firefox() {
  const folder = home();
  // It looks for an icon of the page by itself, and complains when the page's policy refuses it.
  const extraPrefsFirefox = { 'browser.chrome.site_icons': false };
  const browser = await require('puppeteer-core').launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true, timeout: PATIENCE, protocolTimeout: PATIENCE, extraPrefsFirefox, env: { ...process.env, HOME: folder } });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 900 });
  return paged(page, async () => { await browser.close(); fs.rmSync(folder, { recursive: true, force: true }); });
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

const KEYS = { Tab: '\ue004', Enter: '\ue007', Space: ' ', ArrowDown: '\ue015', ArrowUp: '\ue013', Delete: '\ue017', Control: '\ue009', Shift: '\ue008' };
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
    await new Promise((done) => { setTimeout(done, 200); });
  }
  const { sessionId } = await command(port, 'POST', '/session', { capabilities: { alwaysMatch: {
    'webkitgtk:browserOptions': { binary: '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', args: ['--automation'] },
  } } });
  const ask = (method, where, body) => command(port, method, `/session/${sessionId}${where}`, body);
  const strokes = (keys) => ask('POST', '/actions', { actions: [{ type: 'key', id: 'keys', actions: keys }] });
  const pressed = (value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }];
  return {
    faults: [],
    open: (url) => ask('POST', '/url', { url }),
    reload: () => ask('POST', '/refresh', {}),
    click: async (selector) => {
      const found = await ask('POST', '/element', { using: 'css selector', value: selector });
      await ask('POST', `/element/${found[ELEMENT]}/click`, {});
    },
    type: (words) => strokes([...words].flatMap(pressed)),
    key: (name) => {
      const all = name.split('+').map((each) => KEYS[each] ?? each);
      return strokes([...all.map((value) => ({ type: 'keyDown', value })), ...all.reverse().map((value) => ({ type: 'keyUp', value }))]);
    },
    evaluate: (act, ...parts) => ask('POST', '/execute/sync', { script: `return (${act})(...arguments)`, args: parts }),
    close: async () => {
      await ask('DELETE', '').catch(() => {});
      end();
    },
  };
}

module.exports = { chromium, firefox, webkit };
