import { InboxOutlined } from '@ant-design/icons'
import { addAttachment } from '@sluice/core/activities/contract'
import { Progress } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../../../api/upload.ts'
import { Chips } from '../../activities/Chips.tsx'
import { fileKinds, guessFileKind, maxFileBytes } from '../../activities/file-kinds.ts'
import styles from './Supply.module.css'
import type { SupplyProps } from './supply-props.ts'
import { useSupply } from './use-supply.ts'

/** A file of one of the asked kinds. */
export function SupplyFile({ deal, criterion }: SupplyProps<'attachment'>) {
  const { t } = useTranslation('gates')
  const { t: ta } = useTranslation('activities')
  const { busy, problem, send } = useSupply(deal.id)
  const kinds = fileKinds.filter((kind) => criterion.kinds.includes(kind))
  const [kind, setKind] = useState(kinds.length === 1 ? (kinds[0] ?? null) : null)
  const [share, setShare] = useState(0)
  const [tooLarge, setTooLarge] = useState(false)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)

  const take = async (files: FileList | null) => {
    const file = files?.[0]
    if (!file) return
    setTooLarge(file.size > maxFileBytes)
    if (file.size > maxFileBytes) return
    const guessed = guessFileKind(file.name)
    const as = kind ?? (kinds.includes(guessed) ? guessed : kinds[0])
    setShare(0)
    await send('attachment.added', () => upload(addAttachment, { params: { subjectType: 'deal', id: deal.id }, query: { kind: as } }, file, { onProgress: setShare }))
  }
  return (
    <div className={styles.stack}>
      {kinds.length > 1 && <Chips label={ta('files.kind')} options={kinds.map((one) => ({ key: one, label: ta(`fileKinds.${one}`) }))} value={kind} onChange={setKind} />}
      <button
        type="button"
        className={over ? `${styles.drop} ${styles.over}` : styles.drop}
        disabled={busy}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take(event.dataTransfer.files)
        }}
      >
        <InboxOutlined aria-hidden />
        <span>{t('supply.upload', { kind: kinds.map((one) => ta(`fileKinds.${one}`)).join(' / ') })}</span>
        <span className={styles.quiet}>{ta('files.limit')}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={ta('files.upload')}
        onChange={(event) => {
          // The list empties with the field: taken before.
          void take(event.target.files).finally(() => {
            if (input.current) input.current.value = ''
          })
        }}
      />
      {busy && <Progress percent={Math.round(share * 100)} size="small" />}
      {(tooLarge || problem !== null) && (
        <p role="alert" className={styles.problem}>
          {tooLarge ? ta('files.tooLarge') : problem}
        </p>
      )}
    </div>
  )
}
