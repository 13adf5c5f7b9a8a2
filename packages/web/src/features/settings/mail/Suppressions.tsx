import { addSuppression, listSuppressions, removeSuppression } from '@sluice/core/nurture/contract'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractPages } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { Section } from '../../../ui/Page.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import styles from './Mail.module.css'

/** Addresses that get no mails of sequences. What the recipient asked for cannot be taken back here. */
export function Suppressions() {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const mayWrite = useMay()('campaign', 'write')
  const [q, setQ] = useState('')
  const [address, setAddress] = useState('')
  const list = useContractPages(listSuppressions, { query: { limit: 20, ...(q !== '' && { q }) } }, { enabled: mayWrite })
  const done = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: 'suppression' })
  const add = useContractMutation(addSuppression, { onError: toast.failed, onSuccess: () => { setAddress(''); done() } })
  const remove = useContractMutation(removeSuppression, { onError: toast.failed, onSuccess: done })
  if (!mayWrite) return null
  const submit = () => address.trim() !== '' && add.mutate({ body: { address: address.trim() } })
  return (
    <Section title={t('mail.suppressions')} note={t('mail.suppressionsNote')} actions={<SearchField value={q} onSearch={setQ} placeholder={t('mail.address')} width={180} />}>
      <div className={styles.form}>
        <div className={styles.row}>
          <Input style={{ width: 260 }} inputMode="email" aria-label={t('mail.address')} placeholder={t('mail.address')} value={address} onChange={(event) => setAddress(event.target.value)} onPressEnter={submit} />
          <Button loading={add.isPending} onClick={submit}>{t('mail.suppressionAdd')}</Button>
        </div>
        {list.rows.length === 0 && !list.isLoading && <p className={styles.help}>{t('mail.suppressionEmpty')}</p>}
        <ul className={styles.list}>
          {list.rows.map((one) => (
            <li key={one.id}>
              <span title={one.note}>{one.address}</span>
              <Tag>{t(`mail.suppressionReasons.${one.reason}`)}</Tag>
              <span className="num">{format.date(one.at)}</span>
              <Button size="small" type="link" disabled={one.reason === 'unsubscribed' || one.reason === 'complained'} onClick={() => remove.mutate({ params: { id: one.id } })}>{t('mail.suppressionRemove')}</Button>
            </li>
          ))}
        </ul>
        {list.hasMore && <Button loading={list.isLoadingMore} onClick={list.loadMore}>…</Button>}
      </div>
    </Section>
  )
}
