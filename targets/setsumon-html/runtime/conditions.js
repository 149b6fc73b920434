// The interpreter of the lowered conditions: two-valued, total, each condition evaluated at most once for one state of the answers.
//
// A reading is one state: `main` holds the value of each variable by its index, `repeats` for each roster its occurrences,
// each an object from index to value. A condition's parts have smaller indices than the condition, so nothing here can loop.

import { fullYears, parseDay, parseMonth, plusMonths } from "./calendar.js";
import { addRatio, compareRatio, divideRatio, multiplyRatio, negateRatio, numberOf, parseRatio, roundRatio, whole } from "./rational.js";
import { hasWords } from "./shapes.js";

/** @import { Comparison, Cond, CondId, Measured, Model, PairTerm, Ratio, RosterId, Term, ValueType, Values, VariableId } from "./types" */

/** Whether a raw value counts as an answer: not `null`, `false` or white space alone. @type {(value: unknown) => boolean} */
export const isPresent = (value) => value !== undefined && value !== null && value !== false && (typeof value !== "string" || hasWords(value));

/** For each condition the roster whose occurrence it speaks of, or -1. @type {(conds: Cond[], roster: number[]) => number[]} */
export function rosterOfConditions(conds, roster) {
  /** @type {(term: Term) => number} */
  const ofTerm = (term) => {
    switch (term[0]) {
      case "value": case "score": return roster[term[1]];
      case "count": return Math.max(-1, ...term[1].map((variable) => roster[variable]));
      case "sum": case "first": return Math.max(-1, ...term[1].map(ofTerm));
      case "add": case "subtract": case "multiply": case "divide": case "days": case "age":
        return Math.max(ofTerm(term[1]), ofTerm(term[2]));
      case "negative": case "round": case "plus_days": case "plus_months": return ofTerm(term[1]);
      case "if": return Math.max(rosters[term[1]], ofTerm(term[2]), ofTerm(term[3]));
      default: return -1;
    }
  };
  /** @type {number[]} */
  const rosters = [];
  for (const node of conds) {
    switch (node[0]) {
      case "has": case "lacks": case "in": case "out": rosters.push(roster[node[1]]); break;
      case "compare": rosters.push(Math.max(ofTerm(node[1]), ofTerm(node[3]))); break;
      case "all": case "any": rosters.push(Math.max(...node[1].map((part) => rosters[part]))); break;
      default: rosters.push(-1);
    }
  }
  return rosters;
}

/** The variables that a term reads. @type {(model: Model, term: Term, found?: Set<VariableId>) => Set<VariableId>} */
export function variablesOfTerm(model, term, found = new Set()) {
  /** @type {(part: Term) => void} */
  const ofTerm = (part) => { variablesOfTerm(model, part, found); };
  switch (term[0]) {
    case "value": case "score": found.add(term[1]); break;
    case "count": term[1].forEach((variable) => found.add(variable)); break;
    case "sum": case "first": term[1].forEach(ofTerm); break;
    case "add": case "subtract": case "multiply": case "divide": case "days": case "age": ofTerm(term[1]); ofTerm(term[2]); break;
    case "negative": case "round": case "plus_days": case "plus_months": ofTerm(term[1]); break;
    case "if": variablesOf(model, term[1], found); ofTerm(term[2]); ofTerm(term[3]); break;
    case "sum_where": ofTerm(term[2]); variablesOf(model, term[3], found); break;
    case "count_where": variablesOf(model, term[2], found); break;
    default:
  }
  return found;
}

/** The variables that a condition reads. @type {(model: Model, id: CondId, found?: Set<VariableId>) => Set<VariableId>} */
export function variablesOf(model, id, found = new Set()) {
  /** @type {(term: Term) => void} */
  const ofTerm = (term) => { variablesOfTerm(model, term, found); };
  const node = model.conds[id];
  switch (node[0]) {
    case "has": case "lacks": case "in": case "out": found.add(node[1]); break;
    case "compare": ofTerm(node[1]); ofTerm(node[3]); break;
    case "all": case "any": node[1].forEach((part) => variablesOf(model, part, found)); break;
    case "some": case "every": variablesOf(model, node[2], found); break;
    default:
  }
  return found;
}

