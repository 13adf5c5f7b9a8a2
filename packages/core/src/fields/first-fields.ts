import { both, type Localized } from '../config/localized.ts'
import type { FieldObject } from './field-type.ts'

/** A choice that a new organisation is asked for from the start; it changes or archives it as it likes. */
interface FirstField {
  object: FieldObject
  key: string
  label: Localized
  help: Localized
  options: readonly { value: string; label: Localized; color: string }[]
}

/**
 * What is asked of a deal by default besides built-in fields: of 客户行业, 需求紧急程度, 决策链角色 and 预计成交金额 the industry is
 * the account's, the role stands with each contact, the amount is the deal's own.
 */
export const firstFields: readonly FirstField[] = [{
  object: 'deal', key: 'urgency', label: both('需求紧急程度', 'Urgency'), help: both('客户希望何时解决这个问题。', 'By when the customer wants the problem solved.'),
  options: [
    { value: 'now', label: both('一个月内必须解决', 'Within a month'), color: '#e5484d' },
    { value: 'quarter', label: both('三个月内', 'Within three months'), color: '#f5a524' },
    { value: 'year', label: both('一年内', 'Within a year'), color: '#3f7fe0' },
    { value: 'open', label: both('尚不确定', 'Not settled'), color: '#8b8d98' },
  ],
}]
