import { getAttachment } from '@sluice/core/activities/contract'
import type { CustomField } from '@sluice/core/fields/contract'
import { addressLine } from '@sluice/core/fields/typed-value'
import { valueTypeOf } from '@sluice/core/fields/value-type'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { apiUrl } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { absent } from '../../ui/format.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import styles from './FieldInput.module.css'
import { isEmptyValue } from './is-empty-value.ts'

export interface FieldValueProps {
  field: CustomField
  value: unknown
  names?: Readonly<Record<string, string>>
  currency?: string
  /** In a table's cell: short, without links of its own. */
  plain?: boolean
}

const number = (value: unknown) => (typeof value === 'number' ? value : null)
/** A share as a percentage with as many decimals as it has. */
const share = (value: number | null, say: (percent: number) => string) => (value === null ? absent : `${say(Number((value * 100).toFixed(6)))}%`)
const recordPath = { account: paths.account, contact: paths.contact, deal: paths.deal }
const webLink = (text: string) => (/^https?:\/\//i.test(text) ? text : undefined)

/** A custom field's value as one reads it; an em dash when it is empty. */
export function FieldValue(props: FieldValueProps): ReactNode {
  const { t } = useTranslation('fields')
  const format = useFormat()
  const { field, value, names, plain } = props
  const { settings } = field
  if (isEmptyValue(value)) return absent
  const nameOf = (id: unknown) => (typeof id === 'string' ? (names?.[id] ?? t('unseen')) : absent)
  const type = valueTypeOf(field)
  switch (type) {
    case 'number':
      return <span className="num">{format.number(number(value), settings.decimals)}</span>
    case 'percent':
      return <span className="num">{share(number(value), (percent) => format.number(percent, settings.decimals))}</span>
    case 'money':
      return <span className="num">{format.money(number(value), props.currency)}</span>
    case 'date':
      return <span className="num">{format.day(String(value))}</span>
    case 'time':
      return <span className="num">{format.dateTime(String(value))}</span>
    case 'boolean':
      return t(value === true ? 'yes' : 'no')
    case 'select':
    case 'multi_select':
      return (
        <span className={styles.tags}>
          {(Array.isArray(value) ? value : [value]).map((one: unknown) => {
            const option = settings.options.find((other) => other.value === one)
            return option?.color || field.type === 'multi_select' ? (
              <Tag key={String(one)} color={option?.color ?? undefined}>
                {option?.label ?? String(one)}
              </Tag>
            ) : (
              <span key={String(one)}>{option?.label ?? String(one)}</span>
            )
          })}
        </span>
      )
    case 'user':
      return plain ? nameOf(value) : <UserAvatar name={nameOf(value)} size={20} label />
    case 'team':
      return nameOf(value)
    case 'reference': {
      const of = settings.of
      return plain || of === null || of === 'product' || names?.[String(value)] === undefined ? nameOf(value) : <Link to={recordPath[of](String(value))}>{nameOf(value)}</Link>
    }
    case 'phone':
      return plain ? <span className="num">{format.phone(String(value))}</span> : <a className="num" href={`tel:${String(value)}`}>{format.phone(String(value))}</a>
    case 'mail':
      return plain ? String(value) : <a href={`mailto:${String(value)}`}>{String(value)}</a>
    case 'url': {
      const link = webLink(String(value))
      return plain || !link ? (
        String(value)
      ) : (
        <a href={link} target="_blank" rel="noreferrer noopener">
          {String(value).replace(/^https?:\/\//i, '')}
        </a>
      )
    }
    case 'address':
      return addressLine(value) || absent
    case 'file': {
      const ids = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
      if (plain) return <span className="num">{t('file.count', { count: ids.length })}</span>
      return (
        <span className={styles.tags}>
          {ids.map((id) => (
            <a key={id} href={apiUrl(getAttachment, { params: { id } })} download={names?.[id]}>
              {names?.[id] ?? t('file.unknown')}
            </a>
          ))}
        </span>
      )
    }
    default:
      return field.type === 'long_text' && !plain ? <span className={styles.multiline}>{String(value)}</span> : String(value)
  }
}
