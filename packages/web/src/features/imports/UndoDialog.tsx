import { getImport, undoImport } from '@sluice/core/imports/contract'
import type { ImportItem } from '@sluice/core/imports/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { contractKey, useContractMutation } from '../../api/query.ts'
import { problemFacts, useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useFormat } from '../../ui/use-format.ts'

/**
 * Undoes an import as a whole, after saying what that means. When records were changed since, the server refuses first;
 * then there are two ways on: keep those records, or take them back with what was done to them.
 */
export function UndoDialog({ item, onClose }: { item: ImportItem; onClose: () => void }) {
  const { t } = useTranslation('imports')
  const client = useQueryClient()
  const toast = useToast()
  const say = useProblemText()
  const format = useFormat()
  const undo = useContractMutation(undoImport, {
    onSuccess: (answer) => {
      client.setQueryData(contractKey(getImport, { params: { id: item.id } }), answer)
      void client.invalidateQueries({ queryKey: ['/imports'] })
      toast.done(t('undo.started'))
      onClose()
    },
  })
  const changed = undo.error && problemFacts(undo.error).code === 'import.changed_since' ? undo.error : null
  const start = (how: 'refuse' | 'keep' | 'undo') => undo.mutate({ params: { id: item.id }, body: { changed: how }, ifMatch: item.version })
  return (
    <Modal
      open
      title={t('undo.title', { name: item.fileName })}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('undo.cancel')}
        </Button>,
        ...(changed
          ? [
              <Button key="keep" type="primary" loading={undo.isPending} onClick={() => start('keep')}>
                {t('undo.keep')}
              </Button>,
              <Button key="undo" danger loading={undo.isPending} onClick={() => start('undo')}>
                {t('undo.all')}
              </Button>,
            ]
          : [
              <Button key="ok" type="primary" danger loading={undo.isPending} onClick={() => start('refuse')}>
                {t('undo.ok')}
              </Button>,
            ]),
      ]}
    >
      <ul style={{ paddingLeft: 18, margin: '8px 0 12px', color: 'var(--s-text-secondary)' }}>
        <li>{t('undo.removes', { n: format.count(item.counts?.created ?? 0) })}</li>
        <li>{t('undo.restores', { n: format.count(item.counts?.updated ?? 0) })}</li>
        <li>{t('undo.made')}</li>
        <li>{t('undo.log')}</li>
      </ul>
      {changed && <Alert type="warning" showIcon title={say(changed)} description={t('undo.changedText')} />}
      {undo.error && !changed && <Alert type="error" showIcon title={say(undo.error)} />}
    </Modal>
  )
}
