import { ApiOutlined } from '@ant-design/icons'
import { changeLanguageModel, getLanguageModelSettings, listLanguageModelUses, testLanguageModel } from '@sluice/core/language-model/contract'
import type { LanguageModelSettings, LanguageModelUse } from '@sluice/core/language-model/contract'
import { Button, Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { changedFields } from '../changed-fields.ts'
import { LabelledField } from '../LabelledField.tsx'
import { SettingSection } from '../SettingSection.tsx'
import styles from '../KeyForm.module.css'

/** The optional language model: where it is, whether it may be used, and who used it. */
export function LanguageModelSection() {
  const { t } = useTranslation('languageModel')
  const canRead = useMay()('config', 'write')
  const read = useContractQuery(getLanguageModelSettings, {}, { enabled: canRead })
  if (!canRead || read.data === undefined) {
    return (
      <SettingSection title={t('section')} note={t('note')} loading={canRead && read.isPending} error={read.error} onRetry={() => void read.refetch()}>
        <EmptyState compact title={t('adminOnly')} />
      </SettingSection>
    )
  }
  return (
    <>
      <Form key={read.data.version} settings={read.data} />
      <Uses />
    </>
  )
}

function Form({ settings }: { settings: LanguageModelSettings }) {
  const { t } = useTranslation('languageModel')
  const toast = useToast()
  const format = useFormat()
  const refresh = useRefresh()
  const before = { baseUrl: settings.baseUrl ?? '', model: settings.model ?? '', isOn: settings.isOn }
  const [draft, setDraft] = useState(before)
  const [key, setKey] = useState('')
  const set = (part: Partial<typeof before>) => setDraft((now) => ({ ...now, ...part }))
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'language_model' })
  const save = useContractMutation(changeLanguageModel, {
    onError: toast.failed,
    onSuccess: () => {
      toast.done(t('saved'))
      told()
    },
  })
  const trial = useContractMutation(testLanguageModel, { onError: toast.failed })
  const { baseUrl, model, isOn } = changedFields(before, draft)
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
  const body = { ...(baseUrl !== undefined && { baseUrl: orNull(baseUrl) }), ...(model !== undefined && { model: orNull(model) }), ...(isOn !== undefined && { isOn }), ...(key.trim() !== '' && { key: key.trim() }) }
  const { uses } = settings
  return (
    <SettingSection title={t('section')} note={t('note')} flush={false}>
      <div className={styles.form}>
        <LabelledField label={t('baseUrl')}>
          <Input aria-label={t('baseUrl')} inputMode="url" placeholder="https://example.com/v1" maxLength={500} value={draft.baseUrl} onChange={(event) => set({ baseUrl: event.target.value })} />
        </LabelledField>
        <p className={styles.help}>{t('baseUrlHelp')}</p>
        <div className={styles.grid}>
          <LabelledField label={t('model')}><Input aria-label={t('model')} maxLength={200} value={draft.model} onChange={(event) => set({ model: event.target.value })} /></LabelledField>
          <LabelledField label={t('key')}><Input.Password aria-label={t('key')} autoComplete="new-password" placeholder={settings.hasKey ? t('kept') : ''} maxLength={500} value={key} onChange={(event) => setKey(event.target.value)} /></LabelledField>
          <LabelledField label={t('on')}><span><Switch aria-label={t('on')} checked={draft.isOn} onChange={(on) => set({ isOn: on })} /></span></LabelledField>
        </div>
        <div className={styles.row}>
          <Button type="primary" disabled={Object.keys(body).length === 0} loading={save.isPending} onClick={() => save.mutate({ body, ifMatch: settings.version })}>{t('save')}</Button>
          <Button icon={<ApiOutlined />} disabled={!settings.hasKey || Object.keys(body).length > 0} loading={trial.isPending} onClick={() => trial.mutate({})}>{t('test')}</Button>
        </div>
        {trial.data && <p className={styles.said} role="status">{trial.data.fault === null ? t('testOk') : t('testBad', { words: [t(`fault.${trial.data.fault}`), trial.data.said].filter(Boolean).join(' · ') })}</p>}
        <p className={styles.help}>{t('privacy')}</p>
        {uses.n > 0 && <p className={`num ${styles.help}`}>{t('month', { n: format.count(uses.n), prompt: format.count(uses.promptTokens), answer: format.count(uses.answerTokens) })}</p>}
      </div>
    </SettingSection>
  )
}

const known = ['asked', 'answered', 'marked', 'failed', 'unreachable', 'timeout', 'key', 'limit', 'refused', 'garbage'] as const
const outcomeOf = (use: LanguageModelUse) => known.find((one) => one === use.outcome) ?? 'failed'

function Uses() {
  const { t } = useTranslation('languageModel')
  const format = useFormat()
  const read = useContractQuery(listLanguageModelUses, {})
  const items = read.data?.items ?? []
  return (
    <SettingSection second title={t('uses')} note={t('usesNote')} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()} flush={false}>
      {items.length === 0 ? (
        <EmptyState compact title={t('noUses')} />
      ) : (
        <ul className={styles.messages}>
          {items.map((one) => (
            <li key={one.id}>
              <Tag tone={one.outcome === 'answered' ? 'good' : one.outcome === 'asked' ? 'neutral' : 'warn'} dot>{t(`outcomes.${outcomeOf(one)}`)}</Tag>
              <span>{t(`kinds.${one.kind}`)}</span>
              <span>{one.user.name}</span>
              <span className={`num ${styles.help}`}>{format.dateTime(one.at)}</span>
              {one.promptTokens !== null && <span className={`num ${styles.help}`}>{t('tokens', { prompt: format.count(one.promptTokens), answer: format.count(one.answerTokens ?? 0) })}</span>}
            </li>
          ))}
        </ul>
      )}
    </SettingSection>
  )
}
