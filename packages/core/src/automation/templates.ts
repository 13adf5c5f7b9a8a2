import type { Words } from '../conditions/catalogue.ts'
import type { AutomationDefinition } from './definition.ts'

/** Ready automations of the known practice. What they leave open (which stage is the quote stage) is guessed from the organisation and asked. */

/** What a template may leave open. */
export interface TemplateAnswers {
  stageId: string | null
  stageIds: readonly string[]
  teamId: string | null
  projectTemplateId: string | null
  days: number
  score: number
  /** Time of day, `09:00`. */
  at: string
}
export type TemplateAsk = keyof TemplateAnswers

/** What is known of the organisation when a template is made into a draft. */
export interface TemplateSetting {
  lang: 'zh' | 'en'
  pipelines: readonly { id: string; isArchived: boolean; stages: readonly { id: string; key: string; name: string; layer: string }[] }[]
  teams: readonly { id: string }[]
  projectTemplates: readonly { id: string; name: string }[]
  /** Whose permission the automation gets: who makes it. */
  userId: string
  /** Without a mail server, what would be a mail is a notice. */
  canMail: boolean
  /** Ids for steps. */
  newId: () => string
}

export const templateKeys = ['quote_stall', 'long_stall', 'dormancy', 'score_assign', 'won_kickoff', 'lost_review', 'bottom_deals', 'conversion_drop', 'no_next_step'] as const
export type TemplateKey = (typeof templateKeys)[number]

type Draft = Pick<AutomationDefinition, 'trigger' | 'where' | 'steps'> & Partial<AutomationDefinition>
export interface AutomationTemplate {
  key: TemplateKey
  name: Words
  /** What it is good for. */
  text: Words
  asks: readonly TemplateAsk[]
  usual: Partial<TemplateAnswers>
  draft: (answers: TemplateAnswers, setting: TemplateSetting) => Draft
}

const noted = { onRefusal: 'continue' } as const
const open = { field: 'status', op: 'is', value: 'open' } as const
const pipelineOf = ({ pipelines }: TemplateSetting, stageId: string | null) => pipelines.find((one) => one.stages.some((stage) => stage.id === stageId))?.id ?? null

