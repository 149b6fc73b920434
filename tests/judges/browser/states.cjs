// Asks axe about a form in every state that a respondent may bring it into, and about each cell of its tables as screen readers hear it.
'use strict';

const fs = require('node:fs');
const { judge, load, open, problem } = require('./harness.cjs');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page, told, paper) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const found = await page.evaluate(async ([tags, onPaper]) => {
    const { violations: all } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'],
      // Nobody touches paper.
      rules: { 'target-size': { enabled: !onPaper } } });
    return all.map((one) => `${one.id}: ${one.help} (${one.nodes.length} ×, first ${one.nodes[0].target.join(' ')}: ${one.nodes[0].html.slice(0, 160)})`);
  }, [TAGS, paper]);
  for (const line of found) problem(`${told}: ${line}`);
}

/** Runs in the page. Ticks the first answer of every choice that is asked and writes nonsense into every blank, so that branches open and mistakes are told. */
function wrongly() {
  for (const control of document.querySelectorAll('form [name]:enabled:not([type=hidden])')) {
    if (!control.checkVisibility()) continue;
    if (control.type === 'radio' || control.type === 'checkbox') {
      if (control.type === 'checkbox' || !document.querySelector(`form input[name="${CSS.escape(control.name)}"]:checked`)) control.click();
    } else if (control.tagName !== 'SELECT') {
      control.value = '×';
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  document.querySelector('#form button[type=submit]').click();
}

/** Nothing is wider than the screen: nobody has to scroll to the side. With large letters on a wide screen a table may, by itself. */
async function reflows(page, told, tablesMay) {
  const wide = await page.evaluate(() => {
    const over = (each) => each.scrollWidth - each.clientWidth;
    const boxes = [...document.querySelectorAll('.scroll, fieldset, .sec, dialog')].filter((each) => over(each) > 1 && each.checkVisibility());
    return { page: over(document.documentElement), first: boxes[0]?.closest('[id]')?.id, boxes: boxes.length };
  });
  if (wide.page > 0) problem(`${told}: the page is ${wide.page} pixels wider than the screen`);
  if (wide.boxes > 0 && !tablesMay) problem(`${told}: ${wide.boxes} parts of the page must be scrolled to the side, the first at ${wide.first}`);
}

/** Runs in the page. For each control in a table's cell the words of its row's and its column's header, by place in the table alone. */
function cells() {
  const words = (node) => node?.textContent.replace(/\s+/gu, ' ').trim() ?? '';
  return [...document.querySelectorAll('#form table td :is(input, select, textarea)')].filter((control) => control.checkVisibility() && !control.closest('tr.more')).map((control) => {
    const cell = control.closest('td');
    const rows = cell.closest('table').tHead?.rows;
    const head = rows?.[rows.length - 1].cells[cell.cellIndex - (rows.length === 2 ? 1 : 0)];
    const label = cell.closest('.rep') || cell.querySelector('.scale') ? '' : words([...head?.childNodes ?? []].find((node) => node.textContent.trim() !== ''));
    return { key: `${control.name}=${control.type === 'radio' ? control.value : ''}`, row: words(cell.parentElement.querySelector('th[scope=row] > span')), column: label, grouped: label === '' };
  });
}

/** Chromium's own accessible names of controls, with those of the groups around them, by name and value. */
async function accessibleNames(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('DOM.enable');
  await devtools.send('DOM.getDocument', { depth: 0 });
  await devtools.send('Accessibility.enable');
  const { nodes } = await devtools.send('DOM.getFlattenedDocument', { depth: -1 });
  const { nodes: tree } = await devtools.send('Accessibility.getFullAXTree');
  const byBackend = new Map(tree.filter((node) => !node.ignored).map((node) => [node.backendDOMNodeId, node]));
  const byId = new Map(tree.map((node) => [node.nodeId, node]));
  const found = new Map();
  for (const node of nodes) {
    const attributes = new Map((node.attributes ?? []).flatMap((value, index, all) => (index % 2 === 0 ? [[value, all[index + 1]]] : [])));
    const heard = byBackend.get(node.backendNodeId);
    if (!attributes.has('name') || !heard) continue;
    const around = [];
    for (let at = heard; at; at = byId.get(at.parentId)) around.push(at.name?.value ?? '');
    const value = attributes.get('type') === 'radio' ? attributes.get('value') ?? '' : '';
    found.set(`${attributes.get('name')}=${value}`, { own: heard.name?.value ?? '', around: around.join(' › ') });
  }
  const tables = tree.filter((node) => !node.ignored && ['table', 'grid', 'LayoutTable'].includes(node.role?.value)).length;
  await devtools.detach();
  return { found, tables };
}

/** Every cell of every table is named by its row and its column. */
async function tables(page, told) {
  const wanted = await page.evaluate(cells);
  const { found, tables: heard } = await accessibleNames(page);
  const shown = await page.evaluate(() => [...document.querySelectorAll('#form table')].filter((each) => each.checkVisibility()).length);
  if (heard < shown) problem(`${told}: only ${heard} of ${shown} tables are tables to a screen reader`);
  const plain = (text) => text.replace(/\s+/gu, ' ').trim();
  for (const { key, row, column, grouped } of wanted) {
    const name = found.get(key);
    const heardName = plain(grouped ? name?.around ?? '' : name?.own ?? '');
    if (row === '' || !heardName.includes(row) || !heardName.includes(column)) problem(`${told}: the cell ${key} is called "${heardName}", without its row "${row}" or its column "${column}"`);
  }
  return wanted.length;
}

async function states({ browser, site }, job) {
  const html = fs.readFileSync(job.form, 'utf8');
  let count = 0;
  let named = 0;
  for (const [name, view] of Object.entries(job.views)) {
    const told = (state) => `${job.told} (${name}), ${state}`;
    const url = site.put('form.html', html, job.brings ?? {});
    const page = await open(browser, url, { told: told('watched'), bypassCSP: true, ...view });
    if (view.rootFont) await page.addStyleTag({ content: `html { font-size: ${view.rootFont} }` });
    if (view.media) await page.emulateMedia({ media: view.media });
    for (const state of job.states[name] ?? job.states.all) {
      if (state === 'opened') await page.evaluate(() => { for (const button of document.querySelectorAll('.folded .fold [aria-expanded=false]')) button.click(); });
      if (state === 'with mistakes') await page.evaluate(wrongly);
      if (state === 'a list opened') await page.evaluate(() => { for (const each of document.querySelectorAll('.search button')) each.click(); });
      if (state === 'one section at a time') await page.evaluate(() => document.querySelector('#steps .main').click());
      if (state === 'the contents opened') await page.evaluate(() => document.getElementById('toc').click());
      if (state === 'looked through') {
        await load(page, job.file);
        await page.evaluate(() => document.querySelector('#form button[type=submit]').click());
      }
      if (state === 'handed in') await page.evaluate(() => document.querySelector('#form button[type=submit]').click());
      if (state === 'asked about a file') await load(page, { ...job.file, nowhere: 1 }, { take: null });
      if (view.media !== 'print') await reflows(page, told(state), view.rootFont !== undefined);
      await violations(page, told(state), view.media === 'print');
      // What an engine makes of a page for screen readers only Chromium tells.
      if (state !== 'asked about a file' && !browser.engine) named += await tables(page, told(state));
      count += 1;
    }
    await page.context().close();
  }
  return { count, named };
}

judge('states', async (all) => {
  let [count, named] = [0, 0];
  for (const job of all.job.forms) {
    const found = await states(all, job);
    count += found.count;
    named += found.named;
  }
  return `${count} states of ${all.job.forms.length} forms, ${named} cells of tables heard`;
});
