import { DeleteOutlined, EditOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { listSignalRules, removeSignalRule, saveSignalRule } from '@sluice/core/tracking/contract'
import type { KeptSignalRule } from '@sluice/core/tracking/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { SignalRuleSheet } from './SignalRuleSheet.tsx'

/** When what a lead does is worth telling its owner. */
export function SignalRules({ second }: { second: boolean }) {
  const { t } = useTranslation('sites')
  const { t: tt } = useTranslation('tracking')
  const may = useMay()
  const toast = useToast()
  const refresh = useRefresh()
  const [open, setOpen] = useState<{ rule: KeptSignalRule | null } | null>(null)
  const read = useContractQuery(listSignalRules, {}, { enabled: may('lead', 'read') })
  const rules = read.data?.items ?? []
  const canWrite = rules[0]?.canWrite ?? false
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'signal-rules' })
  const set = async ({ key, rule }: KeptSignalRule, isOn: boolean) => {
    await call(saveSignalRule, { params: { key }, body: { rule, isOn } }).then(() => toast.done(t(isOn ? 'signals.savedOn' : 'signals.savedOff')), toast.failed)
    told()
  }
  const remove = async ({ key, rule, isStandard, isOn }: KeptSignalRule) => {
    try {
      await call(removeSignalRule, { params: { key } })
      toast.undoable(isStandard ? t('signals.resetDone') : t('signals.removed', { name: rule.name }), async () => {
        await call(saveSignalRule, { params: { key }, body: { rule, isOn } })
        told()
      })
    } catch (error) {
      toast.failed(error)
    }
    told()
  }
  if (!may('lead', 'read')) return null
  return (
    <>
      <SettingSection
        second={second}
        title={t('signals.title')}
        note={t('signals.note')}
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        actions={
          canWrite && (
            <Button icon={<PlusOutlined />} onClick={() => setOpen({ rule: null })}>
              {t('signals.add')}
            </Button>
          )
        }
      >
        {rules.length === 0 ? (
          <EmptyState compact title={t('signals.none')} />
        ) : (
          <SettingRows label={t('signals.title')}>
            {rules.map((kept) => {
              const { rule } = kept
              const words = t(rule.isSameSubject ? 'signals.sentenceSame' : 'signals.sentence', {
                days: rule.withinDays, count: rule.atLeast, kinds: rule.kinds.map((kind) => tt(`kinds.${kind}`)).join(t('signals.or')),
              })
              return (
                <SettingRow
                  key={kept.key}
                  title={rule.name}
                  quiet={!kept.isOn}
                  detail={
                    <>
                      {words}
                      <br />
                      {[rule.tag === null ? null : t('signals.tag', { tag: rule.tag }), t(rule.notifies ? 'signals.notifies' : 'signals.silent'), t('signals.cool', { count: rule.coolDownDays })].filter((part) => part !== null).join(' · ')}
                    </>
                  }
                  aside={
                    <>
                      {!kept.isOn && <Tag>{t('signals.stateOff')}</Tag>}
                      {!kept.isStandard && <Tag>{t('signals.own')}</Tag>}
                      {kept.isChanged && <Tag>{t('signals.changed')}</Tag>}
                    </>
                  }
                  onOpen={canWrite ? () => setOpen({ rule: kept }) : undefined}
                  actions={
                    canWrite
                      ? [
                          { key: 'edit', label: t('signals.edit'), icon: <EditOutlined />, run: () => setOpen({ rule: kept }) },
                          kept.isOn
                            ? { key: 'off', label: t('signals.off'), icon: <PauseCircleOutlined />, run: () => void set(kept, false) }
                            : { key: 'on', label: t('signals.on'), icon: <PlayCircleOutlined />, run: () => void set(kept, true) },
                          ...(!kept.isStandard ? [{ key: 'remove', label: t('signals.remove'), icon: <DeleteOutlined />, danger: true, run: () => void remove(kept) }] : []),
                          ...(kept.isChanged ? [{ key: 'reset', label: t('signals.reset'), icon: <UndoOutlined />, run: () => void remove(kept) }] : []),
                        ]
                      : []
                  }
                />
              )
            })}
          </SettingRows>
        )}
      </SettingSection>
      {open && <SignalRuleSheet kept={open.rule} keys={rules.map(({ key }) => key)} onClose={() => setOpen(null)} />}
    </>
  )
}