export const automationTemplates: readonly AutomationTemplate[] = [
  {
    key: 'quote_stall',
    name: { zh: '报价停滞 5 天，提醒经理', en: 'Quote stalls for 5 days: tell the manager' },
    text: { zh: '报价发出后客户迟迟不定，经理早一点知道，还来得及一起想办法。', en: 'When a customer does not decide on a quote, the manager hears of it while something can still be done.' },
    asks: ['stageId', 'days'], usual: { days: 5 },
    draft: ({ stageId, days }, setting) => {
      const zh = setting.lang === 'zh'
      const title = zh ? '报价停滞：{{deal.title}}' : 'Quote stalls: {{deal.title}}'
      const body = zh
        ? '{{owner.name}} 的商机「{{deal.title}}」（{{deal.account}}，{{deal.amount}}）在「{{deal.stage}}」已停留 {{deal.days_in_stage}} 天。\n下一步：{{deal.next_step}}\n{{record.link}}'
        : 'The deal “{{deal.title}}” of {{owner.name}} ({{deal.account}}, {{deal.amount}}) has been in {{deal.stage}} for {{deal.days_in_stage}} days.\nNext step: {{deal.next_step}}\n{{record.link}}'
      return {
        trigger: { kind: 'time_in_stage', pipelineId: pipelineOf(setting, stageId), stageId, amount: days, unit: 'days' }, where: null,
        steps: [setting.canMail
          ? { ...noted, id: setting.newId(), type: 'mail', to: [{ kind: 'owner_manager' }], subject: title, text: body }
          : { ...noted, id: setting.newId(), type: 'notify', to: [{ kind: 'owner_manager' }], text: zh ? '商机「{{deal.title}}」在「{{deal.stage}}」已停留 {{deal.days_in_stage}} 天，金额 {{deal.amount}}' : 'The deal “{{deal.title}}” has been in {{deal.stage}} for {{deal.days_in_stage}} days, {{deal.amount}}' }],
      }
    },
  },
  {
    key: 'long_stall',
    name: { zh: '停滞 7 天，上级给出替代方案', en: 'Stalls for 7 days: the supervisor offers another way' },
    text: { zh: '卡住的商机要换一条路：上级收到任务，带着替代方案介入。', en: 'A deal that is stuck needs another way: the supervisor gets a task to bring one.' },
    asks: ['days'], usual: { days: 7 },
    draft: ({ days }, { lang, newId }) => {
      const zh = lang === 'zh'
      return {
        trigger: { kind: 'time_in_stage', pipelineId: null, stageId: null, amount: days, unit: 'days' }, where: null,
        steps: [
          {
            ...noted, id: newId(), type: 'task', assignee: { kind: 'owner_manager' }, workDays: 2, title: zh ? '为「{{deal.title}}」准备替代方案' : 'Another way for “{{deal.title}}”',
            body: zh ? '已在「{{deal.stage}}」停留 {{deal.days_in_stage}} 天。与 {{owner.name}} 一起看：换一个决策人、缩小首期范围、调整付款方式，或明确放弃。' : 'In {{deal.stage}} for {{deal.days_in_stage}} days. See with {{owner.name}}: another decision maker, a smaller first phase, other terms of payment, or let it go.',
          },
          { ...noted, id: newId(), type: 'notify', to: [{ kind: 'owner' }], text: zh ? '「{{deal.title}}」停留过久，上级会与您一起找替代方案' : '“{{deal.title}}” has been here too long; your manager will look for another way with you' },
        ],
      }
    },
  },
  {
    key: 'dormancy',
    name: { zh: '30 天没有跟进，唤醒或休眠', en: '30 days of silence: wake it or let it rest' },
    text: { zh: '沉默的商机让漏斗看起来比实际大。先请负责人决定，三个工作日后仍没有动静，就上例会。', en: 'Silent deals make the funnel look larger than it is. The owner decides first; after three working days it goes to the review meeting.' },
    asks: ['days'], usual: { days: 30 },
    draft: ({ days }, { lang, newId }) => {
      const zh = lang === 'zh'
      return {
        trigger: { kind: 'no_activity', object: 'deal', days }, where: open,
        steps: [
          { ...noted, id: newId(), type: 'task', assignee: { kind: 'owner' }, workDays: 2, title: zh ? '唤醒或休眠：{{deal.title}}' : 'Wake it or let it rest: {{deal.title}}', body: zh ? '已 {{deal.days_silent}} 天没有跟进。联系客户，或将商机转入休眠、丢单。' : 'Nothing was logged for {{deal.days_silent}} days. Call the customer, or let the deal rest or lose it.' },
          { id: newId(), type: 'wait', amount: 3, unit: 'work_days', at: null },
          {
            id: newId(), type: 'branch', condition: { and: [open, { or: [{ field: 'lastActivity', op: 'empty' }, { field: 'lastActivity', op: 'older_than', value: days }] }] },
            yes: [{ ...noted, id: newId(), type: 'review_topic', title: zh ? '长期沉默：{{deal.title}}' : 'Long silent: {{deal.title}}', body: zh ? '{{owner.name}}，{{deal.amount}}，已 {{deal.days_silent}} 天没有跟进' : '{{owner.name}}, {{deal.amount}}, silent for {{deal.days_silent}} days' }], no: [],
          },
        ],
      }
    },
  },
  {
    key: 'score_assign',
    name: { zh: '评分到 80，立即分配', en: 'Score of 80: assign it at once' },
    text: { zh: '热线索不等人：分给团队里手上最少的人，当天联系。', en: 'A hot lead does not wait: it goes to who has fewest of the team, to be called the same day.' },
    asks: ['score', 'teamId'], usual: { score: 80 },
    draft: ({ score, teamId }, { lang, newId }) => {
      const zh = lang === 'zh'
      return {
        trigger: { kind: 'score_crosses', threshold: score, direction: 'up' }, where: null,
        steps: [
          { ...noted, id: newId(), type: 'assign', to: { kind: 'fewest', teamId } },
          { ...noted, id: newId(), type: 'task', assignee: { kind: 'owner' }, workDays: 0, title: zh ? '今天联系高分线索：{{lead.name}}（{{lead.company}}）' : 'Call today: {{lead.name}} ({{lead.company}})', body: zh ? '评分 {{lead.score}}，来源 {{lead.source}}' : 'Score {{lead.score}}, source {{lead.source}}' },
        ],
      }
    },
  },
  {
    key: 'won_kickoff',
    name: { zh: '赢单后启动项目与交接', en: 'Won: kick-off project and onboarding' },
    text: { zh: '签下来只是开始：启动会、资料移交、培训和首月回访自动排好，交接给客服。', en: 'A signature is only the start: kick-off, hand-over, training and a call after the first month are planned, and service takes over.' },
    asks: ['projectTemplateId'], usual: {},
    draft: ({ projectTemplateId }, { lang, newId }) => {
      const zh = lang === 'zh'
      return {
        trigger: { kind: 'closed', outcome: 'won', pipelineId: null }, where: null,
        steps: [
          { ...noted, id: newId(), type: 'notify', to: [{ kind: 'managers' }], text: zh ? '赢单：{{deal.title}}，{{deal.amount}}，{{owner.name}}' : 'Won: {{deal.title}}, {{deal.amount}}, {{owner.name}}' },
          { ...noted, id: newId(), type: 'create_project', templateId: projectTemplateId, owner: null },
        ],
      }
    },
  },
  {
    key: 'lost_review',
    name: { zh: '丢单进入复盘清单', en: 'Lost: onto the review list' },
    text: { zh: '每一单输掉都留下一条经验：负责人写清原因，例会上一起看。', en: 'Every loss teaches something: the owner writes why, the meeting looks at it.' },
    asks: [], usual: {},
    draft: (_, { lang, newId }) => {
      const zh = lang === 'zh'
      return {
        trigger: { kind: 'closed', outcome: 'lost', pipelineId: null }, where: null,
        steps: [
          { ...noted, id: newId(), type: 'review_topic', title: zh ? '丢单复盘：{{deal.title}}' : 'Why lost: {{deal.title}}', body: zh ? '{{owner.name}}，{{deal.amount}}，丢在「{{deal.stage}}」' : '{{owner.name}}, {{deal.amount}}, lost in {{deal.stage}}' },
          { ...noted, id: newId(), type: 'task', assignee: { kind: 'owner' }, workDays: 2, title: zh ? '写下丢单经过：{{deal.title}}' : 'Write how it was lost: {{deal.title}}', body: zh ? '对手是谁、客户怎么说、最早何时能看出来、下次怎么做。' : 'Who won it, what the customer said, when one could have seen it, what to do next time.' },
        ],
      }
    },
  },
  {
    key: 'bottom_deals',
    name: { zh: '临门一脚的商机，经理介入', en: 'Deals close to signing: the manager steps in' },
    text: { zh: '到了最后几个阶段，经理一起把关，赢面更大。', en: 'In the last stages a manager helps to bring it home.' },
    asks: ['stageIds'], usual: {},
    draft: ({ stageIds }, { lang, newId }) => {
      const zh = lang === 'zh'
      return {
        trigger: { kind: 'stage_entered', pipelineId: null, stageId: null }, where: { field: 'stage', op: 'any_of', value: [...stageIds] },
        steps: [
          { ...noted, id: newId(), type: 'notify', to: [{ kind: 'owner_manager' }], text: zh ? '「{{deal.title}}」进入「{{deal.stage}}」，{{deal.amount}}，请一起把关' : '“{{deal.title}}” is in {{deal.stage}}, {{deal.amount}}: please help to bring it home' },
          { ...noted, id: newId(), type: 'task', assignee: { kind: 'owner_manager' }, workDays: 2, title: zh ? '与 {{owner.name}} 过一遍：{{deal.title}}' : 'Go through with {{owner.name}}: {{deal.title}}', body: zh ? '决策链、竞争对手、报价与付款、签约日期。' : 'Decision chain, competitors, price and payment, date of signing.' },
        ],
      }
    },
  },
  {
    key: 'conversion_drop',
    name: { zh: '转化率低于均值 15%，列入例会', en: 'Conversion 15 % under its mean: onto the agenda' },
    text: { zh: '转化率预警一出现，就带着根因列入例会议题，并告诉经理。', en: 'When the alarm opens it goes on the agenda with its cause, and managers are told.' },
    asks: [], usual: {},
    draft: (_, { lang, newId }) => {
      const zh = lang === 'zh'
      return {
        trigger: { kind: 'alarm_opened', kinds: ['conversion_below_mean'], minSeverity: 'info' }, where: null,
        steps: [
          { ...noted, id: newId(), type: 'review_topic', title: zh ? '转化率下降：{{alarm.pipeline}} {{alarm.stage}}' : 'Conversion fell: {{alarm.pipeline}} {{alarm.stage}}', body: '{{alarm.text}}\n{{record.link}}' },
          { ...noted, id: newId(), type: 'notify', to: [{ kind: 'managers' }], text: zh ? '{{alarm.pipeline}}「{{alarm.stage}}」转化率明显低于均值，已列入例会议题，建议先看根因' : 'Conversion of {{alarm.pipeline}} {{alarm.stage}} fell clearly under its mean; it is on the agenda, see the root cause first' },
        ],
      }
    },
  },
  {
    key: 'no_next_step',
    name: { zh: '没有下一步，提醒负责人', en: 'No next step: remind the owner' },
    text: { zh: '每个工作日早上检查：没有下一步、或下一步已过期的商机。', en: 'Each weekday morning: deals without a next step, or whose next step is overdue.' },
    asks: ['at'], usual: { at: '09:00' },
    draft: ({ at }, { lang, newId }) => ({
      trigger: { kind: 'schedule', object: 'deal', every: 'week', weekdays: [1, 2, 3, 4, 5], dayOfMonth: 1, at },
      where: { and: [open, { or: [{ field: 'nextStep', op: 'empty' }, { field: 'nextStepDue', op: 'lt', value: { relative: 'today' } }] }] },
      steps: [{ ...noted, id: newId(), type: 'notify', to: [{ kind: 'owner' }], text: lang === 'zh' ? '「{{deal.title}}」没有有效的下一步，请补上要做什么、哪天做' : '“{{deal.title}}” has no valid next step: please say what and when' }],
    }),
  },
]

