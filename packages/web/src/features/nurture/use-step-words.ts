import { listUsers } from '@sluice/core/identity/contract'
import { listMailTemplates } from '@sluice/core/nurture/contract'
import type { BranchTest, SequenceDefinition, Step } from '@sluice/core/nurture/sequence'
import { placeSteps } from '@sluice/core/nurture/walk'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

/** What each step says of itself on the canvas, in a line. */
export function useStepWords(draft: SequenceDefinition): { step: (step: Step) => string; trigger: string; exits: string; number: (id: string) => number } {
  const { t } = useTranslation('nurture')
  const templates = useContractQuery(listMailTemplates, { query: {} }, seldom).data?.items
  const users = useContractQuery(listUsers, {}, seldom).data?.items
  const order = [...placeSteps(draft).keys()]
  const number = (id: string) => order.indexOf(id) + 1
  const templateName = (id: string | null) => (id === null ? t('say.mailNone') : (templates?.find((one) => one.id === id)?.name ?? '…'))
  const test = (asked: BranchTest): string => {
    if (asked.kind === 'condition') return t('say.condition')
    const mail = asked.stepId === null ? t('say.anyMail') : t('say.mailStep', { n: number(asked.stepId) })
    return asked.behaviour === 'opened' || asked.behaviour === 'clicked' ? t(`say.${asked.behaviour}`, { mail }) : t(`say.${asked.behaviour}`, { n: asked.atLeast })
  }
  const step = (one: Step): string => {
    switch (one.type) {
      case 'wait': return t(one.at === null ? 'say.wait' : 'say.waitAt', { amount: one.amount, unit: t(`units.${one.unit}`), at: one.at ?? '' })
      case 'mail': return one.variants.length > 1 ? `${templateName(one.variants[0]?.templateId ?? null)} · ${t('say.variants', { count: one.variants.length })}` : templateName(one.variants[0]?.templateId ?? null)
      case 'branch': return test(one.test)
      case 'notify': return `${one.userId === null ? t('say.notifyOwner') : t('say.notifyUser', { name: users?.find((user) => user.id === one.userId)?.name ?? '…' })}${one.text === '' ? '' : `：${one.text}`}`
      case 'task': return one.text === '' ? t('say.empty') : t('say.task', { text: one.text, days: one.workDays })
      case 'tag': return [one.addTagIds.length > 0 ? t('say.tagAdd', { count: one.addTagIds.length }) : '', one.removeTagIds.length > 0 ? t('say.tagRemove', { count: one.removeTagIds.length }) : ''].filter(Boolean).join(' · ') || t('say.empty')
      case 'score': return t('say.score', { points: one.points > 0 ? `+${one.points}` : String(one.points), reason: one.reason || '—' })
      case 'end': return t('say.end')
    }
  }
  const { trigger, exits } = draft
  const detail = trigger.kind === 'status' ? trigger.statuses.map((status) => t(`statuses.${status}`)).join('、') : trigger.kind === 'score' ? `${trigger.from} – ${trigger.to ?? '∞'}` : ''
  return {
    step, number,
    trigger: `${t(`triggers.${trigger.kind}`)}${detail === '' ? '' : `：${detail}`}`,
    exits: [exits.replied ? t('reasons.replied') : '', exits.ready ? t('reasons.ready') : '', t('reasons.converted'), t('reasons.unsubscribed'), exits.where === null ? '' : t('reasons.condition')].filter(Boolean).join(' · '),
  }
}
