// What a page shows, read out of it: which controls are asked, which conditions it shows by, what it says in its summary.
'use strict';

/** Runs in the page. Name of control (of a round button with its value) → whether it is asked: seen and open to be filled in. */
function shownControls() {
  const shown = {};
  const faults = [];
  for (const control of document.querySelectorAll('#form [name]:not([name^="_"])')) {
    const key = control.type === 'radio' ? `${control.name}=${control.value}` : control.name;
    const hidden = control.closest('[hidden]') !== null;
    // A folded section is closed by the respondent, and its questions are asked all the same.
    const folded = control.closest('.folded, .waiting, details:not([open])') !== null;
    // An option of a long list is shown by the field that searches the list.
    const shownBy = control.closest('.searched')?.querySelector('[role=combobox]') ?? control;
    const seen = shownBy.checkVisibility({ visibilityProperty: true });
    if (hidden !== control.disabled) faults.push(`${key} is ${hidden ? 'hidden and not disabled' : 'disabled and not hidden'}`);
    if (!folded && seen === hidden) faults.push(`${key} is ${hidden ? 'hidden by its condition and seen' : 'asked and cannot be seen'}`);
    shown[key] = !hidden && !control.disabled;
  }
  // What lies behind a filter that may end the survey is closed, asked all the same, as long as nothing is answered there.
  const gate = [...document.querySelectorAll('.gate')].find((each) => each.checkVisibility() && each.querySelector('.ends') && !each.querySelector(':checked'));
  for (const waiting of document.querySelectorAll('.waiting')) {
    if (!gate || !(gate.compareDocumentPosition(waiting) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push('something waits for a filter that is not there, or is answered');
    if (waiting.querySelector(':checked')) faults.push('something that is answered waits for a filter');
  }
  const conditions = {};
  for (const element of document.querySelectorAll('#form [data-if]')) {
    if (element.closest('[data-occurrence]') !== null) continue;
    const number = element.dataset.if;
    if (number in conditions && conditions[number] !== !element.hidden) faults.push(`condition ${number} shows one element and hides another`);
    conditions[number] = !element.hidden;
  }
  return { shown, conditions, faults };
}

/** Runs in the page. Hands the form in and reads the summary: each entry, and the control that its link leads to. */
function summary() {
  document.querySelector('#form button[type=submit]').click();
  const box = document.getElementById('summary');
  const faults = [];
  if (!box.hidden && document.activeElement !== box) faults.push('the summary is shown and has not the focus');
  const catalogue = JSON.parse(document.getElementById('words').textContent);
  const entries = box.hidden ? [] : [...box.querySelectorAll('ul')].flatMap((list) => [...list.querySelectorAll('li a')].map((link) => {
    const soft = list.previousElementSibling.textContent === catalogue.summary_soft;
    link.click();
    const at = document.activeElement;
    const occurrence = at.closest('.occ');
    const roster = at.closest('[data-roster]');
    return {
      hard: !soft,
      says: link.textContent,
      name: at.name && at.closest('#form') ? at.name.split('.')[0] : '',
      occurrence: occurrence ? [...occurrence.parentElement.children].indexOf(occurrence) + 1 : 0,
      roster: roster ? Number(roster.dataset.roster) : -1,
    };
  }));
  const beside = [...document.querySelectorAll('#form .err')].length;
  const hard = entries.filter((entry) => entry.hard).length;
  if (beside !== hard) faults.push(`the summary tells ${hard} mistakes, ${beside} stand beside the fields`);
  return { entries, faults };
}

const PARTS = /\{\w+(?:\|[^}]*)?\}/u;
/** What kind of finding words of the page's catalogue tell; `check` for the author's own. */
function kindOf(says, catalogue) {
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  for (const [name, words] of Object.entries(catalogue)) {
    const kind = name === 'required_choice' ? 'required' : /^(?:wrong_|too_|line_break)/u.test(name) ? 'domain' : name;
    if (!['required', 'domain', 'exclusive', 'alternative', 'pick_min', 'pick_max', 'ranks_differ', 'ranks_without_gap', 'occurrences_min', 'occurrences_max', 'offered', 'asked'].includes(kind)) continue;
    // Behind a caption that is a question there is no colon.
    if (new RegExp(`(?:${escaped(catalogue.colon)}|[?？!！:：。][ 　])${words.split(PARTS).map(escaped).join('[^]*')}$`, 'u').test(says)) return kind;
  }
  return 'check';
}

module.exports = { kindOf, shownControls, summary };