/** One state of the answers, and what holds in it. */
export class Reading {
  /** @param {Model} model @param {Values} main @param {Values[][]} repeats */
  constructor(model, main, repeats) {
    this.model = model;
    this.main = main;
    this.repeats = repeats;
    /** @type {Map<Values | null, Int8Array>} */
    this.known = new Map([[null, new Int8Array(model.conds.length)]]);
    /** What goes through a roster reads no other: it is reckoned once, and not from each entry of another. @type {Map<Term, Measured | null>} */
    this.reckoned = new Map();
  }

  /** The value of a term that goes through a roster. @type {(term: Term, reckon: () => Measured | null) => Measured | null} */
  once(term, reckon) {
    let value = this.reckoned.get(term);
    if (value === undefined) {
      value = reckon();
      this.reckoned.set(term, value);
    }
    return value;
  }

  /** The raw value of a variable, in an occurrence where it belongs to a roster. @type {(variable: VariableId, occurrence: Values | null) => unknown} */
  value(variable, occurrence) {
    return this.model.roster[variable] >= 0 ? occurrence?.[variable] : this.main[variable];
  }

  /** Whether a condition holds. @type {(id: CondId, occurrence?: Values | null) => boolean} */
  holds(id, occurrence = null) {
    const scope = this.model.condRoster[id] >= 0 ? occurrence : null;
    let known = this.known.get(scope);
    if (!known) {
      known = new Int8Array(this.model.conds.length);
      this.known.set(scope, known);
    }
    if (known[id] === 0) { known[id] = this.find(this.model.conds[id], scope) ? 1 : 2; }
    return known[id] === 1;
  }

  /** @type {(node: Cond, occurrence: Values | null) => boolean} */
  find(node, occurrence) {
    switch (node[0]) {
      case "yes": return true;
      case "no": return false;
      case "has": return isPresent(this.value(node[1], occurrence));
      case "lacks": return !isPresent(this.value(node[1], occurrence));
      case "in": { const code = this.value(node[1], occurrence); return isPresent(code) && node[2].includes(/** @type {string} */ (code)); }
      case "out": { const code = this.value(node[1], occurrence); return isPresent(code) && !node[2].includes(/** @type {string} */ (code)); }
      case "compare": return this.compare(this.term(node[1], occurrence), node[2], this.term(node[3], occurrence));
      case "all": return node[1].every((part) => this.holds(part, occurrence));
      case "any": return node[1].some((part) => this.holds(part, occurrence));
      case "some": return this.occurrences(node[1]).some((each) => this.holds(node[2], each));
      case "every": return this.occurrences(node[1]).every((each) => this.holds(node[2], each));
      default: throw new Error("unknown condition " + node);
    }
  }

  /** @type {(roster: RosterId) => Values[]} */
  occurrences(roster) { return this.repeats[roster] ?? []; }

  /** @type {(left: Measured | null, operator: Comparison, right: Measured | null) => boolean} */
  compare(left, operator, right) {
    if (left === null || right === null || left.kind !== right.kind) { return false; }
    const order = compareRatio(left.number, right.number);
    switch (operator) {
      case "=": return order === 0;
      case "!=": return order !== 0;
      case "<": return order < 0;
      case "<=": return order <= 0;
      case ">": return order > 0;
      case ">=": return order >= 0;
      default: throw new Error("unknown comparison " + operator);
    }
  }

