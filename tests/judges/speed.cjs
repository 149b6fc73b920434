// Asks how quick a form is: script time until it is usable, and the time until a branch that an answer opens is on the screen.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const FLAGS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu', '--no-sandbox'];
// The machine may be busy with the other judges: the best of several tries is what the form itself takes.
const TRIES = 8;

// Runs in the page. For each of some answers that open a branch: milliseconds from the click to the end of the frame that shows it.
async function branches(tries) {
  const shown = () => [...document.querySelectorAll('form [data-if]')].filter((each) => !each.hidden).length;
  const painted = () => new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(0);
    });
  });
  const clicked = async (radio) => {
    const begun = performance.now();
    radio.click();
    await painted();
    return performance.now() - begun;
  };
  const questions = new Map();
  for (const radio of document.querySelectorAll('form input[type=radio]')) {
    questions.set(radio.name, [...(questions.get(radio.name) ?? []), radio]);
  }
  const times = [];
  for (const [, [one, other]] of questions) {
    if (times.length === 12) break;
    if (!other || one.disabled || other.disabled) continue;
    other.click();
    const closed = shown();
    one.click();
    if (shown() <= closed) continue;
    const all = [];
    for (let count = 0; count < tries; count += 1) {
      await clicked(other);
      all.push(await clicked(one));
    }
    times.push(Math.min(...all));
  }
  return times;
}

async function one(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(240_000);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const script = [];
  for (let count = 0; count < TRIES; count += 1) {
    await page.goto(pathToFileURL(file).href);
    const { metrics } = await session.send('Performance.getMetrics');
    script.push(1000 * metrics.find(({ name }) => name === 'ScriptDuration').value);
    await page.goto('about:blank');
  }
  await page.goto(pathToFileURL(file).href);
  const times = await page.evaluate(branches, TRIES);
  await page.close();
  return { script: Math.min(...script), branch: Math.max(...times), branches: times.length };
}

async function main() {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'setsumon-speed-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, env: { ...process.env, HOME: home } });
  try {
    const found = [];
    for (const file of process.argv.slice(2)) found.push(await one(browser, file));
    console.log(JSON.stringify(found));
  } finally {
    await browser.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
