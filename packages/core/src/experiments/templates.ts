import type { Words } from '../lib/metric-entry.ts'
import type { ExperimentDefinition } from './definition.ts'

type ArmTemplate = { name: Words; path: Words; tasks: readonly { title: Words; days: number }[]; firstRole: ExperimentDefinition['arms'][number]['firstRole'] }
export type ExperimentTemplate = {
  key: 'who_first' | 'demo_first' | 'quote_soon'
  name: Words
  hypothesis: Words
  /** In which of the pipeline's stages deals enter, as a share of the way: 0 is the creation. */
  entersAt: number
  arms: readonly [ArmTemplate, ArmTemplate]
}

/** Experiments that sales teams argue about. The first path is what most do today. */
export const experimentTemplates: readonly ExperimentTemplate[] = [
  {
    key: 'who_first', name: { zh: '先见决策者，还是先见影响者', en: 'Decision-maker first or influencer first' }, entersAt: 0,
    hypothesis: { zh: '先约到决策者的商机，赢单率更高。', en: 'Deals whose decision-maker is met first are won more often.' },
    arms: [
      {
        name: { zh: '先影响者', en: 'Influencer first' }, firstRole: 'influencer',
        path: { zh: '先与影响者把需求和内部流程谈透，由其引荐决策者。', en: 'First talk needs and inner workings through with the influencer, who then introduces the decision-maker.' },
        tasks: [{ title: { zh: '与影响者沟通需求和内部流程', en: 'Talk needs and inner workings through with the influencer' }, days: 3 }, { title: { zh: '请影响者引荐决策者', en: 'Ask the influencer to introduce the decision-maker' }, days: 10 }],
      },
      {
        name: { zh: '先决策者', en: 'Decision-maker first' }, firstRole: 'decision_maker',
        path: { zh: '首次沟通就约决策者，确认目标、预算和时间，再由其指定对接人。', en: 'Ask for the decision-maker at once; settle aim, budget and time, and let them name who works on it.' },
        tasks: [{ title: { zh: '约到决策者并完成首次沟通', en: 'Get the decision-maker and have the first talk' }, days: 5 }, { title: { zh: '请决策者指定对接人', en: 'Let the decision-maker name who works on it' }, days: 10 }],
      },
    ],
  },
  {
    key: 'demo_first', name: { zh: '先演示，还是先给方案', en: 'Demo first or proposal first' }, entersAt: 0.34,
    hypothesis: { zh: '先看演示再收方案的客户，更多走到成交。', en: 'Customers who see a demo before they get a proposal buy more often.' },
    arms: [
      {
        name: { zh: '先方案', en: 'Proposal first' }, firstRole: null,
        path: { zh: '先按需求写方案并发给客户，客户看过后再安排演示。', en: 'Write the proposal from the needs and send it; the demo follows once it has been read.' },
        tasks: [{ title: { zh: '发出书面方案', en: 'Send the written proposal' }, days: 5 }, { title: { zh: '安排产品演示', en: 'Arrange the demo' }, days: 14 }],
      },
      {
        name: { zh: '先演示', en: 'Demo first' }, firstRole: null,
        path: { zh: '先做一次贴合客户场景的演示，记下问题，再据此写方案。', en: 'First a demo of the customer’s own case; note the questions, and write the proposal from them.' },
        tasks: [{ title: { zh: '完成场景演示', en: 'Hold the demo of their case' }, days: 5 }, { title: { zh: '据演示中的问题发出方案', en: 'Send a proposal that answers the questions of the demo' }, days: 10 }],
      },
    ],
  },
  {
    key: 'quote_soon', name: { zh: '24 小时内报价，还是二次沟通后报价', en: 'Quote within 24 hours or after a second meeting' }, entersAt: 0.5,
    hypothesis: { zh: '24 小时内报价的商机，赢单率更高。', en: 'Deals quoted within 24 hours are won more often.' },
    arms: [
      {
        name: { zh: '二次沟通后报价', en: 'After a second meeting' }, firstRole: null,
        path: { zh: '再约一次沟通，确认范围和评估标准之后报价。', en: 'Meet once more to settle scope and criteria, then quote.' },
        tasks: [{ title: { zh: '完成二次沟通，确认范围和评估标准', en: 'Meet again: scope and criteria' }, days: 5 }, { title: { zh: '发出报价', en: 'Send the quote' }, days: 8 }],
      },
      {
        name: { zh: '24 小时内报价', en: 'Within 24 hours' }, firstRole: null,
        path: { zh: '进入本阶段后 24 小时内给出报价，附可选项，再约讲解。', en: 'Quote within 24 hours of entry, with options, then offer to explain it.' },
        tasks: [{ title: { zh: '24 小时内发出报价', en: 'Send the quote within 24 hours' }, days: 1 }, { title: { zh: '约客户讲解报价', en: 'Offer to explain the quote' }, days: 4 }],
      },
    ],
  },
]

/** A template as a definition of one pipeline, in one language; its stages stand in order. */
export function definitionFrom(template: ExperimentTemplate, pipeline: { id: string; stageIds: readonly string[] }, language: 'zh' | 'en'): ExperimentDefinition {
  const stageId = pipeline.stageIds[Math.min(pipeline.stageIds.length - 1, Math.round(template.entersAt * pipeline.stageIds.length))]
  return {
    hypothesis: template.hypothesis[language], pipelineId: pipeline.id, where: null, outcome: { kind: 'won', days: 60 }, smallestEffect: 0.1,
    entry: template.entersAt === 0 || stageId === undefined ? { kind: 'created' } : { kind: 'stage', stageId },
    arms: template.arms.map((arm, i) => ({
      key: i === 0 ? 'a' : 'b', name: arm.name[language], path: arm.path[language], weight: 1, firstRole: arm.firstRole, tasks: arm.tasks.map((task) => ({ title: task.title[language], days: task.days })),
    })),
  }
}
