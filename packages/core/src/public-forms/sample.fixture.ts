import { formDefinition, type FormDefinition } from './definition.ts'
import type { z } from 'zod'

const both = (zh: string, en = zh) => ({ zh, en })

/** A form with every kind of field, for tests. */
export function sampleForm(more: z.input<typeof formDefinition> = {}): FormDefinition {
  return formDefinition.parse({
    languages: ['zh', 'en'], title: both('预约演示', 'Book a demo'), intro: both('留下联系方式\n\n一个工作日内回复', 'Leave your contact'),
    fields: [
      { key: 'name', type: 'text', target: 'name', label: both('姓名', 'Name'), required: true },
      { key: 'company', type: 'text', target: 'company', label: both('公司', 'Company') },
      { key: 'phone', type: 'phone', target: 'phone', label: both('手机', 'Mobile'), required: true },
      { key: 'mail', type: 'mail', target: 'email', label: both('邮箱', 'E-mail') },
      { key: 'size', type: 'select', label: both('规模', 'Size'), options: [{ value: 'small', label: both('50 人以下', 'Below 50') }, { value: 'large', label: both('50 人以上', '50 and more') }] },
      { key: 'topics', type: 'multi_select', label: both('关注', 'Topics'), options: [{ value: 'crm', label: both('客户管理', 'CRM') }, { value: 'bi', label: both('分析', 'Analytics') }] },
      { key: 'seats', type: 'number', label: both('席位', 'Seats') },
      { key: 'day', type: 'date', label: both('希望日期', 'Day') },
      { key: 'news', type: 'boolean', label: both('订阅', 'Newsletter') },
      { key: 'wish', type: 'long_text', target: 'note', label: both('需求', 'Wish') },
      { key: 'ad', type: 'hidden', param: 'ad', value: 'none' },
    ],
    consent: { text: both('我同意', 'I agree') },
    ...more,
  })
}
