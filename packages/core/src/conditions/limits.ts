/** Bounds of a condition: outside input, so its cost must be known before it is run. */
export const CONDITION_LIMITS = {
  /** Levels of and/or/not/where. */
  depth: 12,
  /** All nodes of the tree. */
  nodes: 200,
  /** Items of one list value. */
  list: 500,
  /** Characters of one text value. */
  text: 500,
  /** Characters of the text form (`--where`) and of JSON in a query string. */
  source: 20_000,
  /** Days of an offset, either way: a century. */
  days: 36_525,
} as const
