import { DeleteOutlined, EditOutlined, ExperimentOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { changeAlarmRule, listAlarmRules, removeAlarmRule } from '@sluice/core/alarms/contract'
import type { AlarmRuleRecord } from '@sluice/core/alarms/contract'
import { alarmKinds } from '@sluice/core/diagnosis/alarms/rule'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useUrlState } from '../../../ui/use-url-state.ts'
import { RulePrecision, RuleState } from '../../alarms/RuleFacts.tsx'
import { RuleSheet } from '../../alarms/RuleSheet.tsx'
import { usePlaces } from '../../alarms/use-places.ts'
import { useRuleWords } from '../../alarms/use-rule-words.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'

/** `rule`: the one that is open; `new`: a rule of this kind is begun, at `stage`. */
const rulesUrl = z.object({
  pipeline: z.string().max(60).default(''),
  rule: z.string().max(60).default(''),
  new: z.union([z.enum(alarmKinds), z.literal('')]).default(''),
  stage: z.string().max(60).default(''),
})

/** What the funnel is watched for: rules with what came of them, their editor, and the back-test. */
export function RulesSection() {
  const { t } = useTranslation('alarms')
  const { t: tu } = useTranslation('ui')
  const { modal } = App.useApp()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const places = usePlaces()
  const words = useRuleWords(places)
  const [url, change] = useUrlState(rulesUrl)
  const [testing, setTesting] = useState(false)
  const pipelineId = places.pipelines.find((one) => one.id === url.pipeline)?.id ?? places.pipelines[0]?.id ?? ''
  const read = useContractQuery(listAlarmRules, { query: { pipeline: pipelineId } }, { enabled: pipelineId !== '' })
  const rules = [...(read.data?.items ?? [])].sort((a, b) => Number(b.isEnabled) - Number(a.isEnabled) || b.open - a.open || alarmKinds.indexOf(a.kind) - alarmKinds.indexOf(b.kind))
  const canWrite = read.data?.canWrite ?? false
  const editing = rules.find((one) => one.id === url.rule)
  const told = (id: string) => refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })

  const set = async (rule: AlarmRuleRecord, isEnabled: boolean) => {
    try {
      const changed = await call(changeAlarmRule, { params: { id: rule.id }, body: { isEnabled }, ifMatch: rule.version })
      toast.undoable(t(isEnabled ? 'rules.enabled' : 'rules.disabled'), async () => {
        await call(changeAlarmRule, { params: { id: rule.id }, body: { isEnabled: !isEnabled }, ifMatch: changed.version })
        told(rule.id)
      })
    } catch (error) {
      toast.failed(error)
    }
    told(rule.id)
  }
  const remove = (rule: AlarmRuleRecord) =>
    modal.confirm({
      title: t('rules.removeQuestion', { name: rule.name }), content: t('rules.removeText'), okText: t('rules.remove'), cancelText: tu('cancel'), okButtonProps: { danger: true },
      onOk: async () => {
        await call(removeAlarmRule, { params: { id: rule.id } }).then(() => toast.done(t('rules.removed')), toast.failed)
        told(rule.id)
      },
    })
  const close = () => {
    setTesting(false)
    change({ rule: '', new: '', stage: '' })
  }
  const add = canWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ new: 'conversion_below_mean' })}>
      {t('rules.add')}
    </Button>
  )
  return (
    <>
      <SettingSection
        title={t('rules.title')}
        note={t('rules.note')}
        actions={add}
        loading={places.isPending || (pipelineId !== '' && read.isPending)}
        error={read.error}
        onRetry={() => void read.refetch()}
        tools={
          places.pipelines.length > 1 && (
            <Select
              aria-label={t('pipeline')}
              value={pipelineId}
              onChange={(pipeline) => change({ pipeline })}
              popupMatchSelectWidth={false}
              options={places.pipelines.map((one) => ({ value: one.id, label: one.name }))}
            />
          )
        }
      >
        {rules.length === 0 ? (
          <EmptyState title={t('rules.none')} text={t('rules.noneText')} action={add} />
        ) : (
          <SettingRows label={t('rules.label')}>
            {rules.map((rule) => (
              <SettingRow
                key={rule.id}
                title={rule.name}
                quiet={!rule.isEnabled}
                detail={
                  <>
                    {words(rule.definition)}
                    <br />
                    {rule.fired90 === 0 ? t('rules.neverFired') : t('rules.fired', { count: rule.fired90 })}
                    {rule.judgedTo !== null && ` · ${t('rules.judgedTo', { day: format.day(rule.judgedTo) })}`}
                  </>
                }
                aside={
                  <>
                    <RulePrecision rule={rule} />
                    <RuleState rule={rule} />
                  </>
                }
                onOpen={() => change({ rule: rule.id }, { push: true })}
                actions={
                  canWrite
                    ? [
                        { key: 'edit', label: t('rules.edit'), icon: <EditOutlined />, run: () => change({ rule: rule.id }, { push: true }) },
                        {
                          key: 'test', label: t('rules.backtest'), icon: <ExperimentOutlined />,
                          run: () => {
                            setTesting(true)
                            change({ rule: rule.id }, { push: true })
                          },
                        },
                        rule.isEnabled
                          ? { key: 'off', label: t('rules.disable'), icon: <PauseCircleOutlined />, run: () => void set(rule, false) }
                          : { key: 'on', label: t('rules.enable'), icon: <PlayCircleOutlined />, run: () => void set(rule, true) },
                        { key: 'remove', label: t('rules.remove'), icon: <DeleteOutlined />, danger: true, run: () => void remove(rule) },
                      ]
                    : []
                }
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {editing && <RuleSheet key={editing.id} rule={editing} start={{ kind: editing.kind, pipelineId, stageId: null }} canWrite={canWrite} testAtOnce={testing} onClose={close} />}
      {url.new !== '' && !editing && pipelineId !== '' && canWrite && <RuleSheet rule={null} start={{ kind: url.new, pipelineId, stageId: url.stage === '' ? null : url.stage }} canWrite={canWrite} onClose={close} />}
    </>
  )
}
