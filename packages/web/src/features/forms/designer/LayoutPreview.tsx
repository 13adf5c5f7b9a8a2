import { DesktopOutlined, MobileOutlined } from '@ant-design/icons'
import type { FieldObject } from '@sluice/core/fields/field-type'
import type { Layout } from '@sluice/core/forms/contract'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldInput } from '../../fields/FieldInput.tsx'
import { LaidOut } from '../LaidOut.tsx'
import type { DesignField } from './design-field.ts'
import styles from './Designer.module.css'

/** The layout as its users will see it, on a desktop and on a phone beside it. Fields that the chosen role may not see are not there. */
export function LayoutPreview(props: { kind: 'page' | 'create'; object: FieldObject; layout: Layout; fieldOf: (key: string) => DesignField | undefined; sees: (key: string) => boolean }) {
  const { t } = useTranslation('forms')
  const [custom, setCustom] = useState<Record<string, unknown>>({})
  const body = (
    <LaidOut
      sections={props.layout.sections}
      render={(item) => {
        const field = props.fieldOf(item.field)
        if (!field || !props.sees(item.field)) return null
        const own = field.custom
        return (
          <div className={styles.sample}>
            <span className={styles.sampleLabel}>
              {field.label}
              {(item.required || own?.settings.required === true) && <i className={styles.star}>*</i>}
            </span>
            {own ? (
              <FieldInput field={own} value={custom[own.key]} custom={custom} label={field.label} onChange={(value) => setCustom((now) => ({ ...now, [own.key]: value }))} />
            ) : (
              <span className={styles.sampleValue}>{t('designer.sample')}</span>
            )}
            {own && own.settings.help !== '' && <small className={styles.hint}>{own.settings.help}</small>}
          </div>
        )
      }}
      box={(_, inner, head) => (
        <section className={styles.sampleBox}>
          {head && <h3>{head}</h3>}
          {inner}
        </section>
      )}
    />
  )
  return <Devices first={body} second={body} />
}

/** The same thing on a wide screen and on a phone, side by side. */
export function Devices({ first, second }: { first: ReactNode; second: ReactNode }) {
  const { t } = useTranslation('forms')
  return (
    <div className={styles.devices}>
      <figure className={styles.desktop}>
        <figcaption>
          <DesktopOutlined aria-hidden /> {t('designer.desktop')}
        </figcaption>
        <div className={styles.screen}>{first}</div>
      </figure>
      <figure className={styles.handset}>
        <figcaption>
          <MobileOutlined aria-hidden /> {t('designer.handset')}
        </figcaption>
        <div className={styles.screen}>{second}</div>
      </figure>
    </div>
  )
}
