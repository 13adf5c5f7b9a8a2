import { WarningOutlined } from '@ant-design/icons'
import { checkLead } from '@sluice/core/cleaning/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useSettled } from '../fields/use-settled.ts'
import styles from './Cleaning.module.css'
import { Reasons, Score } from './Reasons.tsx'

type Typed = Partial<Record<'name' | 'company' | 'phone' | 'email' | 'wechat', string>> & { custom?: Record<string, unknown> }
const pathOf = { lead: paths.lead, account: paths.account, contact: paths.contact } as const

/**
 * While a lead is typed: how it would be written better, and which records in sight it looks like, with the reasons. A hint, never in the way:
 * silent while there is little to go by, and when the question fails.
 */
export function EntryCheck({ typed, onTake }: { typed: Typed; onTake: (field: 'phone' | 'email' | 'company', text: string) => void }) {
  const { t } = useTranslation('cleaning')
  const text = (value: string | undefined, max: number) => (value === undefined || value.trim() === '' ? null : value.trim().slice(0, max))
  const settled = useSettled(JSON.stringify({
    name: (typed.name ?? '').trim().slice(0, 100), company: text(typed.company, 200), phone: text(typed.phone, 40), email: text(typed.email, 254), wechat: text(typed.wechat, 60),
    ...(typed.custom !== undefined && { custom: Object.fromEntries(Object.entries(typed.custom).filter(([, value]) => typeof value === 'string')) }),
  }), 400)
  const body = JSON.parse(settled) as { company: string | null; phone: string | null; email: string | null; wechat: string | null }
  const telling = [body.company, body.phone, body.email, body.wechat].some((one) => one !== null && [...one].length >= 2)
  const { data } = useContractQuery(checkLead, { body }, { enabled: telling, staleTime: 10_000 })
  const problems = telling ? (data?.problems ?? []) : []
  const found = telling ? (data?.duplicates ?? []).slice(0, 5) : []
  if (problems.length === 0 && found.length === 0) return null
  return (
    <div className={styles.check} role="status">
      {problems.map(({ field, code, suggestion }) => (
        <div key={`${field} ${code}`} className={styles.hint}>
          <span>{code === 'tidier' ? t('check.tidier', { text: suggestion }) : t(`check.${code}`)}</span>
          {suggestion !== null && field !== 'custom' && (
            <Button size="small" onClick={() => onTake(field, suggestion)}>
              {t('check.take')}
            </Button>
          )}
        </div>
      ))}
      {found.length > 0 && (
        <>
          <p>
            <WarningOutlined aria-hidden /> {t('check.title')}
          </p>
          <ul className={styles.list}>
            {found.map((one) => (
              <li key={`${one.subjectType} ${one.id}`}>
                <span className={styles.line}>
                  <Tag>{t(`types.${one.subjectType}`)}</Tag>
                  <Link to={pathOf[one.subjectType](one.id)} target="_blank" title={[one.name, one.company].filter(Boolean).join(' · ')}>
                    {[one.name, one.subjectType === 'account' ? null : one.company].filter(Boolean).join(' · ')}
                  </Link>
                  {one.owner && <span className={styles.muted}>{one.owner.name}</span>}
                  <Score score={one.score} />
                </span>
                <Reasons reasons={one.reasons} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
