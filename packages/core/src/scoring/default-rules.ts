import type { Condition } from '../conditions/condition.ts'
import { both } from '../config/localized.ts'
import type { BehaviourRule, ScoreRules } from './rules.ts'

const does = (key: string, zh: string, en: string, points: number, halfLifeDays: number | null): BehaviourRule => ({ key, name: both(zh, en), event: key, when: null, points, halfLifeDays })

const title = (...words: string[]): Condition => ({ or: words.map((value) => ({ field: 'title', op: 'contains', value })) })
const deciders = title('总经理', '董事', '总裁', '创始人', 'CEO', 'CTO', 'CIO', 'COO', 'founder', 'president')
const heads = title('总监', '部长', '主任', '经理', 'director', 'head', 'manager', 'VP')

/**
 * What a new organisation starts with: interest fades within weeks. Titles and mail addresses are all that every lead has;
 * industry, size and region come with an organisation's own fields.
 */
export const defaultScoreRules: ScoreRules = {
  fit: [
    { key: 'decides', name: both('决策层职务', 'Decision maker'), points: 20, when: deciders },
    { key: 'leads', name: both('部门负责人', 'Head of a department'), points: 12, when: { and: [heads, { not: deciders }] } },
    { key: 'company_known', name: both('已知公司', 'Company known'), points: 8, when: { field: 'company', op: 'not_empty' } },
    { key: 'phone_known', name: both('已留电话', 'Phone known'), points: 5, when: { field: 'phone', op: 'not_empty' } },
    { key: 'learner', name: both('学生或求职者', 'Student or job seeker'), points: -20, when: title('学生', '实习', 'student', 'intern') },
  ],
  icp: { points: 30, criteria: [] },
  behaviour: [
    does('page_view', '浏览页面', 'Page viewed', 1, 7),
    does('document_view', '查看资料', 'Document viewed', 5, 14),
    does('pricing_view', '查看价格页', 'Prices looked at', 10, 14),
    does('download', '下载资料', 'Document downloaded', 10, 21),
    does('form_start', '开始填写表单', 'Form begun', 3, 7),
    does('form_submit', '提交表单', 'Form submitted', 20, 30),
    does('mail_open', '打开邮件', 'Mail opened', 1, 7),
    does('mail_click', '点击邮件链接', 'Link in a mail clicked', 5, 14),
  ],
  caps: [
    { event: 'page_view', period: 'day', points: 5 },
    { event: 'mail_open', period: 'day', points: 2 },
    { event: 'document_view', period: 'day', points: 15 },
    { event: 'pricing_view', period: 'day', points: 20 },
    { event: 'download', period: 'week', points: 30 },
    { event: 'form_start', period: 'day', points: 3 },
    { event: 'form_submit', period: 'month', points: 40 },
  ],
  fitLimits: { min: -50, max: 50 },
  behaviourLimits: { min: -50, max: 70 },
  grades: [{ key: 'A', from: 80 }, { key: 'B', from: 60 }, { key: 'C', from: 35 }, { key: 'D', from: 0 }],
  threshold: 80,
}
