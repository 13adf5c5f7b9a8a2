import { UploadOutlined } from '@ant-design/icons'
import { listCampaigns } from '@sluice/core/campaigns/contract'
import { addPublicFormFile, getPublicForm } from '@sluice/core/public-forms/contract'
import type { WholeForm } from '@sluice/core/public-forms/contract'
import { formDefinition } from '@sluice/core/public-forms/definition'
import type { FormDefinition } from '@sluice/core/public-forms/definition'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Segmented, Select, Switch } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contractKey, useContractQuery } from '../../api/query.ts'
import { upload } from '../../api/upload.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { LogoField } from '../campaigns/LogoField.tsx'
import { ColorChoice } from '../designer/ColorChoice.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { seldom } from '../pickers/seldom.ts'
import styles from './PublicForms.module.css'
import { Words } from './Words.tsx'

interface Part {
  draft: FormDefinition
  change: (part: Partial<FormDefinition>, tag?: string) => void
  disabled: boolean
}

/** Everything around the fields: words, look, consent, what comes afterwards, where leads come from, and who may embed it. */
export function PageSettings({ form, ...part }: Part & { form: WholeForm }) {
  const { t } = useTranslation('publicForms')
  const { draft, change, disabled } = part
  const { languages, theme, consent } = draft
  const languageKey = languages.length > 1 ? 'both' : `${languages[0] ?? 'zh'}Only`
  return (
    <>
      <Section title={t('sections.words')}>
        <div className={styles.column}>
          <div className={styles.line}>
            <Segmented
              value={languageKey} disabled={disabled} aria-label={t('words.languages')}
              options={(['zhOnly', 'enOnly', 'both'] as const).map((value) => ({ value, label: t(`words.${value}`) }))}
              onChange={(value) => change({ languages: value === 'both' ? ['zh', 'en'] : value === 'enOnly' ? ['en'] : ['zh'] })}
            />
          </div>
          <Words label={t('words.title')} value={draft.title} languages={languages} max={120} disabled={disabled} onChange={(title) => change({ title }, 'title')} />
          <Words label={t('words.intro')} value={draft.intro} languages={languages} max={1000} rows={2} disabled={disabled} onChange={(intro) => change({ intro }, 'intro')} />
          <Words label={t('words.submit')} value={draft.submit} languages={languages} max={40} disabled={disabled} onChange={(submit) => change({ submit }, 'submit')} />
        </div>
      </Section>
      <Section title={t('sections.look')}>
        <div className={styles.pair}>
          <div className={styles.label}>
            <span>{t('look.primary')}</span>
            <ColorChoice label={t('look.primary')} value={theme.primary} onChange={(primary) => !disabled && change({ theme: { ...theme, primary } }, 'primary')} />
          </div>
          <label className={styles.label}>
            <span>{t('look.background')}</span>
            <input type="color" disabled={disabled} value={theme.background} onChange={(event) => change({ theme: { ...theme, background: event.target.value } }, 'background')} />
          </label>
          <div className={styles.label}>
            <span>{t('look.logo')}</span>
            {!disabled && <LogoField value={theme.logo} onChange={(logo) => change({ theme: { ...theme, logo } })} />}
          </div>
        </div>
      </Section>
      <Section title={t('sections.consent')}>
        <div className={styles.column}>
          <div className={styles.line}>
            <Switch size="small" checked={consent !== null} disabled={disabled} aria-label={t('consent.on')} onChange={(on) => change({ consent: on ? { text: { zh: '', en: '' }, required: true } : null })} />
            <span>{t('consent.on')}</span>
          </div>
          {consent && (
            <>
              <Words label={t('consent.text')} value={consent.text} languages={languages} max={2000} rows={2} disabled={disabled} onChange={(text) => change({ consent: { ...consent, text } }, 'consent')} />
              <div className={styles.line}>
                <Switch size="small" checked={consent.required} disabled={disabled} aria-label={t('consent.required')} onChange={(required) => change({ consent: { ...consent, required } })} />
                <span>{t('consent.required')}</span>
              </div>
              <p className={styles.help}>{t('consent.hint')}</p>
            </>
          )}
        </div>
      </Section>
      <After form={form} {...part} />
      <SourceOf {...part} />
      <Sites {...part} />
    </>
  )
}

