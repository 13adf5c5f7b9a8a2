import { DeleteOutlined, DownloadOutlined, UndoOutlined } from '@ant-design/icons'
import { discardImport, getRejectedRows } from '@sluice/core/imports/contract'
import type { ImportItem } from '@sluice/core/imports/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { apiUrl } from '../../api/client.ts'
import { useContractMutation } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { isBusy } from './model/wizard-steps.ts'
import { UndoDialog } from './UndoDialog.tsx'

/** What can be done with an import of the list: go on, take its rejected rows, undo it, throw it away. */
export function ImportActions({ item }: { item: ImportItem }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const toast = useToast()
  const [undoing, setUndoing] = useState(false)
  const discard = useContractMutation(discardImport, {
    onSuccess: () => {
      toast.done(t('discarded'))
      void client.invalidateQueries({ queryKey: ['/imports'] })
    },
    onError: toast.failed,
  })
  const waiting = item.status === 'read' || item.status === 'checked' || item.status === 'failed'
  return (
    <>
      {item.status === 'done' && (item.counts?.rejected ?? 0) > 0 && (
        <Button
          size="small"
          icon={<DownloadOutlined aria-hidden />}
          title={t('result.downloadRejected')}
          href={apiUrl(getRejectedRows, { params: { id: item.id }, query: { locale: format.language } })}
        >
          {t('history.rejectedRows')}
        </Button>
      )}
      {waiting && (
        <Button size="small" type="primary" ghost onClick={() => void navigate(paths.importRun(item.id))}>
          {t('history.continue')}
        </Button>
      )}
      {item.status === 'done' && (
        <Button size="small" icon={<UndoOutlined aria-hidden />} onClick={() => setUndoing(true)}>
          {t('undo.button')}
        </Button>
      )}
      {waiting && (
        <ConfirmButton
          size="small"
          danger
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('discard')}
          title={t('discard')}
          disabled={isBusy(item.status)}
          question={t('discardQuestion', { name: item.fileName })}
          consequence={t('discardText')}
          onConfirm={() => discard.mutateAsync({ params: { id: item.id }, ifMatch: item.version }).catch(() => undefined)}
        />
      )}
      {undoing && <UndoDialog item={item} onClose={() => setUndoing(false)} />}
    </>
  )
}
