import { complementOf, emptyOperator, type Operator } from './operator.ts'
import { readBoolean, readDay, readInstant, readNumber, readTags, readText } from './read-value.ts'
import { booleanOperators, numberOperators, textOperators } from './operators-plain.ts'
import { choiceScalar, idOperators, idScalar, tagOperators, teamScalar, underOperator, userScalar } from './operators-ids.ts'
import { dateOperators, instantOperators } from './operators-time.ts'
import type { FieldType } from './field-type.ts'

type Operators = Readonly<Record<string, Operator>>

const withEmpty = (operators: Operators, empty: Operator): Operators => ({
  ...operators,
  empty,
  not_empty: complementOf(empty, { zh: '不为空', en: 'is not empty' }),
})
const isNull = (expression: string) => `${expression} is null`
const isBlank = (expression: string) => `coalesce(${expression}, '') = ''`
const hasNone = (expression: string) => `coalesce(cardinality(${expression}), 0) = 0`

/**
 * What may be asked of each type of field: the one table behind validation, both verdicts, sentences and editors.
 * Order is the order in menus; the first is the default.
 */
export const OPERATORS: Readonly<Record<FieldType, Operators>> = {
  text: withEmpty(textOperators, emptyOperator(readText, isBlank)),
  number: withEmpty(numberOperators('numeric'), emptyOperator(readNumber, isNull)),
  money: withEmpty(numberOperators('bigint'), emptyOperator(readNumber, isNull)),
  date: withEmpty(dateOperators, emptyOperator(readDay, isNull)),
  instant: withEmpty(instantOperators, emptyOperator(readInstant, isNull)),
  boolean: withEmpty(booleanOperators, emptyOperator(readBoolean, isNull)),
  choice: withEmpty(idOperators(choiceScalar), emptyOperator(readText, isBlank)),
  user: withEmpty(idOperators(userScalar), emptyOperator(readText, isNull)),
  team: withEmpty({ ...idOperators(teamScalar), under: underOperator }, emptyOperator(readText, isNull)),
  reference: withEmpty(idOperators(idScalar), emptyOperator(readText, isNull)),
  tags: withEmpty(tagOperators, emptyOperator(readTags, hasNone)),
}

