import type { RefusalWords } from '../lib/refusal.ts'

export const fieldRefusals = {
  'field.unknown': { status: 422, zh: '没有名为「{name}」的字段。', en: 'There is no field “{name}”.' },
  'field.bad_value': { status: 422, zh: '「{name}」的值不符合字段类型。', en: 'The value of “{name}” does not fit its type.' },
  'field.required': { status: 422, zh: '「{name}」必填。', en: '“{name}” is required.' },
  'field.pattern': { status: 422, zh: '「{name}」的格式不对。', en: '“{name}” is not in the expected form.' },
  'field.range': { status: 422, zh: '「{name}」超出允许范围。', en: '“{name}” is out of range.' },
  'field.not_unique': { status: 409, zh: '「{name}」的值已被其他记录使用。', en: 'Another record holds this value of “{name}”.' },
  'field.read_only': { status: 422, zh: '「{name}」不能修改。', en: '“{name}” cannot be changed.' },
  'field.bad_option': { status: 422, zh: '「{name}」没有这个选项，或当前不可选。', en: '“{name}” has no such option, or not under these circumstances.' },
  'field.decimals': { status: 422, zh: '「{name}」的小数位数太多。', en: '“{name}” has too many decimals.' },
  'field.unknown_reference': { status: 422, zh: '「{name}」引用的记录不存在，或您无权查看。', en: 'What “{name}” refers to does not exist or is not visible to you.' },
  'field.bad_key': { status: 422, zh: '字段标识有误或已被占用。', en: 'The key of the field is not valid or is taken.' },
  'field.not_sortable': { status: 422, zh: '不能按此字段排序。', en: 'Lists cannot be sorted by this field.' },
  'field.duplicates': { status: 409, zh: '已有记录的值重复，无法设为唯一。', en: 'Records hold the same value already, so the field cannot be unique.' },
  'field.bad_settings': { status: 422, zh: '字段设置有误。', en: 'The settings of the field are not valid.' },
  'field.bad_pattern': { status: 422, zh: '正则表达式有误，或可能耗时过长。', en: 'The pattern is not valid, or could take too long.' },
  'field.bad_formula': { status: 422, zh: '公式有误：{detail}', en: 'The formula is not valid: {detail}' },
  'field.formula_cycle': { status: 422, zh: '公式互相引用，形成循环。', en: 'Formulas refer to each other in a circle.' },
  'field.bad_phone': { status: 422, zh: '「{name}」不是有效的大陆手机号或座机号。', en: '“{name}” is not a mainland phone number.' },
  'field.bad_uscc': { status: 422, zh: '「{name}」不是有效的统一社会信用代码（校验位不符）。', en: '“{name}” is not a valid unified social credit code.' },
  'field.too_many': { status: 422, zh: '自定义字段太多（最多 {limit} 个）。', en: 'Too many custom fields (at most {limit}).' },
} satisfies Record<string, RefusalWords>
