import type { AutomationObject } from './definition.ts'

interface Variable {
  key: string
  label: { zh: string; en: string }
}
const variable = (key: string, zh: string, en: string): Variable => ({ key, label: { zh, en } })

const always = [variable('automation.name', '自动化名称', 'Name of the automation'), variable('today', '今天的日期', "Today's date"), variable('webhook.text', '外部调用带来的文字', 'Text of the call')]
const owned = [variable('owner.name', '负责人', 'Owner'), variable('record.name', '记录名称', 'Name of the record'), variable('record.link', '记录链接', 'Link to the record')]
const byObject: Readonly<Record<AutomationObject, readonly Variable[]>> = {
  deal: [
    ...owned, variable('deal.title', '商机名称', 'Title'), variable('deal.number', '商机编号', 'Number'), variable('deal.amount', '金额', 'Amount'), variable('deal.pipeline', '销售流程', 'Pipeline'), variable('deal.stage', '阶段', 'Stage'),
    variable('deal.account', '客户', 'Account'), variable('deal.expected_close', '预计成交日期', 'Expected close'), variable('deal.next_step', '下一步', 'Next step'), variable('deal.next_step_due', '下一步日期', 'Next step due'),
    variable('deal.days_in_stage', '本阶段停留天数', 'Days in stage'), variable('deal.days_silent', '未跟进天数', 'Days without activity'),
  ],
  lead: [
    ...owned, variable('lead.name', '姓名', 'Name'), variable('lead.number', '线索编号', 'Number'), variable('lead.company', '公司', 'Company'), variable('lead.title', '职务', 'Title'), variable('lead.score', '评分', 'Score'), variable('lead.grade', '评级', 'Grade'),
    variable('lead.source', '来源', 'Source'), variable('lead.days_silent', '未跟进天数', 'Days without activity'),
  ],
  account: [...owned, variable('account.name', '客户名称', 'Name'), variable('account.industry', '行业', 'Industry'), variable('account.region', '地区', 'Region'), variable('account.days_silent', '未跟进天数', 'Days without activity')],
  contact: [...owned, variable('contact.name', '姓名', 'Name'), variable('contact.title', '职务', 'Title'), variable('contact.account', '客户', 'Account')],
  alarm: [
    variable('record.name', '预警名称', 'Name of the alarm'), variable('record.link', '预警链接', 'Link to the alarm'), variable('alarm.severity', '严重程度', 'Severity'), variable('alarm.pipeline', '销售流程', 'Pipeline'), variable('alarm.stage', '阶段', 'Stage'),
    variable('alarm.text', '预警内容', 'What it says'),
  ],
}

/** What texts of an automation about `object` may hold. */
export const variablesOf = (object: AutomationObject | null): readonly Variable[] => [...(object === null ? [] : byObject[object]), ...always]

const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Every `{{…}}` of a text, known or not. */
export const variablesIn = (text: string): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '')

/** The text with its variables filled in, once: what a value holds is never a variable itself. An empty value becomes `—`. `write` says how a value stands in the text. */
export function fillIn(text: string, values: ReadonlyMap<string, string | null>, write: (value: string) => string = (value) => value): string {
  return text.replaceAll(pattern, (_, key: string) => {
    const value = values.get(key) ?? null
    return value === null || value === '' ? '—' : write(value)
  })
}
