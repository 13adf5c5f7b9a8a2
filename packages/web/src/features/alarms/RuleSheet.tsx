import { ExperimentOutlined } from '@ant-design/icons'
import { backtestAlarmRule, changeAlarmRule, createAlarmRule, listAlarmRules } from '@sluice/core/alarms/contract'
import type { AlarmBacktest, AlarmRuleRecord } from '@sluice/core/alarms/contract'
import { alarmKinds } from '@sluice/core/diagnosis/alarms/rule'
import type { AlarmKind, AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import { listDimensions } from '@sluice/core/funnel/report-contracts'
import { Alert, Button, Input, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { seldom } from '../pickers/seldom.ts'
import { BacktestView } from './BacktestView.tsx'
import { GuardFields } from './GuardFields.tsx'
import { draftOf } from './rule-draft.ts'
import { RuleSentence } from './RuleSentence.tsx'
import styles from './Rules.module.css'
import { usePlaces } from './use-places.ts'
import { useSpoken } from './use-spoken.ts'

export type RuleStart = { kind: AlarmKind; pipelineId: string; stageId: string | null }

/** An alarm rule as a sentence; tried on the past before it is switched on. */
export function RuleSheet(props: { rule: AlarmRuleRecord | null; start: RuleStart; canWrite: boolean; testAtOnce?: boolean; onClose: () => void }) {
  const { t } = useTranslation('alarms')
  const { t: tu } = useTranslation('ui')
  const toast = useToast()
  const refresh = useRefresh()
  const spoken = useSpoken()
  const say = useProblemText()
  const places = usePlaces()
  const { rule: saved, start, canWrite } = props
  const [name, setName] = useState(saved?.name ?? t(`kinds.${start.kind}`))
  const [rule, setRule] = useState<AlarmRule>(
    () => saved?.definition ?? draftOf(start.kind, { scope: { pipelineId: start.pipelineId, stageIds: start.stageId === null ? null : [start.stageId], slice: null } }),
  )
  const [version, setVersion] = useState(saved?.version ?? 0)
  const [busy, setBusy] = useState<'save' | 'on' | 'test' | null>(null)
  const [test, setTest] = useState<{ of: string; answer: AlarmBacktest } | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const pipeline = places.pipeline(rule.scope.pipelineId)
  const dimensions = useContractQuery(listDimensions, { query: { pipeline: rule.scope.pipelineId } }, seldom)
  const text = JSON.stringify(rule)
  const { slice } = rule.scope
  const dimension = dimensions.data?.items.find((one) => one.key === slice?.dimension)

  const run = async () => {
    setBusy('test')
    setProblem(null)
    try {
      setTest({ of: text, answer: await call(backtestAlarmRule, { body: { definition: rule } }) })
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(null)
    }
  }
  const atOnce = useRef(props.testAtOnce ?? false)
  useEffect(() => {
    if (!atOnce.current) return
    atOnce.current = false
    void run()
  })
  const save = async (isEnabled: boolean) => {
    setBusy(isEnabled && !saved?.isEnabled ? 'on' : 'save')
    setProblem(null)
    try {
      const body = { name: name.trim(), definition: rule, isEnabled }
      const done = saved ? await call(changeAlarmRule, { params: { id: saved.id }, body, ifMatch: version }) : await call(createAlarmRule, { body })
      toast.done(t(saved ? 'rules.saved' : isEnabled ? 'rules.createdOn' : 'rules.created'))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: done.id })
      props.onClose()
    } catch (error) {
      setProblem(error)
      // Somebody changed it meanwhile: what is typed stays, and saving again writes it on top of that.
      if (saved && error instanceof ApiError && error.code === 'conflict.stale_version') {
        const latest = await call(listAlarmRules, { query: {} }).catch(() => null)
        setVersion(latest?.items.find((one) => one.id === saved.id)?.version ?? version)
      }
    } finally {
      setBusy(null)
    }
  }
  const change = (next: AlarmRule) => setRule(next)
  const unnamed = name.trim() === ''
  return (
    <SideDrawer
      open
      width={720}
      title={t(saved ? 'rules.editor.edit' : 'rules.editor.new')}
      onClose={props.onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={props.onClose}>{tu('cancel')}</Button>
          {canWrite && (
            <>
              <Button type={saved?.isEnabled ? 'primary' : 'default'} disabled={unnamed} loading={busy === 'save'} onClick={() => void save(saved?.isEnabled ?? false)}>
                {t('rules.editor.save')}
              </Button>
              {!saved?.isEnabled && (
                <Button type="primary" disabled={unnamed} loading={busy === 'on'} onClick={() => void save(true)}>
                  {t('rules.editor.saveOn')}
                </Button>
              )}
            </>
          )}
        </div>
      }
    >
      <div className={styles.stack}>
        {!canWrite && <Alert type="info" showIcon title={t('rules.readOnly')} />}
        <div className={styles.two}>
          <label className={styles.field}>
            <span>{t('rules.editor.kind')}</span>
            <Select
              disabled={!canWrite}
              value={rule.kind}
              onChange={(kind) => {
                if (name === t(`kinds.${rule.kind}`)) setName(t(`kinds.${kind}`))
                setRule(draftOf(kind, rule))
              }}
              options={alarmKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </label>
          <label className={styles.field}>
            <span>{t('rules.editor.name')}</span>
            <Input disabled={!canWrite} maxLength={80} status={unnamed ? 'error' : undefined} value={name} onChange={(event) => setName(event.target.value)} />
          </label>
        </div>
        <RuleSentence rule={rule} stages={pipeline?.stages ?? []} disabled={!canWrite} onChange={change} />
        {dimensions.data !== undefined && (
          <div className={styles.two}>
            <label className={styles.field}>
              <span>{t('rules.editor.slice')}</span>
              <Select
                disabled={!canWrite}
                value={slice?.dimension ?? ''}
                onChange={(key) => {
                  const first = dimensions.data?.items.find((one) => one.key === key)?.values[0]
                  change({ ...rule, scope: { ...rule.scope, slice: key === '' || first === undefined ? null : { dimension: key, value: first.value } } })
                }}
                options={[{ value: '', label: t('rules.editor.sliceAll') }, ...dimensions.data.items.filter((one) => one.values.length > 0).map((one) => ({ value: one.key, label: spoken(one.label) }))]}
              />
            </label>
            {slice !== null && (
              <label className={styles.field}>
                <span>{t('rules.editor.sliceValue')}</span>
                <Select
                  disabled={!canWrite}
                  value={slice.value}
                  showSearch={{ optionFilterProp: 'label' }}
                  onChange={(value) => change({ ...rule, scope: { ...rule.scope, slice: { ...slice, value } } })}
                  options={dimension?.values.map((one) => ({ value: one.value, label: one.label })) ?? []}
                />
              </label>
            )}
          </div>
        )}
        <details className={styles.details}>
          <summary>{t('rules.editor.more')}</summary>
          <GuardFields rule={rule} disabled={!canWrite} onChange={change} />
        </details>
        {canWrite && (
          <Button icon={<ExperimentOutlined />} loading={busy === 'test'} onClick={() => void run()} className={styles.testButton}>
            {t('rules.editor.test')}
          </Button>
        )}
        {busy === 'test' && !test && (
          <>
            <p className={styles.quiet}>{t('rules.editor.testing')}</p>
            <Skeletons kind="rows" count={3} />
          </>
        )}
        {test && (
          <>
            {test.of !== text && <Alert type="warning" showIcon title={t('rules.test.stale')} />}
            <div className={test.of === text && busy !== 'test' ? undefined : styles.old}>
              <BacktestView test={test.answer} />
            </div>
          </>
        )}
        {problem !== null && <Alert type="error" showIcon title={say(problem)} />}
      </div>
    </SideDrawer>
  )
}
