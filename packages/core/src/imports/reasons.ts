/** Why a row was refused, or what was changed or left open in one that was taken. Codes are stable; words are here. */
export interface RowReason {
  code: ReasonCode
  /** The column's name in the file, when one cell is the cause. */
  column: string | null
  /** The cell as it stands in the file, shortened. */
  value: string | null
}

type Words = { zh: string; en: string }

const words = {
  // The row as a whole
  'row.empty': { zh: '整行为空', en: 'The row is empty' },
  'row.too_many_cells': { zh: '单元格比表头多，列可能已错位', en: 'More cells than columns; the columns have probably shifted' },
  'row.too_few_cells': { zh: '单元格比表头少，缺的按空处理', en: 'Fewer cells than columns; the missing ones count as empty' },
  'row.wrapped': { zh: '整行被多包了一层引号，已还原', en: 'The whole row was quoted once more; read as the row inside' },
  'row.quote_unclosed': { zh: '引号没有闭合', en: 'A quotation mark is not closed' },
  'row.quote_stray': { zh: '引号内出现未转义的引号，已按原文保留', en: 'A quotation mark inside quotes is not doubled; kept as written' },
  'row.undecodable': { zh: '有无法按该编码识别的字节', en: 'Some bytes are not text in this encoding' },
  'row.duplicate_key': { zh: '同一文件中编号重复', en: 'The key occurs more than once in the file' },
  'row.skipped': { zh: '按映射规则跳过', en: 'Skipped, as the mapping says' },
  // Text
  'text.required': { zh: '必填项为空', en: 'A required value is empty' },
  'text.too_long': { zh: '文字过长', en: 'The text is too long' },
  'text.control_characters': { zh: '含有不能保存的控制字符', en: 'Holds control characters that cannot be stored' },
  'text.line_breaks_folded': { zh: '换行已替换为空格', en: 'Line breaks were replaced by blanks' },
  // Dates
  'date.unreadable': { zh: '不是可识别的日期', en: 'Not a date' },
  'date.impossible': { zh: '按所选日期格式，这个日期不存在', en: 'No such date in the chosen order of day and month' },
  'date.closed_before_created': { zh: '关闭时间早于创建时间', en: 'Closed before it was created' },
  'date.stage_before_created': { zh: '进入阶段的时间早于创建时间', en: 'Entered a stage before it was created' },
  'date.stage_after_closed': { zh: '进入阶段的时间晚于关闭时间', en: 'Entered a stage after it was closed' },
  'date.in_future': { zh: '时间晚于导入时间', en: 'Lies after the time of the import' },
  'date.close_missing': { zh: '已赢单或丢单，但没有关闭时间', en: 'Won or lost, but without a closing date' },
  'date.close_assumed': { zh: '没有关闭时间，按导入时间处理', en: 'No closing date; the time of the import is taken' },
  'date.close_ignored': { zh: '未结束的商机带有关闭时间，已作为预计成交日期', en: 'An open deal has a closing date; taken as the expected one' },
  // Amounts and numbers
  'amount.unreadable': { zh: '不是可识别的金额', en: 'Not an amount' },
  'amount.ambiguous': { zh: '逗号和小数点无法分辨', en: 'Comma and point cannot be told apart' },
  'amount.too_large': { zh: '金额过大', en: 'The amount is too large' },
  'amount.negative': { zh: '金额为负', en: 'The amount is negative' },
  'amount.percent': { zh: '是百分数，不是金额', en: 'A percentage, not an amount' },
  'amount.rounded': { zh: '金额已四舍五入到分', en: 'The amount was rounded to the minor unit' },
  'amount.currency_differs': { zh: '币种与该行币种列不一致', en: 'The currency differs from the one in the row’s currency column' },
  'currency.unknown': { zh: '不是可识别的币种', en: 'Not a currency' },
  'number.unreadable': { zh: '不是数字', en: 'Not a number' },
  // Contact data
  'phone.unreadable': { zh: '电话无法识别，按原文保存', en: 'Not a telephone number; kept as written' },
  'phone.digits_lost': { zh: '电话被表格软件改成了科学计数，尾数已丢失', en: 'The spreadsheet turned the number into an exponent and lost digits' },
  'phone.several': { zh: '一格里有多个电话，取第一个，其余写入备注', en: 'Several numbers in one cell; the first is taken, the others go to the note' },
  'email.unreadable': { zh: '邮箱格式不对，按原文保存', en: 'Not an e-mail address; kept as written' },
  // Values that name something
  'value.unmatched': { zh: '系统中没有这个名称，也没有说明如何处理', en: 'No such name here, and the mapping does not say what to do' },
  'value.ambiguous': { zh: '有多个同名对象', en: 'Several things have this name' },
  'stage.unmatched': { zh: '阶段没有对应', en: 'The stage is not mapped' },
  'stage.missing': { zh: '没有阶段', en: 'No stage' },
  'outcome.contradicts': { zh: '阶段与结果互相矛盾', en: 'Stage and outcome contradict each other' },
  // Event logs
  'event.case_missing': { zh: '没有案例编号', en: 'No case' },
  'event.activity_missing': { zh: '没有活动名称', en: 'No activity' },
  'event.time_missing': { zh: '没有时间', en: 'No time' },
  'event.activity_unmatched': { zh: '活动没有对应到阶段、赢单、丢单或忽略', en: 'The activity is mapped to no stage, won, lost or ignore' },
  'event.case_without_stage': { zh: '该案例没有任何对应到阶段的活动', en: 'The case has no activity that is mapped to a stage' },
  'event.after_close': { zh: '发生在商机关闭之后，未改变其结果', en: 'Happened after the deal was closed; the outcome stays' },
  'event.case_rejected': { zh: '同一案例有其他行被拒绝', en: 'Another row of the same case was refused' },
  'event.case_differs': { zh: '该案例已存在，且其历史与文件不一致', en: 'The case exists already, and its history differs from the file' },
  // Against what exists
  'record.out_of_reach': { zh: '该编号的记录已存在，但您无权修改', en: 'A record with this key exists, and you may not change it' },
  'record.other_pipeline': { zh: '该编号的商机已存在于另一个销售流程', en: 'A deal with this key exists in another pipeline' },
  'gate.missing': { zh: '缺少进入该阶段的证据，且您的角色不能越过门禁', en: 'Evidence for this stage is missing, and your role may not override the gate' },
  'gate.owed': { zh: '缺少进入该阶段的证据，已记为门禁欠债', en: 'Evidence for this stage is missing; recorded as gate debt' },
  'gate.forbidden': { zh: '销售流程不允许这样移动', en: 'The pipeline does not allow this move' },
  'approval.required': { zh: '此修改须先通过审批', en: 'The change needs an approval first' },
  'deal.locked': { zh: '商机在审批中，暂时不能修改', en: 'The deal waits for an approval and cannot be changed' },
  'owner.out_of_reach': { zh: '负责人不在您的团队中', en: 'The owner is not in your teams' },
} as const satisfies Record<string, Words>

export type ReasonCode = keyof typeof words

/** The reason in words. The cell's value is added, so that the sentence stands alone in an error file. */
export function reasonText(reason: RowReason, locale: 'zh-CN' | 'en'): string {
  const text = words[reason.code][locale === 'en' ? 'en' : 'zh']
  const where = reason.column === null ? '' : locale === 'en' ? `“${reason.column}”: ` : `「${reason.column}」`
  const value = reason.value === null || reason.value === '' ? '' : locale === 'en' ? ` (“${reason.value}”)` : `（“${reason.value}”）`
  return `${where}${text}${value}`
}

/** A reason with its cell cut to a length that fits a log, a screen and a database row. */
export function reason(code: ReasonCode, column: string | null = null, value: string | null = null): RowReason {
  const short = value !== null && value.length > 120 ? `${[...value].slice(0, 119).join('')}…` : value
  return { code, column, value: short }
}

export const reasonCodes = Object.keys(words) as ReasonCode[]
