import { funnelQuery } from '@sluice/core/funnel/contract'
import type { Measured } from '@sluice/core/funnel/measured'
import { FUNNEL_METRICS, type FunnelMetricUnit } from '@sluice/core/funnel/registry'
import { figuresOf } from '@sluice/core/funnel/overview'
import { selectPipelines } from '@sluice/server/features/catalog/catalog.queries'
import { systemClock } from '@sluice/server/platform/clock'
import { openReplica } from '@sluice/server/replica/replica'
import { answerFunnel } from '@sluice/server/reports/funnel/answer-funnel'
import { selectNames } from '@sluice/server/reports/funnel/funnel.query'
import { viewerOf } from '@sluice/server/features/identity/viewer-of'
import { openDatabase } from '@sluice/server/start'
import { parseArgs } from 'node:util'
import { actorOf, orgOf } from '../org-of.ts'
import { attempt, language, say, UsageError } from '../terminal.ts'

const usage = `sluice report funnel --org ORG --pipeline P [--from D] [--to D] [--as-of D] [--where CONDITION] [--cohort entry|stage]
  [--fill linear|touched] [--mature-days N] [--skip-imported] [--currency CNY] [--as EMAIL] [--json]
  --to 为期间最后一天的次日（左闭右开） / --to is the day after the last (half open)`

/** `sluice report funnel`: the same registry and the same numbers as the page. */
export function run(args: string[]): Promise<number> {
  return attempt(args.includes('--json'), async () => {
    const { values, positionals } = parseArgs({
      args, allowPositionals: true,
      options: {
        org: { type: 'string' }, pipeline: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, 'as-of': { type: 'string' },
        where: { type: 'string' }, cohort: { type: 'string' }, fill: { type: 'string' }, 'mature-days': { type: 'string' },
        'skip-imported': { type: 'boolean', default: false }, currency: { type: 'string' }, as: { type: 'string' }, json: { type: 'boolean', default: false },
      },
    })
    if (positionals[0] !== 'funnel') throw new UsageError(usage)
    const opened = await openDatabase(process.env, { share: true })
    const replica = openReplica(opened.login, { limitMb: 1, folder: null, onError: (error) => console.error(error.message) })
    try {
      const org = await orgOf(opened.db, values.org)
      const actor = await actorOf(opened.db, org.orgId, values.as)
      return await opened.db.read(org.orgId, async (tx) => {
        const pipelines = await selectPipelines(tx, org.orgId)
        const wanted = values.pipeline
        const pipeline = pipelines.find((p) => p.id === wanted || p.name === wanted || p.templateKey === wanted) ?? (wanted === undefined && pipelines.length === 1 ? pipelines[0] : undefined)
        if (pipeline === undefined) throw new UsageError(`--pipeline: ${pipelines.map((p) => p.name).join(' | ')}`)
        const parsed = funnelQuery.safeParse({
          pipeline: pipeline.id, from: values.from, to: values.to, asOf: values['as-of'], where: values.where, cohort: values.cohort, fill: values.fill,
          matureDays: values['mature-days'], skipImported: String(values['skip-imported']), currency: values.currency,
        })
        if (!parsed.success) throw new UsageError(parsed.error.issues.map((i) => `--${i.path.join('.')}: ${i.message}`).join('; '))
        const viewer = await viewerOf(tx, org.orgId, actor.id)
        const view = await answerFunnel({ tx, replica, asking: { viewer, timeZone: org.timeZone, currency: org.currency, now: systemClock.now() }, query: parsed.data })
        const names = await selectNames(tx, org.orgId, pipeline.id)
        if (values.json) {
          const steps = view.steps.map((step) => ({
            stage: names.get(step.stageId), ...step, losses: step.losses.map((loss) => ({ reason: loss.reasonId && names.get(loss.reasonId), ...loss })),
          }))
          say(JSON.stringify({ pipeline: { id: pipeline.id, name: pipeline.name, wonName: pipeline.wonName }, ...view, steps }))
          return 0
        }
        say(`${pipeline.name} · ${new Date(view.asOf).toISOString()} · ${view.zone}`)
        for (const figure of figuresOf(view)) {
          const entry = FUNNEL_METRICS[figure.metric]
          const detail = [figure.stageId && names.get(figure.stageId), figure.exit, figure.reasonId && names.get(figure.reasonId)].filter(Boolean).join(' ')
          say(`${entry.label[language]}${detail ? ` [${detail}]` : ''}: ${show(figure, entry.unit, view.currency)}`)
        }
        return 0
      })
    } finally {
      await replica.close()
      await opened.close()
    }
  })
}

function show(figure: Measured, unit: FunnelMetricUnit, currency: string): string {
  const one = (value: number) => {
    if (unit === 'share') return `${(value * 100).toFixed(2)} %`
    if (unit === 'days') return `${value.toFixed(2)} d`
    if (unit === 'count') return String(value)
    return `${(value / 100).toFixed(2)} ${currency}${unit === 'money_per_day' ? '/d' : ''}`
  }
  const value = figure.value === null ? `– (${figure.why ?? ''})` : one(figure.value)
  const interval = figure.low === null || figure.high === null ? '' : ` [${one(figure.low)}, ${one(figure.high)}]`
  return `${value}${interval}  n=${figure.n}${figure.censored > 0 ? ` (${figure.censored})` : ''}${figure.enough ? '' : language === 'zh' ? '  样本不足' : '  too few'}`
}
