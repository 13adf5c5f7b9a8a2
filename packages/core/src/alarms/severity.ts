import type { AlarmSeverity } from './wire.ts'

/** How loud an alarm is, by how far its worst figure lies beyond the threshold: twice the tolerated deviation is critical, a quarter more a warning. */
export function severityOf(severity: number): AlarmSeverity {
  return severity >= 2 ? 'critical' : severity >= 1.25 ? 'warn' : 'info'
}
