/**
 * Settings of the embedded server, given at each start so that they follow the program's version: sized for a
 * laptop, durable (fsync stays on), no replication. A throwaway cluster for tests gives durability up.
 */
export function serverSettings(throwaway: boolean): Record<string, string> {
  return {
    max_connections: '100',
    shared_buffers: throwaway ? '64MB' : '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '1GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    password_encryption: 'scram-sha-256',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '%m [%p] %u@%d ',
    // Bound values are personal data; a failing statement is logged without them.
    log_parameter_max_length_on_error: '0',
    log_parameter_max_length: '0',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' } : {}),
  }
}
