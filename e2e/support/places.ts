import type { APIRequestContext, Page } from '@playwright/test'
import { listExperiments } from '../../packages/core/src/experiments/contract.ts'
import { listProjects } from '../../packages/core/src/projects/contract.ts'
import { listAutomations } from '../../packages/core/src/automation/contract.ts'
import { listAlarms } from '../../packages/core/src/alarms/contract.ts'
import { listApprovals } from '../../packages/core/src/approvals/contract.ts'
import { createCampaign, createChannelCodes, listCampaigns } from '../../packages/core/src/campaigns/contract.ts'
import { listChannels } from '../../packages/core/src/catalog/contract.ts'
import { listAccounts, listContacts } from '../../packages/core/src/customers/contract.ts'
import { listForms } from '../../packages/core/src/forms/contract.ts'
import { listLeads } from '../../packages/core/src/leads/contract.ts'
import { listMeetings } from '../../packages/core/src/meetings/contract.ts'
import { listSequences } from '../../packages/core/src/nurture/contract.ts'
import { listDeals } from '../../packages/core/src/pipeline/contract.ts'
import { createPublicForm, listPublicForms } from '../../packages/core/src/public-forms/contract.ts'
import { ask, firstPipeline } from './ask.ts'

/** A page of the product in the state one usually sees it in. */
export interface Place {
  name: string
  path: string | ((api: APIRequestContext) => Promise<string>)
  /** On the page once its data is there. */
  ready: (page: Page) => Promise<unknown>
}

const row = (page: Page) => page.getByRole('row').nth(1).waitFor()
const heading = (page: Page) => page.getByRole('main').getByRole('heading').first().waitFor()
/** The first table of a report, or its cards on a phone. */
const report = (page: Page) => page.getByRole('main').locator('section').locator('table, ul').first().waitFor()
/** A record: the choice among its parts is there as soon as the record is. */
const record = (page: Page) => page.getByRole('radiogroup', { name: /^(内容|Contents)$/ }).or(page.getByRole('tab').first()).first().waitFor()

const designerAt = (pipeline: { id: string; stages: readonly { id: string }[] }) => `/settings/pipelines/${pipeline.id}?at=${pipeline.stages[0]?.id ?? ''}`

/** A campaign with codes; made when the company has none. */
async function aCampaign(api: APIRequestContext): Promise<string> {
  const there = (await ask(api, listCampaigns, { query: { limit: 1 } })).items[0]
  if (there !== undefined) return there.id
  const body = { name: '春季展会', kind: 'exhibition' as const, fromOn: '2026-03-01', budgetMinor: 20_000_000, landingUrl: 'https://example.cn/apply' }
  const { id } = await ask(api, createCampaign, { body })
  const channel = (await ask(api, listChannels)).items[0]?.id ?? ''
  await ask(api, createChannelCodes, { params: { id }, body: { channelIds: [channel] } })
  return id
}

/** A public form; made when the company has none. */
async function aPublicForm(api: APIRequestContext): Promise<string> {
  const there = (await ask(api, listPublicForms, { query: { limit: 1 } })).items[0]
  return there?.id ?? (await ask(api, createPublicForm, { body: { name: '预约演示' } })).id
}

