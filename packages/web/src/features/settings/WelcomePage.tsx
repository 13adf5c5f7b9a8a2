import { CloudUploadOutlined, ProjectOutlined, TeamOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { useSession } from '../session/session.ts'
import { useMay } from '../session/use-may.ts'
import { openFrameAction } from '../shell/shell-slots.ts'
import styles from './WelcomePage.module.css'

/** The first steps in an empty organisation; only those that the role may take. */
export default function WelcomePage() {
  const { t } = useTranslation('settings')
  const { org } = useSession()
  const may = useMay()
  const navigate = useNavigate()
  const steps: { key: 'import' | 'deal' | 'invite'; icon: ReactNode; run: () => void; shown: boolean }[] = [
    { key: 'import', icon: <CloudUploadOutlined />, run: () => void navigate(paths.import), shown: may('import', 'write') },
    { key: 'deal', icon: <ProjectOutlined />, run: () => openFrameAction('createDeal'), shown: may('deal', 'write') },
    { key: 'invite', icon: <TeamOutlined />, run: () => void navigate(paths.settingsSection('members')), shown: may('user', 'write') },
  ]
  return (
    <>
      <PageHeader title={t('welcome.title', { org: org.name })} description={t('welcome.text')} />
      <Page>
        <ol className={styles.steps}>
          {steps
            .filter((step) => step.shown)
            .map((step, index) => (
              <li key={step.key} className={styles.step}>
                <span className={styles.icon} aria-hidden>
                  {step.icon}
                </span>
                <h2>{t(`welcome.${step.key}.title`)}</h2>
                <p>{t(`welcome.${step.key}.text`)}</p>
                <Button type={index === 0 ? 'primary' : 'default'} size="large" onClick={step.run}>
                  {t(`welcome.${step.key}.action`)}
                </Button>
              </li>
            ))}
        </ol>
        <p className={styles.later}>
          {t('welcome.later')} <Link to={paths.today}>{t('welcome.today')} →</Link>
        </p>
      </Page>
    </>
  )
}
