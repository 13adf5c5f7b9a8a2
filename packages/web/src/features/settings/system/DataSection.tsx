import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Button } from 'antd'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/Page.tsx'
import { useMay } from '../../session/use-may.ts'
import styles from './system.module.css'

/** How data gets in. */
export function DataSection() {
  const { t } = useTranslation('settings')
  const may = useMay()
  if (!may('import', 'read') && !may('import', 'write'))
    return (
      <Section title={t('sections.data')}>
        <p className={styles.text}>{t('data.notAllowed')}</p>
      </Section>
    )
  return (
    <>
      <Section title={t('data.import')}>
        <p className={styles.text}>{t('data.importText')}</p>
        <Link to={paths.import}>
          <Button type="primary">{t('data.open')}</Button>
        </Link>
      </Section>
      <Section title={t('data.history')}>
        <p className={styles.text}>{t('data.historyText')}</p>
        <Link to={paths.import}>
          <Button>{t('data.openHistory')}</Button>
        </Link>
      </Section>
      <Section title={t('data.cli')}>
        <p className={styles.text}>{t('data.cliText')}</p>
        <pre className={styles.code}>
          npm run sluice -- import --help{'\n'}npm run sluice -- report --help
        </pre>
      </Section>
    </>
  )
}