  /** The value of a term: `{ number, kind }`, null where it is missing. @type {(term: Term, occurrence?: Values | null) => Measured | null} */
  term(term, occurrence = null) {
    /** @type {(n: Ratio | null) => Measured | null} */
    const number = (n) => (n === null ? null : { kind: "number", number: n });
    /** @type {(pair: PairTerm, make: (a: Measured, b: Measured) => Measured | null) => Measured | null} */
    const both = ([, first, second], make) => {
      const a = this.term(first, occurrence);
      const b = this.term(second, occurrence);
      return a === null || b === null ? null : make(a, b);
    };
    /** @type {(part: Term, make: (a: Measured) => Measured | null) => Measured | null} */
    const one = (part, make) => {
      const a = this.term(part, occurrence);
      return a === null ? null : make(a);
    };
    switch (term[0]) {
      case "number": return number(parseRatio(term[1]));
      case "day": case "month": return { kind: term[0], number: whole(term[1]) };
      case "value": return this.measured(this.model.types[this.model.type[term[1]]], this.value(term[1], occurrence));
      case "score": {
        const code = this.value(term[1], occurrence);
        return number(typeof code === "string" && Object.hasOwn(term[2], code) ? parseRatio(term[2][code]) : null);
      }
      case "count": return number(whole(term[1].filter((v) => isPresent(this.value(v, occurrence))).length));
      case "sum": return number(sumRatios(term[1].map((part) => this.term(part, occurrence))));
      case "add": return both(term, (a, b) => number(addRatio(a.number, b.number)));
      case "subtract": return both(term, (a, b) => number(addRatio(a.number, negateRatio(b.number))));
      case "multiply": return both(term, (a, b) => number(multiplyRatio(a.number, b.number)));
      case "divide": return both(term, (a, b) => number(divideRatio(a.number, b.number)));
      case "negative": return one(term[1], (a) => number(negateRatio(a.number)));
      case "round": return one(term[1], (a) => number(roundRatio(a.number, term[2])));
      case "days": return both(term, (a, b) => number(addRatio(b.number, negateRatio(a.number))));
      case "age": return both(term, (a, b) => number(whole(fullYears(Number(a.number.n), Number(b.number.n)))));
      case "plus_days": return one(term[1], (a) => ({ kind: "day", number: whole(Number(a.number.n) + term[2]) }));
      case "plus_months": return one(term[1], (a) => (a.kind === "month"
        ? { kind: "month", number: whole(Number(a.number.n) + term[2]) }
        : { kind: "day", number: whole(plusMonths(Number(a.number.n), term[2])) }));
      case "first": {
        for (const part of term[1]) {
          const value = this.term(part, occurrence);
          if (value !== null) { return value; }
        }
        return null;
      }
      case "count_where": return this.once(term, () => number(whole(this.occurrences(term[1]).filter((each) => this.holds(term[2], each)).length)));
      case "sum_where": return this.once(term, () => number(sumRatios(this.occurrences(term[1])
        .filter((each) => this.holds(term[3], each)).map((each) => this.term(term[2], each)))));
      case "if": return this.term(this.holds(term[1], occurrence) ? term[2] : term[3], occurrence);
      default: throw new Error("unknown term " + term);
    }
  }

  /** A raw value as a measured one, null where it is missing or none of its kind. @type {(type: ValueType, value: unknown) => Measured | null} */
  measured(type, value) {
    switch (type[0]) {
      case "rank": case "integer": case "decimal": {
        const number = numberOf(value);
        return number === null ? null : { kind: "number", number };
      }
      case "date": {
        const day = typeof value === "string" ? parseDay(value) : null;
        return day === null ? null : { kind: "day", number: whole(day) };
      }
      case "month": {
        const month = typeof value === "string" ? parseMonth(value) : null;
        return month === null ? null : { kind: "month", number: whole(month) };
      }
      default: return null;
    }
  }
}

/** The sum of those that are there; null where none is. @type {(values: (Measured | null)[]) => Ratio | null} */
function sumRatios(values) {
  /** @type {Ratio | null} */
  let sum = null;
  for (const value of values) { if (value !== null) { sum = sum === null ? value.number : addRatio(sum, value.number); } }
  return sum;
}
