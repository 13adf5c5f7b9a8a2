import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { changeMergeRule, changeScreenRule, getEffortPolicy, listMergeRules, listScreenRules, orderScreenRules, removeMergeRule, removeScreenRule } from '@sluice/core/cleaning/contract'
import type { MergeRule, ScreenRule } from '@sluice/core/cleaning/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { ConditionSentence } from '../../conditions/ConditionSentence.tsx'
import { readCondition } from '../../conditions/read-condition.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { EffortForm } from './EffortForm.tsx'
import { MergeRuleSheet } from './MergeRuleSheet.tsx'
import { ScreenRuleSheet } from './ScreenRuleSheet.tsx'

/** How leads are cleaned: rules that screen new ones, rules that merge by themselves, and what must be tried before one is given up. */
export function CleaningSection() {
  const { t } = useTranslation('cleaning')
  const toast = useToast()
  const refresh = useRefresh()
  const canWrite = useMay()('config', 'write')
  const [screening, setScreening] = useState<ScreenRule | 'new' | null>(null)
  const [merging, setMerging] = useState<MergeRule | 'new' | null>(null)
  const screens = useContractQuery(listScreenRules, {})
  const merges = useContractQuery(listMergeRules, {})
  const effort = useContractQuery(getEffortPolicy, {})
  const rules = screens.data?.items ?? []
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
  const run = async (work: () => Promise<unknown>, say?: string) => {
    await work().then(() => say !== undefined && toast.done(say), toast.failed)
    told()
  }
  const move = (at: number, by: number) => {
    const ids = rules.map((rule) => rule.id)
    const [id] = ids.splice(at, 1)
    if (id !== undefined) ids.splice(at + by, 0, id)
    void run(() => call(orderScreenRules, { body: { ids } }))
  }
  const add = (label: string, open: () => void) => canWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={open}>
      {label}
    </Button>
  )
  return (
    <>
      <SettingSection title={t('settings.screen')} note={t('settings.screenNote')} actions={add(t('settings.addScreen'), () => setScreening('new'))} loading={screens.isPending} error={screens.error} onRetry={() => void screens.refetch()}>
        {rules.length === 0 ? (
          <EmptyState compact title={t('settings.noScreen')} text={t('settings.noScreenText')} />
        ) : (
          <SettingRows label={t('settings.screen')}>
            {rules.map((rule, at) => (
              <SettingRow
                key={rule.id}
                title={`${at + 1}. ${rule.name}`}
                quiet={!rule.isEnabled}
                detail={<Condition text={rule.condition} />}
                aside={
                  <>
                    {!rule.isEnabled && <Tag>{t('settings.off')}</Tag>}
                    <Tag tone={rule.action === 'hold' ? 'warn' : 'brand'}>{t(`settings.actions.${rule.action}`)}</Tag>
                    <span className="num">{t('settings.decided', { count: rule.decided })}</span>
                  </>
                }
                {...(canWrite && {
                  onOpen: () => setScreening(rule),
                  actions: [
                    { key: 'edit', label: t('settings.edit'), icon: <EditOutlined />, run: () => setScreening(rule) },
                    ...(at > 0 ? [{ key: 'up', label: t('settings.up'), icon: <ArrowUpOutlined />, run: () => move(at, -1) }] : []),
                    ...(at < rules.length - 1 ? [{ key: 'down', label: t('settings.down'), icon: <ArrowDownOutlined />, run: () => move(at, 1) }] : []),
                    {
                      key: 'on', label: rule.isEnabled ? t('settings.turnOff') : t('settings.on'), icon: rule.isEnabled ? <PauseCircleOutlined /> : <PlayCircleOutlined />,
                      run: () => void run(() => call(changeScreenRule, { params: { id: rule.id }, ifMatch: rule.version, body: { isEnabled: !rule.isEnabled } }), t('settings.saved')),
                    },
                    { key: 'remove', label: t('settings.remove'), icon: <DeleteOutlined />, danger: true, run: () => void run(() => call(removeScreenRule, { params: { id: rule.id } }), t('settings.removed', { name: rule.name })) },
                  ],
                })}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      <SettingSection second title={t('settings.mergeRules')} note={t('settings.mergeNote')} actions={add(t('settings.addMerge'), () => setMerging('new'))} loading={merges.isPending} error={merges.error} onRetry={() => void merges.refetch()}>
        {(merges.data?.items.length ?? 0) === 0 ? (
          <EmptyState compact title={t('settings.noMerge')} />
        ) : (
          <SettingRows label={t('settings.mergeRules')}>
            {merges.data?.items.map((rule) => (
              <SettingRow
                key={rule.id}
                title={rule.name}
                quiet={!rule.isEnabled}
                detail={
                  <>
                    {`${t('settings.minScore')} ${rule.minScore} · ${t('settings.keep')} ${t(rule.keep === 'older' ? 'settings.keepOlder' : 'settings.keepNewer')} · `}
                    {rule.condition === '' ? t('settings.anyTwo') : <Condition text={rule.condition} />}
                  </>
                }
                aside={
                  <>
                    {!rule.isEnabled && <Tag>{t('settings.off')}</Tag>}
                    <span className="num">{t('settings.merged', { count: rule.merged })}</span>
                  </>
                }
                {...(canWrite && {
                  onOpen: () => setMerging(rule),
                  actions: [
                    { key: 'edit', label: t('settings.edit'), icon: <EditOutlined />, run: () => setMerging(rule) },
                    {
                      key: 'on', label: rule.isEnabled ? t('settings.turnOff') : t('settings.on'), icon: rule.isEnabled ? <PauseCircleOutlined /> : <PlayCircleOutlined />,
                      run: () => void run(() => call(changeMergeRule, { params: { id: rule.id }, ifMatch: rule.version, body: { isEnabled: !rule.isEnabled } }), t('settings.saved')),
                    },
                    { key: 'remove', label: t('settings.remove'), icon: <DeleteOutlined />, danger: true, run: () => void run(() => call(removeMergeRule, { params: { id: rule.id } }), t('settings.removed', { name: rule.name })) },
                  ],
                })}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      <SettingSection second flush={false} title={t('settings.effort')} note={t('settings.effortNote')} loading={effort.isPending} error={effort.error} onRetry={() => void effort.refetch()}>
        {effort.data && <EffortForm key={effort.data.version} policy={effort.data} canWrite={canWrite} />}
      </SettingSection>
      {screening !== null && <ScreenRuleSheet rule={screening === 'new' ? null : screening} onClose={() => setScreening(null)} />}
      {merging !== null && <MergeRuleSheet rule={merging === 'new' ? null : merging} onClose={() => setMerging(null)} />}
    </>
  )
}

/** A condition as it is stored: in words when the editor wrote it, else as it was written. */
function Condition({ text }: { text: string }) {
  const catalogue = useCatalogue('lead')
  const condition = readCondition(text, catalogue)
  return <span title={text}>{condition ? <ConditionSentence condition={condition} object={catalogue} /> : text}</span>
}
