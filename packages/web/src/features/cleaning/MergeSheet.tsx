import { listChannels, listTags } from '@sluice/core/catalog/contract'
import { mergeLeads, undoLeadMerge } from '@sluice/core/cleaning/contract'
import { isEmpty, joinable, mergeFields, usualChoice } from '@sluice/core/cleaning/merged-fields'
import type { MergeChoice, MergeField } from '@sluice/core/cleaning/merged-fields'
import { getLead } from '@sluice/core/leads/contract'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { Button, Radio, Segmented } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { FieldValue } from '../fields/FieldValue.tsx'
import { useFields } from '../fields/use-fields.ts'
import { seldom } from '../pickers/seldom.ts'
import styles from './Cleaning.module.css'

type Lead = ResponseOf<typeof getLead>

/** Two leads become one: which stays, and of each field that differs which value; with a way back. */
export function MergeSheet({ ids, onClose, onMerged }: { ids: readonly [string, string]; onClose: () => void; onMerged?: (keptId: string) => void }) {
  const { t } = useTranslation('cleaning')
  const [a, b] = [useContractQuery(getLead, { params: { id: ids[0] } }), useContractQuery(getLead, { params: { id: ids[1] } })]
  const error = a.error ?? b.error
  return (
    <BottomSheet open width={620} title={t('sheet.title')} onClose={onClose}>
      {error ? (
        <ErrorState error={error} onRetry={() => void Promise.all([a.refetch(), b.refetch()])} />
      ) : a.data && b.data ? (
        <Choosing leads={[a.data, b.data]} onClose={onClose} onMerged={onMerged} />
      ) : (
        <Skeletons kind="rows" count={8} />
      )}
    </BottomSheet>
  )
}

function Choosing({ leads, onClose, onMerged }: { leads: readonly [Lead, Lead]; onClose: () => void; onMerged: ((keptId: string) => void) | undefined }) {
  const { t } = useTranslation('cleaning')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [older, newer] = leads[0].createdAt <= leads[1].createdAt ? leads : [leads[1], leads[0]]
  const [side, setSide] = useState<'older' | 'newer'>(newer.status === 'converted' && older.status !== 'converted' ? 'newer' : 'older')
  const [choices, setChoices] = useState<Record<string, MergeChoice>>({})
  const [kept, merged] = side === 'older' ? [older, newer] : [newer, older]
  const rows = useRows(kept, merged)
  const said = (id: string) => refresh({ type: 'lead.merged', subjectType: 'lead', subjectId: id })
  const merge = useContractMutation(mergeLeads, {
    onSuccess: ({ mergeId, lead }) => {
      said(lead.id)
      onClose()
      toast.undoable(t('merged', { name: lead.name }), async () => {
        await call(undoLeadMerge, { params: { id: mergeId } })
        said(kept.id)
        said(merged.id)
      }, 12)
      onMerged?.(lead.id)
    },
    onError: toast.failed,
  })
  const run = () => merge.mutate({ params: { id: kept.id }, ifMatch: kept.version, body: { mergedId: merged.id, choices } })
  return (
    <>
      <p className={styles.help}>{t('sheet.intro')}</p>
      <Segmented<'older' | 'newer'>
        block
        aria-label={t('sheet.keep')}
        value={side}
        onChange={(next) => (setSide(next), setChoices({}))}
        options={([['older', older, newer], ['newer', newer, older]] as const).map(([value, lead, other]) => ({
          value, disabled: other.status === 'converted' && lead.status !== 'converted',
          label: (
            <span title={other.status === 'converted' ? t('sheet.converted') : undefined}>
              {t('sheet.keep')} L-{lead.number} · {lead.name} <span className={styles.muted}>{format.day(lead.createdAt)}</span>
            </span>
          ),
        }))}
      />
      <div className={styles.fields}>
        {rows.map((row) => {
          const chosen = choices[row.key] ?? row.usual
          const choose = (choice: MergeChoice) => setChoices((before) => ({ ...before, [row.key]: choice }))
          const options: [MergeChoice, ReactNode][] = [['kept', row.kept], ['merged', row.merged], ...(joinable.has(row.key) ? [['both', t('sheet.both')] as [MergeChoice, ReactNode]] : [])]
          return (
            <div key={row.key} className={styles.choice} role="radiogroup" aria-label={row.label}>
              <span>{row.label}</span>
              <div className={styles.options}>
                {options.map(([choice, value]) => (
                  <button key={choice} type="button" role="radio" aria-checked={chosen === choice} className={choice === 'both' ? `${styles.option} ${styles.both}` : styles.option} onClick={() => choose(choice)}>
                    <Radio checked={chosen === choice} tabIndex={-1} aria-hidden />
                    <span>{value}</span>
                  </button>
                ))}
              </div>
            </div>
          )
        })}
        <p className={styles.muted}>{rows.length === 0 ? t('sheet.noneDiffer') : t('sheet.same')}</p>
      </div>
      <Button type="primary" size="large" block loading={merge.isPending} onClick={run}>
        {t('sheet.ok')}
      </Button>
    </>
  )
}

