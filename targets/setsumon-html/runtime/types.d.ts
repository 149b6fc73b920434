// The types of the page's script: what the form's model says, as `rules.rs`, `term.rs` and `carried.rs` write it, and what the script makes of it.
// Nothing of this file is in a page.

// ---- What is in the page ----

/** A number of a variable: its place in `names`. */
export type VariableId = number;
/** A number of a condition: its place in `conds`. */
export type CondId = number;
/** A number of a roster: its place in `repeats`. */
export type RosterId = number;

/** The shape of a text. */
export type Shape = "free" | "email" | "tel" | "postal_ja" | "postal_any" | "url" | "picture";

/** What a variable may hold. The bounds of months and days are counts, those of decimals are text. */
export type CodeType = ["code", string[]];
export type DecimalType = ["decimal", digits: number, min: string, max: string];
export type CountType = ["month" | "date", min: number, max: number];
export type TextType = ["text", shape: Shape, maxLength: number | null, lines: boolean, picture?: string];
export type ValueType =
  | CodeType
  | ["tick"]
  | ["rank", max: number]
  | ["integer", min: number, max: number]
  | DecimalType
  | CountType
  | TextType;

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** A condition. Its parts stand before it. */
export type Cond =
  | ["yes" | "no"]
  | ["has" | "lacks", VariableId]
  | ["in" | "out", VariableId, string[]]
  | ["compare", Term, Comparison, Term]
  | ["all" | "any", CondId[]]
  | ["some" | "every", RosterId, CondId];

export type PairTerm = ["add" | "subtract" | "multiply" | "divide" | "days" | "age", Term, Term];
export type ShiftedTerm = ["round" | "plus_days" | "plus_months", Term, number];
export type Term =
  | ["number", string]
  | ["day" | "month", number]
  | ["value", VariableId]
  | ["score", VariableId, { [code: string]: string }]
  | ["count", VariableId[]]
  | ["sum" | "first", Term[]]
  | PairTerm
  | ["negative", Term]
  | ShiftedTerm
  | ["count_where", RosterId, CondId]
  | ["sum_where", RosterId, Term, CondId]
  | ["if", CondId, Term, Term];

/** A piece of a message: words, or a variable whose answer is said, with what is said where there is none. */
export type Piece = string | [VariableId, string];

type Duty = { holds: CondId; at: VariableId; submission?: true; roster?: RosterId; soft?: undefined; says?: undefined };
/** A check that an author wrote: the only one that may be soft. */
export type Check = { kind: "check"; holds: CondId; at: VariableId; submission?: true; roster?: RosterId; soft?: true; says: Piece[] };
export type Rule =
  | (Duty & { kind: "required" | "exclusive" | "alternative" | "ranks_differ" | "ranks_without_gap" })
  | (Duty & { kind: "pick_min" | "occurrences_min"; min: number })
  | (Duty & { kind: "pick_max" | "occurrences_max"; max: number })
  | Check;

export interface Repeat {
  name: string;
  asked: CondId;
  min: number;
  max: number;
  variables: VariableId[];
}

/** Bounds, each `null` where there is none, and the words for what lies between. */
export type Band = [low: string | null, high: string | null, words: string];
export interface Calc {
  term: Term;
  asked: CondId;
  value: ["number", digits: number] | ["date"] | ["month"] | ["band", Band[]];
}

