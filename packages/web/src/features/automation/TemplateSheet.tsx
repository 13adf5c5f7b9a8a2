import { createAutomation } from '@sluice/core/automation/contract'
import { explainAutomation } from '@sluice/core/automation/explain'
import { draftOf, guessAnswers, type AutomationTemplate, type TemplateAnswers, type TemplateAsk, type TemplateSetting } from '@sluice/core/automation/templates'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import styles from './Automation.module.css'
import { useStageOptions } from './stage-options.ts'
import { useAutomationThings } from './use-automation-things.ts'
import { useTemplateSetting } from './use-template-setting.ts'

/** A template on its way to being a draft: what it leaves open is filled in from the organisation, what is not sure is asked. */
export function TemplateSheet({ template, stageId, onClose }: { template: AutomationTemplate; stageId: string | null; onClose: () => void }) {
  const { t, i18n } = useTranslation('automation')
  const setting = useTemplateSetting()
  if (setting !== null) return <Form template={template} stageId={stageId} setting={setting} onClose={onClose} />
  return <BottomSheet open title={template.name[i18n.language === 'en' ? 'en' : 'zh']} width={520} onClose={onClose}><Skeletons kind="rows" count={4} /><span className={styles.muted}>{t('templates.filling')}</span></BottomSheet>
}

function Form({ template, stageId, setting, onClose }: { template: AutomationTemplate; stageId: string | null; setting: TemplateSetting; onClose: () => void }) {
  const { t } = useTranslation('automation')
  const navigate = useNavigate()
  const toast = useToast()
  const refresh = useRefresh()
  const { speaker } = useAutomationThings()
  const stages = useStageOptions(null)
  const [guess] = useState(() => guessAnswers(template, setting))
  const [name, setName] = useState(template.name[setting.lang])
  const [answers, setAnswers] = useState<TemplateAnswers>(() => (stageId === null ? guess.answers : { ...guess.answers, stageId, stageIds: [stageId] }))
  const [touched, setTouched] = useState<ReadonlySet<TemplateAsk>>(() => new Set<TemplateAsk>(stageId === null ? [] : ['stageId', 'stageIds']))
  const set = <K extends TemplateAsk>(ask: K, value: TemplateAnswers[K]) => {
    setAnswers((now) => ({ ...now, [ask]: value }))
    setTouched((now) => new Set(now).add(ask))
  }
  const create = useContractMutation(createAutomation, {
    onError: toast.failed,
    onSuccess: (made) => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: made.id })
      void navigate(paths.automation(made.id))
    },
  })
  const draft = draftOf(template, answers, setting)
  const submit = () => name.trim() !== '' && create.mutate({ body: { name: name.trim(), draft } })
  const control = (ask: TemplateAsk) => {
    const label = t(`templates.asks.${ask}`)
    switch (ask) {
      case 'stageId': return <Select<string> aria-label={label} placeholder={t('slots.choose')} showSearch={{ optionFilterProp: 'label' }} value={answers.stageId} options={stages.map((group) => ({ label: group.label, options: [...group.options] }))} onChange={(stageId) => set(ask, stageId)} />
      case 'stageIds': return <Select<string[]> mode="multiple" aria-label={label} placeholder={t('slots.choose')} showSearch={{ optionFilterProp: 'label' }} value={[...answers.stageIds]} options={stages.map((group) => ({ label: group.label, options: [...group.options] }))} onChange={(stageIds) => set(ask, stageIds)} />
      case 'teamId': return <TeamSelect allowClear={false} aria-label={label} placeholder={t('slots.choose')} value={answers.teamId} onChange={(teamId) => set(ask, teamId)} />
      case 'projectTemplateId': return setting.projectTemplates.length === 0
        ? <Link to={paths.settingsSection('projects')}>{t('templates.makeProjectTemplate')}</Link>
        : <Select<string> aria-label={label} placeholder={t('slots.choose')} value={answers.projectTemplateId} options={setting.projectTemplates.map((one) => ({ value: one.id, label: one.name }))} onChange={(id) => set(ask, id)} />
      case 'days': return <InputNumber aria-label={label} min={1} max={365} precision={0} value={answers.days} suffix={t('options.daysUnit')} onChange={(days) => set(ask, days ?? 1)} />
      case 'score': return <InputNumber aria-label={label} min={0} max={100} precision={0} value={answers.score} onChange={(score) => set(ask, score ?? 0)} />
      case 'at': return <Input type="time" aria-label={label} value={answers.at} onChange={(event) => event.target.value !== '' && set(ask, event.target.value.slice(0, 5))} />
    }
  }
  return (
    <BottomSheet
      open title={t('templates.use')} width={520} onClose={onClose}
      footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" disabled={name.trim() === ''} loading={create.isPending} onClick={submit}>{t('templates.make')}</Button></div>}
    >
      <div className={styles.form}>
        <p className={styles.itemText}>{template.text[setting.lang]}</p>
        <label className={styles.field}><span>{t('name')}</span><Input maxLength={100} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={submit} /></label>
        {template.asks.map((ask) => (
          <div key={ask} className={styles.field}>
            <span>{t(`templates.asks.${ask}`)}{guess.unsure.includes(ask) && !touched.has(ask) && <em className={styles.bad}> · {t('templates.unsure')}</em>}</span>
            {control(ask)}
          </div>
        ))}
        <p className={styles.says} style={{ margin: 0 }} role="status">{explainAutomation(draft, speaker)}</p>
        <p className={styles.help}>{t('templates.next')}</p>
        {!setting.canMail && template.key === 'quote_stall' && <p className={styles.help}>{t('templates.noMail')}</p>}
      </div>
    </BottomSheet>
  )
}
