import { App, ConfigProvider } from 'antd'
import { createContext, useContext, useLayoutEffect, useMemo, useState } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { cssVariables, palette, themeConfig } from './theme.ts'
import type { Mode, ModeChoice, Palette } from './theme.ts'
import { usePhone, useMediaQuery } from './use-media-query.ts'

interface ThemeState {
  mode: Mode
  choice: ModeChoice
  choose(choice: ModeChoice): void
  color: Palette
}

const ThemeContext = createContext<ThemeState>({
  mode: 'light',
  choice: 'system',
  choose: () => undefined,
  color: palette('light'),
})

const storageKey = 'sluice.theme'

function remembered(): ModeChoice {
  // Storage may be forbidden (private windows, some WebViews); the system's choice is then good enough.
  try {
    const value = localStorage.getItem(storageKey)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

/** Light or dark, remembered on this device; gives antd, our CSS variables and charts the same colours. */
export function ThemeProvider(props: { locale: ComponentProps<typeof ConfigProvider>['locale']; children: ReactNode }) {
  const [choice, setChoice] = useState<ModeChoice>(remembered)
  const systemDark = useMediaQuery('(prefers-color-scheme: dark)')
  const phone = usePhone()
  const mode: Mode = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice

  useLayoutEffect(() => {
    const root = document.documentElement
    root.dataset['theme'] = mode
    root.style.colorScheme = mode
    for (const [name, value] of Object.entries(cssVariables(mode))) root.style.setProperty(name, value)
  }, [mode])

  const state = useMemo<ThemeState>(
    () => ({
      mode,
      choice,
      color: palette(mode),
      choose(next) {
        setChoice(next)
        try {
          if (next === 'system') localStorage.removeItem(storageKey)
          else localStorage.setItem(storageKey, next)
        } catch {
          // Not remembered then; the choice still holds for this visit.
        }
      },
    }),
    [mode, choice],
  )
  const still = useMediaQuery('(prefers-reduced-motion: reduce)')
  const config = useMemo(() => themeConfig(mode, phone, still), [mode, phone, still])

  return (
    <ThemeContext value={state}>
      <ConfigProvider theme={config} locale={props.locale} button={{ autoInsertSpace: false }}>
        <App component={false} message={{ maxCount: 3, top: phone ? 56 : 12 }}>
          {props.children}
        </App>
      </ConfigProvider>
    </ThemeContext>
  )
}

/** The colours in force and the user's choice of light, dark or system. */
export function useTheme(): ThemeState {
  return useContext(ThemeContext)
}
