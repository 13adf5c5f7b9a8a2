import { simulateAssignment } from '@sluice/core/assignment/contract'
import type { AssignRule } from '@sluice/core/assignment/contract'
import type { ResponseOf } from '@sluice/core/lib/contract'
import { Button, Select } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import styles from './Assignment.module.css'

type Answer = ResponseOf<typeof simulateAssignment>

/** What the chosen rules would have done with past leads, before they are switched on. */
export function SimulationSheet({ rules, start, onClose }: { rules: readonly AssignRule[]; start: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('assignment')
  const toast = useToast()
  const [chosen, choose] = useState<readonly string[]>(start)
  const [days, setDays] = useState(30)
  const run = useContractMutation(simulateAssignment, { onError: toast.failed })
  return (
    <BottomSheet open title={t('settings.simulateTitle')} onClose={onClose} width={720}>
      <p className={styles.head}>{t('settings.simulateNote')}</p>
      <div className={styles.tools}>
        <Select mode="multiple" style={{ minWidth: 220, flex: 1 }} aria-label={t('settings.which')} placeholder={t('settings.which')} value={[...chosen]} onChange={choose} options={rules.map(({ id, name }) => ({ value: id, label: name }))} />
        <Select aria-label={t('settings.days', { count: days })} value={days} onChange={setDays} options={[7, 30, 90, 366].map((value) => ({ value, label: t('settings.days', { count: value }) }))} />
        <Button type="primary" disabled={chosen.length === 0} loading={run.isPending} onClick={() => run.mutate({ body: { days, ruleIds: [...chosen] } })}>
          {t('settings.run')}
        </Button>
      </div>
      {run.data && <Outcome answer={run.data} />}
    </BottomSheet>
  )
}

function Outcome({ answer }: { answer: Answer }) {
  const { t } = useTranslation('assignment')
  const format = useFormat()
  const most = Math.max(1, ...answer.people.flatMap(({ would, have }) => [would, have]))
  const rest = (['nobody', 'unmatched', 'held'] as const).filter((key) => answer[key] > 0)
  return (
    <>
      <div className={styles.facts}>
        <strong>{t('settings.n', { count: answer.n })}</strong>
        {rest.map((key) => <span key={key}>{`${t(`settings.${key}`)} ${answer[key]}`}</span>)}
        <span>{t('settings.unowned', { count: answer.unownedToday })}</span>
        {answer.isCut && <span>{t('settings.cut')}</span>}
      </div>
      <div className={styles.facts}>{answer.rules.map((rule) => <span key={rule.id}>{`${rule.name} ${rule.n}`}</span>)}</div>
      <div className={styles.bars} role="table" aria-label={t('settings.simulateTitle')}>
        <span className={styles.head}>{t('settings.person')}</span>
        <span />
        <span className={styles.head}>{t('settings.would')}</span>
        <span className={styles.head}>{t('settings.have')}</span>
        {answer.people.map(({ user, would, have }) => (
          <Fragment key={user.id}>
            <span>{user.name}</span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ display: 'block', width: `${(would / most) * 100}%` }} />
            </span>
            <span className={styles.number}>{format.count(would)}</span>
            <span className={styles.number}>{format.count(have)}</span>
          </Fragment>
        ))}
      </div>
    </>
  )
}
