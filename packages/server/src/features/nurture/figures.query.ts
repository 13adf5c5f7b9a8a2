import type { StepFigures } from '@sluice/core/nurture/contract'
import { compareVariants } from '@sluice/core/nurture/variants'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Version } from './versions.queries.ts'

interface StepRow { stepId: string; entered: number; yes: number; no: number }
interface MailRow { stepId: string; variantId: string; sent: number; opened: number; clicked: number; replied: number; bounced: number; unsubscribed: number }

/** What each step of a version came to, in reading order. `wentOn`: who came to it and is not there any more. */
export async function selectFigures(tx: Reader, orgId: string, sequenceId: string, number: number, version: Version): Promise<{ steps: StepFigures[]; exits: { reason: string; n: number }[] }> {
  const { rows: steps } = await sql<StepRow>`
    select step_id as "stepId", count(*)::integer as entered, count(*) filter (where outcome = 'yes')::integer as yes, count(*) filter (where outcome = 'no')::integer as no
    from enrolment_step where org_id = ${orgId} and sequence_id = ${sequenceId} and version_number = ${number} group by 1`.execute(tx)
  const { rows: mails } = await sql<MailRow>`
    select step_id as "stepId", variant_id as "variantId", count(sent_at)::integer as sent, count(opened_at)::integer as opened, count(clicked_at)::integer as clicked, count(replied_at)::integer as replied,
      count(*) filter (where state = 'bounced')::integer as bounced, count(unsubscribed_at)::integer as unsubscribed
    from outbox where org_id = ${orgId} and sequence_id = ${sequenceId} and version_number = ${number} group by 1, 2`.execute(tx)
  const { rows: waiting } = await sql<{ stepId: string; waitsFor: string; n: number }>`
    select step_id as "stepId", waits_for as "waitsFor", count(*)::integer as n from enrolment
    where org_id = ${orgId} and sequence_id = ${sequenceId} and version_number = ${number} and state in ('active', 'paused') and step_id is not null group by 1, 2`.execute(tx)
  const { rows: exits } = await sql<{ reason: string; n: number }>`
    select coalesce(exit_reason, state) as reason, count(*)::integer as n from enrolment
    where org_id = ${orgId} and sequence_id = ${sequenceId} and version_number = ${number} and state in ('done', 'left', 'failed') group by 1 order by 2 desc, 1`.execute(tx)
  const waitingBefore = (stepId: string) => sum(waiting.filter((one) => one.stepId === stepId && one.waitsFor === 'time'), (one) => one.n)
  return {
    exits,
    steps: [...version.placed.values()].map(({ step, next }) => {
      const { entered = 0, yes = 0, no = 0 } = steps.find((row) => row.stepId === step.id) ?? {}
      const own = mails.filter((row) => row.stepId === step.id)
      // Who is in a wait stands before what follows it; a mail that has not left holds its lead at the mail.
      const here = step.type === 'wait' && next !== null ? waitingBefore(next) : step.type === 'mail' ? sum(waiting.filter((one) => one.stepId === step.id && one.waitsFor === 'mail'), (one) => one.n) : 0
      const variants = step.type !== 'mail' ? [] : step.variants.map(({ id }) => ({ sent: 0, opened: 0, clicked: 0, ...own.find((row) => row.variantId === id), id }))
      const verdicts = compareVariants(variants)
      return {
        stepId: step.id, entered, wentOn: Math.max(0, entered - here), waiting: here, yes, no,
        sent: sum(own, (row) => row.sent), opened: sum(own, (row) => row.opened), clicked: sum(own, (row) => row.clicked), replied: sum(own, (row) => row.replied), bounced: sum(own, (row) => row.bounced),
        unsubscribed: sum(own, (row) => row.unsubscribed),
        variants: variants.map(({ id, sent, opened, clicked }) => ({ id, sent, opened, clicked, ...(verdicts.find((one) => one.id === id) ?? { p: null, verdict: 'too_few' as const }) })),
      }
    }),
  }
}
const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0)
