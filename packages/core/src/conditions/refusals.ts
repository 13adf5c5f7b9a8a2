import type { RefusalWords } from '../lib/refusal.ts'

/** Why a condition is refused. The data of these refusals is the detail of a ConditionError. */
export const conditionRefusals = {
  'condition.malformed': { status: 400, zh: '条件的结构不正确', en: 'The condition is not well formed' },
  'condition.too_deep': { status: 400, zh: '条件嵌套太深，最多 {limit} 层', en: 'The condition is nested too deeply; at most {limit} levels' },
  'condition.too_many_nodes': { status: 400, zh: '条件太多，最多 {limit} 条', en: 'The condition has too many parts; at most {limit}' },
  'condition.list_too_long': { status: 400, zh: '列表太长，最多 {limit} 项', en: 'The list is too long; at most {limit} items' },
  'condition.text_too_long': { status: 400, zh: '条件文字太长，最多 {limit} 字', en: 'The condition text is too long; at most {limit} characters' },
  'condition.unknown_field': { status: 400, zh: '没有字段“{name}”', en: 'There is no field "{name}"' },
  'condition.unknown_relation': { status: 400, zh: '没有关联“{name}”', en: 'There is no relation "{name}"' },
  'condition.unknown_operator': { status: 400, zh: '“{field}”不支持运算“{name}”', en: '"{field}" has no operator "{name}"' },
  'condition.bad_value': { status: 400, zh: '“{field}”“{operator}”的值不正确', en: 'The value for "{field}" "{operator}" is not valid' },
  'condition.unknown_option': { status: 400, zh: '“{field}”没有选项“{name}”', en: '"{field}" has no option "{name}"' },
  'condition.unknown_name': { status: 400, zh: '“{field}”中找不到“{name}”', en: 'Nothing named "{name}" is found for "{field}"' },
  'condition.ambiguous_name': { status: 400, zh: '“{field}”中有多个“{name}”', en: 'Several are named "{name}" for "{field}"' },
  'condition.no_user': { status: 422, zh: '条件用到“我”，但当前没有登录用户', en: 'The condition says "me", but nobody is signed in' },
  'condition.relation_not_loaded': { status: 500, zh: '记录没有带上“{name}”', en: 'The record came without its "{name}"' },
  'condition.incomplete_rule': { status: 400, zh: '有一条规则还没填完', en: 'A rule is not complete yet' },
  'condition.unexpected_word': { status: 400, zh: '此处不该出现“{name}”', en: 'Unexpected "{name}" here' },
  'condition.unexpected_end': { status: 400, zh: '条件没有写完', en: 'The condition ends too early' },
  'condition.open_quote': { status: 400, zh: '引号没有结束', en: 'A quote is not closed' },
} satisfies Record<string, RefusalWords>

