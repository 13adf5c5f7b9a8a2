import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined, ExperimentOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { changeAssignRule, changeAssignSetting, listAssignRules, orderAssignRules, removeAssignRule } from '@sluice/core/assignment/contract'
import type { AssignRule } from '@sluice/core/assignment/contract'
import { afterHoursWays } from '@sluice/core/assignment/model'
import type { Condition } from '@sluice/core/conditions/condition'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { moved } from '../../../ui/SortableList.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { ConditionSentence } from '../../conditions/ConditionSentence.tsx'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { useSession } from '../../session/session.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { PeopleSection } from './PeopleSection.tsx'
import { RuleSheet } from './RuleSheet.tsx'
import { SimulationSheet } from './SimulationSheet.tsx'

/** Who gets a lead: rules in their order, what people can take, and what the rules would have done with past leads. */
export function AssignmentSection() {
  const { t } = useTranslation('assignment')
  const { t: tu } = useTranslation('ui')
  const { user } = useSession()
  const { modal } = App.useApp()
  const toast = useToast()
  const refresh = useRefresh()
  const catalogue = useCatalogue('lead')
  const read = useContractQuery(listAssignRules, {})
  const [editing, edit] = useState<AssignRule | 'new' | null>(null)
  const [simulating, simulate] = useState<readonly string[] | null>(null)
  const rules = read.data?.items ?? []
  const canWrite = user.role === 'admin'
  const maySimulate = canWrite || user.role === 'manager'
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work()
      toast.done(done)
    } catch (error) {
      toast.failed(error)
    }
    told()
  }
  const set = (rule: AssignRule, isEnabled: boolean) => run(() => call(changeAssignRule, { params: { id: rule.id }, body: { isEnabled }, ifMatch: rule.version }), t(isEnabled ? 'settings.enabled' : 'settings.disabled'))
  const move = (from: number, to: number) => run(() => call(orderAssignRules, { body: { ids: moved(rules, from, to).map(({ id }) => id) } }), t('settings.ordered'))
  const remove = (rule: AssignRule) =>
    modal.confirm({
      title: t('settings.removeQuestion', { name: rule.name }), okText: t('settings.remove'), cancelText: tu('cancel'), okButtonProps: { danger: true },
      onOk: () => run(() => call(removeAssignRule, { params: { id: rule.id } }), t('settings.removed')),
    })
  const add = canWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>
      {t('settings.add')}
    </Button>
  )
  return (
    <>
      <SettingSection
        title={t('settings.title')}
        note={canWrite ? t('settings.note') : t('settings.readOnly')}
        actions={
          <>
            {maySimulate && rules.length > 0 && (
              <Button icon={<ExperimentOutlined />} onClick={() => simulate(rules.filter((one) => one.isEnabled).map(({ id }) => id))}>
                {t('settings.simulate')}
              </Button>
            )}
            {add}
          </>
        }
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        tools={
          read.data && (
            <>
              <Select
                aria-label={t('settings.afterHours')}
                disabled={!canWrite}
                value={read.data.afterHours}
                popupMatchSelectWidth={false}
                onChange={(afterHours) => void run(() => call(changeAssignSetting, { body: { afterHours } }), t('settings.saved'))}
                options={afterHoursWays.map((value) => ({ value, label: `${t('settings.afterHours')}：${t(`settings.afterHoursWays.${value}`)}` }))}
              />
              {read.data.waiting > 0 && <Tag color="#d46b08">{t('settings.waiting', { count: read.data.waiting })}</Tag>}
            </>
          )
        }
      >
        {rules.length === 0 ? (
          <EmptyState title={t('settings.none')} text={t('settings.noneText')} action={add} />
        ) : (
          <SettingRows label={t('settings.label')}>
            {rules.map((rule, i) => (
              <SettingRow
                key={rule.id}
                title={`${i + 1}. ${rule.name}`}
                quiet={!rule.isEnabled}
                detail={
                  <>
                    {rule.triggers.map((one) => t(`settings.trigger.${one}`)).join(' / ')} · {rule.condition === null ? t('settings.everyLead') : <ConditionSentence condition={rule.condition as Condition} object={catalogue} />}
                    <br />
                    {t(`by.${rule.by}`)}
                    {rule.by !== 'account_owner' && rule.by !== 'named_account' && ` · ${t(`settings.choices.${rule.choice}`)}`}
                    {rule.members.length > 0 && ` · ${rule.members.map((one) => one.name).join('、')}`}
                  </>
                }
                aside={!rule.isEnabled && <Tag>{t('settings.off')}</Tag>}
                onOpen={() => edit(rule)}
                actions={[
                  ...(canWrite ? [{ key: 'edit', label: t('settings.edit'), icon: <EditOutlined />, run: () => edit(rule) }] : []),
                  ...(maySimulate ? [{ key: 'simulate', label: t('settings.simulate'), icon: <ExperimentOutlined />, run: () => simulate([...new Set([...rules.filter((one) => one.isEnabled).map(({ id }) => id), rule.id])]) }] : []),
                  ...(canWrite
                    ? [
                        rule.isEnabled
                          ? { key: 'off', label: t('settings.disable'), icon: <PauseCircleOutlined />, run: () => void set(rule, false) }
                          : { key: 'on', label: t('settings.enable'), icon: <PlayCircleOutlined />, run: () => void set(rule, true) },
                        ...(i > 0 ? [{ key: 'up', label: t('settings.up'), icon: <ArrowUpOutlined />, run: () => void move(i, i - 1) }] : []),
                        ...(i < rules.length - 1 ? [{ key: 'down', label: t('settings.down'), icon: <ArrowDownOutlined />, run: () => void move(i, i + 1) }] : []),
                        { key: 'remove', label: t('settings.remove'), icon: <DeleteOutlined />, danger: true, run: () => void remove(rule) },
                      ]
                    : []),
                ]}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      <PeopleSection />
      {editing !== null && <RuleSheet rule={editing === 'new' ? null : editing} canWrite={canWrite} onClose={() => edit(null)} />}
      {simulating !== null && <SimulationSheet rules={rules} start={simulating} onClose={() => simulate(null)} />}
    </>
  )
}
