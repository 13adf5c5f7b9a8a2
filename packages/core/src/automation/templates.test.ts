import { expect, test } from 'vitest'
import { pipelineTemplates } from '../config/pipeline-templates.ts'
import { automationDefinition, objectOf } from './definition.ts'
import { explainAutomation } from './explain.ts'
import { automationCatalogues } from './objects.ts'
import { automationProblems } from './problems.ts'
import { automationTemplates, draftOf, guessAnswers, templateKeys, type TemplateSetting } from './templates.ts'

const uuid = (n: number) => `b0000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const me = uuid(1)
const team = uuid(2)
const project = uuid(3)
function setting(keys: readonly string[], lang: 'zh' | 'en' = 'zh', canMail = true): TemplateSetting {
  let n = 100
  let steps = 0
  const pipelines = pipelineTemplates.filter((one) => keys.includes(one.key)).map((one) => ({
    id: uuid((n += 1)), isArchived: false, stages: one.stages.map((stage) => ({ id: uuid((n += 1)), key: stage.key, name: stage.name[lang], layer: stage.layer })),
  }))
  return { lang, pipelines, teams: [{ id: team }], projectTemplates: [{ id: project, name: '客户上线' }], userId: me, canMail, newId: () => `step${String((steps += 1)).padStart(4, '0')}` }
}
const known = (one: TemplateSetting) => ({
  catalogues: automationCatalogues, users: new Set([me]), teams: new Set([team]), tags: new Set<string>(), pipelines: new Set(one.pipelines.map(({ id }) => id)),
  stages: new Map(one.pipelines.flatMap(({ id, stages }) => stages.map((stage) => [stage.id, id] as const))), sequences: new Set<string>(), flows: new Set<string>(), robots: new Set<string>(), webhooks: new Set<string>(), projectTemplates: new Set([project]), unavailable: new Set<never>(), canMail: one.canMail,
})
const nameOf = (one: TemplateSetting) => (_: string, id: string) => one.pipelines.flatMap(({ stages }) => stages).find((stage) => stage.id === id)?.name ?? (id === project ? '客户上线' : id === 'conversion_below_mean' ? '转化率低于均值' : id === team ? '销售部' : undefined)

test('every rule of the known practice is there, once', () => {
  expect(automationTemplates.map(({ key }) => key)).toEqual(templateKeys)
})

test.each(pipelineTemplates.map(({ key }) => key))('with the pipeline %s every template can be published as it is, once asked', (key) => {
  for (const lang of ['zh', 'en'] as const)
    for (const canMail of [true, false]) {
      const one = setting([key], lang, canMail)
      for (const template of automationTemplates) {
        const { answers, unsure } = guessAnswers(template, one)
        const draft = draftOf(template, answers, one)
        expect(automationDefinition.parse(draft), template.key).toEqual(draft)
        expect(automationProblems(draft, known(one)), `${template.key} ${unsure.join()}`).toEqual([])
        expect(explainAutomation(draft, { lang, catalogueOf: (object) => automationCatalogues[object], nameOf: nameOf(one) }), template.key).not.toMatch(/……|undefined|b0000000/)
      }
    }
})

test('the quote stage is known where one stage says so, and asked where several or none do', () => {
  const stall = automationTemplates.find(({ key }) => key === 'quote_stall')
  if (!stall) throw new Error('no such template')
  const name = (keys: readonly string[]) => {
    const one = setting(keys)
    const { answers, unsure } = guessAnswers(stall, one)
    return [one.pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === answers.stageId)?.name, unsure]
  }
  expect(name(['six_step'])).toEqual(['方案/报价', []])
  expect(name(['saas_smb'])).toEqual(['报价签约', []])
  expect(name(['six_step', 'saas_smb'])).toEqual(['方案/报价', ['stageId']])
  expect(name(['standard', 'saas_smb'])).toEqual(['报价签约', ['stageId']])
  expect(name(['standard'])).toEqual(['方案展示', ['stageId']])
  const none = { ...setting(['six_step']), pipelines: [] }
  expect(guessAnswers(stall, none)).toMatchObject({ answers: { stageId: null }, unsure: ['stageId'] })
  // It is in no other pipeline than its own.
  const one = setting(['standard', 'six_step'])
  const draft = draftOf(stall, guessAnswers(stall, one).answers, one)
  expect(draft.trigger).toMatchObject({ kind: 'time_in_stage', pipelineId: one.pipelines.find(({ stages }) => stages.some((stage) => stage.key === 'proposal_quote'))?.id, amount: 5, unit: 'days' })
})

test('the sentences of all templates', () => {
  const one = setting(['six_step'])
  const sentences = automationTemplates.map((template) => explainAutomation(draftOf(template, guessAnswers(template, one).answers, one), { lang: 'zh', catalogueOf: (object) => automationCatalogues[object], nameOf: nameOf(one) }))
  expect(sentences).toMatchInlineSnapshot(`
    [
      "当 商机在「方案/报价」停留超过 5 天，就 给负责人的上级发邮件「报价停滞：‹商机名称›」。",
      "当 商机在任一阶段停留超过 7 天，就 给负责人的上级建任务『为「‹商机名称›」准备替代方案』（2 个工作日内）、通知负责人。",
      "当 商机超过 30 天没有跟进，且 状态 是 进行中，就 给负责人建任务「唤醒或休眠：‹商机名称›」（2 个工作日内），等 3 个工作日，如果 状态 是 进行中 且 (最近跟进 为空 或 最近跟进 早于 30 天前) 就（把「长期沉默：‹商机名称›」加入例会议题）。",
      "当 线索评分升到 80 分，就 分配给「销售部」中手上最少的人、给负责人建任务「今天联系高分线索：‹姓名›（‹公司›）」（当天完成）。",
      "当 商机赢单，就 通知全部销售经理、按「客户上线」启动项目，负责人按模板。",
      "当 商机丢单，就 把「丢单复盘：‹商机名称›」加入例会议题、给负责人建任务「写下丢单经过：‹商机名称›」（2 个工作日内）。",
      "当 商机进入任一阶段，且 阶段 属于 谈判/签约，就 通知负责人的上级、给负责人的上级建任务「与 ‹负责人› 过一遍：‹商机名称›」（2 个工作日内）。",
      "当 出现「转化率低于均值」预警，级别不限，就 把「转化率下降：‹销售流程› ‹阶段›」加入例会议题、通知全部销售经理。",
      "当 每周一至周五 09:00，检查每个商机，且 状态 是 进行中 且 (下一步 为空 或 下一步日期 < 今天)，就 通知负责人。",
    ]
  `)
  expect(automationTemplates.map((template) => objectOf(draftOf(template, guessAnswers(template, one).answers, one).trigger))).toEqual(['deal', 'deal', 'deal', 'lead', 'deal', 'deal', 'deal', 'alarm', 'deal'])
})