/** Every main page, for what must hold on all of them. */
export const places: readonly Place[] = [
  { name: 'today', path: '/today', ready: heading },
  { name: 'inbox', path: '/inbox', ready: heading },
  { name: 'team', path: '/team', ready: (page) => page.getByRole('main').getByText('¥').first().waitFor() },
  { name: 'coaching points', path: '/team?tab=coaching', ready: (page) => page.locator('[data-coaching]').first().waitFor() },
  { name: 'deals taken over', path: '/team?tab=taken', ready: (page) => page.getByRole('main').getByRole('list').first().waitFor() },
  { name: 'calendar', path: '/calendar', ready: (page) => page.locator('[data-day]').first().waitFor() },
  { name: 'calendar of a month', path: '/calendar?view=month&whose=team', ready: (page) => page.locator('[data-day]').first().waitFor() },
  { name: 'own notices', path: '/settings/notices', ready: (page) => page.getByRole('main').getByRole('checkbox').first().waitFor() },
  { name: 'robots', path: '/settings/robots', ready: heading },
  { name: 'language model', path: '/settings/language-model', ready: heading },
  { name: 'app messages', path: '/settings/apps', ready: heading },
  { name: 'escalation', path: '/settings/escalation', ready: heading },
  { name: 'outgoing webhooks', path: '/settings/webhooks', ready: heading },
  { name: 'board', path: '/deals', ready: (page) => page.locator('[data-deal]').first().waitFor() },
  { name: 'list', path: '/deals?layout=list', ready: row },
  {
    name: 'deal',
    path: async (api) => `/deals/${(await ask(api, listDeals, { query: { status: 'open', sort: 'activity', limit: 1 } })).items[0]?.id ?? ''}`,
    ready: record,
  },
  // With the time machine above: all that the bare page has, and more.
  { name: 'funnel', path: '/funnel?machine=true', ready: (page) => page.getByRole('figure').first().waitFor() },
  { name: 'compared funnel', path: '/funnel?compare=previous', ready: (page) => page.getByRole('figure').first().waitFor() },
  { name: 'breakdown', path: '/funnel/breakdown', ready: report },
  { name: 'heat map', path: '/funnel/heat', ready: report },
  { name: 'talk about a chart', path: '/funnel/heat?talk=open', ready: (page) => page.getByRole('dialog').getByRole('textbox').waitFor() },
  { name: 'changes of the pipeline', path: '/funnel/changes', ready: report },
  { name: 'losses', path: '/funnel/losses', ready: report },
  { name: 'people', path: '/funnel/people', ready: report },
  { name: 'quality and decay', path: '/funnel/cube', ready: report },
  { name: 'custom funnel', path: '/funnel/steps', ready: report },
  { name: 'planning', path: '/funnel/plan?amount=20000000', ready: (page) => page.getByRole('group', { name: /^(需要多少|What it takes)$/ }).waitFor() },
  { name: 'leads', path: '/leads', ready: row },
  { name: 'leads to clean', path: '/cleaning', ready: row },
  { name: 'held leads', path: '/cleaning?tab=held', ready: row },
  { name: 'rules of cleaning', path: '/settings/cleaning', ready: (page) => page.getByRole('button', { name: /(添加自动合并规则|Add rule for merging)$/ }).waitFor() },
  { name: 'webhooks', path: '/settings/doors', ready: heading },
  { name: 'WeCom', path: '/settings/wecom', ready: heading },
  {
    name: 'lead',
    path: async (api) => `/leads/${(await ask(api, listLeads, { query: { status: 'working', limit: 1 } })).items[0]?.id ?? ''}`,
    ready: record,
  },
  { name: 'score rules', path: '/scoring', ready: heading },
  { name: 'fit model', path: '/scoring?tab=model', ready: heading },
  { name: 'lead pools', path: '/lead-pools', ready: row },
  { name: 'hand-overs', path: '/hand-overs', ready: heading },
  { name: 'first responses', path: '/responses?days=90', ready: row },
  { name: 'assignment rules', path: '/settings/assignment', ready: (page) => page.getByRole('list', { name: /^(分配规则列表|Assignment rules)$/ }).waitFor() },
  { name: 'working time', path: '/settings/answering', ready: heading },
  { name: 'pools', path: '/settings/pools', ready: heading },
  { name: 'contact cadence', path: '/settings/cadence', ready: heading },
  { name: 'sequences', path: '/nurture', ready: row },
  { name: 'mail templates', path: '/nurture?tab=templates', ready: row },
  { name: 'content library', path: '/nurture?tab=contents', ready: row },
  { name: 'sequence', path: async (api) => `/nurture/${(await ask(api, listSequences, { query: { state: 'running' } })).items[0]?.id ?? ''}`, ready: (page) => page.getByRole('group', { name: /^(序列流程|Flow of the sequence)$/ }).waitFor() },
  { name: 'results of a sequence', path: async (api) => `/nurture/${(await ask(api, listSequences, { query: { state: 'running' } })).items[0]?.id ?? ''}?tab=results`, ready: (page) => page.getByRole('table').first().waitFor() },
  { name: 'automations', path: '/automations', ready: (page) => page.getByRole('list', { name: /^(自动化列表|Automations)$/ }).waitFor() },
  { name: 'runs of automations', path: '/automations?tab=runs', ready: row },
  ...(['design', 'picture', 'test', 'runs', 'versions'] as const).map((tab) => ({
    name: `automation: ${tab}`, path: async (api: APIRequestContext) => `/automations/${(await ask(api, listAutomations, { query: { state: 'active' } })).items[0]?.id ?? ''}?tab=${tab}`, ready: (page: Page) => page.getByRole('tab', { selected: true }).waitFor(),
  })),
  { name: 'mail settings', path: '/settings/mail', ready: heading },
  { name: 'mailboxes', path: '/settings/mailboxes', ready: heading },
  { name: 'campaigns', path: '/campaigns', ready: heading },
  { name: 'experiments', path: '/experiments', ready: (page) => page.getByRole('list', { name: /^(实验列表|List of experiments)$/ }).waitFor() },
  { name: 'ways of selling', path: '/experiments?tab=patterns', ready: (page) => page.getByRole('button', { name: /^(用实验检验|Try it)$/ }).first().waitFor() },
  ...(['draft', 'running', 'concluded'] as const).map((state) => ({
    name: `experiment: ${state}`, path: async (api: APIRequestContext) => `/experiments/${(await ask(api, listExperiments, { query: { state } })).items.at(-1)?.id ?? ''}`, ready: heading,
  })),
  { name: 'attribution', path: '/attribution', ready: heading },
  { name: 'channel quality', path: '/attribution?tab=channels', ready: heading },
  { name: 'ideal customer', path: '/attribution?tab=icp', ready: heading },
  { name: 'rejections', path: '/attribution?tab=rejections', ready: heading },
  { name: 'campaign', path: async (api) => `/campaigns/${await aCampaign(api)}`, ready: (page) => page.getByRole('list', { name: /^(渠道活码|Channel codes)$/ }).waitFor() },
  { name: 'public forms', path: '/public-forms', ready: heading },
  ...(['design', 'submissions', 'figures', 'share'] as const).map((tab) => ({
    name: `public form: ${tab}`, path: async (api: APIRequestContext) => `/public-forms/${await aPublicForm(api)}?tab=${tab}`, ready: (page: Page) => page.getByRole('tab', { selected: true }).waitFor(),
  })),
  { name: 'review meetings', path: '/meetings', ready: (page) => page.getByRole('list', { name: /^(历次例会列表|List of meetings)$/ }).waitFor() },
  {
    name: 'minutes',
    path: async (api) => `/meetings/${(await ask(api, listMeetings, { query: { status: 'closed', limit: 1 } })).items[0]?.id ?? ''}`,
    ready: (page) => page.getByRole('list', { name: /^(任务|Tasks)$/ }).waitFor(),
  },
  { name: 'accounts', path: '/accounts', ready: row },
  {
    name: 'account',
    path: async (api) => `/accounts/${(await ask(api, listAccounts, { query: { limit: 1 } })).items[0]?.id ?? ''}`,
    ready: record,
  },
  {
    name: 'contact',
    path: async (api) => `/contacts/${(await ask(api, listContacts, { query: { limit: 1 } })).items[0]?.id ?? ''}`,
    ready: record,
  },
  { name: 'approvals', path: '/approvals?box=all', ready: (page) => page.getByRole('main').getByRole('listitem').first().waitFor() },
  {
    name: 'approval',
    path: async (api) => `/approvals/${(await ask(api, listApprovals, { query: { box: 'all', limit: 1 } })).items[0]?.id ?? ''}`,
    ready: (page) => page.getByRole('dialog').getByRole('list').first().waitFor(),
  },
  { name: 'cleaning list', path: '/hygiene', ready: row },
  { name: 'gate debts', path: '/gate-debts', ready: heading },
  { name: 'alarms', path: '/alarms', ready: heading },
  {
    name: 'alarm',
    path: async (api) => `/alarms/${(await ask(api, listAlarms, { query: { status: 'open,acknowledged,resolved', limit: 1 } })).items[0]?.id ?? ''}`,
    ready: heading,
  },
  { name: 'cause of a change', path: '/funnel/why', ready: (page) => page.getByRole('region', { name: /^(已排除|Ruled out)$/ }).or(page.getByRole('main').getByRole('heading').first()).first().waitFor() },
  { name: 'diagnosis', path: '/funnel/diagnosis', ready: (page) => page.getByRole('table').or(page.getByRole('main').getByRole('list')).first().waitFor() },
  { name: 'actions', path: '/actions', ready: heading },
  { name: 'projects', path: '/projects', ready: (page) => page.getByRole('list', { name: /^(项目列表|Projects)$/ }).waitFor() },
  { name: 'project', path: async (api) => `/projects/${(await ask(api, listProjects, { query: { late: 'true', limit: 1 } })).items[0]?.id ?? ''}`, ready: (page) => page.getByRole('progressbar').first().waitFor() },
  { name: 'project templates', path: '/settings/projects', ready: (page) => page.getByRole('list', { name: /^(项目模板列表|Project templates)$/ }).waitFor() },
  { name: 'alarm rules', path: '/settings/alarms', ready: (page) => page.getByRole('list', { name: /^(预警规则列表|Alarm rules)$/ }).waitFor() },
  { name: 'web tracking', path: '/settings/tracking', ready: (page) => page.getByRole('list', { name: /^(高意向信号|Signals)$/ }).waitFor() },
  { name: 'strategy library', path: '/settings/remedies', ready: (page) => page.getByRole('list', { name: /^(策略列表|Remedies)$/ }).waitFor() },
  { name: 'approval flows', path: '/settings/approvals', ready: heading },
  { name: 'import', path: '/import', ready: heading },
  { name: 'welcome', path: '/welcome', ready: heading },
  { name: 'members', path: '/settings/members', ready: heading },
  { name: 'pipelines', path: '/settings/pipelines', ready: heading },
  { name: 'fields', path: '/settings/fields', ready: heading },
  { name: 'forms', path: '/settings/forms', ready: heading },
  {
    name: 'questionnaire',
    path: async (api) => `/settings/forms/${(await ask(api, listForms)).items.find((one) => one.kind === 'questionnaire')?.id ?? ''}`,
    ready: heading,
  },
  { name: 'metric dictionary', path: '/metrics-dictionary?metric=what_if.wins', ready: (page) => page.getByRole('region', { name: /^(规划|Planning)$/ }).waitFor() },
  { name: 'completeness', path: '/reports/completeness', ready: heading },
  { name: 'designer', path: async (api) => `/settings/pipelines/${(await firstPipeline(api)).id}`, ready: (page) => page.getByRole('navigation', { name: /^(阶段顺序|Order of stages)$/ }).waitFor() },
  { name: 'stage in the designer', path: async (api) => designerAt(await firstPipeline(api)), ready: (page) => page.getByLabel(/^(阶段名称|Name of the stage)$/).waitFor() },
  { name: 'pipeline settings in the designer', path: async (api) => `/settings/pipelines/${(await firstPipeline(api)).id}?at=pipeline`, ready: (page) => page.getByLabel(/^(业务线|Business line)$/).waitFor() },
  { name: 'versions of a pipeline', path: async (api) => `/settings/pipelines/${(await firstPipeline(api)).id}?view=versions`, ready: (page) => page.getByRole('list', { name: /^(发布记录|Publications)$/ }).waitFor() },
]

/** Opens a place and waits until its data is there and nothing moves any more. */
export async function visit(page: Page, place: Place, api: APIRequestContext): Promise<void> {
  await page.goto(typeof place.path === 'string' ? place.path : await place.path(api))
  await settled(page, place)
}

export async function settled(page: Page, place: Place): Promise<void> {
  await place.ready(page)
  await page.locator('.ant-skeleton-active, .ant-spin-spinning').first().waitFor({ state: 'detached' })
  // Endless animations (the live dot, spinners) do not count.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  )
}
