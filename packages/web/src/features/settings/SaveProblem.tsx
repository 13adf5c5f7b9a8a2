import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Saving } from '../../ui/inline/use-save.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'

/** Why a form was not saved. When somebody else was faster, the input stays and can be saved over the latest. */
export function SaveProblem({ saving, onOverwrite }: { saving: Saving; onOverwrite?: () => void }) {
  const { t } = useTranslation('ui')
  const say = useProblemText()
  if (saving.error === null) return null
  return (
    <Alert
      type={saving.isConflict ? 'warning' : 'error'}
      showIcon
      role="alert"
      style={{ marginBottom: 16 }}
      title={saving.isConflict ? t('inline.conflict') : say(saving.error)}
      action={
        saving.isConflict && onOverwrite ? (
          <Button size="small" loading={saving.busy} onClick={onOverwrite}>
            {t('inline.reload')}
          </Button>
        ) : undefined
      }
    />
  )
}
