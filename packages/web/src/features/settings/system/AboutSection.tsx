import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import product from '../../../../package.json' with { type: 'json' }
import { apiBase } from '../../../api/request.ts'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/Page.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import styles from './system.module.css'

/** The version, the interface for other programs, and the way back to the first steps. */
export function AboutSection() {
  const { t } = useTranslation('settings')
  const phone = usePhone()
  return (
    <>
      <Section title={t('about.product')} note={t('about.version', { version: product.version })}>
        <p className={styles.text}>{phone ? t('about.promise') : t('about.keys')}</p>
      </Section>
      <Section title={t('about.api')}>
        <p className={styles.text}>{t('about.apiText')}</p>
        <div className={styles.links}>
          <Button href="/api/docs" target="_blank" rel="noreferrer">
            {t('about.openApi')}
          </Button>
          <Button type="link" href={`${apiBase}/openapi.json`} target="_blank" rel="noreferrer">
            {t('about.description')}
          </Button>
        </div>
      </Section>
      <Section title={t('about.start')}>
        <p className={styles.text}>{t('about.startText')}</p>
        <Link to={paths.welcome}>
          <Button>{t('about.openStart')}</Button>
        </Link>
      </Section>
    </>
  )
}