/** What both forms of the model have alike. */
interface Rules {
  survey: string;
  edition: number;
  types: ValueType[];
  /** For each variable its place in `types`. */
  type: number[];
  /** For each variable the condition under which it is asked. */
  asked: CondId[];
  offered: [VariableId, code: string, when: CondId][];
  repeats: Repeat[];
  calcs: Calc[];
  rules: Rule[];
  conds: Cond[];
  /** Variables that hold last year's values, and the names under which these stand in last year's file. */
  lastNames: [VariableId, ...names: string[]][];
  /** The edition before. */
  follows: number | null;
  /** Options that say something else than they did: a code, or `true` where the option has a variable of its own. */
  reworded: [VariableId, code: string | true][];
  /** Codes that have another name today. */
  codes: [VariableId, was: string, code: string][];
  /** What is offered no more, or in other words: its question and the words of then. */
  retired: [question: number, VariableId, code: string | true, words: string][];
  /** Figures of last year that are counted otherwise today, with what is read behind them and in front of them. */
  counted: [VariableId, behind: string, front: string][];
  /** What questions that are asked no more were called. */
  titles: [VariableId, string][];
}

/** The model as it stands in the page. */
export interface WrittenModel extends Rules {
  names: string;
  rosterOf: [VariableId, RosterId][];
  roles: [VariableId, role: number][];
  /** Variables from which on the marker is another. */
  markers: [VariableId, marker: number][];
  was: [VariableId, ...names: string[]][];
  shapes: [VariableId, ...codes: string[]][];
}

/** The model as it is read, with tables that follow from others (`prepare`). */
export interface Model extends Rules {
  names: string[];
  /** For each variable its roster, or -1. */
  roster: number[];
  /** For each condition the roster of whose occurrences it speaks, or -1. */
  condRoster: number[];
  role: number[];
  marker: number[];
  /** The names that variables had in the edition before, where they were others. */
  was: Map<VariableId, string[]>;
  /** The codes by which several variables that were one, or one that was several, are told apart. */
  shapes: Map<VariableId, string[]>;
  /** Variables by name. */
  index: Map<string, VariableId>;
  /** Variables by a name that they had before. */
  formerly: Map<string, VariableId>;
  /** The conditions of options that are not always offered, by variable and code. */
  offers: Map<VariableId, Map<unknown, CondId>>;
}

// ---- Answers ----

/** An exact fraction in lowest terms; `d` is above zero. */
export interface Ratio {
  n: bigint;
  d: bigint;
}

/** The value of a term: a number, or a count of days or months. */
export interface Measured {
  kind: "number" | "day" | "month";
  number: Ratio;
}

/** Answers by variable. They come from files of anybody's: what they hold is looked at before it is used. */
export interface Values {
  [variable: VariableId]: unknown;
}

/** A file, or another object of somebody else's. */
export interface Foreign {
  [key: string]: unknown;
}

/** Answers: those of no roster, and for each roster those of its occurrences. */
export interface Answers<Occurrence = Values> {
  main: unknown[];
  repeats: Occurrence[][];
}

/** A file as it was read: keys that the form does not know, and rosters and occurrences that could not be read. */
export interface ReadFile extends Answers {
  unknown: string[];
  misshapen: Set<unknown>;
}

interface FoundAt {
  variable: VariableId;
  /** Its place, from 0; -1 outside a roster. */
  occurrence: number;
}
export interface DomainFinding extends FoundAt {
  kind: "domain";
  problem: string;
  type: ValueType;
  value: unknown;
  hard: true;
  rule?: undefined;
}
export interface PathFinding extends FoundAt {
  kind: "asked" | "offered";
  hard: true;
  rule?: undefined;
}
export interface RuleFinding extends FoundAt {
  kind: Rule["kind"];
  rule: Rule;
  hard: boolean;
}
/** Something wrong with answers. */
export type Finding = DomainFinding | PathFinding | RuleFinding;
export interface UnknownKey {
  kind: "unknown";
  key: string;
  hard: true;
}

/** A variable and a value of then, which does not fit today, and whose it is: the place of its occurrence, -1 outside a roster. */
export type Unfit = [VariableId, value: unknown, at: number];

/** What a file of the edition before brings. */
export interface Brought {
  edition: unknown;
  main: Values;
  repeats: Values[][];
  unfit: Unfit[];
  unknown: string[];
}

/** How an answer stands to last year's. */
export type Standing = "none" | "carried" | "confirmed" | "due" | "changed";