interface Row {
  key: string
  label: string
  kept: ReactNode
  merged: ReactNode
  usual: MergeChoice
}

/** The fields in which both say something, and not the same. */
function useRows(kept: Lead, merged: Lead): Row[] {
  const { t } = useTranslation(['leads', 'cleaning'])
  const format = useFormat()
  const { fields } = useFields('lead')
  const channels = useContractQuery(listChannels, {}, seldom).data?.items ?? []
  const tags = useContractQuery(listTags, {}, seldom).data?.items ?? []
  const nothing = <span className={styles.muted}>{t('cleaning:sheet.values.empty')}</span>
  const built: Record<MergeField, (lead: Lead) => [value: unknown, shown: ReactNode]> = {
    name: (lead) => [lead.name, lead.name], company: (lead) => [lead.company, lead.company], title: (lead) => [lead.title, lead.title], phone: (lead) => [lead.phone, format.phone(lead.phone ?? '')],
    email: (lead) => [lead.email, lead.email], wechat: (lead) => [lead.wechat, lead.wechat], status: (lead) => [lead.status, t(`status.${lead.status}`)],
    source: (lead) => [lead.sourceId, [channels.find((one) => one.id === lead.sourceId)?.name, lead.sourceDetail].filter(Boolean).join(' · ')],
    owner: (lead) => [lead.owner?.id ?? null, lead.owner?.name], nextStep: (lead) => [lead.nextStep, [lead.nextStep, lead.nextStepDue && format.day(lead.nextStepDue)].filter(Boolean).join(' · ')],
    tags: (lead) => [[...lead.tagIds].sort(), lead.tagIds.map((id) => tags.find((one) => one.id === id)?.name ?? '').join('、')], note: (lead) => [lead.note, lead.note],
  }
  const row = (key: string, label: string, [own, ownShown]: [unknown, ReactNode], [other, otherShown]: [unknown, ReactNode]): Row[] =>
    isEmpty(own) || isEmpty(other) || JSON.stringify(own) === JSON.stringify(other) || (key === 'status' && kept.status === 'converted')
      ? []
      : [{ key, label, kept: ownShown ?? nothing, merged: otherShown ?? nothing, usual: usualChoice(key, own, other) }]
  return [
    ...mergeFields.flatMap((field) => row(field, t(`fields.${field}`), built[field](kept), built[field](merged))),
    ...fields.filter((field) => field.type !== 'formula' && field.type !== 'rollup').flatMap((field) => {
      const value = (lead: Lead): [unknown, ReactNode] => [lead.custom[field.key], <FieldValue key={lead.id} field={field} value={lead.custom[field.key] ?? null} names={lead.customNames} />]
      return row(`c_${field.key}`, field.label, value(kept), value(merged))
    }),
  ]
}
