import { remedyActions } from '@sluice/core/diagnosis/remedies/remedy'
import type { Remedy } from '@sluice/core/diagnosis/remedies/remedy'
import { causeCodes } from '@sluice/core/diagnosis/said'
import type { CauseCode } from '@sluice/core/diagnosis/said'
import { isMetricKey, METRICS } from '@sluice/core/metrics/registry'
import { METRIC_TOPICS } from '@sluice/core/metrics/topics'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { changeRemedy, createRemedy, listRemedies } from '@sluice/core/remedies/contract'
import type { RemedyRecord } from '@sluice/core/remedies/contract'
import { Alert, Button, Input, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { bothSides, bothSteps } from './remedy-texts.ts'
import styles from './Rules.module.css'
import { useSpoken } from './use-spoken.ts'

type Side = 'zh' | 'en'
type Texts = Record<Side, { name: string; summary: string; steps: string; topic: string }>

const textsOf = (remedy: Remedy | null): Texts => {
  const side = (language: Side) => ({
    name: remedy?.name[language] ?? '', summary: remedy?.summary[language] ?? '', steps: remedy?.steps.map((step) => step[language]).join('\n') ?? '', topic: remedy?.suggest.topic[language] ?? '',
  })
  return { zh: side('zh'), en: side('en') }
}

/** A remedy of the strategy library: what it is called, when it helps, its steps, which causes it answers, what should move. */
export function RemedySheet({ record, onClose }: { record: RemedyRecord | null; onClose: () => void }) {
  const { t, i18n } = useTranslation('alarms')
  const { t: tu } = useTranslation('ui')
  const toast = useToast()
  const refresh = useRefresh()
  const say = useProblemText()
  const spoken = useSpoken()
  const remedy = record?.remedy ?? null
  const [side, setSide] = useState<Side>(i18n.language === 'en' ? 'en' : 'zh')
  const [texts, setTexts] = useState(() => textsOf(remedy))
  const [causes, setCauses] = useState<CauseCode[]>(remedy?.causes ?? [])
  const [effect, setEffect] = useState<Remedy['effect']>(remedy?.effect ?? { metric: 'step.conversion', direction: 'up', afterDays: 30 })
  const [action, setAction] = useState<Remedy['suggest']['action']>(remedy?.suggest.action ?? 'task')
  const [version, setVersion] = useState(record?.version ?? 0)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const own = texts[side]
  const set = (part: Partial<Texts[Side]>) => setTexts((before) => ({ ...before, [side]: { ...before[side], ...part } }))
  const status = (text: string) => (tried && text.trim() === '' ? ('error' as const) : undefined)
  const filled = [own.name, own.summary, own.steps, own.topic].every((text) => text.trim() !== '') && causes.length > 0

  const save = async () => {
    setTried(true)
    if (!filled) return
    setBusy(true)
    setProblem(null)
    const body: BodyInputOf<typeof createRemedy> = {
      name: bothSides(texts, side, 'name'), summary: bothSides(texts, side, 'summary'), steps: bothSteps(texts, side), causes, effect, suggest: { action, topic: bothSides(texts, side, 'topic') },
    }
    try {
      const done = record ? await call(changeRemedy, { params: { key: record.remedy.key }, body, ifMatch: version }) : await call(createRemedy, { body })
      toast.done(record ? t('library.saved') : t('library.added', { name: spoken(done.remedy.name) }))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: done.remedy.key })
      onClose()
    } catch (error) {
      setProblem(error)
      // Somebody changed it meanwhile: what is typed stays, and saving again writes it on top of that.
      if (record && error instanceof ApiError && error.code === 'conflict.stale_version') {
        const latest = await call(listRemedies, { query: { hidden: 'true' } }).catch(() => null)
        setVersion(latest?.items.find((one) => one.remedy.key === record.remedy.key)?.version ?? version)
      }
    } finally {
      setBusy(false)
    }
  }
  const area = (key: 'summary' | 'steps', rows: number) => (
    <label className={styles.field}>
      <span>{t(`library.sheet.${key}`)}</span>
      <Input.TextArea autoSize={{ minRows: rows, maxRows: 12 }} maxLength={2000} status={status(own[key])} value={own[key]} onChange={(event) => set({ [key]: event.target.value })} />
    </label>
  )
  const line = (key: 'name' | 'topic') => (
    <label className={styles.field}>
      <span>{t(`library.sheet.${key}`)}</span>
      <Input maxLength={200} status={status(own[key])} value={own[key]} onChange={(event) => set({ [key]: event.target.value })} />
    </label>
  )
  return (
    <BottomSheet
      open
      width={560}
      title={t(record ? 'library.sheet.edit' : 'library.sheet.new')}
      onClose={onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => void save()}>
            {t('library.sheet.save')}
          </Button>
        </div>
      }
    >
      <div className={styles.stack}>
        <Segmented aria-label={t('library.sheet.language')} value={side} onChange={setSide} options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`library.sheet.${value}`) }))} />
        <p className={styles.quiet}>{t('library.sheet.otherLanguage')}</p>
        {line('name')}
        {area('summary', 2)}
        {area('steps', 4)}
        <label className={styles.field}>
          <span>{t('library.sheet.causes')}</span>
          <Select mode="multiple" status={tried && causes.length === 0 ? 'error' : undefined} value={causes} onChange={setCauses} optionFilterProp="label" options={causeCodes.map((value) => ({ value, label: t(`causes.${value}`) }))} />
        </label>
        <div className={styles.two}>
          <label className={styles.field}>
            <span>{t('library.sheet.metric')}</span>
            <Select value={effect.metric} showSearch={{ optionFilterProp: 'label' }} onChange={(metric) => setEffect({ ...effect, metric })} options={metricOptions(effect.metric, spoken)} />
          </label>
          <label className={styles.field}>
            <span>{t('library.sheet.direction')}</span>
            <Segmented value={effect.direction} onChange={(direction) => setEffect({ ...effect, direction })} options={(['up', 'down'] as const).map((value) => ({ value, label: t(`library.sheet.${value}`) }))} />
          </label>
          <label className={styles.field}>
            <span>{t('library.sheet.afterDays')}</span>
            <InputNumber min={1} max={365} precision={0} value={effect.afterDays} onChange={(afterDays) => afterDays !== null && setEffect({ ...effect, afterDays })} style={{ width: '100%' }} />
          </label>
          <label className={styles.field}>
            <span>{t('library.sheet.action')}</span>
            <Select value={action} onChange={setAction} options={remedyActions.map((value) => ({ value, label: t(`library.action.${value}`) }))} />
          </label>
        </div>
        {line('topic')}
        {tried && !filled && <Alert type="error" showIcon title={t('library.sheet.required')} />}
        {problem !== null && <Alert type="error" showIcon title={say(problem)} />}
      </div>
    </BottomSheet>
  )
}

function metricOptions(chosen: string, spoken: (text: { zh: string; en: string }) => string) {
  const all = Object.entries(METRICS)
  const known = Object.entries(METRIC_TOPICS).map(([topic, words]) => ({ label: spoken(words), options: all.filter(([, one]) => one.topic === topic).map(([value, { label }]) => ({ value, label: spoken(label) })) }))
  return isMetricKey(chosen) ? known : [{ value: chosen, label: chosen }, ...known]
}
