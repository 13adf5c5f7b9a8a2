import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useHotkey } from '../../ui/use-hotkey.ts'

/** Ctrl+Z undoes, Ctrl+Y and Ctrl+Shift+Z redo, in text fields too: what is typed there is part of the design. */
export function useUndoKeys(undo: (() => void) | null, redo: (() => void) | null): void {
  const { t } = useTranslation('designer')
  useHotkey('mod+z', () => undo?.(), { label: t('undo'), group: t('designer') })
  useHotkey('mod+y', () => redo?.(), { label: t('redo'), group: t('designer') })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.shiftKey || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      // Before the common hotkeys, which do not look at Shift.
      event.preventDefault()
      redo?.()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [redo])
}
