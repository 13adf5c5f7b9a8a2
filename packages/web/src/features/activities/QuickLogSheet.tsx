import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { QuickLog } from './QuickLog.tsx'
import type { QuickLogProps } from './QuickLog.tsx'

/** The quick log in a sheet from below (a phone) or a panel at the side; closes itself when the activity is logged. */
export function QuickLogSheet({ open, name, onClose, ...log }: QuickLogProps & { open: boolean; name?: string; onClose: () => void }) {
  const { t } = useTranslation('activities')
  return (
    <BottomSheet open={open} onClose={onClose} title={name ? t('log.titleFor', { name }) : t('log.title')}>
      <QuickLog
        {...log}
        onDone={() => {
          log.onDone?.()
          onClose()
        }}
      />
    </BottomSheet>
  )
}