const quote = /报价|quot/i
const proposal = /方案|投标|标书|招投标|proposal|tender/i
const onboarding = /上线|交付|启动|onboard|kick/i
const start: TemplateAnswers = { stageId: null, stageIds: [], teamId: null, projectTemplateId: null, days: 7, score: 80, at: '09:00' }

/** The stage in which quotes are out: one that says so; else one with a proposal. Sure when it is the only one, of the only pipeline. */
function guessQuoteStage(setting: TemplateSetting): { id: string | null; isSure: boolean } {
  const used = setting.pipelines.filter((one) => !one.isArchived)
  const stages = used.flatMap((one) => one.stages)
  for (const [words, isTelling] of [[quote, true], [proposal, false]] as const) {
    const found = stages.filter((stage) => words.test(stage.name) || words.test(stage.key))
    const [first] = found
    if (first) return { id: first.id, isSure: isTelling && found.length === 1 && used.length === 1 }
  }
  return { id: null, isSure: false }
}

/** The stages in which deals are signed; of a pipeline that names none, its last. */
const bottomStages = (setting: TemplateSetting): string[] =>
  setting.pipelines.filter((one) => !one.isArchived).flatMap(({ stages }) => {
    const sign = stages.filter((stage) => stage.layer === 'sign')
    return (sign.length > 0 ? sign : stages.slice(-1)).map((stage) => stage.id)
  })

