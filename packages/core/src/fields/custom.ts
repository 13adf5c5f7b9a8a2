import { z } from 'zod'

/**
 * Values of custom fields on the wire: `custom: {<key>: value}`. What a value is, by the type of its field:
 *
 * | type | value |
 * |---|---|
 * | text, long_text, phone, mail, url | text, trimmed; a phone as it is read aloud, an address of the web with http or https |
 * | number | a number of at most `decimals` decimals |
 * | money | integer minor units (分) in the currency of the record |
 * | percent | a share: 0.25 is 25 %; `min` and `max` are shares too |
 * | date | `2026-03-01` |
 * | time | an instant, `2026-03-01T08:00:00.000Z` |
 * | boolean | true or false |
 * | select | the option's `value` |
 * | multi_select | an array of option values, in the order of the options |
 * | user, team, reference | an id |
 * | file | an array of ids of the record's attachments |
 * | address | `{province, city, district, detail}`, each a text or null |
 * | formula, rollup | as the type they compute; read-only |
 *
 * Sent: a key left out stays as it is, null empties. Answered: an empty field is left out, and so is one that the reader may not see.
 */
export const customIn = z.record(z.string().max(40), z.unknown())
export const customOut = z.record(z.string(), z.unknown()).default({})
/** Names of what custom values refer to by id (people, teams, records, files), of those the reader may see. */
export const customNames = z.record(z.string(), z.string()).default({})
/** `sort=c_<key>`: by a custom field of type text, number, money, percent, date, time, select, phone, mail or url; empty values last. */
export const customSort = z.templateLiteral(['c_', z.string().max(40)])

/** Stored and answered values of one record, by the fields' keys. */
export type Custom = Readonly<Record<string, unknown>>
