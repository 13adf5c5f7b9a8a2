import { theme as antd } from 'antd'
import type { ThemeConfig } from 'antd'

export type Mode = 'light' | 'dark'
/** What the user chose; `system` follows the device. */
export type ModeChoice = Mode | 'system'

/** Every colour that is ours. Components read them as `--s-…` CSS variables, charts as values. */
export interface Palette {
  brand: string
  /** Page behind everything, and the side navigation. */
  canvas: string
  surface: string
  raised: string
  hover: string
  selected: string
  border: string
  borderStrong: string
  text: string
  textSecondary: string
  textTertiary: string
  won: string
  lost: string
  warn: string
  open: string
  ghost: string
  shadow: string
}

const light: Palette = {
  brand: '#0b66c2',
  canvas: '#f6f7f9',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#f2f4f7',
  selected: '#e9f2fc',
  border: '#e6e8ed',
  borderStrong: '#d3d7df',
  text: '#1b212c',
  textSecondary: '#525b6b',
  textTertiary: '#656e7f',
  won: '#0d7f63',
  lost: '#b84826',
  warn: '#9a6700',
  open: '#7d8798',
  ghost: '#8b5fbf',
  shadow: '0 1px 2px rgb(20 28 45 / 5%), 0 4px 16px rgb(20 28 45 / 6%)',
}

const dark: Palette = {
  brand: '#5aa9f5',
  canvas: '#0f1216',
  surface: '#161a20',
  raised: '#1d222a',
  hover: '#1f252e',
  selected: '#17304a',
  border: '#262c36',
  borderStrong: '#3a4250',
  text: '#e7eaf0',
  textSecondary: '#aab2c0',
  textTertiary: '#8f98a9',
  won: '#43c49d',
  lost: '#ee8763',
  warn: '#dba53a',
  open: '#8c97aa',
  ghost: '#b892e6',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 6px 20px rgb(0 0 0 / 35%)',
}

export function palette(mode: Mode): Palette {
  return mode === 'dark' ? dark : light
}

/**
 * Stages are ordered, so their colours are a scale, not a set: lightness moves one way while the hue drifts from teal to
 * indigo. It stays readable in every common colour blindness, because order is carried by lightness alone.
 */
const ramps: Record<Mode, readonly string[]> = {
  light: ['#6bbac1', '#429cbd', '#2e7cb6', '#2e5ea6', '#32438b', '#2d2b66'],
  dark: ['#2b6276', '#31799a', '#4394ba', '#66b0d4', '#94cce7', '#c5e6f6'],
}

/** The colour of stage `index` of `count`, as `#rrggbb`; interpolated so that any number of stages uses the whole scale. */
export function stageColor(mode: Mode, index: number, count: number): string {
  const ramp = ramps[mode]
  const at = count <= 1 ? 2 : (Math.min(Math.max(index, 0), count - 1) / (count - 1)) * (ramp.length - 1)
  const low = Math.floor(at)
  const from = ramp[low] ?? '#2e7cb6'
  const to = ramp[Math.min(low + 1, ramp.length - 1)] ?? from
  return mix(from, to, at - low)
}

/** Unordered categories (sources, teams, reasons): eight hues kept apart for colour-blind readers (after Okabe and Ito). */
export function categoryColors(mode: Mode): readonly string[] {
  return mode === 'dark'
    ? ['#5aa9f5', '#e6a23c', '#43c49d', '#d98cb3', '#8fd0ea', '#ee8763', '#c9c45a', '#a0a9b8']
    : ['#0b66c2', '#c98500', '#0d8f6f', '#b0578b', '#4ba3cf', '#c2512f', '#8a8420', '#6d7687']
}

/** Linear mix of two `#rrggbb` colours; share 0 gives `from`, 1 gives `to`. */
export function mix(from: string, to: string, share: number): string {
  const channel = (text: string, at: number) => Number.parseInt(text.slice(at, at + 2), 16)
  const parts = [1, 3, 5].map((at) => {
    const value = Math.round(channel(from, at) * (1 - share) + channel(to, at) * share)
    return value.toString(16).padStart(2, '0')
  })
  return `#${parts.join('')}`
}

/** Black or white, whichever reads better on `background` (WCAG relative luminance). */
export function inkOn(background: string): '#ffffff' | '#10151d' {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(background.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.058 ? '#ffffff' : '#10151d'
}

/** Chinese first: system UI faces carry the figures, the named Chinese faces carry the Hanzi on each platform. */
export const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", MiSans, "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif'

/** The CSS variables of a mode, set on the root element. */
export function cssVariables(mode: Mode): Record<string, string> {
  const colors = Object.entries(palette(mode)).map(([name, value]: [string, string]): [string, string] => [
    `--s-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ])
  const stages = ramps[mode].map((value, index): [string, string] => [`--s-stage-${index + 1}`, value])
  return Object.fromEntries<string>([...colors, ...stages, ['--s-font', fontFamily]])
}

/**
 * antd's theme. `touch` gives controls that a thumb hits and inputs that iOS does not zoom into. `still` turns motion off in
 * antd itself, which otherwise waits for the end of transitions that global.css has taken away.
 */
export function themeConfig(mode: Mode, touch: boolean, still = false): ThemeConfig {
  const color = palette(mode)
  return {
    cssVar: { key: 'sluice', prefix: 'ant' },
    hashed: false,
    algorithm: mode === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: color.brand,
      colorInfo: color.brand,
      colorLink: color.brand,
      colorSuccess: color.won,
      colorError: color.lost,
      colorWarning: color.warn,
      // antd derives these from the colour itself, and a dark ochre gives it mud.
      colorWarningBg: mix(color.surface, color.warn, 0.1),
      colorWarningBorder: mix(color.surface, color.warn, 0.36),
      colorErrorBg: mix(color.surface, color.lost, 0.09),
      colorErrorBorder: mix(color.surface, color.lost, 0.36),
      colorInfoBg: mix(color.surface, color.brand, 0.08),
      colorInfoBorder: mix(color.surface, color.brand, 0.32),
      colorSuccessBg: mix(color.surface, color.won, 0.09),
      colorSuccessBorder: mix(color.surface, color.won, 0.34),
      colorBgLayout: color.canvas,
      colorBgContainer: color.surface,
      colorBgElevated: color.raised,
      colorText: color.text,
      colorTextSecondary: color.textSecondary,
      colorTextTertiary: color.textTertiary,
      colorTextPlaceholder: color.textTertiary,
      colorTextDescription: color.textTertiary,
      colorBorder: color.borderStrong,
      colorBorderSecondary: color.border,
      fontFamily,
      fontSize: touch ? 15 : 13,
      controlHeight: touch ? 42 : 30,
      controlHeightSM: touch ? 34 : 24,
      controlHeightLG: touch ? 48 : 36,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      wireframe: false,
      motion: !still,
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.2s',
      boxShadowSecondary: color.shadow,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500, primaryColor: inkOn(color.brand), colorLink: color.brand },
      Card: { headerHeight: 44, bodyPadding: 16, headerPadding: 16 },
      Drawer: { paddingLG: 20 },
      Segmented: { itemSelectedBg: color.surface, trackBg: color.hover, trackPadding: 2 },
      Table: { headerBg: color.surface, cellPaddingBlock: 8, cellPaddingInline: 12, headerSplitColor: 'transparent' },
      Tabs: { horizontalItemPadding: '8px 0', horizontalMargin: '0 0 12px 0' },
      Tooltip: { colorBgSpotlight: mode === 'dark' ? '#2c333e' : '#242a35' },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    },
  }
}
