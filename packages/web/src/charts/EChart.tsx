import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import type { Ref } from 'react'
import { useEffect, useImperativeHandle, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fontFamily } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { saveUrl } from './download-svg.ts'
import styles from './EChart.module.css'

export interface ChartHandle {
  /** Saves the picture as a PNG. */
  download: (name: string) => void
}

/** One echarts drawing: loads the library when first needed, follows size and theme, describes itself, cleans up. */
export function EChart(props: { option: EChartsCoreOption; label: string; height: number; onClick?: (data: unknown) => void; ref?: Ref<ChartHandle> }) {
  const { t } = useTranslation('charts')
  const { color } = useTheme()
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EChartsType | null>(null)
  const [failed, setFailed] = useState(false)
  const { option, onClick } = props

  useEffect(() => {
    let gone = false
    let drawn: EChartsType | null = null
    let observer: ResizeObserver | null = null
    void import('./echarts-runtime.ts').then(
      ({ init }) => {
        if (gone || !box.current) return
        drawn = init(box.current)
        observer = new ResizeObserver(() => drawn?.resize())
        observer.observe(box.current)
        setChart(drawn)
      },
      () => setFailed(true),
    )
    return () => {
      gone = true
      observer?.disconnect()
      drawn?.dispose()
    }
  }, [])

  useEffect(() => {
    chart?.setOption(
      { textStyle: { fontFamily, color: color.textSecondary }, animationDuration: 240, aria: { enabled: true, label: { description: props.label } }, ...option },
      { notMerge: true },
    )
  }, [chart, option, color, props.label])

  useEffect(() => {
    if (!chart || !onClick) return
    const handle = (event: { data?: unknown }) => onClick(event.data)
    chart.on('click', handle)
    return () => void chart.off('click', handle)
  }, [chart, onClick])

  useImperativeHandle(props.ref, () => ({
    download: (name) => chart && saveUrl(chart.getDataURL({ pixelRatio: 2, backgroundColor: color.surface }), `${name}.png`),
  }))

  if (failed) return <div className={styles.failed}>{t('failed')}</div>
  return <div ref={box} role="img" aria-label={props.label} style={{ height: props.height }} />
}
