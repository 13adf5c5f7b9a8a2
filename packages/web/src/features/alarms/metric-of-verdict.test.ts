import { pressureCodes } from '@sluice/core/diagnosis/pressure'
import { shapeCodes } from '@sluice/core/diagnosis/shape'
import { METRICS } from '@sluice/core/metrics/registry'
import { expect, test } from 'vitest'
import { metricOfVerdict } from './metric-of-verdict.ts'

test('every judgement has its number in the registry', () => {
  for (const code of [...shapeCodes, ...pressureCodes, 'bottleneck']) expect(METRICS[metricOfVerdict(code) ?? 'health.score'].topic, code).toMatch(/^(shape|pressure)$/)
  expect(metricOfVerdict('toString')).toBeNull()
})