/** What a template leaves open, as the organisation suggests, and what of it should be looked at. */
export function guessAnswers(template: AutomationTemplate, setting: TemplateSetting): { answers: TemplateAnswers; unsure: TemplateAsk[] } {
  const stage = guessQuoteStage(setting)
  const stageIds = bottomStages(setting)
  const [team, ...others] = setting.teams
  const kickOff = setting.projectTemplates.find(({ name }) => onboarding.test(name)) ?? setting.projectTemplates[0]
  const answers = { ...start, ...template.usual, stageId: stage.id, stageIds, teamId: others.length === 0 ? (team?.id ?? null) : null, projectTemplateId: kickOff?.id ?? null }
  const isUnsure: Partial<Record<TemplateAsk, boolean>> = { stageId: !stage.isSure, stageIds: stageIds.length === 0, teamId: answers.teamId === null, projectTemplateId: setting.projectTemplates.length !== 1 }
  return { answers, unsure: template.asks.filter((ask) => isUnsure[ask] === true) }
}

/** The draft that a template comes to with these answers. */
export function draftOf(template: AutomationTemplate, answers: TemplateAnswers, setting: TemplateSetting): AutomationDefinition {
  return { stopOnFirst: false, hours: { kind: 'always' }, runAsUserId: setting.userId, againAfterDays: null, ...template.draft(answers, setting) }
}
