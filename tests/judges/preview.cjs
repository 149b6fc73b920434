// Works with the preview as a designer does: types into the form, breaks the survey, mends it, hands in.
// Arguments: the address that `setsumon preview` printed, and the survey's file, which is edited.
'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { chromium } = require('playwright-core');
const FLAGS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu', '--no-sandbox'];

async function main() {
  const [address, file] = process.argv.slice(2);
  const source = fs.readFileSync(file, 'utf8');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'setsumon-preview-'));
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS, env: { ...process.env, HOME: home } });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(60_000);
    const errors = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') errors.push(message.text()); });
    await page.goto(address);
    const form = page.frameLocator('#frame');
    await page.locator('#status.good').waitFor();

    await form.locator('[name=s__n]').fill('12');
    fs.writeFileSync(file, source.replace('min 0', 'mn 0'));
    await page.locator('#status.bad').waitFor();
    assert.match(await page.locator('#messages').innerText(), /`mn`/);
    assert.equal(await page.locator('#messages mark').first().innerText(), 'mn');
    assert.equal(await form.locator('[name=s__n]').inputValue(), '12', 'the last form without a mistake stays');

    fs.writeFileSync(file, source.replace('How many', 'How very many'));
    await page.locator('#status.good').waitFor();
    await form.getByText('How very many').first().waitFor();
    assert.equal(await form.locator('[name=s__n]').inputValue(), '12', 'what was typed stays');
    assert.equal(await page.locator('#messages').isVisible(), false);

    // The first press shows the answers, the second hands them in.
    await form.locator('button[type=submit]').click();
    await form.locator('button[type=submit]').click();
    await form.getByText('Valid by the survey’s own rules').or(form.getByText("Valid by the survey's own rules")).waitFor();
    assert.match(await form.locator('pre').innerText(), /"s__n": 12/);
    await form.getByText('Back to the form').click();
    assert.equal(await form.locator('[name=s__n]').inputValue(), '12');
    assert.deepEqual(errors, []);

    await page.locator('#script').uncheck();
    await form.locator('noscript p').first().waitFor();
    await form.locator('[name=s__n]').fill('7');
    await form.locator('button[type=submit]').click();
    await form.getByText('Posted without JavaScript').waitFor();
    assert.match(await form.locator('table').innerText(), /s__n\s+7/);
  } finally {
    await browser.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
