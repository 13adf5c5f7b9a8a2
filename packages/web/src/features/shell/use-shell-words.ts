import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShellWords } from '../../ui/shell/shell-types.ts'

/** The words of the frame, which itself knows no business. */
export function useShellWords(): ShellWords {
  const { t } = useTranslation('shell')
  return useMemo(
    () => ({
      product: t('product'),
      skip: t('skip'),
      navigation: t('navigation'),
      more: t('nav.more'),
      collapse: t('collapse'),
      expand: t('expand'),
      search: t('search'),
      create: t('create'),
      quickLog: t('quickLog'),
      account: t('account'),
      language: t('language'),
      theme: t('theme.label'),
      light: t('theme.light'),
      dark: t('theme.dark'),
      system: t('theme.system'),
      signOut: t('signOut'),
      shortcuts: {
        title: t('shortcuts.title'),
        help: t('shortcuts.help'),
        general: t('shortcuts.general'),
        move: t('shortcuts.move'),
        page: t('shortcuts.page'),
        search: t('shortcuts.search'),
        go: (place: string) => t('shortcuts.go', { place }),
      },
    }),
    [t],
  )
}
