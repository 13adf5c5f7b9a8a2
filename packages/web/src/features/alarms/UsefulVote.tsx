import { DislikeFilled, DislikeOutlined, LikeFilled, LikeOutlined } from '@ant-design/icons'
import type { AlarmRecord } from '@sluice/core/alarms/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './Alarms.module.css'

/** Useful or not, with one tap; the word one gave is filled in, and may be changed. */
export function UsefulVote({ alarm, busy, onVote, words }: { alarm: AlarmRecord; busy: boolean; onVote: (isUseful: boolean) => void; words?: boolean }) {
  const { t } = useTranslation('alarms')
  const { mine, useful, notUseful } = alarm.feedback
  const button = (isUseful: boolean) => {
    const mineNow = mine === isUseful
    const name = t(isUseful ? 'useful' : 'notUseful')
    const count = isUseful ? useful : notUseful
    const icon = isUseful ? mineNow ? <LikeFilled /> : <LikeOutlined /> : mineNow ? <DislikeFilled /> : <DislikeOutlined />
    return (
      <Button type="text" icon={icon} aria-pressed={mineNow} aria-label={count > 0 ? `${name} ${count}` : name} title={`${name} · ${t('usefulHelp')}`} disabled={busy} className={mineNow ? styles.voted : undefined} onClick={() => onVote(isUseful)}>
        {words ? name : null}
        {count > 0 && <span className="num">{count}</span>}
      </Button>
    )
  }
  return (
    <span className={styles.vote} role="group" aria-label={t('usefulQuestion')}>
      {button(true)}
      {button(false)}
    </span>
  )
}