function After({ form, draft, change, disabled }: Part & { form: WholeForm }) {
  const { t } = useTranslation('publicForms')
  const toast = useToast()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const { thanks, reward, languages } = draft
  const take = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    try {
      const made = await upload(addPublicFormFile, { params: { id: form.id } }, file)
      await client.invalidateQueries({ queryKey: contractKey(getPublicForm, { params: { id: form.id } }) })
      change({ reward: { fileId: made.id, label: reward?.label ?? { zh: '下载', en: 'Download' }, hours: reward?.hours ?? 72 } })
      toast.done(t('after.uploaded', { name: made.name }))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Section title={t('sections.after')}>
      <div className={styles.column}>
        <Segmented value={thanks.kind} disabled={disabled} aria-label={t('after.kind')} style={{ alignSelf: 'start' }} options={(['text', 'redirect'] as const).map((value) => ({ value, label: t(`after.${value}`) }))} onChange={(kind) => change({ thanks: { ...thanks, kind } })} />
        {thanks.kind === 'text' ? (
          <Words label={t('after.words')} value={thanks.text} languages={languages} max={1000} rows={2} disabled={disabled} onChange={(text) => change({ thanks: { ...thanks, text } }, 'thanks')} />
        ) : (
          <label className={styles.label}>
            <span>{t('after.url')}</span>
            <Input value={thanks.url} maxLength={2000} inputMode="url" placeholder="https://" disabled={disabled} onChange={(event) => change({ thanks: { ...thanks, url: event.target.value } }, 'url')} />
          </label>
        )}
        <div className={styles.line}>
          <Select
            style={{ minWidth: 200, maxWidth: '100%' }} value={reward?.fileId ?? ''} disabled={disabled} aria-label={t('after.reward')}
            options={[{ value: '', label: t('after.none') }, ...form.files.map((file) => ({ value: file.id, label: file.name }))]}
            onChange={(fileId) => change({ reward: fileId === '' ? null : { fileId, label: reward?.label ?? { zh: '下载', en: 'Download' }, hours: reward?.hours ?? 72 } })}
          />
          <input ref={input} type="file" style={{ display: 'none' }} aria-hidden tabIndex={-1} onChange={(event) => void take(event.target.files?.[0]).then(() => input.current && (input.current.value = ''))} />
          {!disabled && <Button icon={<UploadOutlined />} loading={busy} onClick={() => input.current?.click()}>{t('after.upload')}</Button>}
        </div>
        {reward && (
          <>
            <Words label={t('after.rewardLabel')} value={reward.label} languages={languages} max={80} disabled={disabled} onChange={(label) => change({ reward: { ...reward, label } }, 'reward')} />
            <label className={styles.label}>
              <span>{t('after.hours')}</span>
              <InputNumber value={reward.hours} min={1} max={720} precision={0} disabled={disabled} onChange={(hours) => change({ reward: { ...reward, hours: hours ?? 72 } }, 'hours')} />
            </label>
          </>
        )}
        <p className={styles.help}>{t('after.rewardHint')}</p>
      </div>
    </Section>
  )
}

function SourceOf({ draft, change, disabled }: Part) {
  const { t } = useTranslation('publicForms')
  const { source } = draft
  const campaigns = useContractQuery(listCampaigns, { query: { limit: 100 } }, seldom).data?.items ?? []
  return (
    <Section title={t('sections.source')}>
      <div className={styles.column}>
        <div className={styles.pair}>
          <label className={styles.label}>
            <span>{t('source.campaign')}</span>
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} disabled={disabled} value={source.campaignId ?? undefined} options={campaigns.map((one) => ({ value: one.id, label: one.name }))} onChange={(campaignId?: string) => change({ source: { ...source, campaignId: campaignId ?? null } })} />
          </label>
          <label className={styles.label}>
            <span>{t('source.channel')}</span>
            <ChannelSelect value={source.channelId} disabled={disabled} onChange={(channelId) => change({ source: { ...source, channelId } })} />
          </label>
        </div>
        <p className={styles.help}>{t('source.hint')}</p>
        <label className={styles.label}>
          <span>{t('source.duplicates')}</span>
          <Select value={draft.duplicates} disabled={disabled} options={(['update', 'note', 'new'] as const).map((value) => ({ value, label: t(`source.${value}`) }))} onChange={(duplicates) => change({ duplicates })} />
        </label>
        <p className={styles.help}>{t('source.duplicatesHint')}</p>
      </div>
    </Section>
  )
}

/** Typed one a line; only what is a site is kept. */
function Sites({ draft, change, disabled }: Part) {
  const { t } = useTranslation('publicForms')
  const [typed, setTyped] = useState(draft.sites.join('\n'))
  const [wrong, setWrong] = useState(false)
  const read = (text: string) => {
    setTyped(text)
    const lines = text.split('\n').map((line) => line.trim().replace(/\/$/, '')).filter((line) => line !== '')
    const sites = formDefinition.shape.sites.safeParse(lines)
    setWrong(!sites.success)
    if (sites.success) change({ sites: sites.data }, 'sites')
  }
  return (
    <Section title={t('sections.sites')}>
      <label className={styles.label}>
        <span>{t('sites.list')}</span>
        <Input.TextArea value={typed} status={wrong ? 'error' : undefined} disabled={disabled} autoSize={{ minRows: 2, maxRows: 8 }} placeholder="https://www.example.cn" onChange={(event) => read(event.target.value)} />
        <span className={styles.help} role={wrong ? 'alert' : undefined}>{t(wrong ? 'sites.bad' : 'sites.hint')}</span>
      </label>
    </Section>
  )
}
