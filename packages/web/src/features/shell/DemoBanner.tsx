import { CloseOutlined } from '@ant-design/icons'
import { getInstallation } from '@sluice/core/identity/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import styles from './DemoBanner.module.css'

/** Says that what is seen is invented, and leads to an organisation of one's own: the existing one, or the first. */
export function DemoBanner({ onClose, onLeave }: { onClose: () => void; onLeave: () => void }) {
  const { t } = useTranslation('shell')
  const { data: installation } = useContractQuery(getInstallation, {})
  return (
    <>
      <span>{t('demo.text')}</span>
      {installation?.isEmpty && (
        <Link to={paths.firstRun} className={styles.action}>
          {t('demo.create')}
        </Link>
      )}
      {installation?.isEmpty === false && (
        <button type="button" className={styles.action} onClick={onLeave}>
          {t('demo.signIn')}
        </button>
      )}
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('demo.close')} className={styles.close} onClick={onClose} />
    </>
  )
}
