import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import styles from './Supply.module.css'
import { fieldsOf } from './condition-fields.ts'
import { SupplyField } from './SupplyField.tsx'
import type { SupplyProps } from './supply-props.ts'

/** A condition of the team's own: the fields it asks about, to be changed until it is true. */
export function SupplyCondition({ deal, criterion }: SupplyProps<'condition'>) {
  const { t, i18n } = useTranslation('gates')
  const catalogue = useCatalogue('deal')
  const fields = fieldsOf(criterion.condition)
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>{t('supply.condition')}</p>
      {fields.map((field) => (
        <section key={field} className={styles.stack}>
          <span className={styles.quiet}>{catalogue.fields.get(field)?.label[i18n.language === 'en' ? 'en' : 'zh'] ?? field}</span>
          <SupplyField deal={deal} field={field} />
        </section>
      ))}
    </div>
  )
}
