import { expect, test } from 'vitest'
import { z } from 'zod'
import { activityKindKeys, activityKindSchema, activityKinds } from './activity-kinds.ts'
import { channelSchema, defaultChannels } from './channels.ts'
import { contactRoleSchema, defaultContactRoles } from './contact-roles.ts'
import { defaultLossReasons, lossReasonGroupSchema } from './loss-reasons.ts'
import { probabilitySchema } from './pipeline.ts'
import { pipelineTemplateSchema } from './template-schema.ts'
import { pipelineTemplate, pipelineTemplates } from './pipeline-templates.ts'

const unique = (keys: readonly string[]) => expect(new Set(keys).size).toBe(keys.length)

test.each(pipelineTemplates.map((t) => [t.key, t] as const))('template %s is valid, and its probabilities rise', (_key, template) => {
  expect(pipelineTemplateSchema.parse(template)).toEqual(template)
  const p = template.stages.map((s) => s.winProbability)
  expect(p).toEqual([...p].sort((a, b) => a - b))
  unique(template.stages.map((s) => s.color))
})

test('the five templates have the stages that the product promises', () => {
  const names = Object.fromEntries(pipelineTemplates.map((t) => [t.key, [...t.stages.map((s) => s.name.zh), t.wonName.zh].join('→')]))
  expect(names['standard']).toBe('初步接洽→需求确认→方案展示→商务谈判→赢单')
  expect(names['qualified']).toBe('线索验证→需求确认→方案评估→商务谈判→成交关闭')
  expect(names['six_step']).toBe('潜在客户→资格评估→需求分析→方案/报价→谈判/签约→成交')
  expect(pipelineTemplate('six_step')?.lostName.zh).toBe('流失')
  for (const stage of ['技术验证（POC）', '高层汇报', '招投标']) expect(names['large_equipment']).toContain(`→${stage}→`)
  expect(names['saas_smb']).toContain('→试用→')
  unique(pipelineTemplates.map((t) => t.key))
  expect(pipelineTemplate('nothing')).toBeUndefined()
})

test('a template with a stage key twice, or a probability of five decimals, is refused', () => {
  const template = pipelineTemplates[0]
  if (template === undefined) throw new Error('no template')
  const twice = { ...template, stages: [...template.stages, ...template.stages] }
  expect(pipelineTemplateSchema.safeParse(twice).error?.issues[0]?.message).toBe('stage.key_twice')
  expect(probabilitySchema.safeParse(0.12345).success).toBe(false)
  expect(probabilitySchema.safeParse(0.0003).success).toBe(true)
  expect(probabilitySchema.safeParse(1.01).success).toBe(false)
})

test('default lists are valid and their keys are unique', () => {
  z.array(lossReasonGroupSchema).parse(defaultLossReasons)
  z.array(channelSchema).parse(defaultChannels)
  z.array(contactRoleSchema).parse(defaultContactRoles)
  z.array(activityKindSchema).parse(activityKinds)
  unique(defaultLossReasons.flatMap((g) => [g.key, ...g.reasons.map((r) => r.key)]))
  unique(defaultChannels.map((c) => c.key))
  unique(defaultContactRoles.map((r) => r.key))
  expect(activityKinds.map((k) => k.key)).toEqual([...activityKindKeys])
  expect(defaultChannels).toHaveLength(10)
  expect(defaultContactRoles).toHaveLength(7)
})
