interface LoggedError {
  [key: string]: unknown
  type: string
  message: string
  stack: string
  code?: string
  table?: string
  constraint?: string
}

/**
 * What the log keeps of an error. PostgreSQL's `detail` and `where` quote the row, and a driver's error may carry the
 * statement's values: names and phone numbers stay out.
 */
export function loggedError(error: Error): LoggedError {
  const { code, table, constraint } = error as Error & { code?: unknown; table?: unknown; constraint?: unknown }
  return {
    type: error.name, message: error.message, stack: error.stack ?? '', ...(typeof code === 'string' && { code }),
    ...(typeof table === 'string' && { table }), ...(typeof constraint === 'string' && { constraint }),
  }
}