/** How something typed is read. */
export type Input = Exclude<Shape, "free"> | "text" | "longtext" | "number" | "year" | "month" | "date";

// ---- The page ----

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** An occurrence on the page: its answers, and what is known of it besides, which nobody who goes through its answers comes to. */
export interface Occurrence extends Values {
  readonly number: number;
  readonly element: HTMLElement;
  readonly roster: RosterId;
}

/** A variable on the page, in an occurrence where it belongs to a roster. */
export interface Field {
  name: string;
  variable: VariableId;
  occurrence: Occurrence | null;
  controls: Control[];
  /** What kind of blank it is: how what is typed there is read. */
  kind: string;
  type: ValueType;
  asked: boolean;
  section: HTMLElement | null;
  /** The question it is a part of. */
  own: HTMLElement;
  /** The outermost question around it. */
  question: HTMLElement;
  unit: Unit;
  /** The sum of what its question says, to know it by. */
  says: number;
  /** In a list that is searched: what was typed and is not in it. */
  words?: string;
  /** What stood there when it was entered. */
  former?: Entered;
  /** The words that stand beside its blank. */
  beside?: string[];
  /** The button that takes a choice back. */
  clear?: HTMLElement;
}

/** What stands in a field, as its controls have it. */
export type Entered = string | true;

/** What stands or changes as one: the ticks of a question, a row of a table, a cell. */
export interface Unit {
  key: string;
  root: HTMLElement;
  fields: Field[];
  standing: Standing;
  /** Where it is said how it stands. */
  told: HTMLElement | null;
}

/** Last year's answers as the page knows them: `of` says for each roster which number of an occurrence was which place. */
export interface Before extends Omit<Brought, "unknown"> {
  of: { [number: number]: number }[];
}

/** A roster on the page. */
export interface Roster {
  root: HTMLElement;
  index: RosterId;
  place: HTMLElement;
  proto: HTMLElement;
  next: number;
  min: number;
  max: number;
}

/** What only some forms have: it takes in what stands below an element, and keeps in line with the answers. */
export interface Extra {
  enrol?: (root: HTMLElement, occurrence: Occurrence | null) => void;
  tell?: () => void;
}

/** A step of the form: a section with what leads to it and closes it, a run of prose, the end. */
export interface Step {
  root: HTMLElement;
  section: HTMLElement | null;
  blocks: HTMLElement[];
  link: HTMLAnchorElement | null;
  /** Whether its section, prose or end has begun. */
  opened: boolean;
}

/** The panel of a section with last year's answers. */
export interface Fold {
  root: HTMLElement;
  own: Unit[];
  panel: HTMLElement;
  same: HTMLButtonElement;
  toggle: HTMLButtonElement;
  state: HTMLElement;
  list: HTMLElement;
  /** Whether it is told as done. */
  done: boolean;
}

/** A finding on the page: where it is told, and in which words. */
export interface Told {
  finding: Finding;
  field: Field | undefined;
  place: HTMLElement;
  words: string;
}

/** An entry of the summary: where its link leads, what it is called by, and what is said of it. */
export interface SummaryEntry {
  target: HTMLElement;
  field: Field | undefined;
  place: HTMLElement;
  words: string;
}

/** Lists of what has no place, and of what says something else today. */
export interface Placeless {
  unfit?: string[];
  unknown?: string[];
  anew?: string[];
}

/** What was found out about a file that was picked. */
export interface Inspected extends Placeless {
  /** Why it is not taken. */
  refused: string | null;
  what?: string[];
  counts?: string[];
  take?: () => void;
}

/** An object of somebody else's in the place of a draft: nothing in it need be what it should be. */
export type Draft = Foreign;

/** The elements of the page's frame (`templates/page.html`) that are more than elements. */
export interface Anchors {
  meter: HTMLProgressElement;
  file: HTMLInputElement;
  paged: HTMLInputElement;
  only: HTMLInputElement;
}
