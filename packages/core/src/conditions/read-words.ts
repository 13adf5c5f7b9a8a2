import { Decimal } from 'decimal.js'
import type { Field } from './catalogue.ts'
import { ConditionError, type ConditionRefusal } from './errors.ts'
import { PERIOD_WORDS } from './speak.ts'
import type { Token } from './tokens.ts'
import { relativeValue, type ScalarValue } from './value.ts'

/** Finds the ids of what people call by name: a user, a stage, a channel … Several answers mean the name is ambiguous. */
export type NameLookup = (field: Field, name: string) => readonly string[]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ME = ['me', '我']
const MY_TEAMS = ['my_teams', 'my_team', '我的团队']

/** One value of the text form, read as the field's type. Throws a ConditionError with the token's position. */
export function readScalar(token: Token, field: Field, lookup: NameLookup | undefined): ScalarValue {
  const word = token.text
  const bare = token.kind === 'word' ? word.toLowerCase() : ''
  const refuse = (code: ConditionRefusal) =>
    new ConditionError(code, { position: token.position, field: field.key, name: word })
  if (field.options) {
    const option = field.options.find(
      ({ value, label }) => value === word || label.zh === word || label.en.toLowerCase() === word.toLowerCase(),
    )
    if (!option) throw refuse('condition.unknown_option')
    return option.value
  }
  switch (field.type) {
    case 'text':
    case 'choice':
      return word
    case 'number':
    case 'money': {
      const number = readNumberWords(word, field.type === 'money' ? 100 : 1)
      if (number === null || (field.type === 'money' && !Number.isSafeInteger(number))) throw refuse('condition.bad_value')
      return number
    }
    case 'boolean':
      if (['true', 'yes', '是'].includes(bare)) return true
      if (['false', 'no', '否'].includes(bare)) return false
      throw refuse('condition.bad_value')
    case 'date':
    case 'instant':
      return readTimeWords(word) ?? word
    case 'user':
    case 'team':
    case 'reference':
    case 'tags': {
      if (field.type === 'user' && ME.includes(bare)) return { me: true }
      if (field.type === 'team' && MY_TEAMS.includes(bare)) return { myTeams: true }
      if (UUID.test(word)) return word
      const [found, another] = lookup?.(field, word) ?? []
      if (found === undefined) throw refuse('condition.unknown_name')
      if (another !== undefined) throw refuse('condition.ambiguous_name')
      return found
    }
  }
}

/** `100000`, `10万`, `1.5亿` times `scale`, exactly. */
function readNumberWords(word: string, scale: number): number | null {
  const match = /^([+-]?\d{1,18}(?:\.\d{1,12})?)(万|亿)?$/.exec(word)
  if (!match?.[1]) return null
  const unit = match[2] === '亿' ? 100_000_000 : match[2] === '万' ? 10_000 : 1
  return new Decimal(match[1]).mul(unit).mul(scale).toNumber()
}

/** `this_month`, `本月`, `-7d` (a week ago), `+30天`. */
function readTimeWords(word: string): ScalarValue | null {
  const offset = /^([+-]?\d{1,6})(?:d|天)$/i.exec(word)
  if (offset) return { days: Number(offset[1]) }
  const named = Object.entries(PERIOD_WORDS).find(([name, { zh }]) => name === word.toLowerCase() || zh === word)
  const relative = relativeValue.safeParse({ relative: named?.[0] })
  return relative.success ? relative.data : null
}
