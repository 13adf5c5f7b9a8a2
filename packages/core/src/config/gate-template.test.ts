import { expect, test } from 'vitest'
import { attachmentKind } from '../activities/contract.ts'
import { dealObject } from '../conditions/objects.ts'
import { formTemplateOf } from '../forms/templates.ts'
import { defaultContactRoles } from './contact-roles.ts'
import { all, any, formsOf, gateOf, type CriterionTemplate, type GateTemplate } from './gate-template.ts'
import { criteriaOf, gate } from './gate.ts'
import { both } from './localized.ts'
import { pipelineTemplate, pipelineTemplates } from './pipeline-templates.ts'
import { playbook } from './pipeline-definition.ts'
import { playbookOf } from './playbook-template.ts'

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const making = (language: 'zh' | 'en') => {
  let n = 0
  return { language, newId: () => idOf((n += 1)), formId: (key: string) => (key === 'bant' ? idOf(900) : idOf(901)) }
}

test('a template\'s gate becomes a real one: fresh ids, one language, forms by their ids, defaults filled', () => {
  const template = all({ type: 'form', form: 'bant', minScore: 6 }, any({ type: 'checklist', label: both('已签', 'Signed'), severity: 'warn' }, { type: 'activity', kinds: ['call'] }))
  const made = gateOf(template, making('en'))
  expect(made).toEqual({ op: 'all', items: [
    { id: idOf(1), type: 'form', severity: 'block', label: '', help: '', formId: idOf(900), minScore: 6 },
    { op: 'any', items: [
      { id: idOf(2), type: 'checklist', severity: 'warn', label: 'Signed', help: '' },
      { id: idOf(3), type: 'activity', severity: 'block', label: '', help: '', kinds: ['call'], outcomes: [], effective: true, withinDays: null, count: 1 },
    ] },
  ] })
  expect(gate.parse(made)).toEqual(made)
  expect(formsOf(template)).toEqual(['bant'])
  expect(formsOf(undefined)).toEqual([])
})

const gatesOf = (key: string): [string, GateTemplate | undefined][] => {
  const template = pipelineTemplate(key)
  return [...(template?.stages.flatMap((stage): [string, GateTemplate | undefined][] => [[`${stage.key} entry`, stage.entryGate], [`${stage.key} exit`, stage.exitGate]]) ?? []), ['won', template?.wonGate]]
}
const flat = (template: GateTemplate): CriterionTemplate[] => template.items.flatMap((item) => ('op' in item ? flat(item) : [item]))
const said = (item: CriterionTemplate) => {
  const what = item.type === 'form' ? item.form : item.type === 'field' ? item.field : item.type === 'contact' ? item.roles.join('|') : item.type === 'checklist' ? item.label.zh : item.kinds.join('|')
  return `${item.severity ?? 'block'} ${item.type} ${what}`
}

test('the standard pipeline asks for what the product promises', () => {
  expect(Object.fromEntries(gatesOf('standard').flatMap(([where, template]) => (template === undefined ? [] : [[where, flat(template).map(said)]])))).toEqual({
    'first_contact exit': ['block activity call|visit|meeting', 'block contact decision_maker', 'block milestone material_consent'],
    'needs_confirmed exit': ['block form bant', 'block milestone sql_accepted'],
    'solution_demo exit': ['block milestone demo_held', 'block milestone solution_confirmed'],
    'negotiation exit': ['block attachment intent', 'block milestone quote_sent|contract_sent'],
    won: ['block attachment contract', 'block milestone payment_received'],
  })
})

test.each(pipelineTemplates.map((template) => [template.key]))('%s: every criterion refers to something that there is, in both languages', (key) => {
  const roles = new Set(defaultContactRoles.map((role) => role.key))
  for (const [, template] of gatesOf(key)) {
    if (template === undefined) continue
    expect(criteriaOf(gateOf(template, making('zh'))).map((one) => one.type)).toEqual(flat(template).map((one) => one.type))
    for (const item of flat(template)) {
      if (item.type === 'form') expect(formTemplateOf(item.form)?.object).toBe('deal')
      if (item.type === 'field') expect([...dealObject.fields.keys()]).toContain(item.field)
      if (item.type === 'contact') expect(item.roles.filter((one) => !roles.has(one))).toEqual([])
      if (item.type === 'attachment') expect(item.kinds.filter((one) => !attachmentKind.options.includes(one as never))).toEqual([])
    }
  }
  for (const stage of pipelineTemplate(key)?.stages ?? []) {
    if (stage.playbook === undefined) throw new Error(`no playbook for ${stage.key}`)
    for (const language of ['zh', 'en'] as const) {
      const made = playbookOf(stage.playbook, language)
      expect(playbook.parse(made)).toEqual(made)
      expect(made.questions.length).toBeGreaterThanOrEqual(2)
      expect(made.objections.length).toBeGreaterThanOrEqual(1)
    }
  }
})

test('outside of the standard pipeline few things block, more warn', () => {
  for (const { key } of pipelineTemplates.slice(1)) {
    for (const [, template] of gatesOf(key)) {
      if (template !== undefined) expect(template.items.filter((item) => 'op' in item || (item.severity ?? 'block') === 'block').length).toBeLessThanOrEqual(1)
    }
  }
})
